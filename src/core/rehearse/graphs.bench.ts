import type { Figure } from '../../testing/bench.ts';
import { corpusGraphs } from '../../testing/dagCorpus.ts';
import { lognormal } from '../../testing/graphs.ts';
import { catalogOf } from '../catalog/load.ts';
import { randomFrom } from '../simulate/random.ts';
import { runGraph, withLevelBarriers, type Graph, type GraphRun } from './graphRun.ts';

/**
 * How much longer than their critical paths workflows run once they are compiled, in virtual time, against one barrier a level.
 * Needs the corpora (CAUCE_CORPORA).
 */
export async function bench(): Promise<readonly Figure[]> {
  const catalog = await catalogOf([]);
  const ran = async (graph: Graph, by: 'seconds' | 'estimates' = 'seconds', signals = false): Promise<GraphRun> => {
    const run = await runGraph(graph, by, catalog, signals);
    if ('problem' in run) throw new Error(run.problem);
    return run;
  };
  const all = corpusGraphs();
  const figures: Figure[] = [];
  const add = async (what: string, graphs: readonly Graph[], by?: 'seconds' | 'estimates', signals?: boolean): Promise<void> => {
    const ours: GraphRun[] = [];
    const levels: GraphRun[] = [];
    for (const graph of graphs) {
      const run = await ran(graph, by, signals);
      ours.push(run);
      const barriers = await ran(withLevelBarriers(graph));
      // Its own longest chain goes over the barriers: what counts is that of the workflow.
      levels.push({ ...barriers, ratio: run.criticalPath === 0 ? 1 : barriers.makespan / run.criticalPath });
    }
    for (const [name, of] of [['mean', mean], ['worst', worst]] as const) {
      figures.push({ what: `${what}: longer than the critical path, ${name}`, value: of(ours.map(over)), unit: '%', peer: { name: 'a barrier a level', value: of(levels.map(over)) } });
    }
    figures.push({ what: `${what}: states by step`, value: mean(ours.map((r) => r.statesPerStep)), unit: '', peer: { name: 'a barrier a level', value: mean(levels.map((r) => r.statesPerStep)) } });
  };
  for (const family of [...new Set(all.map((g) => g.family))]) {
    const graphs = all.filter((g) => g.family === family).map((g) => g.graph);
    await add(`${graphs.length} graphs “${family}”`, graphs);
    if (family === 'ml' || family === 'layered') await add(`${graphs.length} graphs “${family}”, with signals`, graphs, 'seconds', true);
  }
  await add('with estimates by kind', all.map((g) => g.graph).filter((g) => g.estimates !== undefined), 'estimates');
  const random = randomFrom(1);
  await add('all, estimates wrong by a factor (lognormal, 0.5)', all.map(({ graph }) => ({ ...graph, estimates: graph.seconds.map((s) => s * lognormal(random, 0.5)) })), 'estimates');
  return figures;
}

/** By how much an execution is longer than its critical path, percent. */
function over({ ratio }: GraphRun): number {
  return (ratio - 1) * 100;
}
function mean(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0) / Math.max(1, numbers.length);
}
function worst(numbers: readonly number[]): number {
  return Math.max(0, ...numbers);
}
