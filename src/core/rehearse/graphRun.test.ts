import { describe, expect, test } from 'vitest';
import { corpusGraphs } from '../../testing/dagCorpus.ts';
import { runs, sampled } from '../../testing/effort.ts';
import { lognormal, randomDag } from '../../testing/graphs.ts';
import { catalogOf } from '../catalog/load.ts';
import { randomFrom } from '../simulate/random.ts';
import { graphOf, runGraph, withLevelBarriers, type Graph, type GraphRun } from './graphRun.ts';

const catalog = await catalogOf([]);
async function ran(graph: Graph, by: 'seconds' | 'estimates' = 'seconds'): Promise<GraphRun> {
  const run = await runGraph(graph, by, catalog);
  if ('problem' in run) throw new Error(run.problem);
  return run;
}
const mean = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length;

/** The most that a family may come to: mean and worst ratio of executions to their critical paths. */
const LIMITS: Readonly<Record<string, { readonly mean: number; readonly worst: number }>> = {
  trace: { mean: 1.001, worst: 1.03 },
  ml: { mean: 1.007, worst: 1.15 },
  layered: { mean: 1.03, worst: 1.25 },
  random: { mean: 1.03, worst: 1.25 },
};
const graphs = corpusGraphs();
describe.skipIf(graphs.length === 0)('workflows, as compiled and executed in virtual time', () => {
  test.each(Object.keys(LIMITS))('%s: hardly longer than their critical paths, never longer than with one barrier a level', { timeout: 300_000 }, async (family) => {
    const all = graphs.filter((g) => g.family === family);
    const limits = LIMITS[family] as { mean: number; worst: number };
    const chosen = sampled(all);
    const found: GraphRun[] = [];
    for (const { name, graph, known } of chosen) {
      const run = await ran(graph);
      found.push(run);
      expect(run.criticalPath, name).toBeCloseTo(known.criticalPath, 2);
      // Equal to or better than what others reached: known to four decimals.
      expect(run.ratio, name).toBeLessThanOrEqual(Math.min(known.reference, known.levels) + 0.00005);
      expect(run.ratio, name).toBeGreaterThanOrEqual(1 - 1e-9);
      expect(run.ratio, name).toBeLessThanOrEqual(limits.worst);
      expect(run.makespan, name).toBeLessThanOrEqual((await ran(withLevelBarriers(graph))).makespan + 1e-6);
    }
    // What holds on average is said of all of them.
    if (chosen.length < all.length) return;
    expect(mean(found.map((r) => r.ratio))).toBeLessThanOrEqual(limits.mean);
    if (family !== 'trace' && family !== 'ml') return;
    expect(mean(found.map((r) => r.statesPerStep))).toBeLessThanOrEqual(Math.min(1.25, mean(chosen.map((g) => g.known.referenceStates))));
  });

  test('signals close most of what nesting costs, and never make it longer', { timeout: 300_000 }, async () => {
    const [nested, signalled]: [number[], number[]] = [[], []];
    const all = graphs.filter((g) => g.family !== 'trace');
    const chosen = sampled(all);
    for (const { name, graph } of chosen) {
      const plain = await ran(graph);
      // A signal that gains less than half a minute is not worth its states.
      if (plain.makespan - plain.criticalPath < 30) continue;
      const run = await runGraph(graph, 'seconds', catalog, true);
      if ('problem' in run) throw new Error(run.problem);
      expect(run.makespan, name).toBeLessThanOrEqual(plain.makespan);
      expect(run.signals.length, name).toBeLessThanOrEqual(4);
      nested.push(plain.ratio - 1);
      signalled.push(run.ratio - 1);
    }
    if (chosen.length === all.length) expect(mean(signalled)).toBeLessThanOrEqual(mean(nested) / 2);
  });

  test('machine learning, planned by the usual durations of its kinds', { timeout: 120_000 }, async () => {
    const all = graphs.filter((g) => g.graph.estimates !== undefined);
    const chosen = sampled(all);
    const ratios: number[] = [];
    for (const { graph } of chosen) ratios.push((await ran(graph, 'estimates')).ratio);
    expect(mean(ratios)).toBeLessThanOrEqual(chosen.length < all.length ? 1.08 : 1.04);
  });
});

test('what was planned is what is executed, and what each wait costs is what the whole costs at most', async () => {
  const random = randomFrom(11);
  for (let i = 0; i < runs(60); i++) {
    const { seconds, successors } = randomDag(2 + (i % 25), random);
    const whole = seconds.map((s) => Math.round(s * 1000) / 1000);
    const graph = { seconds: whole, edges: successors.flatMap((next, a) => next.map((b) => [a, b] as const)) };
    const run = await ran(graph);
    const excess = run.makespan - run.criticalPath;
    expect(Math.max(0, ...run.addedPrecedences.map((a) => a.seconds))).toBeCloseTo(excess, 6);
    // Drawing what was added changes nothing and leaves nothing to add.
    const drawn = await ran({ ...graph, edges: [...graph.edges, ...run.addedPrecedences.map((a) => [a.before, a.after] as const)] });
    expect(drawn).toMatchObject({ addedPrecedences: [], ratio: 1, optimal: true });
    expect(drawn.makespan).toBeCloseTo(run.makespan, 6);
    const misjudged = { ...graph, estimates: whole.map((s) => s * lognormal(random, 0.5)) };
    expect((await ran(misjudged, 'estimates')).criticalPath).toBeCloseTo(run.criticalPath, 6);
  }
});

test('the smallest graph that cannot be nested', async () => {
  const run = await ran({ seconds: [2, 1, 1, 2], edges: [[0, 2], [1, 2], [1, 3]] });
  expect(run).toMatchObject({ makespan: 4, criticalPath: 3, optimal: true });
  expect(run.addedPrecedences.filter((a) => a.seconds > 0).map((a) => a.seconds)).toEqual([1]);
});

test('with a signal it is as short as its longest chain, but for writing and reading the marker', async () => {
  const graph: Graph = { seconds: [2400, 1200, 1200, 2400], edges: [[0, 2], [1, 2], [1, 3]] };
  const [run, plain] = [await runGraph(graph, 'seconds', catalog, true), await ran(graph)];
  expect(plain).toMatchObject({ makespan: 4800, criticalPath: 3600, signals: [] });
  expect(run).toMatchObject({ makespan: 3602, criticalPath: 3600, addedPrecedences: [], signals: [{ from: 1, to: 2, gainSeconds: 1198, transitions: 2 }] });
});

test('a marker that comes late is found at the next reading', async () => {
  // Ready after 20 minutes, looked for every 32 seconds, written after 30 minutes and two seconds: the reading after 30:08 finds it.
  const graph: Graph = { seconds: [1200, 1800, 2400, 2000], estimates: [2400, 1200, 1200, 2400], edges: [[0, 2], [1, 2], [1, 3]] };
  expect(await runGraph(graph, 'estimates', catalog, true)).toMatchObject({ signals: [{ from: 1, to: 2 }], makespan: 1808 + 2 + 2400 });
});

test.each<[unknown, string]>([
  [[], 'it is no object'],
  [{ seconds: [1, -1], edges: [] }, '`seconds`'],
  [{ seconds: [1], estimates: [], edges: [] }, '`estimates`'],
  [{ seconds: [1, 1], edges: [[0, 2]] }, '`edges`'],
])('%j is no graph', (json, problem) => {
  expect(graphOf(json as never)).toMatchObject({ problem: expect.stringContaining(problem) as string });
});

test('a graph with a cycle is refused by the compiler', async () => {
  expect(await runGraph({ seconds: [1, 1], edges: [[0, 1], [1, 0]] }, 'seconds', catalog)).toHaveProperty('problem');
});
