import { describe, expect, test } from 'vitest';
import { runs } from '../../../../testing/effort.ts';
import { randomDag } from '../../../../testing/graphs.ts';
import { randomFrom } from '../../../simulate/random.ts';
import { arrange } from './arrange.ts';
import { chooseSignals, type SignalRules, type Signalled } from './chooseSignals.ts';
import type { Dag } from './dag.ts';
import { signalTimes } from './signalTimes.ts';
import type { Tree } from './tree.ts';

const ALL: SignalRules = { sends: () => true, waits: () => true, reads: () => [], suits: () => true };
const chosen = (dag: Dag, rules: Partial<SignalRules> = {}): Signalled | null => chooseSignals(dag, arrange(dag), { ...ALL, ...rules });
const pairs = (found: Signalled | null): readonly string[] => (found?.signals ?? []).map(({ from, to }) => `${from} → ${to}`);
const step = (x: number): Tree => ({ kind: 'step', step: x });
const series = (...parts: readonly Tree[]): Tree => ({ kind: 'series', parts });
const parallel = (...parts: readonly Tree[]): Tree => ({ kind: 'parallel', parts });

/** 0 → 2, 1 → 2, 1 → 3: the smallest graph that cannot be nested. */
const N: Dag = { seconds: [2400, 1200, 1200, 2400], successors: [[2], [2, 3], [], []] };

describe('what is chosen', () => {
  test('one signal where one is enough', () => {
    const found = chosen(N);
    expect(pairs(found)).toEqual(['1 → 2']);
    // Two seconds to write the marker; it is there long before it is looked for.
    expect(found?.times.ms).toBe(3_602_000);
    expect(found?.signals[0]).toMatchObject({ gainSeconds: 1198, waitSeconds: 0 });
  });

  test('another one where the first step leaves no marker, or the second cannot wait', () => {
    expect(pairs(chosen(N, { sends: (x) => x !== 1 }))).toEqual(['0 → 2']);
    expect(pairs(chosen(N, { waits: (x) => x !== 2 }))).toEqual(['1 → 3']);
    expect(pairs(chosen(N, { sends: () => false }))).toEqual([]);
  });

  test('none where the drawing is nested already, or a pause between two readings is all there is to gain', () => {
    expect(chosen({ seconds: [9000, 100, 3000], successors: [[2], [2], []] })).toBeNull();
    expect(chosen({ ...N, seconds: [60, 30, 30, 60] })).toBeNull();
  });

  test('values of a step further back come by a signal of their own, found at the first reading', () => {
    // 1 → 2 → 3: whoever waits for 2 has waited for 1 too, and reads both.
    const dag: Dag = { seconds: [2400, 600, 600, 1200, 2400], successors: [[3], [2], [3, 4], [], []] };
    const found = chosen(dag, { reads: (x) => (x === 3 ? [1, 2] : []) });
    expect(pairs(found)).toEqual(['2 → 3', '1 → 3']);
    expect(found?.signals.map((s) => s.gainSeconds > 0)).toEqual([true, false]);
    // Where that one leaves no marker, the other is no way either.
    expect(pairs(chosen(dag, { reads: (x) => (x === 3 ? [1, 2] : []), sends: (x) => x !== 1 }))).not.toContain('2 → 3');
  });
});

test('random graphs: never longer, never a circle, at most four, and every wait of the drawing is kept by the tree or a signal', () => {
  const random = randomFrom(23);
  let [found, gained] = [0, 0];
  for (let i = 0; i < runs(300); i++) {
    const { seconds, successors } = randomDag(6 + (i % 24), random);
    const dag = { seconds: seconds.map((s) => Math.round(s * 20)), successors };
    const without = arrange(dag);
    const signalled = chooseSignals(dag, without, ALL);
    if (signalled === null) continue;
    found++;
    expect(signalled.times.ms).toBeLessThan(without.makespan * 1000);
    expect(signalled.times.ms).toBeGreaterThanOrEqual(without.criticalPath * 1000);
    expect(signalled.signals.length).toBeLessThanOrEqual(4);
    const { begins, ends } = signalled.times;
    successors.forEach((next, a) => next.forEach((b) => expect(begins[b], `${a} → ${b}`).toBeGreaterThanOrEqual((ends[a] as number) - (signalled.signals.some((s) => s.from === a) ? 2000 : 0))));
    gained += without.makespan - signalled.times.ms / 1000;
    expect(signalled.signals.reduce((sum, s) => sum + s.gainSeconds, 0)).toBeLessThanOrEqual(without.makespan - without.criticalPath + 1e-6);
  }
  expect(found).toBeGreaterThan(runs(300) / 30);
  expect(gained).toBeGreaterThan(0);
});

describe('times', () => {
  const ms = [100_000, 50_000, 10_000];
  test('a marker that is waited for is found one pause and two readings late at most', () => {
    const times = signalTimes(parallel(step(0), series(step(1), step(2))), ms, [{ from: 0, to: 2 }]);
    expect(times).toMatchObject({ ends: [102_000, 50_000, 146_000], begins: [0, 0, 136_000], waited: [86_000], longest: [0, 2], ms: 146_000 });
  });
  test('steps that wait for each other have none', () => {
    const tree = parallel(series(step(0), step(1)), series(step(2), step(3)));
    expect(signalTimes(tree, [1, 1, 1, 1], [{ from: 1, to: 2 }, { from: 3, to: 0 }])).toBeNull();
    expect(signalTimes(tree, [1, 1, 1, 1], [{ from: 1, to: 2 }])).not.toBeNull();
    // Behind its own reader in the tree.
    expect(signalTimes(series(step(0), step(1)), [1, 1], [{ from: 1, to: 0 }])).toBeNull();
  });
});
