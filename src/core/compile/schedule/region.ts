import { reachableFrom, topologicalOrder } from '../../base/graph.ts';
import { isChoice, isFail, isSucceed, type Step, type StepId } from '../../model/pipeline.ts';
import type { Flow } from '../resolve/flow.ts';
import { ALWAYS, NEVER, type Guard } from '../resolve/guard.ts';
import { catchersOf, waysOf } from '../resolve/needs.ts';
import { routesOf, type Block, type CutOff, type Parting, type Plan, type Region, type Route } from './plan.ts';

/** Place of each step in the topological order. */
export type Order = ReadonlyMap<StepId, number>;
export type PlanLevel = (flow: Flow, members: ReadonlySet<StepId>, base: Guard, order: Order) => Plan;

/** Steps that are planned together inside a region, and when they are entered. */
interface Group {
  readonly members: ReadonlySet<StepId>;
  /** When the block is entered, counting the decisions of this region only. */
  readonly entered: Guard;
  readonly plan: Plan;
}

/**
 * A region in one line of blocks: each way leads to the first block after it that runs under the decisions taken so far.
 * What runs under one decision only and decides nothing for others is a block of its own, planned like a level (so steps of
 * one way may run side by side); the other steps follow one another.
 */
export function planRegion(flow: Flow, members: ReadonlySet<StepId>, base: Guard, order: Order, planLevel: PlanLevel): Region {
  const groups = groupsOf(flow, members, base, order, planLevel);
  const first = lineOf(flow, inOrder(flow, groups, members, order, false), members);
  if (first.partings.length === 0 && first.cutOff.length === 0) return first;
  // What ends the execution may do so after what it does not wait for.
  const second = lineOf(flow, inOrder(flow, groups, members, order, true), members);
  return second.partings.length === 0 && second.cutOff.length === 0 ? second : first;
}

function lineOf(flow: Flow, groups: readonly Group[], members: ReadonlySet<StepId>): Region {
  const keep = decisionsOf(flow, members);
  const entered = groups.map((g) => flow.guards.restrictTo(g.entered, keep));
  const partings: Parting[] = [];
  const route = (when: Guard, from: number): Route => {
    for (let i = from + 1; i < groups.length; i++) {
      const guard = entered[i] as Guard;
      if (flow.guards.disjoint(when, guard)) continue;
      if (!flow.guards.implies(when, guard)) partings.push(...partingsFrom(flow, groups, entered, when, from, i));
      return { to: 'block', block: i, when };
    }
    return { to: 'exit', when };
  };
  const ways = new Map<StepId, readonly Route[]>();
  const blocks: Block[] = groups.map((group, i) => {
    const only = onlyStepOf(group);
    if (only === undefined || !flow.decisions.has(only)) return { plan: group.plan, next: route(entered[i] as Guard, i) };
    ways.set(only, waysOut(flow, only, keep, (when) => route(when, i)));
    return { plan: group.plan };
  });
  return { kind: 'region', blocks, ways, partings, cutOff: cutOffIn(flow, groups, blocks, ways) };
}

function onlyStepOf({ members }: Group): StepId | undefined {
  return members.size === 1 ? ([...members][0] as StepId) : undefined;
}

/** The step in which every way through a plan ends, where nothing can follow it. */
export function endOf(flow: Flow, plan: Plan): StepId | undefined {
  switch (plan.kind) {
    case 'step': {
      const step = flow.steps[plan.id];
      return step !== undefined && (isFail(step) || isSucceed(step)) ? plan.id : undefined;
    }
    case 'sequence':
      return plan.items.map((item) => endOf(flow, item)).find((end) => end !== undefined);
    case 'parallel': {
      const ends = plan.branches.map((branch) => endOf(flow, branch));
      const fail = ends.find((end) => end !== undefined && isFail(flow.steps[end] as Step));
      return fail ?? (ends.includes(undefined) ? undefined : ends[0]);
    }
    case 'region': {
      const ends = plan.blocks.map((b) => endOf(flow, b.plan));
      const leaves = plan.blocks.some((_, i) => ends[i] === undefined && routesOf(plan, i).some((r) => r.to === 'exit'));
      return leaves ? undefined : ends.find((end) => end !== undefined);
    }
  }
}

/** Drawn waits that the line of blocks cannot keep, as a step ends the execution that comes where others would still have to. */
function cutOffIn(flow: Flow, groups: readonly Group[], blocks: readonly Block[], ways: Region['ways']): readonly CutOff[] {
  const ends = groups.map((g) => endOf(flow, g.plan));
  if (ends.every((end) => end === undefined)) return [];
  const blockOf = new Map(groups.flatMap((g, i) => [...g.members].map((m) => [m, String(i)] as const)));
  const routes = new Map<string, ReadonlySet<string>>();
  groups.forEach((g, i) => {
    const out = ends[i] !== undefined ? [] : (ways.get(onlyStepOf(g) ?? '') ?? [(blocks[i] as Block).next]);
    routes.set(String(i), new Set(out.map((r) => (r?.to === 'block' ? String(r.block) : (r?.to ?? 'exit')))));
  });
  const before = (step: StepId, end: StepId, otherwise: StepId): StepId => [...blockOf.keys()].reverse().find((p) => flow.successors.get(p)?.has(step) && reachableFrom([p], flow.successors).has(end)) ?? otherwise;
  const found: CutOff[] = [];
  for (const [i, group] of groups.entries()) {
    const reached = reachableFrom([String(i)], routes);
    for (const after of group.members) {
      for (const step of flow.successors.get(after) ?? []) {
        const block = blockOf.get(step) ?? 'exit';
        if (block === String(i) || reached.has(block)) continue;
        const end = (ends[i] ?? ends[Number(block)] ?? ends.find((e, j) => e !== undefined && reached.has(String(j))) ?? ends.find((e) => e !== undefined)) as StepId;
        found.push({ after: before(step, end, after), step, end });
      }
    }
  }
  return found;
}

/** What behind a block runs under decisions that are forgotten there: the blocks that wait for it, else the one that it meets first. */
function partingsFrom(flow: Flow, groups: readonly Group[], entered: readonly Guard[], when: Guard, from: number, met: number): readonly Parting[] {
  const here = [...(groups[from] as Group).members];
  const found: Parting[] = [];
  const add = (after: StepId, block: number): void => {
    const deciders = [...flow.decisions].filter(([, d]) => flow.guards.support(entered[block] as Guard).has(d)).map(([id]) => id);
    found.push({ after, step: [...(groups[block] as Group).members][0] as StepId, deciders });
  };
  for (let i = met; i < groups.length; i++) {
    const guard = entered[i] as Guard;
    if (flow.guards.disjoint(when, guard) || flow.guards.implies(when, guard)) continue;
    const after = here.find((m) => [...reachableFrom([m], flow.successors)].some((n) => groups[i]?.members.has(n)));
    if (after !== undefined) add(after, i);
  }
  if (found.length === 0) add(here[0] as StepId, met);
  return found;
}

function waysOut(flow: Flow, id: StepId, keep: ReadonlySet<number>, route: (when: Guard) => Route): readonly Route[] {
  const { guards } = flow;
  const step = flow.steps[id];
  const exact = (way: number): Guard => guards.restrictTo(guards.and(flow.exactGuardOf.get(id) ?? ALWAYS, guards.way(flow.decisions.get(id) as number, way)), keep);
  if (step === undefined || !isChoice(step)) return [0, ...catchersOf(step as never).map((_, i) => i + 1)].map((way) => route(exact(way)));
  return waysOf(step).map((way, index): Route => {
    const when = exact(index);
    if (way === undefined) return { to: 'noMatch', when };
    if (flow.loops.some((l) => l.choice === id && l.way === index)) return { to: 'loop', target: way.to as StepId, when };
    if (way.to !== undefined && flow.handlers.some((h) => h.entry === way.to)) return { to: 'handler', entry: way.to, when };
    return route(when);
  });
}

function decisionsOf(flow: Flow, members: ReadonlySet<StepId>): Set<number> {
  const found = new Set<number>();
  for (const m of members) {
    const d = flow.decisions.get(m);
    if (d !== undefined) found.add(d);
  }
  return found;
}

function groupsOf(flow: Flow, members: ReadonlySet<StepId>, base: Guard, order: Order, planLevel: PlanLevel): readonly Group[] {
  const { guards } = flow;
  const guardOf = (id: StepId): Guard => flow.guardOf.get(id) ?? ALWAYS;
  const groups: Group[] = [];
  const placed = new Set<StepId>();
  const place = (set: ReadonlySet<StepId>, guard: Guard): void => {
    for (const s of set) placed.add(s);
    const own = decisionsOf(flow, set);
    let entered: Guard = ALWAYS;
    for (const s of set) {
      if (guardOf(s) !== guard) continue;
      const exact = flow.exactGuardOf.get(s) ?? ALWAYS;
      const others = new Set([...guards.support(exact)].filter((d) => !own.has(d)));
      entered = guards.and(entered, guards.restrictTo(exact, others));
    }
    groups.push({ members: set, entered, plan: planLevel(flow, set, guard, order) });
  };
  for (const loop of flow.loops) {
    const body = new Set([...loop.body].filter((m) => m !== loop.choice && members.has(m) && !placed.has(m)));
    if (body.size > 1 && members.has(loop.choice) && body.size < members.size && isClosed(flow, body, members, guardOf(loop.target))) place(body, guardOf(loop.target));
  }
  const candidates = [...new Set([...members].map(guardOf))].filter((g) => g !== base);
  candidates.sort((a, b) => (guards.implies(a, b) ? (guards.implies(b, a) ? 0 : 1) : guards.implies(b, a) ? -1 : 0) || a - b);
  for (const guard of candidates) {
    const set = new Set([...members].filter((m) => !placed.has(m) && guards.implies(guardOf(m), guard)));
    if (set.size > 1 && set.size < members.size && isClosed(flow, set, members, guard)) place(set, guard);
  }
  for (const m of members) {
    if (placed.has(m)) continue;
    groups.push({ members: new Set([m]), entered: flow.exactGuardOf.get(m) ?? ALWAYS, plan: { kind: 'step', id: m } });
  }
  return groups;
}

/**
 * Inside, nothing but decisions of its own tells whether a step runs; no decision inside matters outside, no way leads out to an
 * end, no loop crosses the border, and no path leaves and comes back.
 */
function isClosed(flow: Flow, set: ReadonlySet<StepId>, members: ReadonlySet<StepId>, guard: Guard): boolean {
  const own = decisionsOf(flow, set);
  for (const m of set) if (endsOfWays(flow, m).some((end) => members.has(end) && !set.has(end))) return false;
  for (const m of set) if (!dependsOnlyOn(flow, flow.guardOf.get(m) ?? ALWAYS, own, guard)) return false;
  for (const m of members) if (!set.has(m)) for (const d of flow.guards.support(flow.guardOf.get(m) ?? ALWAYS)) if (own.has(d)) return false;
  for (const loop of flow.loops) if (set.has(loop.choice) !== set.has(loop.target)) if (set.has(loop.choice) || [...loop.body].some((b) => !set.has(b) && b !== loop.choice)) return false;
  const leaving = [...set].flatMap((m) => [...(flow.successors.get(m) ?? [])].filter((n) => members.has(n) && !set.has(n)));
  const inside = new Map([...members].map((m) => [m, new Set([...(flow.successors.get(m) ?? [])].filter((n) => members.has(n)))]));
  const beyond = new Set([...leaving, ...reachableFrom(leaving, inside)]);
  return ![...beyond].some((m) => set.has(m));
}

/** The Fails and Succeeds that ways of a step lead straight to. */
export function endsOfWays(flow: Flow, id: StepId): readonly StepId[] {
  const step = flow.steps[id];
  if (step === undefined || !isChoice(step)) return [];
  return waysOf(step).flatMap((way) => {
    const target = way?.to === undefined ? undefined : flow.steps[way.to];
    return target !== undefined && (isFail(target) || isSucceed(target)) ? [way?.to as StepId] : [];
  });
}

/** Once `base` holds, is a guard a matter of the decisions in `own` alone? */
function dependsOnlyOn(flow: Flow, guard: Guard, own: ReadonlySet<number>, base: Guard): boolean {
  if (guard === base) return true;
  const others = new Set([...flow.guards.support(guard)].filter((d) => !own.has(d)));
  return flow.guards.restrictTo(guard, others) === base;
}

/** Groups in topological order; where groups wait for each other in a circle, their steps one by one. `endsLast`: what ends the execution after what it may come after. */
function inOrder(flow: Flow, groups: readonly Group[], members: ReadonlySet<StepId>, order: Order, endsLast: boolean): readonly Group[] {
  const rank = (g: Group): number => Math.min(...[...g.members].map((m) => order.get(m) ?? 0)) + (endsLast && endOf(flow, g.plan) !== undefined ? order.size : 0);
  const key = (g: Group): string => String(rank(g)).padStart(8, '0');
  const owner = new Map(groups.flatMap((g) => [...g.members].map((m) => [m, key(g)] as const)));
  const successors = new Map(groups.map((g) => [key(g), new Set<string>()]));
  for (const g of groups) {
    for (const m of g.members) {
      for (const next of flow.successors.get(m) ?? []) {
        const to = members.has(next) ? owner.get(next) : undefined;
        if (to !== undefined && to !== key(g)) successors.get(key(g))?.add(to);
      }
    }
  }
  const { order: sorted, cyclic } = topologicalOrder([...successors.keys()], successors);
  const byKey = new Map(groups.map((g) => [key(g), g]));
  if (cyclic.length === 0) return sorted.map((k) => byKey.get(k) as Group);
  return [...members]
    .sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
    .map((m) => ({ members: new Set([m]), entered: flow.exactGuardOf.get(m) ?? NEVER, plan: { kind: 'step', id: m } as Plan }));
}
