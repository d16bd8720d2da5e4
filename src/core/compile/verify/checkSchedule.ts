import { isObject, type Json } from '../../base/json.ts';
import { diagnostic } from '../../diagnostic/catalogue.ts';
import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import { isChoice, isFail, type Language, type Pipeline, type StepId } from '../../model/pipeline.ts';
import { allSteps, type Scope } from '../../model/scopes.ts';
import type { SourceMapEntry } from '../types.ts';
import { dependencies } from './dependencies.ts';
import { readMachine, targetOf, type Machine, type StateNode } from './machine.ts';
import { readableTokens } from './reading.ts';
import { stateNames } from './stateNames.ts';

export interface ToldSchedule {
  readonly pipeline: Pipeline;
  readonly definitionText: string;
  readonly language: Language;
  readonly sourceMap?: readonly SourceMapEntry[];
  /** Waits that are said to have been added to the drawing. */
  readonly added: readonly { readonly before: StepId; readonly after: StepId }[];
}

/**
 * Are the waits that a schedule tells of the ones that the definition has? Found in its states alone, in all scopes: where one
 * drawn step follows another with none between and no chain of drawn edges leads from the one to the other, that is a wait that
 * was added. Shares no code with what plans and tells. A step that is no state (what nobody reads, the end of a branch) hands
 * on what waits for it.
 */
export function verifySchedule({ pipeline, definitionText, language, sourceMap, added }: ToldSchedule): readonly Diagnostic[] {
  const json = JSON.parse(readableTokens(definitionText, language).text) as Json;
  if (!isObject(json)) return [];
  const machine = readMachine(json);
  const names = stateNames(pipeline, machine, sourceMap);
  const steps = allSteps(pipeline);
  const isDrawn = drawnOrder(pipeline);
  const stateless = new Set([...steps.keys()].filter((id) => !machine.states.has(names.get(id) as string)));
  const told = new Map<StepId, Set<StepId>>();
  for (const { before, after } of added) told.set(before, (told.get(before) ?? new Set()).add(after));
  const found = followersIn(machine, pipeline, names);
  const problems: Diagnostic[] = [];
  const report = (before: StepId, after: StepId, what: string): void => {
    const [a, b] = [before, after].map((id) => steps.get(id)?.step.name ?? id);
    problems.push(diagnostic('verify-order', { what: `${b} ${what} ${a}`, other: language === 'jsonata' ? 'JSONPath' : 'JSONata' }, { step: after, state: names.get(after) ?? '', pointer: machine.states.get(names.get(after) ?? '')?.pointer ?? '' }));
  };
  const isTold = (before: StepId, after: StepId): boolean => {
    const todo = [before];
    const seen = new Set(todo);
    for (let from = todo.pop(); from !== undefined; from = todo.pop()) {
      if (isDrawn(from, after) || told.get(from)?.has(after)) return true;
      for (const via of stateless) {
        if (seen.has(via) || !(isDrawn(from, via) || told.get(from)?.has(via))) continue;
        seen.add(via);
        todo.push(via);
      }
    }
    return false;
  };
  for (const [before, afters] of found) for (const after of afters) if (!isTold(before, after)) report(before, after, 'waits in the definition, and nothing drawn or told says so, for');
  for (const { before, after } of added) {
    if (isDrawn(before, after)) report(before, after, 'is told to wait by the schedule alone, and it is drawn, for');
    else if (!stateless.has(before) && !stateless.has(after) && !found.get(before)?.has(after)) report(before, after, 'is told to wait, and in the definition does not follow,');
  }
  return problems;
}

/** Of each drawn step the drawn steps that its end leads to, with no other on the way. */
function followersIn(machine: Machine, pipeline: Pipeline, names: ReadonlyMap<StepId, string>): ReadonlyMap<StepId, ReadonlySet<StepId>> {
  const steps = allSteps(pipeline);
  const drawn = new Map([...names].flatMap(([id, name]) => (machine.states.has(name) ? [[name, id] as const] : [])));
  const found = new Map<StepId, Set<StepId>>();
  for (const [name, id] of drawn) {
    const step = steps.get(id)?.step;
    if (step === undefined || isFail(step)) continue;
    const after = new Set<StepId>();
    const seen = new Set<StateNode>();
    const enter = (state: StateNode | undefined): void => {
      if (!state || seen.has(state)) return;
      seen.add(state);
      const follower = drawn.get(state.name);
      if (follower !== undefined) return void after.add(follower);
      if (state.type === 'Parallel') for (const branch of state.children) enter(branch.states.get(branch.startAt));
      else leave(state, false);
    };
    const leave = (state: StateNode, withCatches: boolean): void => {
      for (const e of state.out) if (e.kind !== 'catch' || withCatches) enter(targetOf(e));
      const { container } = state.scope;
      // What ends a branch of the compiler's lets its Parallel end; bodies of drawn containers are scopes of their own.
      if (state.end && container && !drawn.has(container.name)) leave(container, false);
    };
    leave(machine.states.get(name) as StateNode, 'catch' in step && (step.catch ?? []).length > 0);
    after.delete(id);
    if (pipeline.onFailure !== undefined) after.delete(pipeline.onFailure);
    found.set(id, after);
  }
  return found;
}

/** Does a chain of drawn edges, of whatever kind, lead from one step to another of its scope? */
function drawnOrder(pipeline: Pipeline): (before: StepId, after: StepId) => boolean {
  const steps = allSteps(pipeline);
  const next = new Map<StepId, Set<StepId>>();
  const lift = (id: StepId, scope: Scope): StepId | undefined => (Object.hasOwn(scope.steps, id) ? id : steps.get(id)?.scope.path.find((c) => Object.hasOwn(scope.steps, c)));
  const add = (from: StepId, to: StepId | undefined): void => {
    const [source, target] = [steps.get(from), to === undefined ? undefined : steps.get(to)];
    if (!source || !target) return;
    // The reader may lie in a container of the producer's scope, or a catcher's step in one of its handler's.
    for (const { scope } of [source, target]) {
      const [a, b] = [lift(from, scope), lift(to as StepId, scope)];
      if (a !== undefined && b !== undefined && a !== b) next.set(a, (next.get(a) ?? new Set()).add(b));
    }
  };
  for (const d of dependencies(pipeline)) add(d.from, d.to);
  for (const [id, { step }] of steps) {
    if (isChoice(step)) for (const way of [...(step.branches ?? []), step.otherwise]) add(id, way?.to);
    if ('catch' in step) for (const c of step.catch ?? []) add(id, c.to);
  }
  const behind = new Map<StepId, ReadonlySet<StepId>>();
  return (before, after) => {
    let known = behind.get(before);
    if (!known) {
      const seen = new Set(next.get(before));
      for (const s of seen) for (const n of next.get(s) ?? []) seen.add(n);
      behind.set(before, (known = seen));
    }
    return known.has(after);
  };
}
