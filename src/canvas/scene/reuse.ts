import type { Scene } from './types.ts';

/**
 * The next scene with every node and edge that did not change taken from the one before: what keeps its identity is not
 * drawn again.
 */
export function reuse(before: Scene, next: Scene): Scene {
  const edgesBefore = new Map(before.edges.map((e) => [e.id, e]));
  const nodes = next.nodes.map((n) => {
    const old = before.byId.get(n.id);
    if (!old) return n;
    if (same(old, n)) return old;
    return same(old.view, n.view) ? { ...n, view: old.view } : n;
  });
  const edges = next.edges.map((e) => {
    const old = edgesBefore.get(e.id);
    return old && same(old, e) ? old : e;
  });
  const unchanged = sameItems(nodes, before.nodes) && sameItems(edges, before.edges) && before.direction === next.direction && before.entered === next.entered && before.madeUp === next.madeUp;
  return unchanged ? before : { ...next, nodes, edges, byId: new Map(nodes.map((n) => [n.id, n])) };
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i]);
}

/** Structural equality of plain views. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((x, i) => same(x, b[i]));
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((k) => same((a as Record<string, unknown>)[k], (b as Record<string, unknown>)[k]));
}
