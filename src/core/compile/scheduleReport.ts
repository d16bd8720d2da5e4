import { hasErrors } from '../diagnostic/diagnostic.ts';
import type { Pipeline, StepId } from '../model/pipeline.ts';
import { resolve } from './resolve/resolve.ts';
import { addedBy } from './schedule/order/added.ts';
import { SIGNAL_MS } from './schedule/order/signalTimes.ts';
import type { Signal } from './schedule/plan.ts';
import { treeOf, type PlanTree } from './schedule/planTree.ts';
import { topPlanOf } from './schedule/plans.ts';
import type { CompileOptions } from './types.ts';

/** What order the compiler gives the steps of a pipeline, and what that costs. Times in seconds, by the estimates of the steps. */
export interface ScheduleReport {
  readonly makespan: number;
  /** The longest chain of the drawing. */
  readonly criticalPath: number;
  /** Nothing that Step Functions can express is shorter. */
  readonly lowerBound: number;
  /** Makespan by critical path: 1 is perfect. */
  readonly ratio: number;
  /** Proved to be the shortest; steps that a Choice, a loop or a catch ties together count as one. */
  readonly optimal: boolean;
  /** The drawing is so large that it was halved first. */
  readonly quick: boolean;
  readonly addedPrecedences: readonly AddedPrecedence[];
  /** Waits across branches by markers in S3, where the pipeline wants them and they gain time. */
  readonly signals: readonly SignalReport[];
  readonly tree: PlanTree;
}
/** `to` waits for `from`, which runs beside it. */
export interface SignalReport {
  readonly from: StepId;
  /** The step that waits, or the first one of the region that does. */
  readonly to: StepId;
  /** By how much the run is shorter with it; 0 where it only brings values of a step that is over by then. */
  readonly gainSeconds: number;
  /** State transitions that it costs by the estimates: writing the marker, and reading it until it is there. */
  readonly transitions: number;
}
/** `after` waits for `before` though nothing drawn says so. */
export interface AddedPrecedence {
  readonly before: StepId;
  readonly after: StepId;
  /** By how much the longest way over it exceeds the critical path. */
  readonly seconds: number;
}

/** The schedule of a pipeline's own steps (a Map or Parallel among them counts as one); null where it has errors or no steps. */
export function scheduleReport(pipeline: Pipeline, options: CompileOptions): ScheduleReport | null {
  const resolved = resolve(pipeline, options);
  const plan = hasErrors(resolved.diagnostics) ? undefined : topPlanOf(resolved);
  const whole = plan?.levels.at(-1);
  if (plan === undefined || whole === undefined) return null;
  const { makespan, criticalPath, lowerBound } = whole.arrangement;
  const id = (item: number): StepId => whole.items[item] as StepId;
  return {
    makespan,
    criticalPath,
    lowerBound,
    ratio: criticalPath === 0 ? 1 : makespan / criticalPath,
    optimal: plan.levels.every((l) => l.arrangement.optimal),
    quick: plan.levels.some((l) => l.arrangement.quick),
    addedPrecedences: addedBy(whole.arrangement.tree, whole.dag).map(({ before, after, seconds }) => ({ before: id(before), after: id(after), seconds })),
    signals: plan.signals.map((signal, i) => ({ from: signal.from, to: signal.to, gainSeconds: signal.gainSeconds, transitions: transitionsOf(signal, plan.signals.findIndex((s) => s.from === signal.from) === i) })),
    tree: treeOf(whole.plan),
  };
}

function transitionsOf({ waitSeconds }: Signal, writes: boolean): number {
  const again = Math.ceil(Math.max(0, waitSeconds * 1000 - SIGNAL_MS.get) / (SIGNAL_MS.pause + SIGNAL_MS.get));
  return (writes ? 1 : 0) + 1 + again;
}
