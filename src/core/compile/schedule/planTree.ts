import type { StepId } from '../../model/pipeline.ts';
import type { Plan } from './plan.ts';

/** What order, what side by side, as data that leaves the compiler. */
export type PlanTree = StepId | { readonly series: readonly PlanTree[] } | { readonly parallel: readonly PlanTree[] } | { readonly region: readonly PlanTree[] };

/** A plan as data that leaves the compiler. */
export function treeOf(plan: Plan): PlanTree {
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
