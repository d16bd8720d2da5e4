import { isList, isObject, own, type Json } from '../base/json.ts';
import { pointer, valueAt, withValueAt } from '../base/pointer.ts';
import { holds } from '../compile/resolve/conditions.ts';
import type { Operator } from '../compile/value.ts';
import { readBinding, type OutputRef } from '../model/binding.ts';
import { parameterProblem } from '../model/parameterValue.ts';
import type { Parameter } from '../model/pipeline.ts';
import { allSteps } from '../model/scopes.ts';
import type { TestCase } from '../model/testCases.ts';
import { REPORT } from './meant.ts';
import type { Rehearsal } from './prepare.ts';

/** A change of a test case that gives one value: of a run parameter, or of a place in a step's answer. */
export type Setting = (testCase: TestCase) => TestCase;

/** What a run was given and what its tasks answered, by state: the values from which others are sought. */
export interface Known {
  readonly rehearsal: Rehearsal;
  readonly input: Json;
  readonly answers: ReadonlyMap<string, Json>;
}

const MOST = 12;

/**
 * Ways to make a condition hold, or not: lists of settings to be made together, the simplest first. They are worked out from
 * comparisons of a parameter or an output with a value; what cannot be told is left out, so a caller must try what it gets.
 */
export function settingsFor(condition: Json, wanted: boolean, known: Known): readonly (readonly Setting[])[] {
  if (!isObject(condition)) return condition === wanted ? [[]] : [];
  const body = Object.values(condition)[0] ?? null;
  switch (Object.keys(condition)[0]) {
    case '$not':
      return settingsFor(body, !wanted, known);
    case '$all':
    case '$any': {
      if (!isList(body)) return [];
      const each = body.map((c) => settingsFor(c, wanted, known));
      const one = each.flat();
      return (('$all' in condition) === wanted ? together(each) : one).slice(0, MOST);
    }
    case '$compare':
      return isList(body) && body.length === 3 ? compared(body[0] as Json, body[1] as Operator, body[2] as Json, wanted, known) : [];
    default:
      return compared(condition, '==', true, wanted, known);
  }
}

/** One alternative of each, in all combinations. */
export function together(each: readonly (readonly (readonly Setting[])[])[]): readonly (readonly Setting[])[] {
  return each.reduce<readonly (readonly Setting[])[]>((found, alternatives) => found.flatMap((f) => alternatives.map((a) => [...f, ...a])).slice(0, MOST), [[]]);
}

interface Side {
  readonly value: Json | undefined;
  /** Undefined where nothing can change it. */
  readonly set?: (value: Json) => Setting;
  readonly parameter?: Parameter;
}

function compared(left: Json, operator: Operator, right: Json, wanted: boolean, known: Known): readonly (readonly Setting[])[] {
  const [a, b] = [sideOf(left, known), sideOf(right, known)];
  const fits = (x: Json | undefined, y: Json | undefined): boolean => x !== undefined && y !== undefined && holds(x, operator, y) === wanted;
  const found: (readonly Setting[])[] = fits(a.value, b.value) ? [[]] : [];
  for (const [side, other, isLeft] of [[a, b, true], [b, a, false]] as const) {
    const { set } = side;
    if (set === undefined || other.value === undefined) continue;
    const values = around(other.value, side.parameter).filter((v) => (isLeft ? fits(v, b.value) : fits(a.value, v)) && (side.parameter === undefined || parameterProblem(side.parameter, v) === undefined));
    for (const value of values.slice(0, 2)) found.push([set(value)]);
  }
  return found;
}

/** Values near one that is compared with: the same, more, less, another. */
function around(value: Json, parameter: Parameter | undefined): readonly Json[] {
  const ends = [...(parameter?.allowed ?? []), parameter?.maximum, parameter?.minimum].filter((v): v is Json => v !== undefined);
  if (typeof value === 'number') return [value, value + 1, value - 1, ...ends, value + 0.01, value - 0.01];
  if (typeof value === 'string') return [value, value.replaceAll('*', ''), ...ends, `${value}-other`, 'other', ''];
  if (typeof value === 'boolean') return [value, !value];
  return [value];
}

function sideOf(json: Json, known: Known): Side {
  const binding = readBinding(json);
  const { pipeline, environment } = known.rehearsal;
  if (binding.kind === 'literal') return { value: binding.value };
  if (binding.kind === 'output') return outputSide(binding.ref, known);
  if (binding.kind !== 'param') return { value: undefined };
  const { name } = binding;
  const parameter = own(pipeline.parameters, name);
  if (parameter === undefined) return { value: undefined };
  const chosen = environment === undefined ? undefined : own(pipeline.environments, environment);
  if (parameter.phase !== 'run') return { value: own(parameter.phase === 'deploy' ? chosen?.values : undefined, name) ?? parameter.default };
  const value = (isObject(known.input) ? own(known.input, name) : undefined) ?? own(chosen?.inputDefaults, name) ?? parameter.default;
  const set = (to: Json): Setting => (testCase) => ({ ...testCase, input: { ...(isObject(testCase.input) ? testCase.input : isObject(known.input) ? known.input : {}), [name]: to } });
  return { value, set, parameter };
}

/** An output that a task answers: its value in the run, and a pinned answer with another one. */
function outputSide(ref: OutputRef, { rehearsal, answers }: Known): Side {
  const { pipeline, catalog } = rehearsal;
  const step = allSteps(pipeline).get(ref.step)?.step;
  if (step === undefined || !step.kind.includes(':')) return { value: undefined };
  const source = ref.port === undefined ? undefined : catalog.kind(step.kind)?.outputs(step).find((p) => p.name === ref.port)?.source;
  const metric = source?.from === 'metric' && 'metrics' in step ? own(step.metrics, source.name)?.path : undefined;
  const start = metric ?? (source === undefined ? (ref.port === undefined ? [] : [ref.port]) : source.from === 'response' ? source.path : undefined);
  const key = metric === undefined ? ref.step : ref.step + REPORT;
  const state = rehearsal.meant.get(key);
  const answered = state === undefined ? undefined : answers.get(state);
  const whole = metric === undefined ? answered : reportIn(answered);
  if (start === undefined || whole === undefined || [...start, ...ref.path].includes('*')) return { value: undefined };
  const at = pointer(...start, ...ref.path);
  const set = (to: Json): Setting => (testCase) => ({ ...testCase, answers: { ...testCase.answers, [key]: withValueAt(own(testCase.answers, key) ?? whole, at, to) ?? null } });
  return { value: valueAt(whole, at), set };
}

function reportIn(answer: Json | undefined): Json | undefined {
  const body = isObject(answer) ? answer['Body'] : undefined;
  if (typeof body !== 'string') return undefined;
  try {
    return JSON.parse(body) as Json;
  } catch {
    return undefined;
  }
}
