import type { Leaf } from '../value.ts';
import { diagnostic, type Code } from '../../diagnostic/catalogue.ts';
import type { Diagnostic, Where } from '../../diagnostic/diagnostic.ts';
import type { Arguments } from '../../diagnostic/entry.ts';
import type { Language, StepId } from '../../model/pipeline.ts';
import type { Flow } from '../resolve/flow.ts';
import { scopeKey } from '../resolve/context.ts';
import type { Resolved, ResolvedStep } from '../resolve/resolve.ts';
import type { Guard } from '../resolve/guard.ts';
import type { ScopePlan } from '../schedule/plan.ts';
import type { AslScope } from '../scope.ts';
import { Variables } from '../variables.ts';
import { layoutOf, type Layout } from './layout.ts';
import type { Assignment, Catch, State } from './machine.ts';
import { StateNames } from './names.ts';
import { signalling, type Signalling } from './signalling.ts';

/** What lowering knows and collects. States are made from the last to the first, so readers come before producers. */
export interface Lowering {
  readonly resolved: Resolved;
  readonly language: Language;
  readonly plans: ReadonlyMap<string, ScopePlan>;
  readonly names: StateNames;
  readonly layout: Layout;
  readonly variables: Variables;
  /** Leaves that a branch hands out to the scope around it. */
  readonly exports: Map<AslScope, Map<string, Leaf>>;
  /** Deploy parameters that JSONPath reads as values. */
  readonly deployed: Set<string>;
  /** First state of a step where that is not the state of its name. */
  readonly entries: Map<StepId, string>;
  /** Steps that can fail, by the scopes that they lie in; filled when first asked for. */
  readonly failing: Map<AslScope, StepId[]>;
  readonly signals: Signalling;
  readonly diagnostics: Diagnostic[];
}

export function lowering(resolved: Resolved, plans: ReadonlyMap<string, ScopePlan>): Lowering {
  const names = new StateNames(resolved);
  const layout = layoutOf(resolved, plans, names);
  const variables = new Variables();
  return {
    resolved,
    language: resolved.context.language,
    plans,
    names,
    layout,
    variables,
    exports: new Map(),
    deployed: new Set(),
    entries: new Map(),
    failing: new Map(),
    signals: signalling(resolved, plans, layout, variables),
    diagnostics: [],
  };
}

/** Where a path goes on: a state, which may want assignments on the way in, or the end of the scope. */
export type Target = { readonly to: 'state'; readonly name: string; readonly onEnter: readonly Assignment[] } | { readonly to: 'end'; readonly when: Guard };

/** One scope of the machine while its states are made. */
export interface Frame {
  readonly asl: AslScope;
  readonly flow: Flow;
  readonly states: State[];
  readonly end: End;
  /** Steps follow the container that this scope is a branch of. */
  readonly continues: boolean;
  /** Catches that a container around must have, by the scope whose state they lead to. */
  readonly escapes: Escape[];
  /** Catches that every job and container directly in this scope gets. */
  readonly onFailure: readonly Catch[];
}

/** A failure that leaves a container: the container catches it and leads to the handler. */
export interface Escape {
  readonly scope: AslScope;
  readonly catch: Catch;
}

/** What the states that end a scope return. */
export type End =
  | { readonly of: 'machine' }
  | { readonly of: 'branch' }
  /** A body of a drawn container; `branch` of a drawn Parallel. */
  | { readonly of: 'body'; readonly container: StepId; readonly branch: number }
  /** The handler of "on failure" and others that lead on to a state. */
  | { readonly of: 'state'; readonly name: string };

export function stepOf(l: Lowering, id: StepId): ResolvedStep {
  const step = l.resolved.steps.get(id);
  if (!step) throw new Error(`no step ${id}`);
  return step;
}

export function scopeOfStep(l: Lowering, id: StepId): AslScope {
  const scope = l.layout.scopeOf.get(id);
  if (!scope) throw new Error(`step ${id} has no place`);
  return scope;
}

export function flowOfStep(l: Lowering, id: StepId): Flow {
  return (l.resolved.scopes.get(scopeKey(stepOf(l, id).scope)) as { flow: Flow }).flow;
}

export function complain(l: Lowering, code: Code, args: Arguments, where: Where): void {
  l.diagnostics.push(diagnostic(code, args, where));
}
