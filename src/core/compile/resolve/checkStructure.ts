import { reachableFrom } from '../../base/graph.ts';
import { own, type Json, type JsonObject } from '../../base/json.ts';
import { pointer } from '../../base/pointer.ts';
import type { Where } from '../../diagnostic/diagnostic.ts';
import { isChoice, isFail, isMap, isParallel, isSucceed, isWait, type Step, type StepId } from '../../model/pipeline.ts';
import type { Scope } from '../../model/scopes.ts';
import { nameOf, report, type ResolveContext } from './context.ts';
import type { Flow, Loop } from './flow.ts';
import { NEVER } from './guard.ts';
import { bodiesOf, catchersOf, waysOf } from './needs.ts';

/** Is the drawing one that can run at all? Structure only, no values. */
export function checkStructure(context: ResolveContext, scopes: ReadonlyMap<string, { readonly scope: Scope; readonly flow: Flow }>): void {
  checkNames(context);
  for (const { scope, flow } of scopes.values()) {
    if (Object.keys(scope.steps).length === 0) {
      const container = scope.path.at(-1);
      report(context, 'empty-pipeline', { step: emptyInWords(context, scope) }, container === undefined ? {} : { step: container });
    }
    if (flow.cyclic.length > 0) {
      const names = flow.cyclic.map((id) => nameOf(context, id));
      report(context, 'cycle', { steps: names.slice(0, 8).join(', ') + (names.length > 8 ? ' …' : '') }, { step: flow.cyclic[0] as StepId });
    }
    for (const { step, from } of flow.mixed) report(context, 'conditional-join', { step: nameOf(context, step), from: from.map((f) => nameOf(context, f)).join(', ') }, { step });
    for (const [id, step] of Object.entries(scope.steps)) checkStep(context, id, step, scope, flow);
  }
  const { onFailure } = context.pipeline;
  if (onFailure !== undefined) {
    const top = scopes.get('')?.flow;
    if (!Object.hasOwn(context.pipeline.steps, onFailure)) report(context, 'unknown-target', { what: 'On failure', to: onFailure }, {});
    else if (top && !top.handlers.some((h) => h.members.includes(onFailure))) report(context, 'on-failure-in-flow', { step: nameOf(context, onFailure) }, { step: onFailure });
  }
}

const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]/g;

function checkNames(context: ResolveContext): void {
  const seen = new Map<string, StepId>();
  for (const [id, { step }] of context.steps) {
    const name = stateNameOf(step);
    if (seen.has(name)) report(context, 'duplicate-name', { name }, { step: id });
    seen.set(name, id);
    if (step.name.search(CONTROL) >= 0) report(context, 'name-characters', {}, { step: id });
    if ([...step.name.trim()].length > 80) report(context, 'name-too-long', { length: [...step.name.trim()].length }, { step: id });
  }
}

/** The step's name as a state name: without control characters, which AWS refuses, trimmed, at most 80 characters, never empty. */
export function stateNameOf(step: Step): string {
  const whole = step.name.replace(CONTROL, ' ').trim();
  const name = whole.length <= 80 ? whole : [...whole].slice(0, 80).join('').trim();
  return name === '' ? 'Step' : name;
}

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
}
const SECONDS: Bounds = { least: 1, most: 99_999_999, whole: true };
/** `intervalSeconds` of 0 is left to the check of the definition, which warns. */
const RETRY_BOUNDS: Readonly<Record<string, Bounds>> = {
  intervalSeconds: { ...SECONDS, least: 0 },
  maxAttempts: { ...SECONDS, least: 0 },
  backoffRate: { least: 1, most: Infinity, whole: false },
  maxDelaySeconds: { least: 1, most: 31_622_400, whole: true },
};

/** Retries: numbers that are written, never bound, and that AWS bounds (Amazon States Language). */
function checkRetries(context: ResolveContext, id: StepId, step: Step): void {
  if (!('retry' in step)) return;
  step.retry?.forEach((retrier, i) => {
    for (const [field, of] of Object.entries(RETRY_BOUNDS)) {
      const value = own(retrier as unknown as JsonObject, field);
      if (value !== undefined) checkNumber(context, field, value, of, { step: id, argument: `/retry/${i}/${field}` });
    }
  });
}

/** A result that was added and never bound is an empty text, which nobody wants to read. */
function checkResults(context: ResolveContext, id: StepId, step: Step): void {
  if (!isMap(step) && !isParallel(step)) return;
  for (const [name, value] of Object.entries(step.result ?? {})) {
    if (value === '') report(context, 'empty-result', { result: name, step: step.name }, { step: id, argument: `/result${pointer(name)}` });
  }
}

function checkNumber(context: ResolveContext, field: string, value: Json, { least, most, whole }: Bounds, where: Where): void {
  const expected = whole ? 'a whole number' : 'a number';
  if (typeof value !== 'number' || (whole && !Number.isInteger(value))) return report(context, 'wrong-type', { field, found: JSON.stringify(value), expected }, where);
  if (value < least) report(context, 'out-of-range', { field, value, bound: 'minimum', limit: least }, where);
  else if (value > most) report(context, 'out-of-range', { field, value, bound: 'maximum', limit: most }, where);
}

function checkStep(context: ResolveContext, id: StepId, step: Step, scope: Scope, flow: Flow): void {
  checkRetries(context, id, step);
  checkResults(context, id, step);
  const inReach = (to: StepId): boolean => Object.hasOwn(scope.steps, to);
  if (isChoice(step)) {
    if ((step.branches ?? []).length === 0) report(context, 'choice-without-ways', { step: step.name }, { step: id });
    waysOf(step).forEach((way, i) => {
      const at = i === (step.branches ?? []).length ? '/otherwise' : `/branches/${i}`;
      if (way?.to !== undefined && !inReach(way.to)) report(context, 'unknown-target', { what: i === (step.branches ?? []).length ? 'Otherwise' : `Way ${i + 1}`, to: way.to }, { step: id, argument: `${at}/to` });
    });
    for (const loop of flow.loops) if (loop.choice === id && !leadsBack(loop, flow)) {
      const at = loop.way === (step.branches ?? []).length ? '/otherwise' : `/branches/${loop.way}`;
      report(context, 'loop-not-back', { step: step.name, to: nameOf(context, loop.target) }, { step: id, argument: `${at}/to` });
    }
    for (const loop of flow.loops) if (loop.choice === id && waysOf(step)[loop.way]?.loop?.max === undefined) report(context, 'loop-without-maximum', { step: step.name }, { step: id });
  }
  const enclosing = [scope, ...scope.path.map((_, i) => ({ steps: i === 0 ? context.pipeline.steps : bodyAround(context, scope.path, i) }))];
  catchersOf(step).forEach((c, i) => {
    if (!enclosing.some((s) => Object.hasOwn(s.steps, c.to))) report(context, 'unknown-target', { what: `Catch ${i + 1}`, to: c.to }, { step: id, argument: `/catch/${i}/to` });
  });
  if (flow.guardOf.get(id) === NEVER) report(context, 'unreachable-step', { step: step.name }, { step: id });
  for (const need of flow.needs.get(id) ?? []) {
    const end = need.from.find((f) => isFail(scope.steps[f.step] as Step) || isSucceed(scope.steps[f.step] as Step));
    if (end && need.from.length === 1) report(context, 'after-the-end', { step: step.name, end: nameOf(context, end.step) }, { step: id });
  }
  if (isWait(step)) {
    const given = ['Seconds', 'Timestamp'].filter((k) => step.arguments?.[k] !== undefined);
    // Both are too many for the request as well, and reported with it.
    if (given.length === 0) report(context, 'wait-without-duration', { step: step.name }, { step: id, argument: '/arguments' });
  }
  if (isMap(step) && step.items === undefined) report(context, 'map-without-items', { step: step.name }, { step: id, argument: '/items' });
  if (isParallel(step) && bodiesOf(step).length === 0) report(context, 'empty-pipeline', { step: step.name }, { step: id });
}

/** Does the Choice come after the step that its way goes back to? What a failure leads to has a flow of its own, and no way out of it. */
function leadsBack({ choice, target }: Loop, flow: Flow): boolean {
  const handler = flow.handlers.find((h) => h.members.includes(choice) || h.members.includes(target));
  if (handler) return handler.members.includes(choice) && handler.members.includes(target);
  if (target === choice) return true;
  return reachableFrom([target], flow.successors).has(choice);
}

/** `Try each set`, `Branch 2 of Side by side`; the empty text for the pipeline itself. */
function emptyInWords(context: ResolveContext, { path, branch }: Scope): string {
  const container = path.at(-1);
  if (container === undefined) return '';
  const step = context.steps.get(container)?.step;
  const index = step && isParallel(step) ? step.branches.findIndex((b) => b.id === branch) : -1;
  return index < 0 ? nameOf(context, container) : `Branch ${index + 1} of ${nameOf(context, container)}`;
}

function bodyAround(context: ResolveContext, path: readonly StepId[], depth: number): Readonly<Record<StepId, Step>> {
  return context.steps.get(path[depth] as StepId)?.scope.steps ?? {};
}
