import { estimatedSeconds } from '../../catalog/estimate.ts';
import type { Retrier, StepId } from '../../model/pipeline.ts';
import type { Plan } from '../schedule/plan.ts';
import type { AslScope } from '../scope.ts';
import { EMPTY, type Value } from '../value.ts';
import { merged } from './assigns.ts';
import { exitOf } from './steps.ts';
import type { Frame, Lowering, Target } from './lowering.ts';
import type { Assignment } from './machine.ts';
import { placed } from './reading.ts';

/**
 * Signals (emitted-asl.md 12): right after the one step an S3 object is written that holds what others read of it, right before
 * the other it is read, as often as it takes. A producer that fails ends its Parallel and the wait with it.
 */

/** S3 itself is not to fail a run that has come this far. */
const TRANSIENT: Retrier = { errors: ['S3.S3Exception', 'S3.SdkClientException'], intervalSeconds: 2, maxAttempts: 5, backoffRate: 2 };
const SECONDS_BETWEEN_READINGS = 30;
/** A day: it is the failure of the producer that ends a wait, and no run is to fail because it is slow. */
const LEAST_READINGS = 2880;
/** All waits together: a reading is three events, and an execution has 25 000. */
const MOST_READINGS = 6000;

/** The marker of a step before `target`, where others wait for it; gives the way in. */
export function signalAfter(l: Lowering, frame: Frame, id: StepId, target: Target): Target {
  const leaves = l.signals.carried.get(id);
  if (leaves === undefined) return target;
  const { exit, onEnter } = exitOf(l, frame, id, 'Task', { kind: 'nothing' }, target);
  const name = l.names.after(id, 'signal');
  const body: Value = { op: 'marker', leaves: leaves.map((leaf) => [leaf, placed(l, { op: 'output', leaf, path: [] }, frame.asl)] as const) };
  frame.states.push({
    type: 'Task', name, resource: 'arn:aws:states:::aws-sdk:s3:putObject',
    arguments: marker(l, id, [['Body', leaves.length === 0 ? EMPTY : body]]),
    assign: onEnter, retry: [TRANSIENT], catches: [], exit,
  });
  return { to: 'state', name, onEnter: [] };
}

/** The waits before a part of the plan; gives the way in. */
export function waitsBefore(l: Lowering, frame: Frame, plan: Plan, entry: Target): Target {
  return (l.signals.before.get(plan) ?? []).reduceRight<Target>((next, signal) => {
    if (next.to === 'end') throw new Error(`nothing waits for ${signal.from}`);
    const name = l.names.waiting(signal.to, signal.from);
    frame.states.push({
      type: 'Task', name, resource: 'arn:aws:states:::aws-sdk:s3:getObject',
      arguments: marker(l, signal.from, []),
      assign: merged(brought(l, signal.from, frame.asl), next.onEnter),
      retry: [{ errors: ['S3.NoSuchKeyException'], intervalSeconds: SECONDS_BETWEEN_READINGS, maxAttempts: readingsOf(l), backoffRate: 1 }, TRANSIENT],
      catches: [], exit: { next: next.name },
    });
    return { to: 'state', name, onEnter: [] };
  }, entry);
}

function marker(l: Lowering, id: StepId, more: readonly (readonly [string, Value])[]): Value {
  const { markers } = l.resolved;
  if (markers === undefined) throw new Error('signals without a place for their markers');
  return { op: 'object', entries: [['Bucket', markers.bucket], ['Key', markers.key(id)], ...more] };
}

/** The values of a marker as the step's variable in the scope that waits. */
function brought(l: Lowering, from: StepId, scope: AslScope): readonly Assignment[] {
  const [leaf] = l.signals.carried.get(from) ?? [];
  if (leaf === undefined) return [];
  return [{ variable: l.variables.variable(leaf.owner, scope), whole: { op: 'parse', of: { op: 'result', path: ['Body'] }, path: [] } }];
}

/** How often a marker is looked for: ten times as long as the pipeline is estimated to take, as far as the history has room. */
function readingsOf(l: Lowering): number {
  const { pipeline, catalog } = l.resolved;
  const estimated = Math.ceil((10 * estimatedSeconds(pipeline.steps, catalog)) / SECONDS_BETWEEN_READINGS);
  return Math.min(Math.floor(MOST_READINGS / l.signals.all.length), Math.max(LEAST_READINGS, estimated));
}
