import { describe, expect, test } from 'vitest';
import { pipelineOf, task } from '../../../testing/build.ts';
import { runs } from '../../../testing/effort.ts';
import { pairsOf, randomDag } from '../../../testing/graphs.ts';
import { catalogOf } from '../../catalog/load.ts';
import type { Pipeline, Step } from '../../model/pipeline.ts';
import { randomFrom, type Random } from '../../simulate/random.ts';
import { compile } from '../compile.ts';
import { arrange } from './order/arrange.ts';
import type { Dag } from './order/dag.ts';
import { stepsIn, type Tree } from './order/tree.ts';

/** Pairs that are in one of two trees only, by those of the first; of the steps that both have. */
function changeOf(before: Tree, after: Tree): number {
  const known = new Set(stepsIn(before));
  const both = (tree: Tree): ReadonlySet<string> => new Set(pairsOf(tree).filter((pair) => pair.split('<').every((x) => known.has(Number(x)))));
  const [a, b] = [both(before), both(after)];
  return ([...a].filter((p) => !b.has(p)).length + [...b].filter((p) => !a.has(p)).length) / Math.max(1, a.size);
}

function changes(edit: (dag: Dag, random: Random) => Dag): readonly number[] {
  const random = randomFrom(17);
  return Array.from({ length: runs(240) }, (_, i) => {
    const dag = randomDag(6 + (i % 40), random);
    return changeOf(arrange(dag).tree, arrange(edit(dag, random)).tree);
  });
}
const mean = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length;
const unchanged = (numbers: readonly number[]): number => numbers.filter((n) => n === 0).length / numbers.length;

describe('a small edit of a drawing makes a small change of its plan', () => {
  test('a step that waits for nothing, and nothing for it, changes nothing else', () => {
    const random = randomFrom(5);
    for (let i = 0; i < runs(120); i++) {
      const dag = randomDag(3 + (i % 40), random);
      const { tree } = arrange(dag);
      const added = arrange({ seconds: [...dag.seconds, 60], successors: [...dag.successors, []] }).tree;
      const alone: Tree = { kind: 'step', step: dag.seconds.length };
      expect(added).toEqual({ kind: 'parallel', parts: tree.kind === 'parallel' ? [...tree.parts, alone] : [tree, alone] });
    }
  });

  test('an estimate that is a hundredth longer leaves nine plans of ten as they are', () => {
    const found = changes((dag, random) => {
      const x = Math.floor(random.next() * dag.seconds.length);
      return { ...dag, seconds: dag.seconds.map((s, i) => (i === x ? s * 1.01 : s)) };
    });
    expect(unchanged(found)).toBeGreaterThan(0.9);
    expect(mean(found)).toBeLessThan(0.03);
  });

  test('a step behind one other leaves most plans as they are, and of the rest most pairs', () => {
    const found = changes(({ seconds, successors }, random) => {
      const x = Math.floor(random.next() * seconds.length);
      return { seconds: [...seconds, 30], successors: [...successors.map((next, i) => (i === x ? [...next, seconds.length] : next)), []] };
    });
    expect(unchanged(found)).toBeGreaterThan(0.6);
    expect(mean(found)).toBeLessThan(0.08);
  });
});

test('the order of the steps in the file does not change a byte, however they wait for each other', async () => {
  const catalog = await catalogOf(['lambda:invoke']);
  const random = randomFrom(9);
  for (let i = 0; i < runs(24); i++) {
    const dag = randomDag(5 + (i % 30), random);
    const step = (x: number): readonly [string, Step] => [
      `s${x}`,
      task(`Step ${x}`, { FunctionName: 'f' }, { estimateSeconds: Math.round(dag.seconds[x] as number), after: dag.successors.flatMap((next, a) => (next.includes(x) ? [`s${a}`] : [])) }),
    ];
    const inOrder = [...dag.seconds.keys()];
    const mixed = inOrder.map((x) => [random.next(), x] as const).sort(([a], [b]) => a - b).map(([, x]) => x);
    const bytes = (order: readonly number[]): string | undefined => compile(pipelineOf(Object.fromEntries(order.map(step))) satisfies Pipeline, { catalog }).artifacts?.definitionText;
    expect(bytes(mixed)).toBe(bytes(inOrder));
    expect(bytes(mixed)).toBeDefined();
  }
});
