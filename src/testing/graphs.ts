import type { Dag } from '../core/compile/schedule/order/dag.ts';
import { stepsIn, type Tree } from '../core/compile/schedule/order/tree.ts';
import type { Random } from '../core/simulate/random.ts';

/** A factor whose logarithm is normally distributed around 0. */
export function lognormal(random: Random, sigma: number): number {
  return Math.exp(sigma * Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next()));
}

/** Any two steps are connected with the same chance; two edges a step on average. Every fourth graph has equal durations. */
export function randomDag(size: number, random: Random): Dag {
  const chance = Math.min(0.5, 4 / size);
  const equal = random.next() < 0.25;
  return {
    seconds: Array.from({ length: size }, () => (equal ? 60 : 60 * lognormal(random, 1))),
    successors: Array.from({ length: size }, (_, a) => Array.from({ length: size }, (__, b) => b).filter((b) => b > a && random.next() < chance)),
  };
}

/** A graph that nested sequence and parallel express as it is, numbered at random, with the number of Parallel states for it. */
export function seriesParallelDag(size: number, random: Random): { readonly dag: Dag; readonly parallels: number } {
  const edges: [number, number][] = [];
  let parallels = 0;
  const make = (from: number, count: number, kind: 'series' | 'parallel'): { readonly starts: readonly number[]; readonly ends: readonly number[] } => {
    if (count === 1) return { starts: [from], ends: [from] };
    if (kind === 'parallel') parallels++;
    const parts: { readonly starts: readonly number[]; readonly ends: readonly number[] }[] = [];
    for (let done = 0; done < count; ) {
      const most = parts.length === 0 ? count - 1 : count - done;
      const own = 1 + Math.floor(random.next() * most);
      parts.push(make(from + done, own, kind === 'series' ? 'parallel' : 'series'));
      done += own;
    }
    if (kind === 'parallel') return { starts: parts.flatMap((p) => p.starts), ends: parts.flatMap((p) => p.ends) };
    parts.slice(1).forEach((next, i) => parts[i]?.ends.forEach((a) => next.starts.forEach((b) => edges.push([a, b]))));
    return { starts: parts[0]?.starts ?? [], ends: parts.at(-1)?.ends ?? [] };
  };
  make(0, size, random.next() < 0.5 ? 'series' : 'parallel');
  const successors = Array.from({ length: size }, (_, a) => edges.filter(([from]) => from === a).map(([, to]) => to));
  return { dag: { seconds: successors.map(() => 60 * lognormal(random, 1)), successors }, parallels };
}

/** Pairs that the tree puts one after the other. */
export function pairsOf(tree: Tree): readonly string[] {
  if (tree.kind === 'step') return [];
  const inside = tree.parts.flatMap(pairsOf);
  if (tree.kind === 'parallel') return inside;
  const sets = tree.parts.map(stepsIn);
  return [...inside, ...sets.flatMap((set, i) => sets.slice(i + 1).flatMap((later) => set.flatMap((a) => later.map((b) => `${a}<${b}`))))];
}
