import { reachableFrom, topologicalOrder } from '../../base/graph.ts';
import type { StepId } from '../../model/pipeline.ts';
import { flowOf, type Flow } from '../resolve/flow.ts';
import { ALWAYS, type Guard } from '../resolve/guard.ts';
import type { Level, Moved, Plan, ScopePlan } from './plan.ts';
import type { Dag } from './order/dag.ts';
import type { Tree } from './order/tree.ts';
import { planSeconds, type SecondsOf } from './planSeconds.ts';
import { endOf, endsOfWays, planRegion, type Order, type PlanLevel } from './region.ts';
import { arrangeInStages, suits } from './stages.ts';

/**
 * The schedule pass: arbitrary data flow in, nested sequence and parallel out; no drawn dependency is lost, and by the
 * estimated `seconds` of its steps it is as short as nested parallelism can be (`order/arrange.ts`). A region counts as one step.
 */
export function schedule(flow: Flow, seconds: SecondsOf): ScopePlan {
  const order = new Map(flow.order.map((id, i) => [id, i]));
  const levels: Level[] = [];
  const planLevel: PlanLevel = (...level) => {
    const planned = arrangeLevel(planLevel, seconds, ...level);
    levels.push(planned);
    return planned.plan;
  };
  const handlers = flow.handlers.flatMap((h): ScopePlan['handlers'] => {
    const inner = flowOf(Object.fromEntries(h.members.map((id) => [id, flow.steps[id]])) as Flow['steps'], undefined);
    const planned = schedule(inner, seconds);
    const own = { entry: h.entry, onFailure: h.onFailure, flow: inner, plan: planned.main ?? { kind: 'step' as const, id: h.entry } };
    // What a failure inside of it leads to, and ends there too, stands beside it. "On failure" hides no further failure.
    return h.onFailure ? [own] : [...planned.handlers, own];
  });
  const main = flow.order.length === 0 ? null : planLevel(flow, new Set(flow.order), ALWAYS, order);
  return { main, handlers, levels, signals: [] };
}

/** One unit of a level: a step, or a region. */
interface Item {
  readonly key: StepId;
  readonly members: ReadonlySet<StepId>;
}

/** Plans steps that all run under (at least) `base`. */
function arrangeLevel(planLevel: PlanLevel, seconds: SecondsOf, ...[flow, members, base, order]: Parameters<PlanLevel>): Level {
  const items = itemsOf(flow, members, base, order);
  const successors = itemSuccessors(flow, items);
  const rank = (key: string): string => String(order.get(key) ?? 0).padStart(8, '0');
  const byRank = new Map(items.map((item) => [rank(item.key), item]));
  const ranked = new Map([...successors].map(([key, to]) => [rank(key), new Set([...to].map(rank))]));
  const sorted = topologicalOrder([...ranked.keys()], ranked).order.map((r) => byRank.get(r) as Item);
  const plans = sorted.map((item) => planItem(flow, item, base, order, planLevel));
  const number = new Map(sorted.map((item, i) => [item.key, i]));
  const dag = {
    seconds: plans.map((plan) => planSeconds(plan, seconds)),
    successors: sorted.map((item) => [...(successors.get(item.key) ?? [])].map((key) => number.get(key) as number)),
  };
  const ends = plans.map((plan) => endOf(flow, plan) !== undefined);
  const wanted = wantedOf(flow, sorted, dag);
  const { arrangement, moved, seconds: cost } = arrangeInStages(dag, ends, wanted);
  return { plan: planOf(arrangement.tree, plans), items: sorted.map((item) => item.key), plans, dag, arrangement, moved, cost, suits: (tree) => suits(tree, ends, wanted) };
}

/** What handlers want to read when steps of this level fail. Where the source comes first, nothing is there to be read. */
function wantedOf(flow: Flow, items: readonly Item[], { successors }: Dag): readonly Moved[] {
  if (flow.handlers.length === 0) return [];
  const owner = new Map(items.flatMap((item, i) => [...item.members].map((m) => [m, i] as const)));
  const behind = new Map(successors.map((next, i) => [String(i), new Set(next.map(String))]));
  const found: Moved[] = [];
  for (const { entry, members, sources } of flow.handlers) {
    const reads = members.flatMap((m) => (flow.needs.get(m) ?? []).flatMap((need) => need.from.map((f) => f.step)));
    for (const sourceStep of sources) {
      const source = owner.get(sourceStep);
      if (source === undefined) continue;
      const later = reachableFrom([String(source)], behind);
      for (const readStep of new Set(reads)) {
        const read = owner.get(readStep);
        if (read !== undefined && readStep !== sourceStep && !later.has(String(read))) found.push({ source, read, handler: entry, sourceStep, readStep });
      }
    }
  }
  return found;
}

/** A tree over plans as one plan. */
export function planOf(tree: Tree, plans: readonly Plan[]): Plan {
  if (tree.kind === 'step') return plans[tree.step] as Plan;
  const parts = tree.parts.map((part) => planOf(part, plans));
  return tree.kind === 'parallel' ? { kind: 'parallel', branches: parts } : { kind: 'sequence', items: parts.flatMap((p) => (p.kind === 'sequence' ? p.items : [p])) };
}

function itemSuccessors(flow: Flow, items: readonly Item[]): ReadonlyMap<StepId, ReadonlySet<StepId>> {
  const owner = new Map(items.flatMap((item) => [...item.members].map((m) => [m, item.key] as const)));
  const successors = new Map(items.map((item) => [item.key, new Set<StepId>()]));
  for (const item of items) {
    for (const m of item.members) {
      for (const next of flow.successors.get(m) ?? []) {
        const to = owner.get(next);
        if (to !== undefined && to !== item.key) successors.get(item.key)?.add(to);
      }
    }
  }
  return successors;
}

function planItem(flow: Flow, item: Item, base: Guard, order: Order, planLevel: PlanLevel): Plan {
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
  // A way that ends at once ends before what else follows its Choice, whatever other steps lead to the same end.
  for (const m of members) for (const to of endsOfWays(flow, m)) if (members.has(to)) union(to, m);
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
