import { stepSeconds } from '../catalog/estimate.ts';
import { hasErrors } from '../diagnostic/diagnostic.ts';
import type { Pipeline, StepId } from '../model/pipeline.ts';
import { resolve } from './resolve/resolve.ts';
import { addedBy } from './schedule/order/added.ts';
import type { Plan } from './schedule/plan.ts';
import { schedule } from './schedule/schedule.ts';
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
  readonly tree: PlanTree;
}
/** `after` waits for `before` though nothing drawn says so. */
export interface AddedPrecedence {
  readonly before: StepId;
  readonly after: StepId;
  /** By how much the longest way over it exceeds the critical path. */
  readonly seconds: number;
}
export type PlanTree = StepId | { readonly series: readonly PlanTree[] } | { readonly parallel: readonly PlanTree[] } | { readonly region: readonly PlanTree[] };

/** The schedule of a pipeline's own steps (a Map or Parallel among them counts as one); null where it has errors or no steps. */
export function scheduleReport(pipeline: Pipeline, options: CompileOptions): ScheduleReport | null {
  const resolved = resolve(pipeline, options);
  const top = [...resolved.scopes.values()].find(({ scope }) => scope.path.length === 0);
  if (top === undefined || hasErrors(resolved.diagnostics)) return null;
  const plan = schedule(top.flow, (id) => {
    const found = resolved.context.steps.get(id);
    return found === undefined ? 0 : stepSeconds(found.step, options.catalog);
  });
  const whole = plan.levels.at(-1);
  if (whole === undefined) return null;
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
    tree: treeOf(whole.plan),
  };
}

function treeOf(plan: Plan): PlanTree {
  switch (plan.kind) {
    case 'step':
      return plan.id;
    case 'sequence':
      return { series: plan.items.map(treeOf) };
    case 'parallel':
      return { parallel: plan.branches.map(treeOf) };
    case 'region':
      return { region: plan.blocks.map((b) => treeOf(b.plan)) };
  }
}
