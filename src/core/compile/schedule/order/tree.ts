/** Nested sequence and parallel over the steps of a graph: all that Amazon States Language can say about order. */
export type Tree =
  | { readonly kind: 'step'; readonly step: number }
  /** One after the other, a barrier between each two. */
  | { readonly kind: 'series'; readonly parts: readonly Tree[] }
  | { readonly kind: 'parallel'; readonly parts: readonly Tree[] };

/** What an arrangement costs; the first field in which two differ decides. */
export interface Cost {
  /** Start to end, milliseconds. */
  readonly ms: number;
  /** Pairs of steps of which one waits for the other and nothing drawn says so. */
  readonly added: number;
  /** Parallel states. */
  readonly parallels: number;
}

/** Below 0 where `a` is better. */
export function compareCosts(a: Cost, b: Cost): number {
  return a.ms - b.ms || a.added - b.added || a.parallels - b.parallels;
}

export function series(parts: readonly Tree[]): Tree {
  return parts.length === 1 ? (parts[0] as Tree) : { kind: 'series', parts: parts.flatMap((p) => (p.kind === 'series' ? p.parts : [p])) };
}

export function parallel(parts: readonly Tree[]): Tree {
  return parts.length === 1 ? (parts[0] as Tree) : { kind: 'parallel', parts };
}

/** Levels of Parallel states. */
export function depthOf(tree: Tree): number {
  if (tree.kind === 'step') return 0;
  return tree.parts.reduce((most, p) => Math.max(most, depthOf(p)), 0) + (tree.kind === 'parallel' ? 1 : 0);
}

/** All steps in the order of the tree. */
export function stepsIn(tree: Tree): readonly number[] {
  return tree.kind === 'step' ? [tree.step] : tree.parts.flatMap(stepsIn);
}

/** Start to end where each step takes what `duration` says. */
export function lengthOf(tree: Tree, duration: (step: number) => number): number {
  if (tree.kind === 'step') return duration(tree.step);
  const lengths = tree.parts.map((p) => lengthOf(p, duration));
  return tree.kind === 'series' ? lengths.reduce((a, b) => a + b, 0) : lengths.reduce((a, b) => Math.max(a, b), 0);
}
