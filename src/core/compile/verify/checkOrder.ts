import type { StepId } from '../../model/pipeline.ts';
import type { Check } from './check.ts';
import { dependencies, entries, scopeDependencies, type Dependency, type ScopeDependencies } from './dependencies.ts';
import { inCommonScope, orderOf } from './graph.ts';
import type { StateNode } from './machine.ts';
import { targetOf } from './machine.ts';
import { isBehindSignals } from './signals.ts';

/** Every drawn dependency is kept by the graph of states, and every step runs whenever it is drawn to run. */
export function checkOrder(check: Check): void {
  const { pipeline } = check.expect;
  const all = dependencies(pipeline);
  for (const d of all) checkDependency(check, d);
  const entered = entries(pipeline);
  for (const scope of scopeDependencies(pipeline, all)) checkRuns(check, scope, entered);
}

function stateOf(check: Check, id: StepId): StateNode | undefined {
  return check.machine.states.get(check.expect.stateOf(id));
}
function nameOf(check: Check, id: StepId): string {
  return check.expect.steps.get(id)?.step.name ?? id;
}

function checkDependency(check: Check, d: Dependency): void {
  const [from, to] = [stateOf(check, d.from), stateOf(check, d.to)];
  if (!from || !to || from === to) return;
  const common = inCommonScope(from, to);
  const where = { step: d.to, state: to.name, pointer: to.pointer };
  const [a, b] = [nameOf(check, d.from), nameOf(check, d.to)];
  if (!common) return check.report('verify-order', `${b} waits for ${a} in the drawing; in the definition they run side by side`, where);
  if (common.a === common.b) {
    // In two branches of one Parallel, or a step inside a container that waits for the container itself.
    return isBehindSignals(check.signals, from, to) ? undefined : check.report('verify-order', `${b} waits for ${a} in the drawing; in the definition one contains the other`, where);
  }
  const order = orderOf(common.a.scope);
  if (order.reaches(common.a, common.b) && !order.reaches(common.b, common.a)) return;
  if (d.may && inOneLoop(common.a, common.b)) return;
  if (isBehindSignals(check.signals, from, to)) return;
  check.report('verify-order', `${b} waits for ${a} in the drawing; in the definition it does not`, where);
}

/** A value of the round before: the reader comes first, and a loop leads from the maker back to it. */
function inOneLoop(maker: StateNode, reader: StateNode): boolean {
  const seen = new Set<StateNode>([maker]);
  for (const s of seen) for (const e of s.out) { const t = targetOf(e); if (t) seen.add(t); }
  return seen.has(reader);
}

/**
 * A step that no Choice, catcher or "on failure" leads to runs whenever its dependencies do. Two cases can be decided
 * without enumerating the outcomes of Choices: nothing before it is conditional, or all that is conditional lies before
 * one and the same dependency.
 */
function checkRuns(check: Check, scope: ScopeDependencies, entered: ReadonlySet<StepId>): void {
  const conditional = (id: StepId): boolean => scope.isConditional(id, entered);
  for (const [id, step] of Object.entries(scope.scope.steps)) {
    const state = stateOf(check, id);
    if (!state || step.kind === 'fail' || entered.has(id)) continue;
    const where = { step: id, state: state.name, pointer: state.pointer };
    if (!conditional(id)) {
      if (!alwaysRuns(check, state, undefined)) check.report('verify-way', `${step.name} always runs in the drawing; in the definition a path leaves it out`, where);
      continue;
    }
    for (const before of scope.direct(id)) {
      const others = [...scope.direct(id)].filter((o) => o !== before);
      if (!others.every((o) => !conditional(o) || scope.ancestors(before).has(o))) continue;
      const first = stateOf(check, before);
      const common = first && inCommonScope(first, state);
      if (!first || !common || common.a === common.b) continue;
      if (!orderOf(common.a.scope).always(common.a, common.b) || !alwaysRuns(check, state, common.b)) {
        check.report('verify-way', `${step.name} runs whenever ${nameOf(check, before)} has run in the drawing; in the definition a path leaves it out`, where);
      }
    }
  }
}

/** On every path through the scopes around it that the compiler made, up to `until` or a container that is drawn. */
function alwaysRuns(check: Check, state: StateNode, until: StateNode | undefined): boolean {
  for (let s: StateNode = state; s !== until; ) {
    const start = s.scope.states.get(s.scope.startAt);
    if (start && !orderOf(s.scope).always(start, s)) return false;
    const { container } = s.scope;
    if (!container || check.expect.isDrawn(container.name)) return true;
    s = container;
  }
  return true;
}
