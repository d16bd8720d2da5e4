import { reachableFrom, topologicalOrder } from '../../base/graph.ts';
import type { StepId } from '../../model/pipeline.ts';
import { flowOf, type Flow } from '../resolve/flow.ts';
import { ALWAYS, type Guard } from '../resolve/guard.ts';
import type { Plan, ScopePlan } from './plan.ts';
import { planRegion, type Order } from './region.ts';

/**
 * The schedule pass: arbitrary data flow in, nested sequence and parallel out; no drawn dependency is lost. Correct, not yet
 * the shortest: parts without a path between them run side by side, and where a part is no series or parallel composition
 * one barrier a level is set.
 */
export function schedule(flow: Flow): ScopePlan {
  const order = new Map(flow.order.map((id, i) => [id, i]));
  const handlers = flow.handlers.map((h) => {
    const inner = flowOf(Object.fromEntries(h.members.map((id) => [id, flow.steps[id]])) as Flow['steps'], undefined);
    return { entry: h.entry, onFailure: h.onFailure, flow: inner, plan: schedule(inner).main ?? { kind: 'step' as const, id: h.entry } };
  });
  return { main: flow.order.length === 0 ? null : planLevel(flow, new Set(flow.order), ALWAYS, order), handlers };
}

/** One unit of a level: a step, or a region. */
interface Item {
  readonly key: StepId;
  readonly members: ReadonlySet<StepId>;
}

/** The plan of steps that all run under (at least) `base`. */
export function planLevel(flow: Flow, members: ReadonlySet<StepId>, base: Guard, order: Order): Plan {
  const items = itemsOf(flow, members, base, order);
  const plans = new Map(items.map((item) => [item.key, planItem(flow, item, base, order)]));
  const owner = new Map(items.flatMap((item) => [...item.members].map((m) => [m, item.key] as const)));
  const successors = new Map(items.map((item) => [item.key, new Set<string>()]));
  for (const item of items) {
    for (const m of item.members) {
      for (const next of flow.successors.get(m) ?? []) {
        const to = owner.get(next);
        if (to !== undefined && to !== item.key) successors.get(item.key)?.add(to);
      }
    }
  }
  const rank = (key: string): string => String(order.get(key) ?? 0).padStart(8, '0');
  const byRank = new Map(items.map((item) => [rank(item.key), item.key]));
  const ranked = new Map([...successors].map(([key, to]) => [rank(key), new Set([...to].map(rank))]));
  const keys = topologicalOrder([...ranked.keys()], ranked).order.map((r) => byRank.get(r) as string);
  return nest(keys, successors, (key) => plans.get(key) as Plan);
}

function planItem(flow: Flow, item: Item, base: Guard, order: Order): Plan {
  const only = item.members.size === 1 ? ([...item.members][0] as StepId) : undefined;
  if (only !== undefined && !flow.decisions.has(only)) return { kind: 'step', id: only };
  return planRegion(flow, item.members, base, order, planLevel);
}

/** Groups steps into regions: a step under a decision belongs with the step that decides, a loop with its Choice. */
function itemsOf(flow: Flow, members: ReadonlySet<StepId>, base: Guard, order: Order): readonly Item[] {
  const parent = new Map<StepId, StepId>([...members].map((m) => [m, m]));
  const find = (x: StepId): StepId => {
    let root = x;
    while (parent.get(root) !== root) root = parent.get(root) as StepId;
    parent.set(x, root);
    return root;
  };
  const union = (a: StepId, b: StepId): void => {
    const [x, y] = [find(a), find(b)];
    if (x === y) return;
    if ((order.get(x) ?? 0) < (order.get(y) ?? 0)) parent.set(y, x);
    else parent.set(x, y);
  };
  const deciders = [...flow.decisions.keys()];
  for (const m of members) {
    const guard = flow.guardOf.get(m) ?? ALWAYS;
    if (guard === base) continue;
    for (const d of flow.guards.support(guard)) {
      const decider = deciders[d] as StepId;
      if (members.has(decider)) union(m, decider);
    }
  }
  for (const loop of flow.loops) if (members.has(loop.choice)) for (const m of loop.body) if (members.has(m)) union(m, loop.choice);
  makeConvex(flow, members, find, union);
  const groups = new Map<StepId, Set<StepId>>();
  for (const m of members) groups.set(find(m), (groups.get(find(m)) ?? new Set<StepId>()).add(m));
  return [...groups].map(([, set]) => ({ key: [...set].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))[0] as StepId, members: set }));
}

/** What lies on a path between two steps of a group belongs to the group. */
function makeConvex(flow: Flow, members: ReadonlySet<StepId>, find: (x: StepId) => StepId, union: (a: StepId, b: StepId) => void): void {
  for (;;) {
    const successors = new Map<string, Set<string>>();
    for (const m of members) {
      const from = find(m);
      const set = successors.get(from) ?? new Set<string>();
      for (const next of flow.successors.get(m) ?? []) if (members.has(next) && find(next) !== from) set.add(find(next));
      successors.set(from, set);
    }
    const { cyclic } = topologicalOrder([...successors.keys()].sort(), successors);
    const onCycle = cyclic.filter((c) => reachableFrom([c], successors).has(c));
    if (onCycle.length === 0) return;
    const first = onCycle[0] as string;
    const reach = reachableFrom([first], successors);
    for (const other of onCycle) if (other !== first && reach.has(other) && reachableFrom([other], successors).has(first)) union(other, first);
  }
}

/**
 * Series-parallel nesting where the graph allows it, one barrier a level where it does not. `keys` are in topological order:
 * parts without an edge between them run side by side; a step that everything before it leads to and everything after it
 * comes from stands in line.
 */
function nest(keys: readonly string[], successors: ReadonlyMap<string, ReadonlySet<string>>, plan: (key: string) => Plan): Plan {
  if (keys.length === 1) return plan(keys[0] as string);
  const parts = components(keys, successors);
  if (parts.length > 1) return { kind: 'parallel', branches: parts.map((p) => nest(p, successors, plan)) };
  const cuts = cutsOf(keys, successors);
  if (cuts.length > 0) {
    const line: Plan[] = [];
    let from = 0;
    for (const cut of [...cuts, keys.length]) {
      if (cut > from) line.push(nest(keys.slice(from, cut), successors, plan));
      if (cut < keys.length) line.push(plan(keys[cut] as string));
      from = cut + 1;
    }
    return sequence(line);
  }
  const later = new Set(keys.flatMap((k) => [...(successors.get(k) ?? [])]));
  const sources = keys.filter((k) => !later.has(k));
  return sequence([{ kind: 'parallel', branches: sources.map(plan) }, nest(keys.filter((k) => later.has(k)), successors, plan)]);
}

/** Positions of the steps that stand in line: no edge passes them by, none before is an end, none after a start. */
function cutsOf(keys: readonly string[], successors: ReadonlyMap<string, ReadonlySet<string>>): readonly number[] {
  const position = new Map(keys.map((k, i) => [k, i]));
  const reach = new Array<number>(keys.length).fill(-1);
  const hasBefore = new Array<boolean>(keys.length).fill(false);
  keys.forEach((k, i) => {
    for (const s of successors.get(k) ?? []) {
      const to = position.get(s);
      if (to === undefined) continue;
      reach[i] = Math.max(reach[i] as number, to);
      hasBefore[to] = true;
    }
  });
  const lastStart = hasBefore.lastIndexOf(false);
  const firstEnd = reach.indexOf(-1);
  const cuts: number[] = [];
  let farthest = -1;
  for (let i = 0; i < keys.length; i++) {
    if (farthest <= i && lastStart <= i && firstEnd >= i) cuts.push(i);
    farthest = Math.max(farthest, reach[i] as number);
  }
  return cuts;
}

function sequence(items: readonly Plan[]): Plan {
  return { kind: 'sequence', items: items.flatMap((i) => (i.kind === 'sequence' ? i.items : [i])) };
}

/** The parts of a graph that no edge connects, each in the order of `keys`. */
function components(keys: readonly string[], successors: ReadonlyMap<string, ReadonlySet<string>>): readonly (readonly string[])[] {
  const position = new Map(keys.map((k, i) => [k, i]));
  const parent = keys.map((_, i) => i);
  const find = (i: number): number => {
    let root = i;
    while (parent[root] !== root) root = parent[root] as number;
    parent[i] = root;
    return root;
  };
  keys.forEach((k, i) => {
    for (const s of successors.get(k) ?? []) {
      const to = position.get(s);
      if (to !== undefined) parent[find(to)] = find(i);
    }
  });
  const parts = new Map<number, string[]>();
  keys.forEach((k, i) => {
    const root = find(i);
    const part = parts.get(root);
    if (part) part.push(k);
    else parts.set(root, [k]);
  });
  return [...parts.values()];
}
