import { describe, expect, test } from 'vitest';
import { runs } from '../../../../testing/effort.ts';
import { pairsOf, randomDag, seriesParallelDag } from '../../../../testing/graphs.ts';
import { randomFrom } from '../../../simulate/random.ts';
import { arrange } from './arrange.ts';
import { isBehind, levelsOf, partOf, type Dag, type Part } from './dag.ts';
import { lengthOf, stepsIn, type Cost, type Tree } from './tree.ts';
import { arrangeByOrder } from './windows.ts';

const whole = (dag: Dag): Part => partOf(dag, dag.seconds.map((_, i) => i));
const edgesOf = (dag: Dag): readonly (readonly [number, number])[] => dag.successors.flatMap((next, a) => next.map((b) => [a, b] as const));

const parallelsIn = (tree: Tree): number => (tree.kind === 'step' ? 0 : tree.parts.reduce((n, p) => n + parallelsIn(p), tree.kind === 'parallel' ? 1 : 0));
const addedIn = (tree: Tree, part: Part): number => pairsOf(tree).filter((pair) => !isBehind(part, ...(pair.split('<').map(Number) as [number, number]))).length;

/** Every step once, every edge kept. */
function expectToKeep(tree: Tree, dag: Dag): void {
  expect([...stepsIn(tree)].sort((a, b) => a - b)).toEqual([...dag.seconds.keys()]);
  const pairs = new Set(pairsOf(tree));
  expect(edgesOf(dag).filter(([a, b]) => !pairs.has(`${a}<${b}`))).toEqual([]);
}

/** Every way to cut every set, nothing left out and nothing clever: milliseconds, then added pairs. */
function bruteForce(dag: Dag): Pick<Cost, 'ms' | 'added'> {
  const part = whole(dag);
  const known = new Map<number, Pick<Cost, 'ms' | 'added'>>();
  const steps = (mask: number): number[] => [...dag.seconds.keys()].filter((x) => (mask >> x) & 1);
  const best = (mask: number): Pick<Cost, 'ms' | 'added'> => {
    const found = known.get(mask) ?? search(mask);
    known.set(mask, found);
    return found;
  };
  const search = (mask: number): Pick<Cost, 'ms' | 'added'> => {
    const inside = steps(mask);
    if (inside.length === 1) return { ms: part.ms[inside[0] as number] as number, added: 0 };
    let least = { ms: Infinity, added: Infinity };
    const offer = (ms: number, added: number): void => {
      if (ms < least.ms || (ms === least.ms && added < least.added)) least = { ms, added };
    };
    for (let left = (mask - 1) & mask; left > 0; left = (left - 1) & mask) {
      const right = mask & ~left;
      const [first, second] = [steps(left), steps(right)];
      const drawn = first.flatMap((a) => second.filter((b) => isBehind(part, a, b))).length;
      const back = first.some((a) => second.some((b) => isBehind(part, b, a)));
      if (back) continue;
      const [l, r] = [best(left), best(right)];
      if (drawn === 0) offer(Math.max(l.ms, r.ms), l.added + r.added);
      offer(l.ms + r.ms, l.added + r.added + first.length * second.length - drawn);
    }
    return least;
  };
  return best(2 ** dag.seconds.length - 1);
}

describe('the shortest arrangement', () => {
  test('is that of brute force, with as few added precedences', { timeout: 120_000 }, () => {
    const random = randomFrom(1);
    for (let i = 0; i < runs(1000); i++) {
      const dag = randomDag(1 + (i % 10), random);
      const found = arrange(dag);
      const best = bruteForce(dag);
      expectToKeep(found.tree, dag);
      expect({ ms: Math.round(found.makespan * 1000), added: addedIn(found.tree, whole(dag)), optimal: found.optimal }).toEqual({ ...best, optimal: true });
    }
  });

  test('is what the best of all orders gives', () => {
    const random = randomFrom(2);
    for (let i = 0; i < runs(120); i++) {
      const dag = randomDag(1 + (i % 6), random);
      const part = whole(dag);
      // Several unconnected sets are not for it.
      if (arrange(dag).tree.kind === 'parallel') continue;
      const costs = ordersOf(dag).map((order) => {
        const { tree, cost } = arrangeByOrder(part, order);
        expectToKeep(tree, dag);
        expect(cost).toEqual({ ms: lengthOf(tree, (s) => part.ms[s] as number), added: addedIn(tree, part), parallels: parallelsIn(tree) });
        return cost;
      });
      expect(Math.min(...costs.map((c) => c.ms))).toBe(bruteForce(dag).ms);
    }
  });

  test('of a graph that is nested already is the graph, with the Parallel states that it needs', () => {
    const random = randomFrom(3);
    for (let i = 0; i < runs(300); i++) {
      const { dag, parallels } = seriesParallelDag(1 + Math.floor(random.next() * 80), random);
      const found = arrange(dag);
      expectToKeep(found.tree, dag);
      expect(found.makespan).toBe(found.criticalPath);
      expect([addedIn(found.tree, whole(dag)), parallelsIn(found.tree), found.optimal]).toEqual([0, parallels, true]);
    }
  });

  test('is never longer than one barrier a level, and never shorter than the bound', { timeout: 60_000 }, () => {
    const random = randomFrom(4);
    for (let i = 0; i < runs(150); i++) {
      const dag = randomDag(11 + (i % 40), random);
      const found = arrange(dag);
      expectToKeep(found.tree, dag);
      expect(found.makespan).toBeLessThanOrEqual(levelBarriers(dag));
      expect(found.makespan).toBeGreaterThanOrEqual(found.lowerBound);
      expect(found.lowerBound).toBeGreaterThanOrEqual(found.criticalPath);
    }
  });

  test('of a very large connected graph goes the quick way and says so', { timeout: 60_000 }, () => {
    const dag = randomDag(420, randomFrom(5));
    const found = arrange(dag);
    expectToKeep(found.tree, dag);
    expect(found.quick).toBe(true);
    expect(found.makespan).toBeLessThanOrEqual(levelBarriers(dag));
    expect(arrange(randomDag(40, randomFrom(5))).quick).toBe(false);
  });

  test('is the same for the same graph, however its edges are told', () => {
    const random = randomFrom(6);
    for (let i = 0; i < runs(60); i++) {
      const dag = randomDag(5 + (i % 40), random);
      const told = { ...dag, successors: dag.successors.map((next) => [...next, ...next].reverse()) };
      expect(arrange(told)).toEqual(arrange(dag));
    }
  });

  test('of the smallest graph that cannot be nested takes a third longer, and no less is possible', () => {
    expect(arrange({ seconds: [2, 1, 1, 2], successors: [[2], [2, 3], [], []] })).toMatchObject({ makespan: 4, criticalPath: 3, lowerBound: 4, optimal: true });
  });

  test('of nothing and of one step', () => {
    expect(arrange({ seconds: [], successors: [] })).toMatchObject({ makespan: 0, optimal: true });
    expect(arrange({ seconds: [1.5], successors: [[]] })).toMatchObject({ makespan: 1.5, tree: { kind: 'step', step: 0 } });
  });
});

/** One barrier a level, seconds. */
function levelBarriers(dag: Dag): number {
  const part = whole(dag);
  const most: number[] = [];
  levelsOf(part).forEach((level, x) => (most[level] = Math.max(most[level] ?? 0, part.ms[x] as number)));
  return most.reduce((a, b) => a + b, 0) / 1000;
}

/** Every order of the steps that keeps the edges. */
function ordersOf(dag: Dag): readonly (readonly number[])[] {
  const edges = edgesOf(dag);
  const extend = (done: readonly number[]): readonly (readonly number[])[] => {
    if (done.length === dag.seconds.length) return [done];
    const free = [...dag.seconds.keys()].filter((x) => !done.includes(x) && edges.every(([a, b]) => b !== x || done.includes(a)));
    return free.flatMap((x) => extend([...done, x]));
  };
  return extend([]);
}
