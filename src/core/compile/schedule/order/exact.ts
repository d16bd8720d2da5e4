import { isBehind, type Part } from './dag.ts';
import { compareCosts, depthOf, parallel, series, type Cost, type Tree } from './tree.ts';

export interface Found {
  readonly cost: Cost;
  readonly tree: Tree;
}

/** More steps have too many ways to be cut. */
export const EXACT_UP_TO = 14;
/** Cuts that are looked at before the search is given up: about 100 ms. */
const BUDGET = 300_000;

/**
 * The best of all arrangements: a connected set is cut at each of its downsets (whatever an arrangement is, it has a first
 * barrier), most promising first, and a set that no edge connects runs side by side.
 * @returns null where the part has too many downsets to try
 */
export function arrangeExactly(part: Part): Found | null {
  const { size } = part;
  const bits = (list: readonly number[]): number => list.reduce((mask, x) => mask | (1 << x), 0);
  const before = part.predecessors.map(bits);
  const touching = part.successors.map((next, x) => bits(next) | (before[x] as number));
  const behind = part.ms.map((_, a) => bits(part.ms.flatMap((_, b) => (isBehind(part, a, b) ? [b] : []))));
  const solved = new Map<number, Found>();
  const longest = new Map<number, number>();
  let work = 0;

  const longestIn = (mask: number): number => {
    const known = longest.get(mask);
    if (known !== undefined) return known;
    let most = 0;
    const ends = new Array<number>(size).fill(0);
    for (let x = 0; x < size; x++) {
      if (!((mask >>> x) & 1)) continue;
      let start = 0;
      for (const p of part.predecessors[x] as readonly number[]) start = Math.max(start, ends[p] as number);
      ends[x] = start + (part.ms[x] as number);
      most = Math.max(most, ends[x] as number);
    }
    longest.set(mask, most);
    return most;
  };
  /** Pairs that a barrier between the two adds. */
  const addedBetween = (first: number, rest: number): number => {
    let added = 0;
    for (let x = 0; x < size; x++) if ((first >>> x) & 1) added += countBits(rest & ~(behind[x] as number));
    return added;
  };
  const downsets = (mask: number): readonly number[] => {
    const found: number[] = [];
    const visit = (x: number, chosen: number): void => {
      while (x < size && !((mask >>> x) & 1)) x++;
      if (x === size) {
        if (chosen !== 0 && chosen !== mask) found.push(chosen);
        return;
      }
      if (((before[x] as number) & mask & ~chosen) === 0) visit(x + 1, chosen | (1 << x));
      visit(x + 1, chosen);
    };
    visit(0, 0);
    work += found.length;
    return found;
  };
  const componentIn = (mask: number): number => {
    let reached = mask & -mask;
    for (let todo = reached; todo !== 0; ) {
      const x = 31 - Math.clz32(todo);
      const fresh = (touching[x] as number) & mask & ~reached;
      reached |= fresh;
      todo = (todo & ~(1 << x)) | fresh;
    }
    return reached;
  };
  const solve = (mask: number): Found | null => {
    const known = solved.get(mask);
    if (known !== undefined) return known;
    const found = bestOf(mask);
    if (found !== null) solved.set(mask, found);
    return found;
  };
  const bestOf = (mask: number): Found | null => {
    if ((mask & (mask - 1)) === 0) {
      const step = 31 - Math.clz32(mask);
      return { cost: { ms: part.ms[step] as number, added: 0, parallels: 0 }, tree: { kind: 'step', step } };
    }
    const first = componentIn(mask);
    return first === mask ? bestCut(mask) : sideBySide(mask);
  };
  const sideBySide = (mask: number): Found | null => {
    const parts: Tree[] = [];
    let cost: Cost = { ms: 0, added: 0, parallels: 1 };
    for (let rest = mask; rest !== 0; ) {
      const set = componentIn(rest);
      const found = solve(set);
      if (found === null) return null;
      parts.push(found.tree);
      cost = { ms: Math.max(cost.ms, found.cost.ms), added: cost.added + found.cost.added, parallels: cost.parallels + found.cost.parallels };
      rest &= ~set;
    }
    return { cost, tree: parallel(parts) };
  };
  const bestCut = (mask: number): Found | null => {
    const cuts = downsets(mask).map((set) => ({ set, cost: { ms: longestIn(set) + longestIn(mask & ~set), added: addedBetween(set, mask & ~set), parallels: 0 } }));
    if (work > BUDGET) return null;
    cuts.sort((a, b) => compareCosts(a.cost, b.cost) || a.set - b.set);
    let best: Found | null = null;
    for (const { set, cost: least } of cuts) {
      if (best !== null && compareCosts(least, best.cost) > 0) break;
      const [left, right] = [solve(set), solve(mask & ~set)];
      if (left === null || right === null) return null;
      const cost = { ms: left.cost.ms + right.cost.ms, added: least.added + left.cost.added + right.cost.added, parallels: left.cost.parallels + right.cost.parallels };
      const order = best === null ? -1 : compareCosts(cost, best.cost);
      if (order > 0) continue;
      const tree = series([left.tree, right.tree]);
      if (best === null || order < 0 || depthOf(tree) < depthOf(best.tree)) best = { cost, tree };
    }
    return best;
  };
  return solve(2 ** size - 1);
}

function countBits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}
