import { targetOf, type Edge, type ScopeNode, type StateNode } from './machine.ts';
import type { Expectation } from './expect.ts';

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
 * Does a way come to a step in the end, with nothing on it that another way leads to? Where ways meet after a join, the way ends
 * its branch first; and the schedule may put other steps in front of the one where ways meet.
 */
export function comesTo(edge: Edge, target: string, others: ReadonlySet<string>): boolean {
  const seen = new Set<StateNode>();
  const visit = (state: StateNode | undefined): boolean => {
    if (!state || seen.has(state)) return false;
    if (state.name === target) return true;
    if (others.has(state.name)) return false;
    seen.add(state);
    if (state.children.some((c) => visit(c.states.get(c.startAt)))) return true;
    if (state.end && state.scope.container?.type === 'Parallel' && onFrom(state.scope.container)) return true;
    return state.out.some((e) => e.kind !== 'catch' && visit(targetOf(e)));
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
