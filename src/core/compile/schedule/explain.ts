import type { StepId } from '../../model/pipeline.ts';
import type { Scope } from '../../model/scopes.ts';
import type { Flow } from '../resolve/flow.ts';
import { treeOf, type PlanTree } from '../scheduleReport.ts';
import type { Resolved } from '../resolve/resolve.ts';
import { secondsIn } from './plans.ts';
import { addedBy } from './order/added.ts';
import { arrange } from './order/arrange.ts';
import { criticalPath, partOf, type Dag } from './order/dag.ts';
import type { Tree } from './order/tree.ts';
import { stepsOf, type Level, type Plan, type ScopePlan } from './plan.ts';
import { blockStarts, longestWay, planSeconds, type SecondsOf } from './planSeconds.ts';

/** The schedule of one scope as it is told to a person. Plain data, times in seconds, by the estimates of the steps. */
export interface ScopeSchedule {
  /** Containers around the scope, outermost first; empty for the pipeline itself. */
  readonly path: readonly StepId[];
  /** The branch, of a Parallel drawn by hand. */
  readonly branch?: string;
  readonly tree: PlanTree;
  readonly makespan: number;
  /** The longest chain of the drawing: what it would take if each step waited for nothing but what is drawn. */
  readonly criticalPath: number;
  /** Nothing that Step Functions can express is shorter. */
  readonly lowerBound: number;
  readonly optimal: boolean;
  /** The drawing is so large that it was halved first. */
  readonly quick: boolean;
  /** So many steps run at once where most do; a container counts as one, a step that takes no time not at all. */
  readonly atOnce: number;
  /** The steps whose times add up to the makespan, in their order. */
  readonly chain: readonly StepId[];
  /** When each step starts, from the start of the scope. */
  readonly starts: Readonly<Record<StepId, number>>;
  /** Waits that nobody drew, those of the chain first, then by cost; at most `MOST_WAITS`. */
  readonly waits: readonly Wait[];
  /** All of them, the ones not listed included. */
  readonly waitCount: number;
  /** Order edges without which it would be shorter, the best first. */
  readonly removable: readonly RemovableOrder[];
}
/** `after` starts only when `before` has ended, though nothing drawn says so. Steps that decisions tie together go by their first one. */
export interface Wait {
  readonly before: StepId;
  readonly after: StepId;
  /** By how much the longest way over it exceeds the critical path. */
  readonly seconds: number;
  /** It lies on the chain that takes the whole time. */
  readonly onChain: boolean;
  /** Of the first on the chain: with so many seconds for `before` nothing would be lost; absent where that does not help. */
  readonly fitsAt?: number;
}
export interface RemovableOrder {
  readonly from: StepId;
  readonly to: StepId;
  /** How much shorter it would be without this order edge. */
  readonly seconds: number;
}

const MOST_WAITS = 60;
/** What it would be without an order edge is tried for so many edges, in graphs of so many steps: each try is a schedule. */
const MOST_TRIES = 8;
const TRIED_UP_TO = 40;

/** What a person is told of the plans of a pipeline. */
export function explainAll(resolved: Resolved, plans: ReadonlyMap<string, ScopePlan>): readonly ScopeSchedule[] {
  return [...resolved.scopes].flatMap(([key, { scope, flow }]) => explain(scope, flow, plans.get(key) as ScopePlan, secondsIn(resolved)) ?? []);
}

/** Null where the scope has no steps. */
function explain({ path, branch }: Pick<Scope, 'path' | 'branch'>, flow: Flow, { levels }: ScopePlan, seconds: SecondsOf): ScopeSchedule | null {
  const whole = levels.at(-1);
  if (whole === undefined || whole.items.length === 0) return null;
  const length = (plan: Plan): number => planSeconds(plan, seconds);
  const chain = chainOf(whole.plan, length);
  const { makespan } = whole.arrangement;
  const ideal = idealLength(levels, seconds);
  const waits = levels.flatMap((level) => waitsOf(level, chain));
  const starts: Record<StepId, number> = {};
  writeStarts(whole.plan, 0, length, starts);
  return {
    path,
    ...(branch === undefined ? {} : { branch }),
    tree: treeOf(whole.plan),
    makespan,
    criticalPath: ideal,
    // Where a region may be shorter, so may be what is around it.
    lowerBound: levels.slice(0, -1).every((l) => l.arrangement.optimal) ? whole.arrangement.lowerBound : ideal,
    optimal: levels.every((l) => l.arrangement.optimal),
    quick: levels.some((l) => l.arrangement.quick),
    atOnce: mostAtOnce(whole.plan, length),
    chain,
    starts,
    waits: [...waits].sort((a, b) => Number(b.onChain) - Number(a.onChain) || b.seconds - a.seconds).slice(0, MOST_WAITS),
    waitCount: waits.length,
    removable: makespan > ideal ? removableOrders(flow, whole) : [],
  };
}

/** The steps of a plan that take its whole time. */
function chainOf(plan: Plan, length: (plan: Plan) => number): readonly StepId[] {
  switch (plan.kind) {
    case 'step':
      return [plan.id];
    case 'sequence':
      return plan.items.flatMap((item) => chainOf(item, length));
    case 'parallel': {
      const [first, ...others] = plan.branches;
      return first === undefined ? [] : chainOf(others.reduce((longest, b) => (length(b) > length(longest) ? b : longest), first), length);
    }
    case 'region':
      return longestWay(plan, length).blocks.flatMap((block) => chainOf(block, length));
  }
}

/** The longest chain of the drawing through all levels: inside regions too each step waits for what is drawn only. */
function idealLength(levels: readonly Level[], seconds: SecondsOf): number {
  // A level of one item is planned as that item is.
  const levelOf = new Map(levels.filter((l) => l.items.length > 1).map((l) => [l.plan, l]));
  const ideal = (plan: Plan): number => {
    const level = levelOf.get(plan);
    if (level) {
      const { dag } = level;
      return criticalPath(partOf({ ...dag, seconds: leavesOf(level).map(ideal) }, [...dag.seconds.keys()])) / 1000;
    }
    return plan.kind === 'region' ? longestWay(plan, ideal).seconds : planSeconds(plan, seconds);
  };
  return ideal((levels.at(-1) as Level).plan);
}

/** The plan of each item of a level. */
function leavesOf({ plan, arrangement }: Level): readonly Plan[] {
  const found: Plan[] = [];
  const visit = (tree: Tree, part: Plan): void => {
    if (tree.kind === 'step') {
      found[tree.step] = part;
      return;
    }
    const parts = part.kind === 'sequence' ? part.items : part.kind === 'parallel' ? part.branches : [];
    tree.parts.forEach((inner, i) => visit(inner, parts[i] as Plan));
  };
  visit(arrangement.tree, plan);
  return found;
}

/** Counted at the starts of steps; what decisions tie together counts as the most that it may run at once. */
function mostAtOnce(whole: Plan, length: (plan: Plan) => number): number {
  const changes: { readonly at: number; readonly by: number }[] = [];
  const visit = (plan: Plan, at: number): void => {
    if (plan.kind === 'parallel') for (const branch of plan.branches) visit(branch, at);
    else if (plan.kind === 'sequence') plan.items.reduce((start, item) => (visit(item, start), start + length(item)), at);
    else {
      const by = plan.kind === 'step' ? 1 : plan.blocks.reduce((most, b) => Math.max(most, mostAtOnce(b.plan, length)), 1);
      changes.push({ at, by }, { at: at + length(plan), by: -by });
    }
  };
  visit(whole, 0);
  // What ends makes room before something starts; what takes no time does not count.
  changes.sort((a, b) => a.at - b.at || a.by - b.by);
  let [now, most] = [0, 1];
  for (const { by } of changes) most = Math.max(most, (now += by));
  return most;
}

function writeStarts(plan: Plan, at: number, length: (plan: Plan) => number, starts: Record<StepId, number>): void {
  if (plan.kind === 'step') starts[plan.id] = at;
  else if (plan.kind === 'parallel') for (const branch of plan.branches) writeStarts(branch, at, length, starts);
  else if (plan.kind === 'region') {
    const entered = blockStarts(plan, length);
    plan.blocks.forEach((block, i) => writeStarts(block.plan, at + (entered[i] as number), length, starts));
  } else {
    let next = at;
    for (const item of plan.items) {
      writeStarts(item, next, length, starts);
      next += length(item);
    }
  }
}

function waitsOf(level: Level, chain: readonly StepId[]): readonly Wait[] {
  const added = addedBy(level.arrangement.tree, level.dag);
  if (added.length === 0) return [];
  const owner = new Map(leavesOf(level).flatMap((leaf, item) => stepsOf(leaf).map((id) => [id, item] as const)));
  const onChain = new Set(chain.slice(1).map((id, i) => `${owner.get(chain[i] as StepId)}<${owner.get(id)}`));
  const first = added.findIndex(({ before, after }) => onChain.has(`${before}<${after}`));
  return added.map(({ before, after, seconds }, i) => {
    const fitsAt = i === first && seconds > 0 ? fittingSeconds(level.dag, before, seconds) : undefined;
    return { before: level.items[before] as StepId, after: level.items[after] as StepId, seconds, onChain: onChain.has(`${before}<${after}`), ...(fitsAt === undefined ? {} : { fitsAt }) };
  });
}

/** How long a step that others wait for may take at most, so that its graph can be as short as its longest chain. Tried, not reckoned. */
function fittingSeconds(dag: Dag, step: number, lost: number): number | undefined {
  const left = (dag.seconds[step] as number) - lost;
  if (left <= 0 || dag.seconds.length > TRIED_UP_TO) return undefined;
  const { makespan, criticalPath: ideal } = arrange({ ...dag, seconds: dag.seconds.map((s, x) => (x === step ? left : s)) });
  return makespan === ideal ? left : undefined;
}

function removableOrders(flow: Flow, level: Level): readonly RemovableOrder[] {
  const { items, dag, arrangement } = level;
  if (items.length > TRIED_UP_TO) return [];
  const alone = new Map(leavesOf(level).flatMap((leaf, item) => (leaf.kind === 'step' ? [[leaf.id, item] as const] : [])));
  const drawn = [...alone.keys()].flatMap((to) => (flow.steps[to]?.after ?? []).filter((from) => alone.has(from) && isOrderOnly(flow, from, to)).map((from) => ({ from, to })));
  return drawn.slice(0, MOST_TRIES)
    .map(({ from, to }) => ({ from, to, seconds: arrangement.makespan - arrange(withoutEdge(dag, alone.get(from) as number, alone.get(to) as number)).makespan }))
    .filter((r) => r.seconds > 0)
    .sort((a, b) => b.seconds - a.seconds);
}

/** Is the order edge all that makes `to` wait for `from`? */
function isOrderOnly(flow: Flow, from: StepId, to: StepId): boolean {
  return flow.needs.get(to)?.filter((need) => need.from.some((f) => f.step === from)).length === 1;
}

function withoutEdge(dag: Dag, from: number, to: number): Dag {
  return { ...dag, successors: dag.successors.map((next, x) => (x === from ? next.filter((s) => s !== to) : next)) };
}
