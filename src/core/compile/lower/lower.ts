import { isMap, isParallel, type StepId } from '../../model/pipeline.ts';
import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { Resolved } from '../resolve/resolve.ts';
import { ALWAYS } from '../resolve/guard.ts';
import type { Plan, ScopePlan } from '../schedule/plan.ts';
import type { AslScope } from '../scope.ts';
import { literal, staticJson, type Value } from '../value.ts';
import type { Variables } from '../variables.ts';
import { keptBy, keptFromBranches, merged } from './assigns.ts';
import { returnsOf } from './ends.ts';
import { containerCatches, withOnFailure } from './failures.ts';
import { lowering, stepOf, type End, type Escape, type Frame, type Lowering, type Target } from './lowering.ts';
import type { Assignment, Catch, Machine, State } from './machine.ts';
import { asPath } from './paths.ts';
import { placed } from './reading.ts';
import { lowerRegion } from './regions.ts';
import { signalAfter, waitsBefore } from './signals.ts';
import { catchesOf, exitOf, hoisted, lowerStep, type Back } from './steps.ts';

export interface Lowered {
  readonly machine: Machine;
  readonly variables: Variables;
  readonly diagnostics: readonly Diagnostic[];
  /** Run parameters are read from `$params`, made by the state `Parameters`. */
  readonly hasParameters: boolean;
}

/** States, names, where values live: the machine, but for its bytes. */
export function lower(resolved: Resolved, plans: ReadonlyMap<string, ScopePlan>): Lowered {
  const l = lowering(resolved, plans);
  const root = l.layout.rootOf.get('') as AslScope;
  const states: State[] = [];
  const main = lowerScope(l, '', root, { of: 'machine' }, states, [], false);
  const start = withParameters(l, main, states);
  l.variables.assignNames();
  const machine = inOrder(l, { startAt: start, states });
  return { machine, variables: l.variables, diagnostics: l.diagnostics, hasParameters: states.some((s) => s.type === 'Parameters' && s.run.length > 0) };
}

/** One drawn scope: its handlers first (they read from the main flow), then the main flow. */
function lowerScope(l: Lowering, key: string, asl: AslScope, end: End, states: State[], escapes: Escape[], continues: boolean): Target {
  const plan = l.plans.get(key) as ScopePlan;
  const flow = (l.resolved.scopes.get(key) as { flow: Frame['flow'] }).flow;
  let onFailure: readonly Catch[] = [];
  const handlers = [...plan.handlers].sort((a, b) => Number(b.onFailure) - Number(a.onFailure));
  for (const handler of handlers) {
    if (!handler.onFailure) {
      const frame: Frame = { asl, flow: handler.flow, states, end, continues, escapes, onFailure };
      noteEntry(l, handler.entry, entered(l, frame, handler.plan, lowerPlan(l, frame, handler.plan, { to: 'end', when: ALWAYS })));
      continue;
    }
    const failure = l.variables.own('failure', 'failure', asl, 'failure');
    const failed = l.names.free('Failed');
    const part = (name: string): Value => ({ op: 'named', variable: failure, path: [name] });
    states.push({ type: 'Fail', name: failed, error: part('Error'), cause: part('Cause') });
    const toFailed: Catch = { errors: ['States.ALL'], assign: [], next: failed };
    const entry = lowerPlan(l, { asl, flow: handler.flow, states, end: { of: 'state', name: failed }, continues, escapes, onFailure: [toFailed] }, handler.plan, { to: 'end', when: ALWAYS });
    const next = entry.to === 'state' ? entry.name : failed;
    noteEntry(l, handler.entry, entry);
    onFailure = [{ errors: ['States.ALL'], assign: [{ variable: failure, whole: { op: 'error' } }], next }];
  }
  const frame: Frame = { asl, flow, states, end, continues, escapes, onFailure };
  if (plan.main === null) return { to: 'end', when: ALWAYS };
  return started(l, frame, plan.main, lowerPlan(l, frame, plan.main, { to: 'end', when: ALWAYS }));
}

function noteEntry(l: Lowering, id: StepId, entry: Target): void {
  if (entry.to === 'state' && entry.name !== l.names.of(id)) l.entries.set(id, entry.name);
}

/** A scope cannot assign before its first state: a Pass does, where the way in wants assignments. */
function started(l: Lowering, frame: Frame, plan: Plan, target: Target): Target {
  if (target.to === 'end' || target.onEnter.length === 0) return target;
  const name = l.names.after(firstStep(plan), 'start');
  frame.states.push({ type: 'Pass', name, assign: target.onEnter, exit: { next: target.name } });
  return { to: 'state', name, onEnter: [] };
}

function firstStep(plan: Plan): StepId {
  switch (plan.kind) {
    case 'step':
      return plan.id;
    case 'sequence':
      return firstStep(plan.items[0] as Plan);
    case 'parallel':
      return firstStep(plan.branches[0] as Plan);
    case 'region':
      return firstStep((plan.blocks[0] as { plan: Plan }).plan);
  }
}

const NO_CATCHES: Back = new Map();

/** A plan as states in front of `target`; gives the way in. */
function lowerPlan(l: Lowering, frame: Frame, plan: Plan, target: Target): Target {
  return waitsBefore(l, frame, plan, lowerPart(l, frame, plan, target));
}

function lowerPart(l: Lowering, frame: Frame, plan: Plan, target: Target): Target {
  switch (plan.kind) {
    case 'step': {
      const after = target.to === 'end' ? { ...target, when: frame.flow.exactGuardOf.get(plan.id) ?? target.when } : target;
      return lowerOne(l, frame, plan.id, signalAfter(l, frame, plan.id, after), NO_CATCHES);
    }
    case 'sequence':
      return plan.items.reduceRight<Target>((next, item) => lowerPlan(l, frame, item, next), target);
    case 'parallel':
      return lowerParallel(l, frame, plan, target);
    case 'region':
      return lowerRegion(l, frame, plan, target, { plan: lowerPlan, step: lowerOne });
  }
}

function lowerOne(l: Lowering, frame: Frame, id: StepId, target: Target, back: Back): Target {
  const { step } = stepOf(l, id);
  if (isMap(step)) return lowerMap(l, frame, id, target, back);
  if (isParallel(step)) return lowerDrawnParallel(l, frame, id, target, back);
  return lowerStep(l, frame, id, target, back);
}

/** A Parallel of the compiler's own: branches return what the outside needs, the Parallel assigns it (emitted-asl.md 6). */
function lowerParallel(l: Lowering, frame: Frame, plan: Extract<Plan, { kind: 'parallel' }>, target: Target): Target {
  const scopes = l.layout.branchScopes.get(plan) as readonly AslScope[];
  const name = l.layout.parallelNames.get(plan) as string;
  const first = firstStep(plan);
  const { exit, onEnter } = exitOf(l, frame, first, 'Parallel', { kind: 'branches', scopes }, target);
  const escapes: Escape[] = [];
  const continues = frame.continues || 'next' in exit;
  const branches = plan.branches.map((branch, i) => {
    const states: State[] = [];
    const inner: Frame = { asl: scopes[i] as AslScope, flow: frame.flow, states, end: { of: 'branch' }, continues, escapes, onFailure: [] };
    return body(l, inner, branch, started(l, inner, branch, lowerPlan(l, inner, branch, { to: 'end', when: ALWAYS })));
  });
  const catches = withOnFailure(frame, containerCatches(l, frame, scopes, escapes));
  frame.states.push({ type: 'Parallel', name, branches, assign: merged(keptFromBranches(l, scopes, frame.asl), onEnter), retry: [], catches, exit });
  return { to: 'state', name, onEnter: [] };
}

/** A machine needs a state: where nothing is left (a Succeed alone in a branch), a Pass that returns. */
function body(l: Lowering, frame: Frame, plan: Plan | null, entry: Target): Machine {
  return { startAt: entered(l, frame, plan, entry).name, states: frame.states };
}

/** The first state of a plan that something leads to by name. */
function entered(l: Lowering, frame: Frame, plan: Plan | null, entry: Target): Extract<Target, { to: 'state' }> {
  if (entry.to === 'state') return entry;
  const name = plan === null ? l.names.free('Empty') : l.names.after(firstStep(plan), 'result');
  frame.states.push({ type: 'Pass', name, assign: [], exit: { returns: returnsOf(l, frame, { kind: 'nothing' }, entry.when) } });
  return { to: 'state', name, onEnter: [] };
}

function lowerMap(l: Lowering, frame: Frame, id: StepId, target: Target, back: Back): Target {
  const resolved = stepOf(l, id);
  const { exit, onEnter } = exitOf(l, frame, id, 'Map', { kind: 'step', step: id, stage: 'main' }, target);
  const key = [...resolved.scope.path, id].join('/');
  const asl = l.layout.rootOf.get(key) as AslScope;
  const escapes: Escape[] = [];
  const states: State[] = [];
  const end: End = { of: 'body', container: id, branch: 0 };
  const entry = lowerScope(l, key, asl, end, states, escapes, false);
  const plan = l.plans.get(key)?.main ?? null;
  const machine = body(l, { asl, flow: (l.resolved.scopes.get(key) as { flow: Frame['flow'] }).flow, states, end, continues: false, escapes, onFailure: [] }, plan, entry);
  const parts: { name: string; variable: Assignment }[] = [];
  const items = itemsOf(l, frame, id, placed(l, resolved.items ?? literal([]), frame.asl), parts);
  const limit = resolved.maxConcurrency && asPath(l, frame, id, placed(l, resolved.maxConcurrency, frame.asl), parts);
  const frameOf = l.layout.frames.get(id);
  const catches = withOnFailure(frame, [...containerCatches(l, frame, [asl], escapes), ...catchesOf(l, { ...frame, onFailure: [] }, id, back)]);
  frame.states.push({
    type: 'Map',
    name: l.names.of(id),
    step: id,
    items,
    ...(limit ? { maxConcurrency: limit } : {}),
    ...(frameOf ? { selector: selectorOf(frameOf) } : {}),
    body: machine,
    assign: merged(keptBy(l, id, frame.asl), onEnter),
    retry: (resolved.step as { retry?: readonly never[] }).retry ?? [],
    catches,
    exit,
  });
  return hoisted(l, frame, id, parts);
}

/** A literal list is no path: in JSONPath a Pass makes it a variable. */
function itemsOf(l: Lowering, frame: Frame, id: StepId, items: Value, parts: { name: string; variable: Assignment }[]): Value {
  if (l.language === 'jsonata') return items;
  if (items.op !== 'literal' && items.op !== 'list' && items.op !== 'object') return asPath(l, frame, id, items, parts);
  const variable = l.variables.own(`${id} items`, `${stepOf(l, id).step.name} items`, frame.asl);
  parts.push({ name: l.names.after(id, 'items'), variable: { variable, whole: items } });
  return { op: 'named', variable, path: [] };
}

function selectorOf(frame: { readonly index: boolean; readonly outer: boolean }): Value {
  return {
    op: 'object',
    entries: [
      ['item', { op: 'mapItem' }],
      ['index', { op: 'mapIndex' }],
      ...(frame.outer ? ([['outer', { op: 'input', path: [], at: '' }]] as const) : []),
    ],
  };
}

function lowerDrawnParallel(l: Lowering, frame: Frame, id: StepId, target: Target, back: Back): Target {
  const resolved = stepOf(l, id);
  const { exit, onEnter } = exitOf(l, frame, id, 'Parallel', { kind: 'step', step: id, stage: 'main' }, target);
  const escapes: Escape[] = [];
  const scopes: AslScope[] = [];
  const branches = (resolved.step as { branches: readonly { id: string }[] }).branches.map((branch, i) => {
    const key = `${[...resolved.scope.path, id].join('/')}/#${branch.id}`;
    const asl = l.layout.rootOf.get(key) as AslScope;
    scopes.push(asl);
    const states: State[] = [];
    const end: End = { of: 'body', container: id, branch: i };
    const continues = frame.continues || 'next' in exit;
    const entry = lowerScope(l, key, asl, end, states, escapes, continues);
    return body(l, { asl, flow: (l.resolved.scopes.get(key) as { flow: Frame['flow'] }).flow, states, end, continues, escapes, onFailure: [] }, l.plans.get(key)?.main ?? null, entry);
  });
  const catches = withOnFailure(frame, [...containerCatches(l, frame, scopes, escapes), ...catchesOf(l, { ...frame, onFailure: [] }, id, back)]);
  const retry = (resolved.step as { retry?: readonly never[] }).retry ?? [];
  frame.states.push({ type: 'Parallel', name: l.names.of(id), step: id, branches, assign: merged(keptBy(l, id, frame.asl), onEnter), retry, catches, exit });
  return { to: 'state', name: l.names.of(id), onEnter: [] };
}

/** The state `Parameters` in front, where it is needed (emitted-asl.md 3). */
function withParameters(l: Lowering, entry: Target, states: State[]): string {
  const { context, pipeline } = l.resolved;
  const used = [...new Set(context.uses.filter((u) => u.step !== null || !u.argument.startsWith('/machine')).map((u) => u.parameter))].sort();
  const run = used.filter((name) => context.parameters.get(name)?.phase === 'run');
  const defaults = context.environment?.values.inputDefaults ?? {};
  const hasDefault = run.some((name) => context.parameters.get(name)?.default !== undefined || Object.hasOwn(defaults, name));
  const start = entry.to === 'state' ? entry.name : '';
  const seen = wholeFieldsOf(states.find((s) => s.name === start));
  const checks = (pipeline.settings?.checkInputFirst ?? true) && run.some((name) => !seen.has(name));
  if (!hasDefault && !checks && l.deployed.size === 0) return start;
  // What the first loop needs can be assigned here: then no Pass does.
  const first = states.findIndex((s) => s.type === 'Pass' && s.name === start && s.step === undefined && s.makes === undefined && 'next' in s.exit && s.assign.every(isKnown) && !returnedTo(states, start));
  const begin = first < 0 ? undefined : (states[first] as Extract<State, { type: 'Pass' }>);
  if (begin) states.splice(first, 1);
  const next = begin && 'next' in begin.exit ? begin.exit.next : start;
  states.push({ type: 'Parameters', name: l.names.free('Parameters'), run, deployed: [...l.deployed].sort(), assign: begin?.assign ?? [], exit: { next } });
  return (states.at(-1) as State).name;
}

/** Does an assignment read nothing, so that it can be made before `$params` is there? */
function isKnown({ whole, leaves }: Assignment): boolean {
  return [...(whole ? [whole] : []), ...(leaves ?? []).map(([, value]) => value)].every((value) => staticJson(value) !== undefined);
}

function returnedTo(states: readonly State[], name: string): boolean {
  return states.some((s) => nextsOf(s).includes(name));
}

/** Run parameters that are a whole field of a state: AWS looks at them the moment the state begins. */
function wholeFieldsOf(state: State | undefined): ReadonlySet<string> {
  const found = new Set<string>();
  if (state?.type !== 'Task') return found;
  const visit = (value: Value): void => {
    if (value.op === 'parameter') found.add(value.name);
    if (value.op === 'object' || value.op === 'list') for (const part of value.op === 'object' ? value.entries.map(([, v]) => v) : value.items) visit(part);
  };
  visit(state.arguments);
  return found;
}

/** States in the order in which they are reached, loops pointing at the way into their body. */
function inOrder(l: Lowering, machine: Machine): Machine {
  const byName = new Map(machine.states.map((s) => [s.name, s]));
  const resolveNext = (name: string): string => (name.startsWith('@') ? (l.entries.get(name.slice(1)) ?? l.names.of(name.slice(1))) : name);
  const order: State[] = [];
  const seen = new Set<string>();
  const visit = (first: string): void => {
    const todo = [first];
    for (let name = todo.shift(); name !== undefined; name = todo.shift()) {
      if (seen.has(name)) continue;
      seen.add(name);
      const state = byName.get(name);
      if (!state) continue;
      order.push(fixed(state));
      todo.unshift(...nextsOf(state).map(resolveNext));
    }
  };
  const fixed = (state: State): State => {
    switch (state.type) {
      case 'Choice':
        return { ...state, rules: state.rules.map((r) => ({ ...r, next: resolveNext(r.next) })), otherwise: resolveNext(state.otherwise) };
      case 'Parallel':
        return { ...state, branches: state.branches.map((b) => inOrder(l, b)) };
      case 'Map':
        return { ...state, body: inOrder(l, state.body) };
      default:
        return state;
    }
  };
  visit(machine.startAt);
  for (const state of machine.states) visit(state.name);
  return { startAt: machine.startAt, states: order };
}

function nextsOf(state: State): readonly string[] {
  if (state.type === 'Choice') return [...state.rules.map((r) => r.next), state.otherwise];
  const exit = 'exit' in state && 'next' in state.exit ? [state.exit.next] : [];
  return [...exit, ...('catches' in state ? state.catches.map((c) => c.next) : [])];
}
