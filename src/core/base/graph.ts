import { byCodeUnit } from './json.ts';

/** Directed graphs over strings: for each node, where its edges lead. */
export type Successors = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Nodes so that every edge goes forward; among the nodes that are free the smallest comes first, so the result does not depend
 * on the order of the input. Nodes on a cycle, and those behind one, are left out and given as `cyclic`.
 */
export function topologicalOrder(nodes: readonly string[], successors: Successors): { readonly order: readonly string[]; readonly cyclic: readonly string[] } {
  const missing = new Map(nodes.map((n) => [n, 0]));
  for (const n of nodes) for (const m of successors.get(n) ?? []) if (missing.has(m)) missing.set(m, (missing.get(m) ?? 0) + 1);
  const heap = new MinHeap();
  for (const n of nodes) if (missing.get(n) === 0) heap.push(n);
  const order: string[] = [];
  for (let n = heap.pop(); n !== undefined; n = heap.pop()) {
    order.push(n);
    for (const m of successors.get(n) ?? []) {
      const left = missing.get(m);
      if (left === undefined) continue;
      missing.set(m, left - 1);
      if (left === 1) heap.push(m);
    }
  }
  const placed = new Set(order);
  return { order, cyclic: nodes.filter((n) => !placed.has(n)) };
}

/** Everything that can be reached from some nodes by one edge or more. */
export function reachableFrom(starts: Iterable<string>, successors: Successors): ReadonlySet<string> {
  const found = new Set<string>();
  const todo = [...starts];
  for (let n = todo.pop(); n !== undefined; n = todo.pop()) {
    for (const m of successors.get(n) ?? []) {
      if (found.has(m)) continue;
      found.add(m);
      todo.push(m);
    }
  }
  return found;
}

class MinHeap {
  private readonly items: string[] = [];

  push(item: string): void {
    this.items.push(item);
    for (let i = this.items.length - 1; i > 0; ) {
      const parent = (i - 1) >> 1;
      if (!this.swapIfLess(i, parent)) break;
      i = parent;
    }
  }

  pop(): string | undefined {
    const first = this.items[0];
    const last = this.items.pop();
    if (first === undefined || last === undefined || this.items.length === 0) return first;
    this.items[0] = last;
    for (let i = 0; ; ) {
      const left = 2 * i + 1;
      const right = left + 1;
      const child = right < this.items.length && byCodeUnit(this.items[right] as string, this.items[left] as string) < 0 ? right : left;
      if (child >= this.items.length || !this.swapIfLess(child, i)) break;
      i = child;
    }
    return first;
  }

  private swapIfLess(a: number, b: number): boolean {
    const x = this.items[a] as string;
    const y = this.items[b] as string;
    if (byCodeUnit(x, y) >= 0) return false;
    this.items[a] = y;
    this.items[b] = x;
    return true;
  }
}
