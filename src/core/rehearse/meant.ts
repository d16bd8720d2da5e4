import type { JsonObject } from '../base/json.ts';
import { pointerTokens, valueAt } from '../base/pointer.ts';
import type { SourceMapEntry } from '../compile/types.ts';
import { allSteps } from '../model/scopes.ts';
import type { Pipeline, StepId } from '../model/pipeline.ts';
import type { TestCase } from '../model/testCases.ts';
import { tasksOf } from './tasks.ts';

/** The step of each state that is one of a step's. */
export type StepOfState = ReadonlyMap<string, StepId>;

/** The states of each step, in the order of the source map: the step of most states is known by the state's pointer. */
export function statesOfSteps(sourceMap: readonly SourceMapEntry[], definition: JsonObject): StepOfState {
  const steps = new Map<string, StepId>();
  for (const { pointer, step, argument } of sourceMap) {
    if (argument !== undefined) continue;
    const name = stateAt(pointer, definition);
    if (name !== undefined && !steps.has(name)) steps.set(name, step);
  }
  return steps;
}

/** The name of the state that a pointer into the definition leads to; undefined where it leads to something else. */
export function stateAt(pointer: string, definition: JsonObject): string | undefined {
  const tokens = pointerTokens(pointer);
  return tokens.at(-2) === 'States' && valueAt(definition, pointer) !== undefined ? tokens.at(-1) : undefined;
}

/** What stands for the report of an evaluation step in the fields of a test case: `evaluate/metrics`. */
export const REPORT = '/metrics';
/** The further calls of an endpoint step, by the action of their states. */
const ENDPOINT_CALLS: Readonly<Record<string, string>> = { updateEndpoint: '/update', describeEndpoint: '/status' };
const FURTHER_CALLS = [REPORT, ...Object.values(ENDPOINT_CALLS)];

/** The keys that a step may have in `durations`, `faults` and `answers`, its own call first; `meantStates` says which of them it has. */
export function keysOf(step: StepId): readonly string[] {
  return ['', ...FURTHER_CALLS].map((end) => step + end);
}

/** The step that a key of `durations`, `faults` or `answers` is about. */
export function stepOfKey(key: string): StepId {
  const further = FURTHER_CALLS.find((end) => key.endsWith(end));
  return further === undefined ? key : key.slice(0, -further.length);
}

/**
 * The state that each key of `durations`, `faults` and `answers` means. A step's id means the step's own call: the job of an
 * evaluation, the creation of an endpoint. `<step>/metrics` means the state that reads the report of an evaluation, `<step>/update`
 * and `<step>/status` those that update an endpoint and ask how it stands.
 */
export function meantStates(pipeline: Pipeline, steps: StepOfState, definition: JsonObject): ReadonlyMap<string, string> {
  const all = allSteps(pipeline);
  const actions = new Map(tasksOf(definition).map(({ state, resource }) => [state, resource.split(':').at(-1) ?? '']));
  const meant = new Map<string, string>();
  for (const [state, id] of steps) {
    const kind = all.get(id)?.step.kind;
    const further = kind === 'cauce:evaluation' ? REPORT : kind === 'cauce:endpoint' ? ENDPOINT_CALLS[actions.get(state) ?? ''] : undefined;
    if (!meant.has(id)) meant.set(id, state);
    else if (further !== undefined && !meant.has(id + further)) meant.set(id + further, state);
  }
  return meant;
}

/** A report is pinned as what it says; the state that reads it gets it as the body of an object. */
export function withReport(answers: TestCase['answers']): TestCase['answers'] {
  if (answers === undefined) return undefined;
  return Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, key.endsWith(REPORT) ? { Body: JSON.stringify(value), ContentType: 'application/json' } : value]));
}
