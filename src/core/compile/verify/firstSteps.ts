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
