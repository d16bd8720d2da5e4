import { own, type Json, type JsonObject } from '../../base/json.ts';
import { inputFault, readForm, type Filled, type RunField, type Typed } from './runForm.ts';
import { readAxis, type Axis } from './sweepAxis.ts';

/** Several values for some parameters, and how they go together. */
export interface Sweep {
  /** By parameter; what has no axis is the same in all runs. */
  readonly axes: Readonly<Record<string, Axis>>;
  /** Every combination, the last parameter changing fastest; or the first values together, then the second ones, and so on. */
  readonly combine: 'product' | 'zip';
}

export interface SweepRun {
  /** The values that differ between the runs, by parameter. */
  readonly varied: JsonObject;
  readonly input: JsonObject;
}

export interface SweepRuns {
  /** Parameters that vary, in the order of the form. */
  readonly varying: readonly string[];
  /** How many runs it would be, also where they are too many to be made. */
  readonly count: number;
  /** None while anything is wrong. */
  readonly runs: readonly SweepRun[];
  /** By parameter that varies. */
  readonly faults: Readonly<Record<string, string>>;
  /** Of the sweep as a whole. */
  readonly fault: string | undefined;
  /** The fields that do not vary. */
  readonly filled: Filled;
}

/** Whoever needs more is better served by a Map step: its iterations need no page that stays open. */
export const MOST_RUNS = 200;

/** Makes the runs of a sweep from a filled form. */
export function sweepRuns(fields: readonly RunField[], typed: Typed, { axes, combine }: Sweep, extra: JsonObject = {}): SweepRuns {
  const varying = fields.filter((f) => own(axes, f.name) !== undefined);
  const filled = readForm(fields.filter((f) => !varying.includes(f)), typed, extra);
  const faults: Record<string, string> = {};
  const lists = varying.map(({ name, parameter }): readonly Json[] => {
    const read = readAxis(parameter, axes[name] as Axis);
    if ('values' in read) return read.values;
    faults[name] = read.fault;
    return [];
  });
  const names = varying.map((f) => f.name);
  const lengths = lists.map((l) => l.length);
  const count = names.length === 0 ? 0 : combine === 'product' ? lengths.reduce((a, b) => a * b, 1) : Math.max(...lengths);
  const fault = Object.keys(faults).length > 0 ? undefined : faultOfCount(names, lengths, count, combine);
  if (fault !== undefined || Object.keys(faults).length > 0) return { varying: names, count, runs: [], faults, fault, filled };
  const runs = Array.from({ length: count }, (_, i): SweepRun => {
    const values = combine === 'zip' ? lists.map((l) => l[i] as Json) : combination(lists, i);
    const varied = Object.fromEntries(names.map((name, k) => [name, values[k] as Json]));
    return { varied, input: inOrder(fields, { ...filled.input, ...varied }) };
  });
  const tooLarge = runs.map((r) => inputFault(r.input)).find((f) => f !== undefined);
  return { varying: names, count, runs: tooLarge === undefined ? runs : [], faults, fault: tooLarge, filled };
}

/** Parameters whose value differs between inputs, for a sweep that is found again: what one run leaves out counts as a value. */
export function varyingIn(inputs: readonly JsonObject[]): readonly string[] {
  const names = new Set(inputs.flatMap((i) => Object.keys(i)));
  return [...names].filter((name) => new Set(inputs.map((i) => JSON.stringify(own(i, name)))).size > 1);
}

function faultOfCount(names: readonly string[], lengths: readonly number[], count: number, combine: Sweep['combine']): string | undefined {
  if (names.length === 0) return 'Let at least one parameter vary.';
  if (combine === 'zip' && new Set(lengths).size > 1) return `Side by side needs as many values for each: ${names.map((n, i) => `${n} has ${lengths[i]}`).join(', ')}.`;
  if (count > MOST_RUNS) return `${count.toLocaleString('en')} runs are more than ${MOST_RUNS}, the most that a sweep starts: this page would have to stay open for all of them. For more, use a Map step.`;
  return undefined;
}

/** The i-th combination, counted like digits: the last list changes fastest. */
function combination(lists: readonly (readonly Json[])[], i: number): readonly Json[] {
  let rest = i;
  return lists.map((list, k) => {
    const weight = lists.slice(k + 1).reduce((product, l) => product * l.length, 1);
    const at = Math.floor(rest / weight);
    rest -= at * weight;
    return list[at] as Json;
  });
}

/** The same input with the parameters in the order of the form. */
function inOrder(fields: readonly RunField[], input: JsonObject): JsonObject {
  const names = fields.map((f) => f.name).filter((name) => Object.hasOwn(input, name));
  const others = Object.keys(input).filter((name) => !names.includes(name));
  return Object.fromEntries([...names, ...others].map((name) => [name, input[name] as Json]));
}
