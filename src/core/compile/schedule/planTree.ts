import type { StepId } from '../../model/pipeline.ts';
import type { PlanTree } from '../scheduleReport.ts';

/** Does something run side by side? */
export function hasParallel(tree: PlanTree): boolean {
  return typeof tree !== 'string' && ('parallel' in tree || partsOf(tree).some(hasParallel));
}

/** All steps of a tree, in order. */
export function stepsOf(tree: PlanTree): readonly StepId[] {
  return typeof tree === 'string' ? [tree] : partsOf(tree).flatMap(stepsOf);
}

/** What a tree is made of, in order. */
export function partsOf(tree: Exclude<PlanTree, string>): readonly PlanTree[] {
  return 'series' in tree ? tree.series : 'parallel' in tree ? tree.parallel : tree.region;
}
