import { arrange, type Arrangement } from './order/arrange.ts';
import { renumber, type Dag } from './order/dag.ts';
import { stepsIn, type Tree } from './order/tree.ts';

/** Where `source` fails, what `read` gave is wanted outside. Numbers of items of the graph; both are the same where one region holds both. */
export interface Wanted {
  readonly source: number;
  readonly read: number;
}

export interface Staged<W extends Wanted> {
  readonly arrangement: Arrangement;
  /** For these the steps stand in stages, and the whole takes longer by `seconds`. */
  readonly moved: readonly W[];
  readonly seconds: number;
}

/**
 * The shortest arrangement in which nothing comes after what ends the execution (`ends`), and in which whatever is wanted at a
 * failure has left every Parallel state that the failure ends: such a state gives nothing on. Where the shortest of all is
 * otherwise, barriers are moved: the steps stand in stages, each of which waits for all of the one before.
 */
export function arrangeInStages<W extends Wanted>(dag: Dag, ends: readonly boolean[], wanted: readonly W[]): Staged<W> {
  const free = arrange(dag);
  const lost = wanted.filter((w) => isInOneParallel(free.tree, w));
  const lasts = ends.includes(true) && goesOnBehind(free.tree, ends) && !dag.successors.some((next, x) => ends[x] === true && next.length > 0);
  if (lost.length === 0 && !lasts) return { arrangement: free, moved: [], seconds: 0 };
  const tried = [earliest(dag, lost), latest(dag, lost)].flatMap((stages) => {
    if (lost.some(({ source, read }) => source !== read && (stages[read] as number) >= (stages[source] as number))) return [];
    const last = Math.max(0, ...stages) + 1;
    return [inStages(dag, stages.map((stage, x) => (lasts && ends[x] === true ? last : stage)))];
  });
  const { tree, makespan } = tried.reduce((best, next) => (next.makespan < best.makespan ? next : best), tried[0] ?? free);
  return { arrangement: { ...free, tree, makespan, optimal: makespan === free.lowerBound }, moved: lost, seconds: Math.max(0, makespan - free.makespan) };
}

/** Does nothing in a tree come after what ends the execution, and has whatever is wanted at a failure left what that ends? */
export function suits(tree: Tree, ends: readonly boolean[], wanted: readonly Wanted[]): boolean {
  return !goesOnBehind(tree, ends) && !wanted.some((w) => isInOneParallel(tree, w));
}

function isInOneParallel(tree: Tree, { source, read }: Wanted): boolean {
  if (tree.kind === 'step') return false;
  const part = tree.parts.find((p) => stepsIn(p).includes(source)) as Tree;
  if (tree.kind === 'parallel') return stepsIn(tree).includes(read);
  return isInOneParallel(part, { source, read }) && stepsIn(part).includes(read);
}

function goesOnBehind(tree: Tree, ends: readonly boolean[]): boolean {
  if (tree.kind === 'step') return false;
  return tree.parts.some((part, i) => goesOnBehind(part, ends) || (tree.kind === 'series' && i < tree.parts.length - 1 && stepsIn(part).some((x) => ends[x])));
}

/**
 * Of each item its stage: a source comes after the stage that holds what is wanted of it, with as little as can be in stages
 * before; a region that holds both itself has a stage of its own. Sources in topological order: what an earlier one wants never
 * waits for a later one.
 */
function earliest({ successors }: Dag, wanted: readonly Wanted[]): readonly number[] {
  const before = successors.map((): number[] => []);
  successors.forEach((next, x) => next.forEach((y) => before[y]?.push(x)));
  const stages = successors.map(() => Infinity);
  let stage = 0;
  const put = (items: readonly number[]): void => {
    const fresh = closure(items, before, (x) => stages[x] === Infinity);
    for (const x of fresh) stages[x] = stage;
    if (fresh.length > 0) stage++;
  };
  for (const { source, reads } of bySource(wanted)) {
    put(reads.flatMap((read) => (read === source ? (before[source] as readonly number[]) : [read])));
    if (reads.includes(source)) put([source]);
  }
  return stages.map((s) => (s === Infinity ? stage : s));
}

/** The same with as much as can be in stages before: only sources, and what waits for them, come late. */
function latest({ successors }: Dag, wanted: readonly Wanted[]): readonly number[] {
  const stages = successors.map(() => -1);
  let stage = 0;
  const put = (items: readonly number[]): void => {
    const fresh = closure(items, successors, (x) => stages[x] === -1);
    for (const x of fresh) stages[x] = stage;
    if (fresh.length > 0) stage++;
  };
  for (const { source, reads } of [...bySource(wanted)].reverse()) {
    if (reads.includes(source)) put(successors[source] as readonly number[]);
    put([source]);
  }
  return stages.map((s) => stage - (s === -1 ? stage : s));
}

function bySource(wanted: readonly Wanted[]): readonly { readonly source: number; readonly reads: readonly number[] }[] {
  const sources = [...new Set(wanted.map((w) => w.source))].sort((a, b) => a - b);
  return sources.map((source) => ({ source, reads: wanted.filter((w) => w.source === source).map((w) => w.read) }));
}

/** Items and all that `next` leads on to, as far as they are free. */
function closure(items: readonly number[], next: readonly (readonly number[])[], isFree: (x: number) => boolean): readonly number[] {
  const found = new Set(items.filter(isFree));
  for (const x of found) for (const y of next[x] as readonly number[]) if (isFree(y)) found.add(y);
  return [...found];
}

function inStages(dag: Dag, stages: readonly number[]): Arrangement {
  const ids = [...stages.keys()].sort((a, b) => (stages[a] as number) - (stages[b] as number) || a - b);
  const number = new Map(ids.map((x, i) => [x, i]));
  const next = (stage: number): readonly number[] => ids.filter((x) => stages[x] === stage + 1);
  const { tree, ...rest } = arrange({
    seconds: ids.map((x) => dag.seconds[x] as number),
    successors: ids.map((x) => [...(dag.successors[x] as readonly number[]), ...next(stages[x] as number)].map((y) => number.get(y) as number)),
  });
  return { ...rest, tree: renumber(tree, ids) };
}
