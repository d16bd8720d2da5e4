import { own, type JsonObject } from '../base/json.ts';
import { pointerTokens, valueAt } from '../base/pointer.ts';
import type { Catalog } from '../catalog/kind.ts';
import type { SourceMapEntry } from '../compile/types.ts';
import { allSteps } from '../model/scopes.ts';
import type { Pipeline, StepId } from '../model/pipeline.ts';
import type { Fault, TestCase } from '../model/testCases.ts';
import type { Answers } from '../simulate/answer.ts';
import { withFaults } from '../simulate/answers/faults.ts';
import type { Hints } from '../simulate/answers/hints.ts';
import { hintsOf } from '../simulate/answers/hintsOf.ts';
import { withDurations, withPinned } from '../simulate/answers/overrides.ts';
import { defaultSeconds, plausibleAnswers } from '../simulate/answers/plausible.ts';
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

/** What a test case says of answers, and the mock file's answers wrapped around others. */
export interface GivenAnswers extends Pick<TestCase, 'durations' | 'faults' | 'answers'> {
  readonly mocked?: (otherwise: Answers) => Answers;
}

/**
 * Makes the answers of simulations of one pipeline. A task that nobody mocked answers what its service would, holding all that
 * other steps read; mocks stand before that, pinned answers before mocks, faults before all. Durations are those of the case,
 * else the estimates, whoever answers.
 */
export function answerMaker(pipeline: Pipeline, catalog: Catalog, meant: ReadonlyMap<string, string>): (given: GivenAnswers) => Answers {
  const { hints, estimates } = expectations(pipeline, catalog, meant);
  const byState = <T>(record: Readonly<Record<string, T>> | undefined): Readonly<Record<string, T>> =>
    Object.fromEntries(
      Object.entries(record ?? {}).flatMap(([key, value]) => {
        const state = meant.get(key);
        return state === undefined ? [] : [[state, value] as const];
      }),
    );
  return ({ durations, faults, answers, mocked }) => {
    const seconds = { ...estimates, ...byState(durations) };
    const plausible = plausibleAnswers({ catalog, hints, durations: seconds });
    const pinned = withPinned(byState(withReports(answers)), mocked?.(plausible) ?? plausible);
    const lasting = withDurations((state, resource) => own(seconds, state) ?? defaultSeconds(catalog, resource), pinned);
    return withFaults(byState<Fault>(faults), lasting);
  };
}

/** A report is pinned as what it says; the state that reads it gets it as the body of an object. */
function withReports(answers: TestCase['answers']): TestCase['answers'] {
  if (answers === undefined) return undefined;
  return Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, key.endsWith(REPORT) ? { Body: JSON.stringify(value), ContentType: 'application/json' } : value]));
}

/** What is read of the answers of each state, and how long each takes, as far as the drawing says. */
function expectations(pipeline: Pipeline, catalog: Catalog, meant: ReadonlyMap<string, string>): { readonly hints: Readonly<Record<string, Hints>>; readonly estimates: Readonly<Record<string, number>> } {
  const hints = new Map<string, Hints>();
  for (const [id, { response, report }] of hintsOf(pipeline, catalog)) {
    const [call, reading] = [meant.get(id), meant.get(id + REPORT)];
    if (call !== undefined) hints.set(call, response);
    if (reading !== undefined) hints.set(reading, report);
  }
  const estimates = new Map<string, number>();
  for (const [id, { step }] of allSteps(pipeline)) {
    const call = meant.get(id);
    if (call !== undefined && step.estimateSeconds !== undefined) estimates.set(call, step.estimateSeconds);
  }
  return { hints: Object.fromEntries(hints), estimates: Object.fromEntries(estimates) };
}
