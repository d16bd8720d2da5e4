import type { StepId } from '../../model/pipeline.ts';
import type { PlanTree } from './planTree.ts';

/** The schedule of one scope as it is told to a person. Plain data, times in seconds, by the estimates of the steps. */
export interface ScopeSchedule {
  /** Containers around the scope, outermost first; empty for the pipeline itself. */
  readonly path: readonly StepId[];
  /** The branch, of a Parallel drawn by hand. */
  readonly branch?: string;
  readonly tree: PlanTree;
  readonly makespan: number;
  /** The longest chain of the drawing: what it would take if each step waited for nothing but what is drawn. */
  readonly criticalPath: number;
  /** Nothing that Step Functions can express is shorter. */
  readonly lowerBound: number;
  readonly optimal: boolean;
  /** The drawing is so large that it was halved first. */
  readonly quick: boolean;
  /** So many steps run at once where most do; a container counts as one, a step that takes no time not at all. */
  readonly atOnce: number;
  /** The steps whose times add up to the makespan, in their order. */
  readonly chain: readonly StepId[];
  /** When each step starts, from the start of the scope. */
  readonly starts: Readonly<Record<StepId, number>>;
  /** Waits that nobody drew, those of the chain first, then by cost; not more than some sixty. */
  readonly waits: readonly Wait[];
  /** All of them, the ones not listed included. */
  readonly waitCount: number;
  /** Order edges without which it would be shorter, the best first. */
  readonly removable: readonly RemovableOrder[];
  /** Steps that wait for one of another branch by a marker in S3. */
  readonly signals: readonly SignalEdge[];
  /** What signals would give where the pipeline wants none; absent where they gain nothing. */
  readonly offer?: SignalOffer;
}
/** `after` starts only when `before` has ended, though nothing drawn says so. */
export interface Wait {
  readonly before: StepId;
  readonly after: StepId;
  /** By how much the longest way over it exceeds the critical path. */
  readonly seconds: number;
  /** It lies on the chain that takes the whole time. */
  readonly onChain: boolean;
  /** Of the first on the chain: with so many seconds for `before` nothing would be lost; absent where that does not help. */
  readonly fitsAt?: number;
}
export interface RemovableOrder {
  readonly from: StepId;
  readonly to: StepId;
  /** How much shorter it would be without this order edge. */
  readonly seconds: number;
}

export interface SignalEdge {
  readonly from: StepId;
  readonly to: StepId;
  /** By how much it is shorter with it; 0 where it only brings values. */
  readonly gainSeconds: number;
}
export interface SignalOffer {
  /** How much shorter it would be. */
  readonly seconds: number;
  readonly signals: readonly SignalEdge[];
}
