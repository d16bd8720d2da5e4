import { isObject, own, type Json, type JsonObject } from '../base/json.ts';
import type { QueryLanguage } from '../asl/types.ts';
import { attempt, explain } from './course.ts';
import { Datum } from './data/datum.ts';
import { catcherOf, leaveByCatch, Retries } from './errors.ts';
import { reportedFailure } from './failure.ts';
import { applyInputPath } from './fields.ts';
import { leave, type Leaving } from './leave.ts';
import { Log } from './log.ts';
import { objectsOf, ProgramState } from './program.ts';
import { exceeded, thresholdFailure, toleranceOf } from './states/distributedMap.ts';
import { concurrencyOf } from './states/map.ts';
import type { Course, Place } from './thread.ts';
import { ScopeVariables } from './variables.ts';
import { Visit } from './visit.ts';
import { AWS_LIMITS, World, type Filter } from './world.ts';

/** A call of AWS's `TestState`, as far as it can be answered without an account (API reference, "TestState"). */
export interface TestStateRequest {
  /** A state, or a machine with `stateName`. */
  readonly definition: JsonObject;
  readonly stateName?: string;
  readonly input: Json;
  readonly variables?: JsonObject;
  readonly context?: JsonObject;
  readonly inspectionLevel?: 'INFO' | 'DEBUG' | 'TRACE';
  readonly mock?: { readonly result?: Json; readonly errorOutput?: { readonly error?: string; readonly cause?: string } };
  readonly stateConfiguration?: { readonly retrierRetryCount?: number; readonly errorCausedByState?: string; readonly mapIterationFailureCount?: number };
}

export interface TestStateResponse {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'RETRIABLE' | 'CAUGHT_ERROR';
  readonly output?: Json;
  readonly nextState?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly inspectionData?: JsonObject;
}

/** One state on its own, with the data after each of its filters. Parallel and Map take the mock for their result. */
export async function testState(request: TestStateRequest): Promise<TestStateResponse> {
  const found = findState(request);
  if (found === undefined) return { status: 'FAILED', error: 'States.Runtime', cause: `There is no state '${request.stateName ?? ''}' in the definition.` };
  const state = new ProgramState(request.stateName ?? 'StateName', found.json, found.language);
  const visit = visitOf(request, state);
  const inspected: { [filter: string]: Json } = { input: request.input };
  visit.world.look = (filter: Filter, value) => {
    if (SHOWN[state.type]?.has(filter) ?? true) inspected[filter] = value;
  };
  const inspectionData = request.inspectionLevel === 'DEBUG' || request.inspectionLevel === 'TRACE' ? { inspectionData: inspected } : {};
  try {
    const { output, next } = await drive(run(visit, request));
    return { status: 'SUCCEEDED', output: output.value, ...(next === undefined ? {} : { nextState: next }), ...inspectionData };
  } catch (thrown) {
    const failure = explain(visit, thrown);
    const told = { ...(failure.error === undefined ? {} : { error: failure.error }), ...(failure.reason === undefined ? {} : { cause: failure.reason }), ...inspectionData };
    const retry = retriesSoFar(request, state).next(visit, failure);
    if (retry?.seconds !== undefined) {
      inspected['errorDetails'] = { retryIndex: retry.index, retryBackoffIntervalSeconds: retry.seconds };
      return { status: 'RETRIABLE', ...told };
    }
    const caught = catcherOf(visit, failure);
    if (caught === undefined) {
      if (retry !== undefined) inspected['errorDetails'] = { retryIndex: retry.index };
      return { status: 'FAILED', ...told };
    }
    inspected['errorDetails'] = { catchIndex: caught.index };
    const { output, next } = await drive(leaveByCatch(visit, caught, failure));
    return { status: 'CAUGHT_ERROR', output: output.value, ...(next === undefined ? {} : { nextState: next }), ...told };
  }
}

/** Of containers AWS shows the filters of their result, not those before it (recorded). */
const CONTAINER: ReadonlySet<Filter> = new Set(['afterResultSelector', 'afterResultPath', 'maxConcurrency', 'toleratedFailureCount', 'toleratedFailurePercentage']);
const SHOWN: Readonly<Partial<Record<string, ReadonlySet<Filter>>>> = { Parallel: CONTAINER, Map: CONTAINER };

function* run(visit: Visit, request: TestStateRequest): Course<Leaving> {
  const { type } = visit.state;
  if (type !== 'Map' && type !== 'Parallel') return yield* attempt(visit);
  applyInputPath(visit);
  if (type === 'Map') {
    yield* concurrencyOf(visit);
    const tolerance = yield* toleranceOf(visit);
    const failures = request.stateConfiguration?.mapIterationFailureCount ?? 0;
    if (request.mock?.errorOutput === undefined && exceeded(tolerance, failures, Infinity)) throw thresholdFailure();
  }
  const failure = request.mock?.errorOutput;
  if (failure !== undefined) throw reportedFailure(failure.error, failure.cause);
  return yield* leave(visit, request.mock?.result ?? []);
}

function visitOf(request: TestStateRequest, state: ProgramState): Visit {
  const { mock } = request;
  const world = new World({
    now: Date.UTC(2026, 0, 1),
    seed: 0,
    limits: AWS_LIMITS,
    machineName: 'machine',
    answers: () => (mock?.errorOutput === undefined ? { return: mock?.result ?? null } : { throw: { error: mock.errorOutput.error, cause: mock.errorOutput.cause } }),
  });
  world.context = request.context;
  const execution = { id: 'arn:aws:states:us-east-1:111111111111:express:machine:test', name: 'test', input: request.input, startTime: world.nowIso(), express: true, variableBytes: 0, redriveCount: 0, redriveTime: undefined };
  const input = new Datum(request.input);
  const place: Place = { log: new Log(), last: 0, variables: ScopeVariables.none.assign(request.variables ?? {}), execution, items: [], at: state.name, input, stay: undefined };
  const visit = new Visit(world, place, state, input);
  visit.retries = request.stateConfiguration?.retrierRetryCount ?? 0;
  return visit;
}

/** As AWS counts them here: all retries were made by the retrier that takes the error. */
function retriesSoFar(request: TestStateRequest, state: ProgramState): Retries {
  return new Retries(state.retriers.map(() => request.stateConfiguration?.retrierRetryCount ?? 0));
}

/** The state that is meant, wherever in the machine it is, with the language of the scope around it. */
function findState({ definition, stateName }: TestStateRequest): { readonly json: JsonObject; readonly language: QueryLanguage } | undefined {
  if (definition['States'] === undefined) return { json: definition, language: 'JSONPath' };
  const find = (scope: JsonObject, outer: QueryLanguage): { readonly json: JsonObject; readonly language: QueryLanguage } | undefined => {
    const language = scope['QueryLanguage'] === 'JSONata' ? 'JSONata' : outer;
    const states = isObject(scope['States']) ? scope['States'] : {};
    const json = own(states, stateName ?? String(scope['StartAt']));
    if (isObject(json)) return { json, language };
    for (const state of Object.values(states)) {
      if (!isObject(state)) continue;
      for (const inner of [...objectsOf(state['Branches']), state['ItemProcessor'], state['Iterator']]) {
        const found = isObject(inner) ? find(inner, language) : undefined;
        if (found !== undefined) return found;
      }
    }
    return undefined;
  };
  return find(definition, 'JSONPath');
}

/** Runs a course that stands alone: time does not matter, expressions are waited for. */
async function drive<T>(course: Course<T>): Promise<T> {
  let step = course.next();
  while (step.done !== true) step = course.next('then' in step.value ? await step.value : undefined);
  return step.value;
}
