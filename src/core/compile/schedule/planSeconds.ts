import type { StepId } from '../../model/pipeline.ts';
import type { Plan, Region, Route } from './plan.ts';

/** About how long a step takes, seconds. */
export type SecondsOf = (id: StepId) => number;

/** How long a plan takes when each step takes what `seconds` says: of a region its longest way out, loops gone through once. */
export function planSeconds(plan: Plan, seconds: SecondsOf): number {
  switch (plan.kind) {
    case 'step':
      return seconds(plan.id);
    case 'sequence':
      return plan.items.reduce((sum, item) => sum + planSeconds(item, seconds), 0);
    case 'parallel':
      return plan.branches.reduce((most, branch) => Math.max(most, planSeconds(branch, seconds)), 0);
    case 'region':
      return regionSeconds(plan, seconds);
  }
}

/** Ways lead to later blocks only, so the last block is reckoned first. */
function regionSeconds({ blocks, ways }: Region, seconds: SecondsOf): number {
  const toTheEnd = new Array<number>(blocks.length).fill(0);
  for (let i = blocks.length - 1; i >= 0; i--) {
    const { plan, next } = blocks[i] as Region['blocks'][number];
    const routes: readonly (Route | undefined)[] = (plan.kind === 'step' ? ways.get(plan.id) : undefined) ?? [next];
    const behind = routes.map((r) => (r?.to === 'block' ? (toTheEnd[r.block] as number) : 0));
    toTheEnd[i] = planSeconds(plan, seconds) + behind.reduce((a, b) => Math.max(a, b), 0);
  }
  return toTheEnd[0] ?? 0;
}
