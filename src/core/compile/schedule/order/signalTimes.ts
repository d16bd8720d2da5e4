import type { Tree } from './tree.ts';

/** A step that waits for another one though the tree puts them side by side: steps by number. */
export interface Crossing {
  readonly from: number;
  readonly to: number;
}

/** How long the parts of a signal take, milliseconds: writing the marker, reading it, and the pause between two readings. */
export const SIGNAL_MS = { put: 2000, get: 2000, pause: 30_000 } as const;

export interface SignalTimes {
  /** Start to end, milliseconds. */
  readonly ms: number;
  /** Of each step when it begins (its waits behind it), and when it ends (its marker written). */
  readonly begins: readonly number[];
  readonly ends: readonly number[];
  /** Of each crossing how long its marker is waited for at most. */
  readonly waited: readonly number[];
  /** Steps that one longest way goes over, first to last. */
  readonly longest: readonly number[];
}

/**
 * When everything happens in a tree with crossings, at worst: a marker is found up to one pause late. A crossing whose step
 * the tree puts behind anyway (`late`) only costs its reading. Crossings of one step are waited for in the order of the list.
 * @returns null where steps would wait for each other for ever
 */
export function signalTimes(tree: Tree, ms: readonly number[], crossings: readonly (Crossing & { readonly late?: true })[]): SignalTimes | null {
  const senders = new Set(crossings.map((c) => c.from));
  const nodes = nodesOf(tree);
  const nodeOf = new Map(nodes.flatMap((node) => (node.tree.kind === 'step' ? [[node.tree.step, node] as const] : [])));
  const begins: number[] = [];
  const waited = crossings.map(() => 0);
  /** What each step, or start of a part, had to wait for last. */
  const cause = new Map<Node, Node | undefined>();
  const starts = new Map<Node, number>();
  const ends = new Map<Node, number>();
  const open = new Set<Node>();
  class Deadlock extends Error {}

  const startOf = (node: Node): number => {
    const known = starts.get(node);
    if (known !== undefined) return known;
    const { parent, before } = node;
    const start = before !== undefined ? endOf(before) : parent !== undefined ? startOf(parent) : 0;
    starts.set(node, start);
    cause.set(node, before !== undefined ? lastOf(before) : parent === undefined ? undefined : cause.get(parent));
    return start;
  };
  const endOf = (node: Node): number => {
    const known = ends.get(node);
    if (known !== undefined) return known;
    if (open.has(node)) throw new Deadlock();
    open.add(node);
    const end = node.tree.kind === 'step' ? stepEnd(node, node.tree.step) : node.parts.reduce((most, part) => Math.max(most, endOf(part)), startOf(node));
    open.delete(node);
    ends.set(node, end);
    return end;
  };
  const stepEnd = (node: Node, step: number): number => {
    let begin = startOf(node);
    for (const [i, c] of crossings.entries()) {
      if (c.to !== step) continue;
      const sender = nodeOf.get(c.from) as Node;
      const found = c.late ? 0 : endOf(sender) + SIGNAL_MS.pause + 2 * SIGNAL_MS.get;
      waited[i] = Math.max(0, found - begin);
      if (found > begin + SIGNAL_MS.get) cause.set(node, sender);
      begin = Math.max(begin + SIGNAL_MS.get, found);
    }
    begins[step] = begin;
    return begin + (ms[step] as number) + (senders.has(step) ? SIGNAL_MS.put : 0);
  };
  /** The step of a part that ends last. */
  const lastOf = (node: Node): Node => {
    if (node.tree.kind === 'step') return node;
    const [first, ...more] = node.parts as [Node, ...Node[]];
    return lastOf(node.tree.kind === 'series' ? (more.at(-1) ?? first) : more.reduce((last, part) => (endOf(part) > endOf(last) ? part : last), first));
  };

  const [root] = nodes;
  if (root === undefined) return { ms: 0, begins: [], ends: [], waited: [], longest: [] };
  try {
    const whole = endOf(root);
    const longest: number[] = [];
    for (let at: Node | undefined = ms.length === 0 ? undefined : lastOf(root); at !== undefined; at = cause.get(at)) if (at.tree.kind === 'step') longest.unshift(at.tree.step);
    return { ms: whole, begins, ends: ms.map((_, step) => endOf(nodeOf.get(step) as Node)), waited, longest };
  } catch (thrown) {
    if (thrown instanceof Deadlock) return null;
    throw thrown;
  }
}

interface Node {
  readonly tree: Tree;
  readonly parent: Node | undefined;
  /** The part before it in a sequence. */
  readonly before: Node | undefined;
  readonly parts: Node[];
}

/** A tree with its ways up, the root first. */
function nodesOf(tree: Tree): readonly Node[] {
  const nodes: Node[] = [];
  const visit = (t: Tree, parent: Node | undefined, before: Node | undefined): Node => {
    const node: Node = { tree: t, parent, before, parts: [] };
    nodes.push(node);
    if (t.kind === 'step') return node;
    let last: Node | undefined;
    for (const part of t.parts) node.parts.push((last = visit(part, node, t.kind === 'series' ? last : undefined)));
    return node;
  };
  visit(tree, undefined, undefined);
  return nodes;
}
