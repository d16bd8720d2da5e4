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
import type { Course, ExecutionContext, MapItem, Place } from '../thread.ts';
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

/**
 * Distributed Map: every item, or batch of items, in an execution of its own, with its own history and no sight of variables
 * outside (AWS developer guide, "Using Map state in Distributed mode").
 */
export function* distributedMap(visit: Visit, runScope: RunScope, scope: ProgramScope, mode: Mode): Course<Leaving> {
  const { state, world, place } = visit;
  const tolerance = yield* toleranceOf(visit);
  const items = state.field('ItemReader') === undefined ? yield* itemsOf(visit) : yield* readItems(visit);
  const inputs = yield* batchItems(visit, yield* selectAll(visit, items));
  const label = typeof state.field('Label') === 'string' ? String(state.field('Label')) : state.name;
  const runArn = `arn:aws:states:us-east-1:111111111111:mapRun:${world.machine.name}/${label}:${uuidFrom(world.random)}`;
  world.event(place, 'MapStateStarted', { mapStateStartedEventDetails: { length: inputs.length } });
  world.event(place, 'MapRunStarted', { mapRunStartedEventDetails: { mapRunArn: runArn } });
  const children: ChildResult[] = [];
  let failures = 0;
  const outputs = yield* runTogether(visit, {
    count: inputs.length,
    concurrency: Math.min(mode.concurrency, DISTRIBUTED_CONCURRENCY),
    *begin(index) {
      const item = { index, value: inputs[index] ?? null };
      const inner = childPlace(world, place, label, item, mode.express);
      children[index] = { execution: inner.execution, status: 'RUNNING' };
      return { place: inner, course: runScope(world, scope, inner, new Datum(item.value)) };
    },
    ended(index, side, output) {
      world.event(side.place, 'ExecutionSucceeded', { executionSucceededEventDetails: { output: output.text, outputDetails: WHOLE } });
      children[index] = { execution: side.place.execution, status: 'SUCCEEDED', output: output.value };
    },
    failed(index, side, failure) {
      if (failure instanceof ExecutionEnd && world.transitions > world.limits.transitions) return false; // not the child's own end
      const { error, reason } = failure;
      const details = { ...(error === undefined ? {} : { error }), ...(reason === undefined ? {} : { cause: reason }) };
      side.place.log.add('ExecutionFailed', side.place.last, world.scheduler.now, { executionFailedEventDetails: details });
      children[index] = { execution: side.place.execution, status: 'FAILED', ...details };
      failures++;
      return !exceeded(tolerance, failures, inputs.length);
    },
    aborted(index, side) {
      world.event(side.place, 'ExecutionAborted', {});
      children[index] = { execution: side.place.execution, status: 'ABORTED' };
    },
    stopped(failure) {
      if (failure instanceof ExecutionEnd) return failure;
      world.event(place, 'MapRunFailed', { mapRunFailedEventDetails: THRESHOLD_DETAILS });
      world.event(place, 'MapStateFailed', {});
      return thresholdFailure();
    },
  });
  world.event(place, 'MapRunSucceeded', {});
  const writer = state.field('ResultWriter');
  const result = writer === undefined ? outputs.flatMap((o) => (o === undefined ? [] : [o.value])) : yield* writeResults(visit, runArn, children);
  world.event(place, 'MapStateSucceeded', {});
  return yield* leave(visit, result);
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

function childPlace(world: World, place: Place, label: string, item: MapItem, express: boolean): Place {
  const name = uuidFrom(world.random);
  const kind = express ? 'express' : 'execution';
  const execution: ExecutionContext = {
    id: `arn:aws:states:us-east-1:111111111111:${kind}:${world.machine.name}/${label}:${name}`,
    name,
    input: item.value,
    startTime: world.nowIso(),
    express,
  };
  const log = new Log();
  world.children.push({ context: execution, log });
  const child: Place = { log, last: 0, variables: ScopeVariables.none, execution, items: [...place.items, item], running: undefined, children: undefined };
  world.event(child, 'ExecutionStarted', { executionStartedEventDetails: { input: JSON.stringify(item.value), inputDetails: WHOLE, roleArn: world.roleArn } });
  return child;
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
