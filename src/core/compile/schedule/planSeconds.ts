import type { StepId } from '../../model/pipeline.ts';
import { routesOf, type Plan, type Region } from './plan.ts';

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
      return longestWay(plan, (block) => planSeconds(block, seconds)).seconds;
  }
}

/** When each block of a region is entered at the latest, from the entering of the region; blocks take what `length` says. */
export function blockStarts(region: Region, length: (plan: Plan) => number): readonly number[] {
  const { blocks } = region;
  const starts = new Array<number>(blocks.length).fill(0);
  blocks.forEach(({ plan }, i) => {
    for (const route of routesOf(region, i)) if (route.to === 'block') starts[route.block] = Math.max(starts[route.block] as number, (starts[i] as number) + length(plan));
  });
  return starts;
}

/** How long a region takes on its longest way when each of its blocks takes what `length` says, and the blocks on that way. */
export function longestWay(region: Region, length: (plan: Plan) => number): { readonly seconds: number; readonly blocks: readonly Plan[] } {
  const { blocks } = region;
  const toTheEnd = new Array<number>(blocks.length).fill(0);
  const following = new Array<number | null>(blocks.length).fill(null);
  // Ways lead to later blocks only, so the last block is reckoned first.
  for (let i = blocks.length - 1; i >= 0; i--) {
    const { plan } = blocks[i] as Region['blocks'][number];
    let behind = 0;
    for (const route of routesOf(region, i)) {
      if (route.to !== 'block' || (following[i] !== null && (toTheEnd[route.block] as number) <= behind)) continue;
      behind = toTheEnd[route.block] as number;
      following[i] = route.block;
    }
    toTheEnd[i] = length(plan) + behind;
  }
  const on: Plan[] = [];
  for (let i: number | null = blocks.length > 0 ? 0 : null; i !== null; i = following[i] as number | null) on.push((blocks[i] as Region['blocks'][number]).plan);
  return { seconds: toTheEnd[0] ?? 0, blocks: on };
}
