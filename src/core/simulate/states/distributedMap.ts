import type { Json } from '../../base/json.ts';
import { Datum } from '../data/datum.ts';
import type { StateFailure } from '../failure.ts';
import { queryFailure, reportedFailure, runtimeFailure } from '../failure.ts';
import { numberField } from '../fields.ts';
import { batchItems } from '../items/batch.ts';
import { readItems } from '../items/read.ts';
import { writeResults, type ChildResult } from '../items/write.ts';
import { leave, type Leaving } from '../leave.ts';
import { Log, WHOLE } from '../log.ts';
import type { ProgramScope } from '../program.ts';
import { uuidFrom } from '../random.ts';
import { runTogether } from '../together.ts';
import { insideOf, type Course, type ExecutionContext, type Inside, type MapItem, type Place } from '../thread.ts';
import { ScopeVariables } from '../variables.ts';
import type { Visit } from '../visit.ts';
import { ExecutionEnd, type RunScope, type World } from '../world.ts';
import { itemsOf, selectItem } from './mapItems.ts';

/** A Distributed Map runs at most so many children at a time (AWS quota). */
const DISTRIBUTED_CONCURRENCY = 10_000;

interface Mode {
  readonly concurrency: number;
  readonly express: boolean;
}

/** AWS redrives one Map Run at most so often. */
const MOST_REDRIVES = 1000;

interface MapRun extends Inside {
  readonly startedId: number;
  readonly arn: string;
  readonly inputs: readonly Json[];
  readonly children: ChildResult[];
  redriveCount: number;
}

/**
 * Distributed Map: every item, or batch of items, in an execution of its own, with its own history and no sight of variables
 * outside (AWS developer guide, "Using Map state in Distributed mode"). In a redriven execution its run goes on with the children
 * that did not end well, and those that had not begun ("Redriving Map Runs").
 */
export function* distributedMap(visit: Visit, runScope: RunScope, scope: ProgramScope, mode: Mode): Course<Leaving> {
  const { state, world, place } = visit;
  const tolerance = yield* toleranceOf(visit);
  const label = typeof state.field('Label') === 'string' ? String(state.field('Label')) : state.name;
  const goesOn = visit.inside !== undefined;
  const run = yield* visit.within(() => started(visit, label));
  if (goesOn) redriven(visit, run);
  const { children } = run;
  // A child whose history is full cannot go on: its failure stays.
  let failures = 0;
  const outputs = yield* runTogether(visit, run, {
    concurrency: Math.min(mode.concurrency, DISTRIBUTED_CONCURRENCY),
    *begin(index) {
      const item = { index, value: run.inputs[index] ?? null };
      const inner = childPlace(world, place, label, scope.startAt, item, mode.express);
      children[index] = { execution: inner.execution, status: 'RUNNING' };
      return inner;
    },
    goOn(index, inner) {
      if (mode.express) restart(world, inner, scope.startAt);
      else if (inner.log.events.length < world.limits.events - 1) redriveChild(world, inner);
      else if (exceeded(tolerance, ++failures, run.count)) throw thresholdFailure();
      else return false;
      children[index] = { execution: inner.execution, status: 'RUNNING' };
      return true;
    },
    course: (_, inner) => runScope(world, scope, inner),
    ended(index, inner, output) {
      world.event(inner, 'ExecutionSucceeded', { executionSucceededEventDetails: { output: output.text, outputDetails: WHOLE } });
      children[index] = { execution: inner.execution, status: 'SUCCEEDED', output: output.value };
    },
    failed(index, inner, failure) {
      if (isCutOff(world, failure)) return false;
      const { error, reason } = failure;
      const details = { ...(error === undefined ? {} : { error }), ...(reason === undefined ? {} : { cause: reason }) };
      inner.log.add('ExecutionFailed', inner.last, world.scheduler.now, { executionFailedEventDetails: details });
      children[index] = { execution: inner.execution, status: 'FAILED', ...details };
      failures++;
      return !exceeded(tolerance, failures, run.count);
    },
    aborted(index, inner) {
      world.event(inner, 'ExecutionAborted', {});
      children[index] = { execution: inner.execution, status: 'ABORTED' };
    },
    stopped(failure) {
      if (isCutOff(world, failure)) return failure;
      world.event(place, 'MapRunFailed', { mapRunFailedEventDetails: THRESHOLD_DETAILS });
      world.event(place, 'MapStateFailed', {});
      return thresholdFailure();
    },
  });
  world.event(place, 'MapRunSucceeded', {});
  const writer = state.field('ResultWriter');
  const result = writer === undefined ? outputs.flatMap((o) => (o === undefined ? [] : [o.value])) : yield* writeResults(visit, run, children);
  world.event(place, 'MapStateSucceeded', {});
  return yield* leave(visit, result);
}

function* started(visit: Visit, label: string): Course<MapRun> {
  const { state, world, place } = visit;
  const items = state.field('ItemReader') === undefined ? yield* itemsOf(visit) : yield* readItems(visit);
  const inputs = yield* batchItems(visit, yield* selectAll(visit, items));
  const arn = `arn:aws:states:us-east-1:111111111111:mapRun:${world.machine.name}/${label}:${uuidFrom(world.random)}`;
  const startedId = world.event(place, 'MapStateStarted', { mapStateStartedEventDetails: { length: inputs.length } });
  world.event(place, 'MapRunStarted', { mapRunStartedEventDetails: { mapRunArn: arn } });
  const ended = (): void => void world.event(place, 'MapRunAborted', {});
  return { ...insideOf(inputs.length), ended, startedId, arn, inputs, children: [], redriveCount: 0 };
}

/** Writes that a Map Run goes on: the event follows the one with which the state began (recorded). */
function redriven({ world, place }: Visit, run: MapRun): void {
  if (run.redriveCount >= MOST_REDRIVES) throw runtimeFailure(`The Map Run was redriven ${MOST_REDRIVES} times, which is the most that AWS does.`);
  place.last = run.startedId;
  world.event(place, 'MapRunRedriven', { mapRunRedrivenEventDetails: { mapRunArn: run.arn, redriveCount: ++run.redriveCount } });
}

function redriveChild(world: World, place: Place): void {
  const { execution, log } = place;
  execution.redriveCount++;
  execution.redriveTime = world.nowIso();
  place.last = log.add('ExecutionRedriven', log.events.length, world.scheduler.now, { executionRedrivenEventDetails: { redriveCount: execution.redriveCount } });
}

/** Express children begin anew, under the same name. */
function restart(world: World, place: Place, startAt: string): void {
  place.at = startAt;
  place.stay = undefined;
  place.variables = ScopeVariables.none;
  place.last = 0;
  place.input = new Datum(place.execution.input);
  startChild(world, place);
}

/** The whole execution is at its end: that is not the child's own. A child whose history is full has failed like any other. */
function isCutOff(world: World, failure: StateFailure): boolean {
  return failure instanceof ExecutionEnd && world.transitions > world.limits.transitions;
}

const THRESHOLD_DETAILS = { error: 'States.ExceedToleratedFailureThreshold', cause: 'The specified tolerated failure threshold was exceeded' };

/** What the state fails with when more children failed than it tolerates. */
export function thresholdFailure(): StateFailure {
  return reportedFailure(THRESHOLD_DETAILS.error, THRESHOLD_DETAILS.cause);
}

function* selectAll(visit: Visit, items: readonly MapItem[]): Course<readonly Json[]> {
  const selected: Json[] = [];
  for (const item of items) selected.push(yield* selectItem(visit, item));
  return selected;
}

function childPlace(world: World, place: Place, label: string, startAt: string, item: MapItem, express: boolean): Place {
  const name = uuidFrom(world.random);
  const kind = express ? 'express' : 'execution';
  const execution: ExecutionContext = {
    id: `arn:aws:states:us-east-1:111111111111:${kind}:${world.machine.name}/${label}:${name}`,
    name,
    input: item.value,
    startTime: world.nowIso(),
    express,
    variableBytes: 0,
    redriveCount: 0,
    redriveTime: undefined,
  };
  const log = new Log();
  world.children.push({ context: execution, log });
  const child: Place = { log, last: 0, variables: ScopeVariables.none, execution, items: [...place.items, item], at: startAt, input: new Datum(item.value), stay: undefined };
  startChild(world, child);
  return child;
}

function startChild(world: World, child: Place): void {
  world.event(child, 'ExecutionStarted', { executionStartedEventDetails: { input: child.input.text, inputDetails: WHOLE, roleArn: world.roleArn } });
}

export interface Tolerance {
  readonly count: number | undefined;
  readonly percentage: number | undefined;
}

/** `ToleratedFailureCount` and `ToleratedFailurePercentage`. */
export function* toleranceOf(visit: Visit): Course<Tolerance> {
  const count = yield* numberField(visit, 'ToleratedFailureCount');
  const percentage = yield* numberField(visit, 'ToleratedFailurePercentage', 'float');
  if (count !== undefined && count < 0) throw outside(visit, 'ToleratedFailureCount cannot be negative.', 'ToleratedFailureCount');
  if (percentage !== undefined && (percentage < 0 || percentage > 100)) throw outside(visit, 'ToleratedFailurePercentage must be between 0 and 100.', 'ToleratedFailurePercentage');
  if (count !== undefined) visit.saw('toleratedFailureCount', count);
  if (percentage !== undefined) visit.saw('toleratedFailurePercentage', percentage);
  return { count, percentage };
}

function outside(visit: Visit, reason: string, field: string): StateFailure {
  return visit.language === 'JSONata' ? queryFailure(reason, field) : runtimeFailure(reason);
}

/** Whether so many failures are too many. Either threshold alone fails the run; without any, one failure does. */
export function exceeded({ count, percentage }: Tolerance, failures: number, total: number): boolean {
  if (count === undefined && percentage === undefined) return failures > 0;
  return (count !== undefined && failures > count) || (percentage !== undefined && (failures / total) * 100 > percentage);
}
