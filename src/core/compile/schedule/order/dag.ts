import type { Tree } from './tree.ts';

/** Steps with durations and what waits for what. Numbered so that every edge leads from a smaller number to a greater one. */
export interface Dag {
  /** Estimated duration of each step, seconds, 0 or more. */
  readonly seconds: readonly number[];
  /** Steps that wait for each step; edges may repeat, or follow from others. */
  readonly successors: readonly (readonly number[])[];
}

/**
 * Some steps of a graph that no path leaves and enters again, numbered anew from 0 in the same order. Durations are whole
 * milliseconds, so that sums that are equal are equal to the last bit whatever their order.
 */
export interface Part {
  readonly size: number;
  /** What each step is called in the whole graph. */
  readonly ids: readonly number[];
  readonly ms: readonly number[];
  /** Edges that follow from no others. */
  readonly successors: readonly (readonly number[])[];
  readonly predecessors: readonly (readonly number[])[];
  /** Rows of bits, `words` to a row: everything that comes after a step. */
  readonly behind: Uint32Array;
  readonly words: number;
}

/** The part of a graph that `ids` (ascending) are. */
export function partOf(dag: Dag, ids: readonly number[]): Part {
  const size = ids.length;
  const words = (size + 31) >>> 5;
  const local = new Map(ids.map((id, i) => [id, i]));
  const behind = new Uint32Array(size * words);
  const successors: number[][] = ids.map(() => []);
  const predecessors: number[][] = ids.map(() => []);
  for (let x = size - 1; x >= 0; x--) {
    const next = (dag.successors[ids[x] as number] ?? []).flatMap((s) => local.get(s) ?? []).sort((a, b) => a - b);
    for (const s of next) {
      const word = x * words + (s >>> 5);
      // Nearer ones come first: what is behind one of them already needs no edge of its own.
      if (((behind[word] as number) >>> (s & 31)) & 1) continue;
      for (let w = 0; w < words; w++) behind[x * words + w] = (behind[x * words + w] as number) | (behind[s * words + w] as number);
      behind[word] = (behind[word] as number) | (1 << (s & 31));
      successors[x]?.push(s);
    }
  }
  successors.forEach((next, x) => next.forEach((s) => predecessors[s]?.push(x)));
  return { size, ids, ms: ids.map((id) => Math.round((dag.seconds[id] ?? 0) * 1000)), successors, predecessors, behind, words };
}

/** Does `b` come after `a`? */
export function isBehind({ behind, words }: Part, a: number, b: number): boolean {
  return (((behind[a * words + (b >>> 5)] as number) >>> (b & 31)) & 1) === 1;
}

/** Earliest end of each step, milliseconds. */
export function earliestEnds({ ms, predecessors }: Part): readonly number[] {
  const ends: number[] = [];
  for (const [x, own] of ms.entries()) ends.push((predecessors[x] as readonly number[]).reduce((start, p) => Math.max(start, ends[p] as number), 0) + own);
  return ends;
}

/** From the start of each step to the end of all, milliseconds. */
export function tails({ size, ms, successors }: Part): readonly number[] {
  const found = new Array<number>(size).fill(0);
  for (let x = size - 1; x >= 0; x--) found[x] = (successors[x] as readonly number[]).reduce((most, s) => Math.max(most, found[s] as number), 0) + (ms[x] as number);
  return found;
}

export function criticalPath(part: Part): number {
  return earliestEnds(part).reduce((a, b) => Math.max(a, b), 0);
}

/** Of each step how many steps stand before it on the longest chain: its barrier where there is one a level. */
export function levelsOf({ predecessors }: Part): readonly number[] {
  const levels: number[] = [];
  for (const before of predecessors) levels.push(before.reduce((most, p) => Math.max(most, (levels[p] as number) + 1), 0));
  return levels;
}

/** Sets of steps that no edge connects, by their first step. `among` ascending; all steps by default. */
export function componentsOf({ size, predecessors }: Part, among?: readonly number[]): readonly (readonly number[])[] {
  const parent = new Int32Array(size).fill(-1);
  const find = (x: number): number => {
    let root = x;
    while (parent[root] !== root) root = parent[root] = parent[parent[root] as number] as number;
    return root;
  };
  const members = among ?? Array.from({ length: size }, (_, x) => x);
  for (const x of members) parent[x] = x;
  for (const x of members) for (const p of predecessors[x] as readonly number[]) if (parent[p] !== -1) parent[find(p)] = find(x);
  const sets = new Map<number, number[]>();
  for (const x of members) {
    const root = find(x);
    const set = sets.get(root);
    if (set) set.push(x);
    else sets.set(root, [x]);
  }
  return [...sets.values()];
}

/** Where everything before comes before everything after: lengths of the prefixes, so that any arrangement must cut there. */
export function forcedCuts({ size, behind, words }: Part): readonly number[] {
  const cuts: number[] = [];
  let farthest = 0;
  for (let x = 0; x < size - 1; x++) {
    farthest = Math.max(farthest, lastNotBehind(x));
    if (farthest === x) cuts.push(x + 1);
  }
  return cuts;

  function lastNotBehind(x: number): number {
    for (let w = words - 1; w >= 0; w--) {
      const real = w === words - 1 && (size & 31) !== 0 ? (1 << (size & 31)) - 1 : -1;
      const missing = (~(behind[x * words + w] as number) & real) >>> 0;
      if (missing !== 0) return w * 32 + 31 - Math.clz32(missing);
    }
    return x;
  }
}

/** Steps of a part as the whole graph calls them. */
export function renumber(tree: Tree, ids: readonly number[]): Tree {
  if (tree.kind === 'step') return { kind: 'step', step: ids[tree.step] as number };
  return { kind: tree.kind, parts: tree.parts.map((part) => renumber(part, ids)) };
}
