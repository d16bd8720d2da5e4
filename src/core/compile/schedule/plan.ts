import type { StepId } from '../../model/pipeline.ts';
import type { Flow } from '../resolve/flow.ts';
import type { Guard } from '../resolve/guard.ts';
import type { Arrangement } from './order/arrange.ts';
import type { Dag } from './order/dag.ts';
import type { Tree } from './order/tree.ts';
import type { Wanted } from './stages.ts';

/** What order, what side by side, for one drawn scope: nested sequence and parallel, all that ASL can say. */
export type Plan =
  | { readonly kind: 'step'; readonly id: StepId }
  | { readonly kind: 'sequence'; readonly items: readonly Plan[] }
  | { readonly kind: 'parallel'; readonly branches: readonly Plan[] }
  | Region;

/**
 * Steps that decisions tie together: a Choice with what its ways lead to, a step with a catch that comes back, a loop. One
 * entry (the first block), one exit; inside, each way says which block comes next.
 */
export interface Region {
  readonly kind: 'region';
  readonly blocks: readonly Block[];
  /** Of each branching step of this region: where each way leads. */
  readonly ways: ReadonlyMap<StepId, readonly Route[]>;
  /** Where the line of blocks would have to part by a decision taken before ways met: no machine can be made of these. */
  readonly partings: readonly Parting[];
  /** What would never come, as the execution has ended before: no machine can be made of these either. */
  readonly cutOff: readonly CutOff[];
}
export interface Block {
  readonly plan: Plan;
  /** Where it leads when it ends; undefined where its step branches. */
  readonly next?: Route;
}

/** `step` runs under some outcomes of `deciders` only, and comes after `after`, which runs under others as well. */
export interface Parting {
  readonly after: StepId;
  readonly step: StepId;
  readonly deciders: readonly StepId[];
}

/** `step` waits for `after`, but behind that `end` comes first and ends the execution. */
export interface CutOff {
  readonly after: StepId;
  readonly step: StepId;
  readonly end: StepId;
}

export type Route =
  | { readonly to: 'block'; readonly block: number; readonly when: Guard }
  /** Out of the region. */
  | { readonly to: 'exit'; readonly when: Guard }
  /** Into a handler that ends the scope. */
  | { readonly to: 'handler'; readonly entry: StepId; readonly when: Guard }
  | { readonly to: 'loop'; readonly target: StepId; readonly when: Guard }
  /** No rule of the Choice holds and the person drew no `otherwise`. */
  | { readonly to: 'noMatch'; readonly when: Guard };

/** Items (steps and regions, by their first step) that were arranged together. */
export interface Level {
  readonly plan: Plan;
  readonly items: readonly StepId[];
  /** The plan of each item. */
  readonly plans: readonly Plan[];
  readonly dag: Dag;
  readonly arrangement: Arrangement;
  /** For these its barriers stand elsewhere than where they would be shortest, and it takes longer by `cost` seconds. */
  readonly moved: readonly Moved[];
  readonly cost: number;
  /** Would another arrangement of its graph do, where some step ends the execution, or a handler reads what others made? */
  readonly suits: (tree: Tree) => boolean;
}

/** `handler` reads `readStep` where `sourceStep` fails: that must have left every Parallel state that the failure ends. */
export interface Moved extends Wanted {
  readonly handler: StepId;
  readonly sourceStep: StepId;
  readonly readStep: StepId;
}

export interface ScopePlan {
  readonly main: Plan | null;
  readonly handlers: readonly { readonly entry: StepId; readonly plan: Plan; readonly flow: Flow; readonly onFailure: boolean }[];
  /** How the main plan was made: levels inside of regions first, the whole last. */
  readonly levels: readonly Level[];
  /** Waits across the branches of the main plan; only where the pipeline wants them and they gain time. */
  readonly signals: readonly Signal[];
}

/** A step waits for one of another branch by a marker that this one leaves in S3 (emitted-asl.md 12). */
export interface Signal {
  readonly from: StepId;
  /** The step that waits, or the first one of the region that does. */
  readonly to: StepId;
  /** What the wait stands right before: a part of the main plan. */
  readonly before: Plan;
  /** By how much the run is shorter with it, seconds by the estimates; 0 where it only brings values of a step that is over by then. */
  readonly gainSeconds: number;
  /** How long it is waited for, seconds, by the estimates and at worst. */
  readonly waitSeconds: number;
}

/** Where a block of a region leads: by the ways of the step that it is, or straight on. */
export function routesOf({ blocks, ways }: Region, block: number): readonly Route[] {
  const { plan, next } = blocks[block] as Block;
  return (plan.kind === 'step' ? ways.get(plan.id) : undefined) ?? (next ? [next] : []);
}

/** All steps of a plan in order. */
export function stepsOf(plan: Plan): readonly StepId[] {
  switch (plan.kind) {
    case 'step':
      return [plan.id];
    case 'sequence':
      return plan.items.flatMap(stepsOf);
    case 'parallel':
      return plan.branches.flatMap(stepsOf);
    case 'region':
      return plan.blocks.flatMap((b) => stepsOf(b.plan));
  }
}

/** All regions of a plan, those inside of others included. */
export function regionsOf(plan: Plan): readonly Region[] {
  switch (plan.kind) {
    case 'step':
      return [];
    case 'sequence':
      return plan.items.flatMap(regionsOf);
    case 'parallel':
      return plan.branches.flatMap(regionsOf);
    case 'region':
      return [plan, ...plan.blocks.flatMap((b) => regionsOf(b.plan))];
  }
}
