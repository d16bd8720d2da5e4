import { isFail, isTask, type Catcher, type StepId } from '../../model/pipeline.ts';
import { scopeKey } from '../resolve/context.ts';
import { catchersOf } from '../resolve/needs.ts';
import { isWithin, type AslScope } from '../scope.ts';
import { literal, type Value } from '../value.ts';
import { merged, sameCatchers } from './assigns.ts';
import { complain, scopeOfStep, stepOf, type Frame, type Lowering } from './lowering.ts';
import type { Assignment, Catch } from './machine.ts';
import { errorVariable } from './reading.ts';

/** Failure edges in the three forms of emitted-asl.md 8.2. */

/** The container in `outer` that holds a scope: the part of the path just inside. */
export function containerScope(inner: AslScope, outer: AslScope): AslScope {
  return inner.path[outer.path.length] as AslScope;
}

/** Steps inside a scope that can fail: jobs, service calls, drawn Fails. */
function failing(l: Lowering, scope: AslScope): readonly StepId[] {
  if (l.failing.size === 0) {
    for (const [id, s] of l.layout.scopeOf) {
      if (!isTask(stepOf(l, id).step) && !isFail(stepOf(l, id).step)) continue;
      for (const around of s.path) {
        const known = l.failing.get(around);
        if (known) known.push(id);
        else l.failing.set(around, [id]);
      }
    }
  }
  return l.failing.get(scope) ?? [];
}

/** The scopes of a container's branches: a Parallel's branches fail together. */
function siblings(l: Lowering, scope: AslScope): readonly AslScope[] {
  for (const branches of l.layout.branchScopes.values()) if (branches.includes(scope)) return branches;
  return [scope];
}

/**
 * Catchers that every step of a container shares, leading out of it to the same handler: the container has them instead of its
 * steps.
 */
export function sharedCatchers(l: Lowering, scope: AslScope, outer: AslScope): readonly Catcher[] {
  const steps = siblings(l, scope).flatMap((s) => failing(l, s));
  const [first] = steps;
  if (first === undefined) return [];
  const catchers = catchersOf(stepOf(l, first).step);
  if (catchers.length === 0 || !catchers.every((c) => handlerScope(l, first, c) === outer)) return [];
  return steps.every((s) => !isFail(stepOf(l, s).step) && sameCatchers(catchersOf(stepOf(l, s).step), catchers)) ? catchers : [];
}

/** The scope that a catcher's handler lies in; undefined when no handler of that name is in reach. */
export function handlerScope(l: Lowering, id: StepId, catcher: Catcher): AslScope | undefined {
  const target = l.resolved.steps.get(catcher.to);
  if (!target || !l.layout.scopeOf.has(catcher.to)) return undefined;
  const key = scopeKey(target.scope);
  const flow = l.resolved.scopes.get(key)?.flow;
  const around = stepOf(l, id).scope.path[target.scope.path.length];
  // A container inside of the handler goes on to it as to any step.
  const isHandler = flow?.handlers.some((h) => h.members.includes(catcher.to) && (around === undefined || !h.members.includes(around))) === true;
  const scope = scopeOfStep(l, catcher.to);
  if (isHandler) return isWithin(scopeOfStep(l, id), scope) ? scope : undefined;
  return undefined;
}

/** Is this catcher one that comes back into the flow (of a handler, inside of one), as a way of the step's region? */
export function comesBack({ flow }: Frame, catcher: Catcher): boolean {
  return Object.hasOwn(flow.steps, catcher.to) && !flow.handlers.some((h) => h.members.includes(catcher.to));
}

/** The catches of a job or container whose handler lies outside the flow; those of inner scopes escape by a Fail. */
export function catchesOut(l: Lowering, frame: Frame, id: StepId, catcher: Catcher): Catch | undefined {
  const scope = handlerScope(l, id, catcher);
  if (scope === undefined) {
    if (l.resolved.steps.has(catcher.to)) complain(l, 'handler-out-of-reach', { step: stepOf(l, id).step.name, to: stepOf(l, catcher.to).step.name }, { step: id, argument: '/catch' });
    return undefined;
  }
  const assign = errorAssign(l, id, catcher.to, { op: 'error' });
  const next = l.entries.get(catcher.to) ?? l.names.of(catcher.to);
  if (scope === frame.asl) return { errors: catcher.errors, assign, next };
  const container = containerScope(frame.asl, scope);
  if (sharedCatchers(l, container, scope).length > 0) return undefined;
  const name = l.names.after(id, 'failed');
  const kept = l.variables.own(`${id} failed`, `${stepOf(l, id).step.name} failed`, frame.asl);
  const error = `Cauce.Failed.${id}`;
  frame.states.push({ type: 'Fail', name, error: literal(error), cause: { op: 'string', of: { op: 'named', variable: kept, path: [] } } });
  const original: Value = { op: 'carriedError' };
  if (!frame.escapes.some((e) => e.catch.errors.includes(error))) frame.escapes.push({ scope, catch: { errors: [error], assign: errorAssign(l, id, catcher.to, original), next } });
  return { errors: catcher.errors, assign: [{ variable: kept, whole: { op: 'error', raw: true } }], next: name };
}

/** The variable for the handler, if it reads the error; and the pipeline's failure, which ends the handler of "on failure". */
export function errorAssign(l: Lowering, id: StepId, to: StepId, value: Value): readonly Assignment[] {
  const { onFailure } = l.resolved.pipeline;
  const own: readonly Assignment[] = l.resolved.context.errorsRead.has(id) ? [{ variable: errorVariable(l, id), whole: value }] : [];
  if (onFailure === undefined || to !== onFailure) return own;
  const root = scopeOfStep(l, onFailure).path[0] as AslScope;
  return [...own, { variable: l.variables.own('failure', 'failure', root, 'failure'), whole: value }];
}

/** Catches of a container: what escapes from inside, what all inside share, its own, "on failure". */
export function containerCatches(l: Lowering, frame: Frame, inner: readonly AslScope[], escapes: readonly { readonly scope: AslScope; readonly catch: Catch }[]): readonly Catch[] {
  const [first] = inner;
  const shared = first === undefined ? [] : sharedCatchers(l, first, frame.asl);
  const steps = inner.flatMap((s) => failing(l, s));
  const own = escapes.filter((e) => e.scope === frame.asl).map((e) => e.catch);
  for (const e of escapes) if (e.scope !== frame.asl) frame.escapes.push(e);
  return [
    ...own,
    ...shared.map((c): Catch => ({ errors: c.errors, assign: merged(steps.flatMap((s) => errorAssign(l, s, c.to, { op: 'error' }))), next: l.entries.get(c.to) ?? l.names.of(c.to) })),
  ];
}

/** Adds the pipeline's "on failure", unless everything is caught already. */
export function withOnFailure(frame: Frame, catches: readonly Catch[]): readonly Catch[] {
  return catches.some((c) => c.errors.includes('States.ALL')) ? catches : [...catches, ...frame.onFailure];
}
