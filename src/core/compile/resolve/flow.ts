import { reachableFrom, topologicalOrder } from '../../base/graph.ts';
import { isChoice, isFail, isSucceed, type Step, type StepId } from '../../model/pipeline.ts';
import { ALWAYS, Guards, NEVER, type Guard } from './guard.ts';
import { catchersOf, needsOf, wayGives, waysOf, type Need } from './needs.ts';

/**
 * The control flow of one drawn scope: what waits for what, under which decisions each step runs, which steps are entered by
 * failures only. Everything that `schedule` and the checks of values stand on.
 */
export interface Flow {
  readonly steps: Readonly<Record<StepId, Step>>;
  /** Main steps so that every edge goes forward; steps of handlers that never come back are not among them. */
  readonly order: readonly StepId[];
  /** Direct successors among the main steps, loops left out. */
  readonly successors: ReadonlyMap<StepId, ReadonlySet<StepId>>;
  readonly guards: Guards;
  /**
   * When each step runs, provided that the execution goes on: ways that surely end (in a Fail, a Succeed, a handler) do not
   * count. So what follows `Choice → Fail | go on` runs always.
   */
  readonly guardOf: ReadonlyMap<StepId, Guard>;
  /** When each step runs, ways that end included: what tells the next state from the one before it. */
  readonly exactGuardOf: ReadonlyMap<StepId, Guard>;
  /** The guard under which a step's values exist: it ran and none of its catches was taken. */
  readonly madeUnder: (step: StepId) => Guard;
  /** The guard after way `index` of a branching step: ways of a Choice, or 0 for success and 1 + n for catcher n. */
  readonly after: (step: StepId, index: number) => Guard;
  /** Decision number of branching steps. */
  readonly decisions: ReadonlyMap<StepId, number>;
  readonly loops: readonly Loop[];
  readonly handlers: readonly Handler[];
  readonly cyclic: readonly StepId[];
  readonly needs: ReadonlyMap<StepId, readonly Need[]>;
  /** Steps that mix exclusive and concurrent predecessors. */
  readonly mixed: readonly { readonly step: StepId; readonly from: readonly StepId[] }[];
}

/** A way back to an earlier step. */
export interface Loop {
  readonly choice: StepId;
  readonly way: number;
  readonly target: StepId;
  /** Steps between target and choice, both included. */
  readonly body: ReadonlySet<StepId>;
}

/** Steps that are entered by failures only and never lead back: they end the scope. */
export interface Handler {
  readonly entry: StepId;
  readonly members: readonly StepId[];
  readonly sources: readonly StepId[];
  /** The handler of the pipeline's "on failure". */
  readonly onFailure: boolean;
}

export function flowOf(steps: Readonly<Record<StepId, Step>>, onFailure: StepId | undefined): Flow {
  const ids = Object.keys(steps).sort();
  const needs = new Map(ids.map((id) => [id, needsOf(id, steps[id] as Step, steps)]));
  const edges = new Map<StepId, Set<StepId>>(ids.map((id) => [id, new Set<StepId>()]));
  for (const id of ids) for (const need of needs.get(id) ?? []) for (const f of need.from) edges.get(f.step)?.add(id);
  const loopWays = findLoops(steps, ids, edges);
  const catches: { from: StepId; index: number; to: StepId }[] = [];
  for (const id of ids) {
    catchersOf(steps[id] as Step).forEach((c, index) => {
      if (Object.hasOwn(steps, c.to)) catches.push({ from: id, index, to: c.to });
    });
  }
  const handlers = findHandlers(steps, ids, edges, needs, catches, onFailure);
  const inHandler = new Set(handlers.flatMap((h) => h.members));
  const forward = new Map([...edges].map(([id, to]) => [id, new Set(to)]));
  for (const c of catches) if (!inHandler.has(c.to)) forward.get(c.from)?.add(c.to);
  const sorted = topologicalOrder(ids, forward);
  const main = sorted.order.filter((id) => !inHandler.has(id));
  const loops = loopWays.map((l) => ({ ...l, body: loopBody(l, forward, ids) }));
  const isEntry = (from: StepId, to: StepId): boolean => handlers.some((h) => h.members.includes(to) && !h.members.includes(from));
  const guards = computeGuards(steps, sorted.order, needs, catches.filter((c) => !isEntry(c.from, c.to)), loopWays, inHandler);
  const successors = new Map(main.map((id) => [id, new Set([...(forward.get(id) ?? [])].filter((m) => !inHandler.has(m)))]));
  return { steps, order: main, successors, ...guards, loops, handlers, cyclic: sorted.cyclic, needs };
}

/** Ways back, by order of the ids; adds the ways that go forward to `edges`. */
function findLoops(steps: Readonly<Record<StepId, Step>>, ids: readonly StepId[], edges: Map<StepId, Set<StepId>>): Omit<Loop, 'body'>[] {
  const loops: Omit<Loop, 'body'>[] = [];
  const undecided: { choice: StepId; way: number; target: StepId }[] = [];
  for (const id of ids) {
    const step = steps[id] as Step;
    if (!isChoice(step)) continue;
    waysOf(step).forEach((way, index) => {
      if (way?.to === undefined || !Object.hasOwn(steps, way.to)) return;
      const found = { choice: id, way: index, target: way.to };
      if (way.loop) loops.push(found);
      else {
        undecided.push(found);
        edges.get(id)?.add(way.to);
      }
    });
  }
  for (const way of undecided) {
    if (way.target !== way.choice && !reachableFrom([way.target], edges).has(way.choice)) continue;
    loops.push(way);
    if (!undecided.some((w) => w !== way && w.choice === way.choice && w.target === way.target && !loops.includes(w))) edges.get(way.choice)?.delete(way.target);
  }
  return loops;
}

function loopBody(loop: Omit<Loop, 'body'>, forward: ReadonlyMap<StepId, ReadonlySet<StepId>>, ids: readonly StepId[]): ReadonlySet<StepId> {
  const after = reachableFrom([loop.target], forward);
  const body = new Set([loop.target, loop.choice]);
  for (const id of ids) if (after.has(id) && reachableFrom([id], forward).has(loop.choice)) body.add(id);
  return body;
}

/** Handlers: entered by catches (or "on failure"), and nothing behind them belongs to the main flow. */
function findHandlers(
  steps: Readonly<Record<StepId, Step>>,
  ids: readonly StepId[],
  edges: ReadonlyMap<StepId, ReadonlySet<StepId>>,
  needs: ReadonlyMap<StepId, readonly Need[]>,
  catches: readonly { from: StepId; index: number; to: StepId }[],
  onFailure: StepId | undefined,
): Handler[] {
  const entries = [...new Set([...catches.map((c) => c.to), ...(onFailure !== undefined && Object.hasOwn(steps, onFailure) ? [onFailure] : [])])].sort();
  const handlers: Handler[] = [];
  const wayTargets = new Map<StepId, StepId[]>();
  for (const id of ids) {
    const step = steps[id] as Step;
    if (isChoice(step)) for (const w of waysOf(step)) if (w?.to !== undefined && !w.loop) wayTargets.set(w.to, [...(wayTargets.get(w.to) ?? []), id]);
  }
  const incoming = new Map<StepId, StepId[]>(ids.map((id) => [id, []]));
  for (const [from, to] of edges) for (const t of to) incoming.get(t)?.push(from);
  const waitsFor = (step: StepId, other: StepId): boolean => (needs.get(step) ?? []).some((n) => !n.weak && n.from.some((f) => f.step === other));
  for (const entry of entries) {
    const sources = [...new Set(catches.filter((c) => c.to === entry).map((c) => c.from))];
    const behind = reachableFrom([entry], edges);
    const members = new Set([entry, ...behind]);
    for (const c of catches) if (members.has(c.from)) for (const m of [c.to, ...reachableFrom([c.to], edges)]) members.add(m);
    const mainSide = new Set([...sources.filter((s) => !members.has(s)), ...reachableFrom(sources.filter((s) => !members.has(s)), edges)]);
    // What certainly ended before a source began can be read where it fails; for anything else the entry would have to wait.
    const isBefore = (p: StepId): boolean => sources.every((s) => reachableFrom([p], edges).has(s));
    const comesBack = [...members].some((m) => (incoming.get(m) ?? []).some((p) => !members.has(p) && (mainSide.has(p) || wayTargets.get(m)?.includes(p) === true || (waitsFor(m, p) && !isBefore(p)))));
    const drawnInFlow = (wayTargets.get(entry) ?? []).some((c) => !members.has(c));
    const loopsOntoSource = sources.some((s) => behind.has(s));
    if (!comesBack && !drawnInFlow && !loopsOntoSource) handlers.push({ entry, members: [...members].sort(), sources, onFailure: entry === onFailure });
  }
  return mergeNested(handlers);
}

/** A handler inside another one's members is part of it: each step belongs to the handler that comes first. */
function mergeNested(handlers: readonly Handler[]): Handler[] {
  return handlers.filter((h) => !handlers.some((other) => other !== h && other.members.includes(h.entry) && !(h.members.includes(other.entry) && h.entry < other.entry)));
}

interface GuardResult {
  readonly guards: Guards;
  readonly guardOf: ReadonlyMap<StepId, Guard>;
  readonly exactGuardOf: ReadonlyMap<StepId, Guard>;
  readonly madeUnder: (step: StepId) => Guard;
  readonly after: (step: StepId, index: number) => Guard;
  readonly decisions: ReadonlyMap<StepId, number>;
  readonly mixed: readonly { readonly step: StepId; readonly from: readonly StepId[] }[];
}

function computeGuards(
  steps: Readonly<Record<StepId, Step>>,
  order: readonly StepId[],
  needs: ReadonlyMap<StepId, readonly Need[]>,
  /** Catches that do not end what they are caught in: other ways of their step. */
  returning: readonly { from: StepId; index: number; to: StepId }[],
  loops: readonly Omit<Loop, 'body'>[],
  inHandler: ReadonlySet<StepId>,
): GuardResult {
  const catchWays = new Map<StepId, number>();
  for (const c of returning) catchWays.set(c.from, catchersOf(steps[c.from] as Step).length);
  const branching = order.filter((id) => isChoice(steps[id] as Step) || catchWays.has(id));
  const decisions = new Map(branching.map((id, i) => [id, i]));
  const guards = new Guards(branching.map((id) => (isChoice(steps[id] as Step) ? waysOf(steps[id] as never).length : 1 + (catchWays.get(id) ?? 0))));
  const guardOf = new Map<StepId, Guard>();
  const g = (id: StepId): Guard => guardOf.get(id) ?? ALWAYS;
  const after = (id: StepId, index: number): Guard => {
    const d = decisions.get(id);
    return d === undefined ? g(id) : guards.and(g(id), guards.way(d, index));
  };
  // A step of a scope around has run whenever this one is entered.
  const madeUnder = (id: StepId): Guard => (!Object.hasOwn(steps, id) ? ALWAYS : isChoice(steps[id] as Step) ? g(id) : after(id, 0));
  const waysInto = new Map<StepId, { choice: StepId; way: number }[]>();
  for (const id of order) {
    const step = steps[id] as Step;
    if (!isChoice(step)) continue;
    waysOf(step).forEach((w, way) => {
      if (w?.to !== undefined && !loops.some((l) => l.choice === id && l.way === way)) waysInto.set(w.to, [...(waysInto.get(w.to) ?? []), { choice: id, way }]);
    });
  }
  const goesBack = (choice: StepId, way: number): boolean => loops.some((l) => l.choice === choice && l.way === way);
  /** Ways that surely end: by what they end in, for the decision that they belong to. */
  const endsDirectly = (choice: StepId, way: number): boolean => {
    const to = waysOf(steps[choice] as never)[way];
    if (to === undefined || goesBack(choice, way)) return true;
    const target = to.to === undefined ? undefined : steps[to.to];
    return target !== undefined && (isFail(target) || isSucceed(target) || inHandler.has(to.to as StepId));
  };
  let terminals: Map<number, Guard> = new Map();
  let mixed: { step: StepId; from: readonly StepId[] }[] = [];
  const exclusive = new Set<StepId>();
  /** Needs (by number) that follow from the others in the exact account; they do when ways that end are left out of it. */
  const followed = new Map<StepId, ReadonlySet<number>>();
  let exactly = true;

  const normalise = (f: Guard): Guard => {
    let all: Guard = NEVER;
    for (const d of guards.support(f)) all = guards.or(all, terminals.get(d) ?? NEVER);
    // What lies on a path that ends is told apart by the decision, whatever the other ways do.
    if (guards.implies(f, all)) return f;
    for (let guard = f; ; ) {
      const support = guards.support(guard);
      let ended: Guard = NEVER;
      for (const d of support) ended = guards.or(ended, terminals.get(d) ?? NEVER);
      const candidate = guards.or(guard, ended);
      if (candidate === guard || guards.support(candidate).size >= support.size) return guard;
      guard = candidate;
    }
  };

  const pass = (): void => {
    mixed = [];
    for (const id of order) {
      const strong: { guard: Guard; from: StepId }[] = [];
      const weak: Guard[] = [];
      const alternatives: Guard[] = [];
      for (const { choice, way } of waysInto.get(id) ?? []) alternatives.push(after(choice, way));
      for (const c of returning) if (c.to === id) alternatives.push(after(c.from, c.index + 1));
      for (const need of needs.get(id) ?? []) {
        let guard: Guard = NEVER;
        for (const f of need.from) guard = guards.or(guard, sourceGuard(f.step, f.port));
        if (need.weak) weak.push(guard);
        else strong.push({ guard, from: (need.from[0] as { step: StepId }).step });
      }
      guardOf.set(id, normalise(combine(id, alternatives, strong, weak)));
    }
  };
  const sourceGuard = (id: StepId, port: string | undefined): Guard => {
    const step = steps[id];
    if (step === undefined || inHandler.has(id)) return guardOf.get(id) ?? ALWAYS;
    if (!isChoice(step) || port === undefined) return madeUnder(id);
    let guard: Guard = NEVER;
    waysOf(step).forEach((w, i) => {
      if (wayGives(w, port)) guard = guards.or(guard, after(id, i));
    });
    return guard === NEVER ? g(id) : normalise(guard);
  };
  const combine = (id: StepId, ways: readonly Guard[], strong: readonly { guard: Guard; from: StepId }[], weak: readonly Guard[]): Guard => {
    let byWay: Guard = NEVER;
    for (const w of ways) byWay = guards.or(byWay, w);
    const alternatives: { guard: Guard; from: StepId | null }[] = ways.length > 0 ? [{ guard: byWay, from: null }] : [];
    // Weaker guards are satisfied by stronger ones: keep the strongest only.
    const follows = (s: { guard: Guard }): boolean => strong.some((t) => t.guard !== s.guard && guards.implies(t.guard, s.guard)) || (ways.length > 0 && guards.implies(byWay, s.guard));
    if (strong.length + ways.length < 2) alternatives.push(...strong);
    else {
      const following = new Set(strong.flatMap((s, i) => (follows(s) ? [i] : [])));
      if (exactly) followed.set(id, following);
      const left = strong.filter((_, i) => !following.has(i) && !followed.get(id)?.has(i));
      alternatives.push(...left.filter((s, i) => left.findIndex((t) => t.guard === s.guard) === i));
    }
    let result: Guard = NEVER;
    let overlapping = false;
    for (const a of alternatives) {
      if (!guards.disjoint(result, a.guard)) overlapping = true;
      result = guards.or(result, a.guard);
    }
    if (alternatives.length === 0) return ALWAYS;
    if (!overlapping) exclusive.add(id);
    // What excludes each other exactly still does when ways that end are left out of the account.
    if (overlapping && !exclusive.has(id)) {
      mixed.push({ step: id, from: alternatives.flatMap((a) => (a.from === null ? [] : [a.from])) });
      return joined(alternatives.map((a) => a.guard));
    }
    for (const w of weak) if (guards.disjoint(result, w)) result = guards.or(result, w);
    return result;
  };

  /** All of several guards; of those that exclude each other, any. */
  const joined = (all: readonly Guard[]): Guard => {
    const sets: Guard[][] = [];
    for (const guard of all) {
      const near = sets.filter((set) => set.some((g) => guards.disjoint(g, guard)));
      for (const set of near) sets.splice(sets.indexOf(set), 1);
      sets.push([guard, ...near.flat()]);
    }
    return sets.map((set) => set.reduce((a, b) => guards.or(a, b))).reduce((a, b) => guards.and(a, b), ALWAYS as Guard);
  };

  const collectTerminals = (which: 'loops' | 'direct' | 'all'): void => {
    terminals = new Map();
    const add = (decision: number, guard: Guard): void => void terminals.set(decision, guards.or(terminals.get(decision) ?? NEVER, guard));
    for (const id of branching) {
      const step = steps[id] as Step;
      if (!isChoice(step)) continue;
      waysOf(step).forEach((_, way) => {
        if (which === 'loops' ? goesBack(id, way) : endsDirectly(id, way)) add(decisions.get(id) as number, after(id, way));
      });
    }
    if (which !== 'all') return;
    for (const id of order) {
      const step = steps[id] as Step;
      if ((!isFail(step) && !isSucceed(step)) || inHandler.has(id)) continue;
      for (const d of guards.support(g(id))) add(d, g(id));
    }
  };
  // The guards of decisions are needed for the terminal ways, and these for the guards: two rounds reach what is drawn.
  pass();
  if (loops.length > 0) {
    // A way back comes out of its loop in the end: even in the exact account what follows the loop is not under a decision.
    collectTerminals('loops');
    pass();
  }
  exactly = false;
  const exactGuardOf = new Map(guardOf);
  // What ends the execution cannot count on ways that end: it is how they end.
  const unclear = mixed.filter(({ step }) => waysInto.has(step) && (isFail(steps[step] as Step) || isSucceed(steps[step] as Step)));
  if (branching.length === 0) return { guards, guardOf, exactGuardOf, madeUnder, after, decisions, mixed };
  collectTerminals('direct');
  pass();
  collectTerminals('all');
  pass();
  for (const m of unclear) if (!mixed.some(({ step }) => step === m.step)) mixed.push(m);
  return { guards, guardOf, exactGuardOf, madeUnder, after, decisions, mixed };
}
