import type { Edge, ScopeNode, StateNode } from './machine.ts';
import { targetOf } from './machine.ts';

/** Order within one scope: edges that lead back (loops) apart, so that the rest has no cycle. */
export class ScopeOrder {
  private readonly back = new Set<Edge>();
  /** Every state stands before those that its edges lead on to. */
  private readonly order: StateNode[] = [];
  private readonly place = new Map<StateNode, number>();
  private readonly leading = new Map<StateNode, ReadonlySet<StateNode>>();
  private following: readonly (readonly number[])[] | undefined;
  private reach: BitRows | undefined;
  private after: PostDominators | undefined;

  constructor(scope: ScopeNode) {
    const start = scope.states.get(scope.startAt);
    if (start) this.visit(start);
    this.order.reverse();
    this.order.forEach((state, i) => this.place.set(state, i));
  }

  private visit(start: StateNode): void {
    const open = new Set<StateNode>([start]);
    const done = new Set<StateNode>();
    const stack: { state: StateNode; next: number }[] = [{ state: start, next: 0 }];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const edge = top.state.out[top.next++];
      if (!edge) {
        open.delete(top.state);
        done.add(top.state);
        this.order.push(top.state);
        stack.pop();
        continue;
      }
      const target = targetOf(edge);
      if (!target) continue;
      if (open.has(target)) this.back.add(edge);
      else if (!done.has(target)) { open.add(target); stack.push({ state: target, next: 0 }); }
    }
  }

  isBack(edge: Edge): boolean { return this.back.has(edge); }

  /** Can the second state follow the first without going round a loop? */
  reaches(from: StateNode, to: StateNode): boolean {
    const [first, last] = [this.place.get(from), this.place.get(to)];
    // In the order every edge leads onwards.
    if (first === undefined || last === undefined || first >= last) return false;
    return (this.reach ??= this.reachable()).has(first, last);
  }

  private reachable(): BitRows {
    const rows = new BitRows(this.order.length);
    const next = this.next();
    for (let i = this.order.length - 1; i >= 0; i--) for (const target of next[i] as readonly number[]) rows.add(i, target);
    return rows;
  }

  /** A state and all those that it can follow without going round a loop. */
  leadingTo(to: StateNode): ReadonlySet<StateNode> {
    let found = this.leading.get(to);
    if (!found) {
      const seen = new Set<StateNode>([to]);
      for (const s of seen) for (const e of s.in) if (!this.back.has(e)) seen.add(e.from);
      this.leading.set(to, (found = seen));
    }
    return found;
  }

  /** By place, the places right after it without going round a loop. */
  private next(): readonly (readonly number[])[] {
    return (this.following ??= this.order.map((state) => {
      const targets: number[] = [];
      for (const e of state.out) {
        const target = this.back.has(e) ? undefined : targetOf(e);
        const place = target && this.place.get(target);
        if (place !== undefined) targets.push(place);
      }
      return targets;
    }));
  }

  /**
   * Does every path from one state to a good end of the scope pass the other? Failures do not count: neither catches nor
   * paths that end in a Fail. Of a state from which no good end is reached it is true.
   */
  always(from: StateNode, then: StateNode): boolean {
    const [first, last] = [this.place.get(from), this.place.get(then)];
    if (first === undefined) return true;
    this.after ??= new PostDominators(this.order, this.place, this.back);
    return !this.after.ends(first) || (last !== undefined && this.after.dominates(last, first));
  }
}

/** A set of numbers below `size` for each of them; a row takes over what is reached from the places that it is given. */
class BitRows {
  private readonly words: number;
  private readonly bits: Uint32Array;

  constructor(size: number) {
    this.words = (size + 31) >>> 5;
    this.bits = new Uint32Array(this.words * size);
  }

  /** Puts `to`, and all of its row, into the row of `from`. */
  add(from: number, to: number): void {
    const [mine, other] = [from * this.words, to * this.words];
    // A row holds nothing below its own place.
    for (let w = to >>> 5; w < this.words; w++) this.bits[mine + w] = (this.bits[mine + w] as number) | (this.bits[other + w] as number);
    const at = mine + (to >>> 5);
    this.bits[at] = (this.bits[at] as number) | (1 << (to & 31));
  }

  has(row: number, n: number): boolean {
    return (((this.bits[row * this.words + (n >>> 5)] as number) >>> (n & 31)) & 1) === 1;
  }
}

/**
 * What every path to a good end passes, as a tree with the end of the scope as its root (Cooper, Harvey and Kennedy, "A simple,
 * fast dominance algorithm"; the order has no cycles, so one pass from the end is enough).
 */
class PostDominators {
  /** By place, the next state that every path passes; `END` for none; `LOST` where no good end is reached. */
  private readonly parent: Int32Array;
  /** When a walk through the tree enters a place and when it leaves it: ancestors enclose their descendants. */
  private readonly entered: Int32Array;
  private readonly left: Int32Array;

  constructor(order: readonly StateNode[], place: ReadonlyMap<StateNode, number>, back: ReadonlySet<Edge>) {
    const size = order.length;
    this.parent = new Int32Array(size).fill(LOST);
    const height = new Int32Array(size);
    for (let i = size - 1; i >= 0; i--) {
      const state = order[i] as StateNode;
      let common = state.end ? END : LOST;
      for (const e of state.out) {
        const target = e.kind === 'catch' || back.has(e) ? undefined : targetOf(e);
        const next = target && place.get(target);
        if (next === undefined || this.parent[next] === LOST) continue;
        common = common === LOST ? next : this.meet(common, next, height);
      }
      this.parent[i] = common;
      if (common !== LOST) height[i] = common === END ? 1 : (height[common] as number) + 1;
    }
    [this.entered, this.left] = this.walk(size);
  }

  ends(place: number): boolean { return this.parent[place] !== LOST; }

  dominates(ancestor: number, place: number): boolean {
    return this.ends(ancestor) && (this.entered[ancestor] as number) <= (this.entered[place] as number) && (this.left[place] as number) <= (this.left[ancestor] as number);
  }

  private meet(a: number, b: number, height: Int32Array): number {
    let [x, y] = [a, b];
    while (x !== y) {
      if (heightOf(x, height) >= heightOf(y, height)) x = this.parent[x] as number;
      else y = this.parent[y] as number;
    }
    return x;
  }

  /** Parents have higher places than their children: sizes of subtrees add up in one pass, places in the walk in another. */
  private walk(size: number): readonly [Int32Array, Int32Array] {
    const [weight, entered, left, free] = [new Int32Array(size).fill(1), new Int32Array(size), new Int32Array(size), new Int32Array(size)];
    for (let i = 0; i < size; i++) {
      const up = this.parent[i] as number;
      if (up >= 0) weight[up] = (weight[up] as number) + (weight[i] as number);
    }
    let next = 0;
    for (let i = size - 1; i >= 0; i--) {
      const up = this.parent[i] as number;
      const at = up >= 0 ? (free[up] as number) : next;
      entered[i] = at;
      left[i] = at + (weight[i] as number);
      free[i] = at + 1;
      if (up >= 0) free[up] = left[i] as number;
      else next = left[i] as number;
    }
    return [entered, left];
  }
}
const END = -1;
const LOST = -2;
function heightOf(place: number, height: Int32Array): number {
  return place === END ? 0 : (height[place] as number);
}

const orders = new WeakMap<ScopeNode, ScopeOrder>();
export function orderOf(scope: ScopeNode): ScopeOrder {
  let order = orders.get(scope);
  if (!order) orders.set(scope, (order = new ScopeOrder(scope)));
  return order;
}

/** The states of two chains of containers that stand in the innermost scope common to both. */
export function inCommonScope(a: StateNode, b: StateNode): { readonly a: StateNode; readonly b: StateNode } | undefined {
  let [x, y]: [StateNode | undefined, StateNode | undefined] = [a, b];
  while (x && y && x.scope !== y.scope) {
    if (x.scope.depth > y.scope.depth) x = x.scope.container;
    else if (y.scope.depth > x.scope.depth) y = y.scope.container;
    else { x = x.scope.container; y = y.scope.container; }
  }
  return x && y ? { a: x, b: y } : undefined;
}

/** Every container around a state, innermost first. */
export function containersOf(state: StateNode): readonly StateNode[] {
  const found: StateNode[] = [];
  for (let c = state.scope.container; c; c = c.scope.container) found.push(c);
  return found;
}
