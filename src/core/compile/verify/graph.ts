import type { Edge, ScopeNode, StateNode } from './machine.ts';
import { targetOf } from './machine.ts';

/** Order within one scope: edges that lead back (loops) apart, so that the rest has no cycle. */
export class ScopeOrder {
  private readonly back = new Set<Edge>();
  private readonly order: StateNode[] = [];
  private readonly place = new Map<StateNode, number>();
  private readonly reach = new Map<StateNode, Set<StateNode>>();
  private readonly leading = new Map<StateNode, ReadonlySet<StateNode>>();
  private readonly following = new Map<StateNode, readonly StateNode[]>();
  private readonly after = new Map<StateNode, StateNode | null>();

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
    let found = this.reach.get(from);
    if (!found) {
      this.reach.set(from, (found = new Set(this.next(from))));
      for (const s of found) for (const target of this.next(s)) found.add(target);
    }
    return found.has(to);
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

  /** The states right after one, without going round a loop. */
  private next(state: StateNode): readonly StateNode[] {
    let next = this.following.get(state);
    if (!next) this.following.set(state, (next = state.out.filter((e) => !this.back.has(e)).map(targetOf).filter((t) => t !== undefined)));
    return next;
  }

  /**
   * Does every path from one state to a good end of the scope pass the other? Failures do not count: neither catches nor
   * paths that end in a Fail. (Post-dominators by Cooper, Harvey and Kennedy, "A simple, fast dominance algorithm".)
   */
  always(from: StateNode, then: StateNode): boolean {
    if (this.after.size === 0) this.postDominate();
    for (let s: StateNode | null | undefined = from; s; s = this.after.get(s)) if (s === then) return true;
    return !this.after.has(from);
  }

  private postDominate(): void {
    // `null` is the end of the scope. The order has no cycles, so one pass from the end is enough.
    const height = new Map<StateNode | null, number>([[null, 0]]);
    for (const state of [...this.order].reverse()) {
      let common: StateNode | null | undefined = state.end ? null : undefined;
      for (const e of state.out) {
        const target = targetOf(e);
        if (e.kind === 'catch' || this.back.has(e) || !target || !height.has(target)) continue;
        common = common === undefined ? target : this.meet(common, target, height);
      }
      if (common === undefined) continue;
      this.after.set(state, common);
      height.set(state, (height.get(common) as number) + 1);
    }
  }
  private meet(a: StateNode | null, b: StateNode | null, height: Map<StateNode | null, number>): StateNode | null {
    let [x, y] = [a, b];
    while (x !== y) {
      if ((height.get(x) as number) >= (height.get(y) as number)) x = this.after.get(x as StateNode) as StateNode | null;
      else y = this.after.get(y as StateNode) as StateNode | null;
    }
    return x;
  }
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
