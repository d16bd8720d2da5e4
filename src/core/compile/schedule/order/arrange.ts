import { componentsOf, criticalPath, earliestEnds, forcedCuts, levelsOf, partOf, renumber, tails, type Dag, type Part } from './dag.ts';
import { arrangeExactly, EXACT_UP_TO, type Found } from './exact.ts';
import { compareCosts, depthOf, lengthOf, parallel, series, type Tree } from './tree.ts';
import { arrangeByOrder } from './windows.ts';

/** A graph as nested sequence and parallel. */
export interface Arrangement {
  readonly tree: Tree;
  /** Start to end, seconds; to the millisecond. */
  readonly makespan: number;
  /** The longest chain of the graph, seconds: nothing can be shorter. */
  readonly criticalPath: number;
  /** No arrangement is shorter than this: the critical path, or what trying all of them has proved. Seconds. */
  readonly lowerBound: number;
  /** Proved to be the shortest there is. */
  readonly optimal: boolean;
  /** Parts were so large that they were halved at a level first. */
  readonly quick: boolean;
}

interface Arranged {
  readonly tree: Tree;
  /** Milliseconds. */
  readonly lowerBound: number;
  readonly quick: boolean;
}

/** Connected parts with more steps are halved first. */
const QUICK_ABOVE = 350;
/** All orders are tried where they cost little, even when one of them has reached the critical path: they may add less. */
const ALL_ORDERS_UP_TO = 30;
/** Above, all of them together cost seconds: the one that is best most often is tried alone, as long as it is not longer than the levels. */
const ONE_ORDER_ABOVE = 150;
/**
 * An order of n steps costs some n³ to try: so much is spent on taking up what a found arrangement suggests, and no more. A count,
 * as the clock would give other bytes on another machine. For 200 steps 7 orders, for 350 one: a second at most.
 */
const MOST_WORK = 60_000_000;

/**
 * The shortest execution that nested parallelism can express, by the durations given. First what is no choice: parts that
 * nothing connects run side by side, and where everything comes before everything else there is a barrier anyway. What is left is
 * solved exactly up to 14 steps, else by the best of several orders. Never longer than one barrier a level. The same graph gives
 * the same tree: nothing looks at the clock.
 */
export function arrange(dag: Dag): Arrangement {
  const ids = dag.seconds.map((_, i) => i);
  const whole = partOf(dag, ids);
  const { tree, lowerBound, quick } = arrangePart(dag, whole);
  const makespan = lengthOf(tree, (step) => whole.ms[step] as number);
  return { tree, makespan: makespan / 1000, criticalPath: criticalPath(whole) / 1000, lowerBound: lowerBound / 1000, optimal: makespan === lowerBound, quick };
}

function arrangePart(dag: Dag, part: Part): Arranged {
  if (part.size === 0) return { tree: series([]), lowerBound: 0, quick: false };
  if (part.size === 1) return { tree: { kind: 'step', step: part.ids[0] as number }, lowerBound: part.ms[0] as number, quick: false };
  const sub = (members: readonly number[]): Arranged => arrangePart(dag, partOf(dag, members.map((x) => part.ids[x] as number)));
  const sets = componentsOf(part);
  if (sets.length > 1) return join('parallel', sets.map(sub));
  const cuts = forcedCuts(part);
  if (cuts.length > 0) return join('series', [...cuts, part.size].map((to, i) => sub(range(cuts[i - 1] ?? 0, to))));
  if (part.size > QUICK_ABOVE) return { ...join('series', halves(part).map(sub)), lowerBound: criticalPath(part), quick: true };
  const exact = part.size <= EXACT_UP_TO ? arrangeExactly(part) : null;
  const tree = renumber((exact ?? bestOrder(part)).tree, part.ids);
  return { tree, lowerBound: exact?.cost.ms ?? criticalPath(part), quick: false };
}

function join(kind: 'series' | 'parallel', parts: readonly Arranged[]): Arranged {
  const bounds = parts.map((p) => p.lowerBound);
  return {
    tree: (kind === 'series' ? series : parallel)(parts.map((p) => p.tree)),
    lowerBound: bounds.reduce((a, b) => (kind === 'series' ? a + b : Math.max(a, b)), 0),
    quick: parts.some((p) => p.quick),
  };
}

/** The best over several orders, and over those that the found arrangements suggest in turn. */
function bestOrder(part: Part): Found {
  const ideal = criticalPath(part);
  const ends = earliestEnds(part);
  const rest = tails(part);
  const mid = ends.map((end, x) => end - (rest[x] as number));
  const keys = [mid, ends, rest.map((r) => -r), ends.map((e, x) => e - (part.ms[x] as number)), rest.map((r, x) => (part.ms[x] as number) - r), levelsOf(part)];
  let best: Found | null = null;
  const goal = part.size > ONE_ORDER_ABOVE ? Math.max(ideal, levelBarriers(part)) : ideal;
  const enough = (): boolean => best !== null && best.cost.ms <= goal && (best.cost.added === 0 || part.size > ALL_ORDERS_UP_TO);
  let tries = Math.floor(MOST_WORK / part.size ** 3);
  for (const key of keys) {
    if (enough()) break;
    for (let found = arrangeByOrder(part, byKey(key)); best === null || isBetter(found, best); found = arrangeByOrder(part, byKey(midOf(found.tree, part)))) {
      best = found;
      if (--tries <= 0) break;
    }
  }
  return best as Found;
}

/** One barrier a level, milliseconds. */
function levelBarriers(part: Part): number {
  const longest: number[] = [];
  for (const [x, level] of levelsOf(part).entries()) longest[level] = Math.max(longest[level] ?? 0, part.ms[x] as number);
  return longest.reduce((a, b) => a + b, 0);
}

function isBetter(a: Found, b: Found): boolean {
  return (compareCosts(a.cost, b.cost) || depthOf(a.tree) - depthOf(b.tree)) < 0;
}

/** Steps by a key that falls along no edge. */
function byKey(key: readonly number[]): readonly number[] {
  return [...key.keys()].sort((a, b) => (key[a] as number) - (key[b] as number) || a - b);
}

/** Earliest end and latest start of each step inside an arrangement, added: keeps the order of the tree. */
function midOf(tree: Tree, { ms, size }: Part): readonly number[] {
  const mid = new Array<number>(size).fill(0);
  const length = (t: Tree): number => lengthOf(t, (step) => ms[step] as number);
  const visit = (t: Tree, start: number, slack: number): void => {
    if (t.kind === 'step') {
      mid[t.step] = 2 * start + (ms[t.step] as number) + slack;
      return;
    }
    const whole = length(t);
    let at = start;
    for (const part of t.parts) {
      const own = length(part);
      visit(part, at, t.kind === 'series' ? slack : slack + whole - own);
      if (t.kind === 'series') at += own;
    }
  };
  visit(tree, 0, 0);
  return mid;
}

/** A part cut between two of its levels, where that costs least, both sides not too unequal. */
function halves(part: Part): readonly (readonly number[])[] {
  const levels = levelsOf(part);
  const [ends, rest] = [earliestEnds(part), tails(part)];
  let best = { ms: Infinity, level: 1 };
  const most = levels.reduce((a, b) => Math.max(a, b), 0);
  for (let level = 1; level <= most; level++) {
    let [before, count, after] = [0, 0, 0];
    for (const [x, l] of levels.entries()) {
      if (l < level) {
        before = Math.max(before, ends[x] as number);
        count++;
      } else after = Math.max(after, rest[x] as number);
    }
    const isBalanced = count >= part.size / 8 && count <= (part.size * 7) / 8;
    const ms = before + after + (isBalanced ? 0 : 1e15);
    if (ms < best.ms) best = { ms, level };
  }
  const side = (isFirst: boolean): readonly number[] => [...levels.keys()].filter((x) => ((levels[x] as number) < best.level) === isFirst);
  return [side(true), side(false)];
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
