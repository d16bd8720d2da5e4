import { jsonEqual, type Json, type JsonObject } from '../../base/json.ts';
import { estimatedSeconds } from '../../catalog/estimate.ts';
import type { Catalog } from '../../catalog/kind.ts';
import type { StepId } from '../../model/pipeline.ts';
import type { Check } from './check.ts';
import { dependencies } from './dependencies.ts';
import { cut80 } from './expect.ts';
import { inCommonScope, orderOf } from './graph.ts';
import { targetOf, type StateNode } from './machine.ts';
import { isSurelyBefore, reachedWithout, sentBy } from './signals.ts';
import { at, matches } from './sym.ts';

/** Every signal keeps a wait that is drawn, reads what its producer wrote, and can neither be in vain nor last for ever. */
export function checkSignals(check: Check, catalog: Catalog): void {
  const { writers, writerOf } = check.signals;
  if (writers.length + writerOf.size === 0) return;
  const fault = (code: 'verify-states' | 'verify-order' | 'verify-value' | 'verify-failure', state: StateNode, what: string): void => check.report(code, `${state.name} ${what}`, { state: state.name, pointer: state.pointer });
  if (check.expect.pipeline.settings?.signals !== true) for (const state of [...writers, ...writerOf.keys()]) fault('verify-states', state, 'is a signal, and the pipeline wants none');
  const producerOf = new Map<StateNode, StepId>();
  for (const writer of writers) {
    const producer = producerAt(check, writer);
    if (producer === undefined) fault('verify-value', writer, 'writes to a place that belongs to no step');
    else {
      producerOf.set(writer, producer);
      checkWriter(check, writer, producer, fault);
    }
  }
  const retry = retryOf(check, catalog);
  for (const [wait, writer] of writerOf) {
    const producer = writer && producerOf.get(writer);
    if (writer === undefined || producer === undefined) {
      fault('verify-value', wait, 'waits for a marker that no state writes');
      continue;
    }
    if (!hasOnly(check, wait, ['Bucket', 'Key'])) fault('verify-value', wait, 'asks for more than the marker');
    if (!jsonEqual(wait.json['Retry'] ?? null, retry)) fault('verify-failure', wait, 'does not wait as long as a signal has to');
    const common = inCommonScope(writer, wait);
    if (common === undefined || common.a !== common.b || common.a.type !== 'Parallel' || check.expect.isDrawn(common.a.name)) fault('verify-order', wait, 'does not wait for another branch of the same Parallel');
    if (!runsOnce(check, wait)) fault('verify-order', wait, 'may run more than once: it would find the marker of the time before');
    if (!keepsADrawnWait(check, wait, producer)) fault('verify-order', wait, 'waits for a step that nothing behind it needs');
    if (!isNamed(check, wait, producer)) fault('verify-states', wait, 'is not called after the steps that it stands between');
  }
  for (const writer of writers) if (![...writerOf.values()].includes(writer)) fault('verify-states', writer, 'writes a marker that nobody waits for');
  for (const wait of writerOf.keys()) if (isInACircle(check, wait)) fault('verify-order', wait, 'waits for what comes after it: the execution would never end');
}

type Fault = (code: 'verify-states' | 'verify-order' | 'verify-value' | 'verify-failure', state: StateNode, what: string) => void;

/** The step whose marker lies where a state writes. */
function producerAt(check: Check, writer: StateNode): StepId | undefined {
  const place = sentBy(check.values, writer, ['Bucket', 'Key']);
  const [bucket, key] = [at(place, ['Bucket']), at(place, ['Key'])];
  return [...check.expect.steps.keys()].find((id) => matches(bucket, check.expect.bucket(id)) && matches(key, check.expect.markerKey(id)));
}

function checkWriter(check: Check, writer: StateNode, producer: StepId, fault: Fault): void {
  const own = check.machine.states.get(check.expect.stateOf(producer));
  if (!hasOnly(check, writer, ['Bucket', 'Key', 'Body'])) fault('verify-value', writer, 'does not write one marker');
  if (!isCalled(writer.name, cut80(check.expect.stateOf(producer), ' signal'))) fault('verify-states', writer, 'is not called after its step');
  if (!jsonEqual(writer.json['Retry'] ?? null, [TRANSIENT])) fault('verify-failure', writer, 'gives up where S3 fails for a moment');
  const isOwn = (s: StateNode): boolean => s === own || (own !== undefined && !check.expect.isDrawn(s.name) && s.name.startsWith(own.name.slice(0, 60)));
  if (own?.scope !== writer.scope || writer.in.length === 0 || !writer.in.every((e) => isOwn(e.from))) fault('verify-order', writer, 'does not stand right behind its step');
  if (!surelyRuns(writer)) fault('verify-order', writer, 'is left out on some path: who waits for it would wait for ever');
  if (!runsOnce(check, writer)) fault('verify-order', writer, 'may run more than once');
}

function hasOnly(check: Check, state: StateNode, members: readonly string[]): boolean {
  const sent = sentBy(check.values, state);
  return sent.k === 'obj' && sent.members.size === members.length && members.every((m) => sent.members.has(m));
}

const TRANSIENT: JsonObject = { ErrorEquals: ['S3.S3Exception', 'S3.SdkClientException'], IntervalSeconds: 2, MaxAttempts: 5, BackoffRate: 2 };

/** Every half minute: at least for a day, ten times as long as the drawing is estimated to take, and 6 000 times in all waits together. */
function retryOf(check: Check, catalog: Catalog): Json {
  const estimated = Math.ceil((10 * estimatedSeconds(check.expect.pipeline.steps, catalog)) / 30);
  const attempts = Math.min(Math.floor(6000 / check.signals.writerOf.size), Math.max(2880, estimated));
  return [{ ErrorEquals: ['S3.NoSuchKeyException'], IntervalSeconds: 30, MaxAttempts: attempts, BackoffRate: 1 }, TRANSIENT];
}

function isCalled(name: string, wanted: string): boolean {
  return name === wanted || name.replace(/ \(\d+\)$/, '') === wanted;
}

/** `<step> wait for <step>`; of names that are too long together each keeps its beginning. */
function isNamed(check: Check, wait: StateNode, producer: StepId): boolean {
  const theirs = check.expect.stateOf(producer);
  const plain = wait.name.replace(/ \(\d+\)$/, '');
  return [...check.expect.steps.keys()].some((id) => {
    const own = check.expect.stateOf(id);
    if (plain === `${own} wait for ${theirs}`) return true;
    return plain.length > 60 && own.length + theirs.length > 60 && plain.startsWith(`${own.slice(0, 30)}`) && plain.includes(` wait for ${theirs.slice(0, 30)}`);
  });
}

/** All containers around a state, the state itself first. */
function withContainers(state: StateNode): readonly StateNode[] {
  return state.scope.container === undefined ? [state] : [state, ...withContainers(state.scope.container)];
}

/** In no Map, loop or drawn container, and in nothing that is tried again. */
function runsOnce(check: Check, state: StateNode): boolean {
  return withContainers(state).every((s) => {
    if (s !== state && (s.type !== 'Parallel' || check.expect.isDrawn(s.name) || s.json['Retry'] !== undefined)) return false;
    const seen = new Set<StateNode>(s.out.flatMap((e) => targetOf(e) ?? []));
    for (const next of seen) for (const e of next.out) { const t = targetOf(e); if (t) seen.add(t); }
    return !seen.has(s);
  });
}

/** No path ends its branch well without the state, whether something was caught on it or not. */
function surelyRuns(state: StateNode): boolean {
  const branches = withContainers(state).filter((s) => s.scope.container !== undefined);
  return branches.every((s) => {
    const start = s.scope.states.get(s.scope.startAt);
    const around = start === undefined || start === s ? [] : reachedWithout(start, s);
    const caught = s.out.flatMap((e) => (e.kind === 'catch' ? (targetOf(e) ?? []) : []));
    return ![...around, ...caught.flatMap((c) => [...reachedWithout(c, s)])].some((r) => r.end);
  });
}

function isBefore(first: StateNode, then: StateNode): boolean {
  const common = inCommonScope(first, then);
  return common !== undefined && common.a !== common.b && orderOf(common.a.scope).reaches(common.a, common.b);
}

/** Is the writer of a wait, or of a wait before that writer, and so on, only reached behind the wait itself? */
function isInACircle(check: Check, wait: StateNode): boolean {
  const { writerOf } = check.signals;
  const open = new Set<StateNode>([wait]);
  for (const w of open) {
    const writer = writerOf.get(w);
    if (writer === undefined) continue;
    for (const other of writerOf.keys()) {
      if (!isBefore(other, writer)) continue;
      if (other === wait) return true;
      open.add(other);
    }
  }
  return false;
}

/** Does a step that only runs behind the wait wait for the producer in the drawing, directly or over others? */
function keepsADrawnWait(check: Check, wait: StateNode, producer: StepId): boolean {
  const next = new Map<StepId, StepId[]>();
  for (const d of dependencies(check.expect.pipeline)) next.set(d.from, [...(next.get(d.from) ?? []), d.to]);
  const needing = new Set<StepId>(next.get(producer) ?? []);
  for (const id of needing) for (const later of next.get(id) ?? []) needing.add(later);
  return [...needing].some((id) => {
    const state = check.machine.states.get(check.expect.stateOf(id));
    return state !== undefined && isSurelyBefore(wait, state);
  });
}
