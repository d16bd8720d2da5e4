import { medianMs, type Figure } from '../../../../testing/bench.ts';
import { randomDag, seriesParallelDag } from '../../../../testing/graphs.ts';
import { randomFrom } from '../../../simulate/random.ts';
import { arrange } from './arrange.ts';
import type { Dag } from './dag.ts';

/** Arranging connected random graphs, on which nothing is decided beforehand: each time another one. */
export async function bench(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const [size, budget] of [[14, 10], [50, 10], [100, 100], [200, 1000]] as const) {
    const random = randomFrom(size);
    const graphs: Dag[] = Array.from({ length: 24 }, () => randomDag(size, random));
    figures.push({ what: `arrange a random graph of ${size} steps`, value: await medianMs(() => arrange(graphs.pop() as Dag), 9, 15), unit: 'ms', budget });
  }
  const random = randomFrom(1);
  const nested: Dag[] = Array.from({ length: 24 }, () => seriesParallelDag(1000, random).dag);
  figures.push({ what: 'arrange a nested graph of 1000 steps', value: await medianMs(() => arrange(nested.pop() as Dag), 9, 15), unit: 'ms' });
  return figures;
}
