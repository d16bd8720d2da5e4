import { isChoice, isSucceed, type Step, type StepId } from '../../model/pipeline.ts';
import type { Check } from './check.ts';
import { targetOf, type Edge, type ScopeNode, type StateNode } from './machine.ts';
import { cut80, type Expectation } from './expect.ts';

/** What comes next along an edge, seen past the states that the compiler made. */
export interface Next {
  /** Drawn steps, by state name. More than one where the edge leads into a Parallel. */
  readonly steps: ReadonlySet<string>;
  /** The way may end its scope without meeting a drawn step. */
  readonly ends: boolean;
  /** Fail states of the compiler's own. */
  readonly fails: readonly StateNode[];
}

/**
 * Does a way come to a step in the end, past nothing that only other ways lead to (`others`), and not round to where it began?
 * Where ways meet after a join, the way ends its branch first; and the schedule may put other steps in front of the one where
 * ways meet, whose own catchers may lead there (`isDrawn` tells such steps; none for a failure, which no other failure stands for).
 */
export function comesTo(edge: Edge, target: string, others: ReadonlySet<string>, isDrawn: (state: string) => boolean): boolean {
  const seen = new Set<StateNode>([edge.from]);
  const visit = (state: StateNode | undefined): boolean => {
    if (!state || seen.has(state)) return false;
    if (state.name === target) return true;
    if (others.has(state.name)) return false;
    seen.add(state);
    if (state.children.some((c) => visit(c.states.get(c.startAt)))) return true;
    if (state.end && state.scope.container?.type === 'Parallel' && onFrom(state.scope.container)) return true;
    return state.out.some((e) => (e.kind !== 'catch' || isDrawn(state.name)) && visit(targetOf(e)));
  };
  const onFrom = (container: StateNode): boolean =>
    container.out.some((e) => e.kind !== 'catch' && visit(targetOf(e))) || (container.end && container.scope.container?.type === 'Parallel' && onFrom(container.scope.container));
  return visit(targetOf(edge));
}

export function nextSteps(edge: Edge, expect: Expectation): Next {
  const steps = new Set<string>();
  const fails: StateNode[] = [];
  let ends = false;
  const seen = new Set<StateNode>();
  const visit = (state: StateNode | undefined): void => {
    if (!state || seen.has(state)) return;
    seen.add(state);
    if (expect.isDrawn(state.name)) return void steps.add(state.name);
    if (state.type === 'Fail') return void fails.push(state);
    if (state.type === 'Parallel') return state.children.forEach((c: ScopeNode) => visit(c.states.get(c.startAt)));
    if (state.end) ends = true;
    state.out.forEach((e) => e.kind !== 'catch' && visit(targetOf(e)));
  };
  visit(targetOf(edge));
  return { steps, ends, fails };
}

/**
 * A drawn Succeed in a branch or body is no state: what comes before it ends the branch (emitted-asl.md 6). At the top of the
 * machine it is one.
 */
export function endsBranch(check: Check, id: StepId): boolean {
  const { expect, machine } = check;
  const drawn = expect.steps.get(id);
  if (!drawn || !isSucceed(drawn.step) || machine.states.has(expect.stateOf(id))) return false;
  if (drawn.scope.path.length > 0) return true;
  // Beside other steps it stands in a Parallel of the compiler's; it may be a branch of its own.
  if (machine.states.get(cut80(expect.stateOf(id), ' result'))?.scope.container?.type === 'Parallel') return true;
  const before = stepsBefore(expect, id).map((b) => machine.states.get(expect.stateOf(b)));
  return before.length === 0 ? [...machine.states.values()].some((s) => s.scope.depth > 0) : before.some((s) => s !== undefined && s.scope.depth > 0);
}

function stepsBefore(expect: Expectation, id: StepId): readonly StepId[] {
  const step = expect.steps.get(id)?.step;
  const leading = [...expect.steps].filter(([, { step: s }]) => waysOf(s).some((w) => w?.to === id)).map(([other]) => other);
  return [...(step?.after ?? []), ...leading];
}

function waysOf(step: Step): readonly ({ readonly to?: StepId } | undefined)[] {
  const catches = 'catch' in step ? (step.catch ?? []) : [];
  return isChoice(step) ? [...(step.branches ?? []), step.otherwise, ...catches] : catches;
}

/** Does an edge lead to a drawn step, or end its scope where the step is a Succeed that is no state? */
export function leadsTo(check: Check, edge: Edge, to: StepId): boolean {
  const next = nextSteps(edge, check.expect);
  return endsBranch(check, to) ? next.ends && next.steps.size === 0 && next.fails.length === 0 : next.steps.has(check.expect.stateOf(to));
}
