import { isList, jsonEqual, type Json, type JsonObject } from '../../base/json.ts';
import { pointer } from '../../base/pointer.ts';
import { isFail, type Catcher, type Retrier, type StepId } from '../../model/pipeline.ts';
import { compare, drawnSteps, placeOf, type Check, type DrawnStep } from './check.ts';
import { comesTo, leadsTo, nextSteps } from './firstSteps.ts';
import { containersOf } from './graph.ts';
import { targetOf, type Edge, type StateNode } from './machine.ts';
import { ruledOut } from './outcomes.ts';
import { furtherTasks, isUpdate } from './ownSteps.ts';
import { at, call, fromJson, lit, matches, obj, root, type Sym } from './sym.ts';

/** Retries, catches in their three forms, "on failure" and time-outs (emitted-asl.md 8). */
export function checkFailures(check: Check): void {
  const drawn = drawnSteps(check);
  const explained = new Set<Edge>();
  for (const d of drawn) {
    if (!d.state) continue;
    checkTimes(check, d, d.state);
    for (const state of [d.state, ...furtherTasks(check, d)]) {
      checkRetry(check, d, state);
      catchersOf(d).forEach((c, i) => checkCatcher(check, d, state, c, i, explained));
      checkCatchOrder(check, d, state);
    }
  }
  checkOnFailure(check, drawn, explained);
  const byState = new Map(drawn.map((d) => [d.state, d]));
  for (const state of check.machine.states.values()) {
    const step = byState.get(state);
    if (state.json['Retry'] !== undefined && !step && hasAll(state.json['Retry'])) check.report('verify-failure', `${state.name} retries every error`, { state: state.name, pointer: state.pointer });
    for (const e of state.out) {
      if (e.kind === 'catch' && !explained.has(e) && !(step && isUpdate(step, e))) {
        check.report('verify-failure', `${state.name} catches errors for ${e.to}, which is not drawn`, { state: state.name, pointer: `${state.pointer}${pointer('Catch', e.index)}` });
      }
    }
  }
}

function catchersOf(d: DrawnStep): readonly Catcher[] {
  return 'catch' in d.step && d.step.catch ? d.step.catch : [];
}
function hasAll(retry: Json): boolean {
  return isList(retry) && retry.some((r) => jsonEqual((r as JsonObject)['ErrorEquals'], ['States.ALL']));
}

/** A drawn retrier as AWS writes it; what is left out stays AWS's default. */
function retrier(r: Retrier): JsonObject {
  const fields: readonly (readonly [string, Json | undefined])[] = [
    ['ErrorEquals', r.errors], ['IntervalSeconds', r.intervalSeconds], ['MaxAttempts', r.maxAttempts], ['BackoffRate', r.backoffRate], ['MaxDelaySeconds', r.maxDelaySeconds], ['JitterStrategy', r.jitter],
  ];
  return Object.fromEntries(fields.filter((f): f is readonly [string, Json] => f[1] !== undefined));
}

function checkRetry(check: Check, d: DrawnStep, state: StateNode): void {
  const drawn = 'retry' in d.step && d.step.retry ? d.step.retry.map(retrier) : [];
  const emitted = state.json['Retry'] ?? [];
  // Reading a report is no part of the job that is retried; nor is a request to create what is there already.
  if (jsonEqual(emitted, []) && (state !== d.state ? d.step.kind === 'cauce:evaluation' : catches(state).some((e) => isUpdate(d, e)))) return;
  if (!jsonEqual(emitted, drawn)) check.report('verify-failure', `The retries of ${d.step.name} are not the drawn ones`, { step: d.id, argument: '/retry', state: state.name, pointer: `${state.pointer}/Retry` });
}

const TIMES = [['TimeoutSeconds', 'timeoutSeconds'], ['HeartbeatSeconds', 'heartbeatSeconds']] as const;

function checkTimes(check: Check, d: DrawnStep, state: StateNode): void {
  // The time-out of an endpoint is how often its state is asked for.
  if (d.step.kind === 'cauce:endpoint') return;
  for (const [field, key] of TIMES) {
    const drawn = (d.step as unknown as Record<string, Json | undefined>)[key];
    const emitted = check.values.field(state, field);
    if (emitted === undefined && drawn === undefined) continue;
    compare(check, emitted, drawn === undefined ? undefined : check.expect.json(drawn, d.id), placeOf(state, field, d, `/${key}`));
  }
}

/** Finds where a drawn catcher went: on the state, through a Fail of its own, or on a container around it. */
function checkCatcher(check: Check, d: DrawnStep, state: StateNode, drawn: Catcher, index: number, explained: Set<Edge>): void {
  const handler = check.expect.stateOf(drawn.to);
  for (const edge of catches(state)) {
    if (!jsonEqual(edge.json['ErrorEquals'], drawn.errors)) continue;
    if (leadsTo(check, edge, drawn.to) || comesTo(edge, handler, ruledOut(check, d.id, index + 1), () => false)) { explained.add(edge); return; }
    const fail = nextSteps(edge, check.expect).fails.find((f) => String(f.json['Error'] ?? '').startsWith('Cauce.Failed.'));
    const outer = fail && containersOf(state).flatMap(catches).find((c) => errorsOf(c).includes(String(fail.json['Error'])));
    if (fail && outer && nextSteps(outer, check.expect).steps.has(handler)) {
      explained.add(edge);
      explained.add(outer);
      return;
    }
  }
  for (const edge of containersOf(state).flatMap(catches)) {
    if (jsonEqual(edge.json['ErrorEquals'], drawn.errors) && nextSteps(edge, check.expect).steps.has(handler)) { explained.add(edge); return; }
  }
  check.report('verify-failure', `An error of ${d.step.name} goes to ${handler} in the drawing; in the definition it does not`, { step: d.id, argument: pointer('catch', index), state: state.name, pointer: state.pointer });
}

function catches(state: StateNode): readonly Edge[] {
  return state.out.filter((e) => e.kind === 'catch');
}
function errorsOf(edge: Edge): readonly Json[] {
  return isList(edge.json['ErrorEquals']) ? edge.json['ErrorEquals'] : [];
}

/** The first catcher that fits is taken, so their order counts; `States.ALL` stands alone and last. */
function checkCatchOrder(check: Check, d: DrawnStep, state: StateNode): void {
  const drawn = catchersOf(d).map((c) => JSON.stringify(c.errors));
  const emitted = catches(state).map((e) => JSON.stringify(errorsOf(e)));
  const places = emitted.map((e) => drawn.indexOf(e)).filter((i) => i >= 0);
  if (places.some((p, i) => i > 0 && p < (places[i - 1] as number))) check.report('verify-failure', `The catchers of ${d.step.name} are not in the drawn order`, { step: d.id, argument: '/catch', state: state.name, pointer: `${state.pointer}/Catch` });
}

/** "On failure": every job, service call, Map and Parallel at the top hands its error to the handler, which ends in a Fail with it. */
function checkOnFailure(check: Check, drawn: readonly DrawnStep[], explained: Set<Edge>): void {
  const { onFailure } = check.expect.pipeline;
  if (onFailure === undefined) return;
  const handler = check.machine.states.get(check.expect.stateOf(onFailure));
  if (!handler) return;
  const handling = new Set<StateNode>([handler]);
  for (const s of handling) for (const e of s.out) { const t = targetOf(e); if (t) handling.add(t); }
  const sources: Sym[] = [];
  for (const state of check.machine.top.states.values()) {
    if (!['Task', 'Map', 'Parallel'].includes(state.type)) continue;
    const where = { state: state.name, pointer: state.pointer };
    const last = catches(state).at(-1);
    const all = last !== undefined && jsonEqual(last.json['ErrorEquals'], ['States.ALL']) ? last : undefined;
    if (handling.has(state)) {
      const target = all && targetOf(all);
      if (!target || target.type !== 'Fail') check.report('verify-failure', `${state.name} belongs to "on failure" and must not hide the first error`, where);
      if (all) explained.add(all);
      continue;
    }
    const own = drawn.find((d) => d.state === state);
    if (own && catchersOf(own).some((c) => jsonEqual(c.errors as readonly string[], ['States.ALL'])) && all && explained.has(all)) continue;
    if (!all || !nextSteps(all, check.expect).steps.has(handler.name)) check.report('verify-failure', `A failure of ${state.name} does not reach "on failure"`, where);
    else {
      explained.add(all);
      sources.push(errorOf(state.name));
    }
  }
  // A drawn catch may lead to the same handler: it hands over its own error, or the one that a Fail of the compiler's carries.
  for (const state of check.machine.top.states.values()) {
    for (const edge of catches(state)) if (targetOf(edge) === handler && !handling.has(state)) sources.push(errorOf(state.name), call('parse', at(root(`error:${state.name}`), ['Cause'])));
  }
  for (const d of drawn) if (isFail(d.step) && d.state && d.state.scope.depth === 0) checkHandedFail(check, d, d.state, handler, sources);
  checkFinalFail(check, handling, sources, onFailure);
}

/** `{Error, Cause}` of a state, with what stands for a missing one. */
function errorOf(state: string): Sym {
  return call('merge', fromJson({ Error: 'Unknown', Cause: '' }), root(`error:${state}`));
}

/** A drawn Fail at the top is a Pass that assigns its error and goes to the handler. */
function checkHandedFail(check: Check, d: DrawnStep, state: StateNode, handler: StateNode, sources: Sym[]): void {
  const drawn = check.expect.request(d.id);
  const error = obj((['Error', 'Cause'] as const).map((k) => [k, drawn.k === 'obj' ? (drawn.members.get(k) ?? lit('')) : lit('')] as const));
  sources.push(error);
  const edge = state.out.find((e) => e.kind === 'next');
  const assigned = edge && check.values.assignedBy(edge, 'failure');
  if (!edge || targetOf(edge) !== handler || !assigned || !matches(assigned, error)) {
    check.report('verify-failure', `${d.step.name} does not hand its error to "on failure"`, { step: d.id, state: state.name, pointer: state.pointer });
  }
}

function checkFinalFail(check: Check, handling: ReadonlySet<StateNode>, sources: readonly Sym[], onFailure: StepId): void {
  for (const state of handling) {
    const where = { step: onFailure, state: state.name, pointer: state.pointer };
    if (state.end) check.report('verify-failure', `"On failure" ends well at ${state.name}; the execution has failed`, where);
    if (state.type !== 'Fail' || check.expect.isDrawn(state.name)) continue;
    for (const field of ['Error', 'Cause'] as const) {
      const emitted = check.values.field(state, field);
      const allowed = sources.map((s) => at(s, [field]));
      const got = emitted?.k === 'phi' ? emitted.alts : emitted ? [emitted] : [];
      if (got.length === 0 || !got.every((g) => allowed.some((a) => matches(g, a)))) check.report('verify-failure', `${state.name} does not repeat the first error`, { ...where, pointer: `${state.pointer}/${field}` });
    }
  }
}
