import type { StepId } from '../../model/pipeline.ts';
import type { Scope } from '../../model/scopes.ts';
import type { Flow } from '../resolve/flow.ts';
import type { Resolved } from '../resolve/resolve.ts';
import { signalTimes } from './order/signalTimes.ts';
import { secondsIn } from './plans.ts';
import { addedWaits, drawnLength } from './addedWaits.ts';
import { criticalPath, partOf } from './order/dag.ts';
import type { Level, Plan, ScopePlan, Signal } from './plan.ts';
import { treeOf } from './planTree.ts';
import { fittingSeconds, offerOf, removableOrders } from './remedies.ts';
import type { ScopeSchedule, Wait } from './told.ts';
import { blockStarts, longestWay, planSeconds, type SecondsOf } from './planSeconds.ts';

const MOST_WAITS = 60;
/** What a person is told of the plans of a pipeline. */
export function explainAll(resolved: Resolved, plans: ReadonlyMap<string, ScopePlan>): readonly ScopeSchedule[] {
  const offer = plans.has('') ? offerOf(resolved, plans.get('') as ScopePlan) : undefined;
  return [...resolved.scopes].flatMap(([key, { scope, flow }]) => {
    const told = explain(scope, flow, plans.get(key) as ScopePlan, secondsIn(resolved));
    return told === null ? [] : [key === '' && offer ? { ...told, offer } : told];
  });
}

/** Null where the scope has no steps. */
function explain({ path, branch }: Pick<Scope, 'path' | 'branch'>, flow: Flow, { levels, signals }: ScopePlan, seconds: SecondsOf): ScopeSchedule | null {
  const whole = levels.at(-1);
  if (whole === undefined || whole.items.length === 0) return null;
  const length = (plan: Plan): number => planSeconds(plan, seconds);
  const course = courseOf(whole, signals, length);
  const { chain } = course;
  const { makespan } = whole.arrangement;
  const { ideal, lowerBound, optimal } = boundsOf(flow, levels, seconds);
  const waits = waitsOf(whole, flow, chain, seconds);
  return {
    path,
    ...(branch === undefined ? {} : { branch }),
    tree: treeOf(whole.plan),
    makespan,
    criticalPath: ideal,
    lowerBound,
    optimal,
    quick: levels.some((l) => l.arrangement.quick),
    atOnce: mostAtOnce(whole.plan, length),
    chain,
    starts: course.starts,
    signals: signals.map(({ from, to, gainSeconds }) => ({ from, to, gainSeconds })),
    waits: [...waits].sort((a, b) => Number(b.onChain) - Number(a.onChain) || b.seconds - a.seconds).slice(0, MOST_WAITS),
    waitCount: waits.length,
    removable: makespan > ideal ? removableOrders(flow, whole) : [],
  };
}

/** The steps that take the whole time, and when each step starts; with signals as they hold it up. */
function courseOf(whole: Level, signals: readonly Signal[], length: (plan: Plan) => number): Pick<ScopeSchedule, 'chain' | 'starts'> {
  const starts: Record<StepId, number> = {};
  const item = new Map(whole.items.map((id, i) => [id, i]));
  const crossings = signals.map(({ from, to, gainSeconds }) => ({ from: item.get(from) as number, to: item.get(to) as number, ...(gainSeconds === 0 ? { late: true as const } : {}) }));
  const times = signals.length === 0 ? null : signalTimes(whole.arrangement.tree, whole.plans.map((plan) => Math.round(length(plan) * 1000)), crossings);
  if (times === null) {
    writeStarts(whole.plan, 0, length, starts);
    return { chain: chainOf(whole.plan, length), starts };
  }
  whole.plans.forEach((plan, i) => writeStarts(plan, (times.begins[i] as number) / 1000, length, starts));
  return { chain: times.longest.flatMap((i) => chainOf(whole.plans[i] as Plan, length)), starts };
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

export interface Bounds {
  /** The longest chain of the drawing, seconds. */
  readonly ideal: number;
  readonly lowerBound: number;
  readonly optimal: boolean;
}

/** What the main plan of a scope cannot be shorter than. Steps in a line, as a region has them, need not be the shortest that there is. */
export function boundsOf(flow: Flow, levels: readonly Level[], seconds: SecondsOf): Bounds {
  const { makespan, lowerBound } = (levels.at(-1) as Level).arrangement;
  const ideal = Math.min(makespan, drawnLength(flow, seconds));
  const isLine = ideal < Math.round(idealLength(levels, seconds) * 1000) / 1000;
  // Where a region may be shorter, so may be what is around it.
  return { ideal, lowerBound: !isLine && levels.slice(0, -1).every((l) => l.arrangement.optimal) ? lowerBound : ideal, optimal: makespan === ideal || (!isLine && levels.every((l) => l.arrangement.optimal)) };
}

/** The longest chain through all levels, where the blocks of a region follow one another. */
function idealLength(levels: readonly Level[], seconds: SecondsOf): number {
  // A level of one item is planned as that item is.
  const levelOf = new Map(levels.filter((l) => l.items.length > 1).map((l) => [l.plan, l]));
  const ideal = (plan: Plan): number => {
    const level = levelOf.get(plan);
    if (level) {
      const { dag } = level;
      return criticalPath(partOf({ ...dag, seconds: level.plans.map(ideal) }, [...dag.seconds.keys()])) / 1000;
    }
    return plan.kind === 'region' ? longestWay(plan, ideal).seconds : planSeconds(plan, seconds);
  };
  return ideal((levels.at(-1) as Level).plan);
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

function waitsOf(whole: Level, flow: Flow, chain: readonly StepId[], seconds: SecondsOf): readonly Wait[] {
  const following = new Map(chain.slice(1).map((id, i) => [chain[i] as StepId, id]));
  const item = new Map(whole.plans.flatMap((plan, i) => (plan.kind === 'step' ? [[plan.id, i] as const] : [])));
  let isTried = false;
  return addedWaits(whole.plan, flow, seconds).map(({ before, after, seconds: cost }): Wait => {
    const onChain = following.get(before) === after;
    const number = item.get(before);
    const fitsAt = onChain && cost > 0 && !isTried && number !== undefined && item.has(after) ? fittingSeconds(whole.dag, number, cost) : undefined;
    isTried ||= onChain && cost > 0;
    return { before, after, seconds: cost, onChain, ...(fitsAt === undefined ? {} : { fitsAt }) };
  });
}
