import { isChoice, type Pipeline, type Step, type StepId } from '../../model/pipeline.ts';
import { allSteps } from '../../model/scopes.ts';
import type { Check } from './check.ts';
import { dependencies } from './dependencies.ts';

/** What a step can come to: of a Choice the number of a way (`otherwise` last), of any other step 0, or 1 and more for its catchers. */
export type Outcome = number;

interface Entry {
  readonly from: StepId;
  /** Absent for what waits for the step whatever it comes to; of a step with catchers, for what needs its success, 0. */
  readonly outcome?: Outcome;
}

/**
 * States of the steps that surely do not run once a step has come to an outcome: everything that leads to them belongs to other
 * outcomes of it. What something else leads to as well is not among them, and a value with a default leads to nothing.
 */
export function ruledOut(check: Check, id: StepId, outcome: Outcome): ReadonlySet<string> {
  const { into, outOf } = entriesOf(check.expect.pipeline);
  const out = new Set<StepId>();
  const isClosed = (e: Entry): boolean => out.has(e.from) || (e.from === id && e.outcome !== undefined && e.outcome !== outcome);
  const todo: StepId[] = [id];
  for (let from = todo.pop(); from !== undefined; from = todo.pop()) {
    for (const to of outOf.get(from) ?? []) {
      if (out.has(to) || !(into.get(to) as readonly Entry[]).every(isClosed)) continue;
      out.add(to);
      todo.push(to);
    }
  }
  return new Set([...out].map((step) => check.expect.stateOf(step)));
}

interface Entries {
  readonly into: ReadonlyMap<StepId, readonly Entry[]>;
  readonly outOf: ReadonlyMap<StepId, readonly StepId[]>;
}
const known = new WeakMap<Pipeline, Entries>();

function entriesOf(pipeline: Pipeline): Entries {
  const found = known.get(pipeline);
  if (found) return found;
  const into = new Map<StepId, Entry[]>();
  const outOf = new Map<StepId, StepId[]>();
  const steps = allSteps(pipeline);
  const add = (from: StepId, to: StepId | undefined, outcome?: Outcome): void => {
    if (to === undefined) return;
    into.set(to, [...(into.get(to) ?? []), { from, ...(outcome === undefined ? {} : { outcome }) }]);
    outOf.set(from, [...(outOf.get(from) ?? []), to]);
  };
  const catchersIn = (step: Step | undefined): readonly { readonly to: StepId }[] => (step && 'catch' in step ? (step.catch ?? []) : []);
  for (const d of dependencies(pipeline)) if (!d.may) add(d.from, d.to, catchersIn(steps.get(d.from)?.step).length > 0 ? 0 : undefined);
  for (const [id, { step }] of steps) {
    // A way back enters nothing that was not entered before.
    if (isChoice(step)) [...(step.branches ?? []), step.otherwise].forEach((way, i) => add(id, way && 'loop' in way && way.loop ? undefined : way?.to, i));
    catchersIn(step).forEach((c, i) => add(id, c.to, i + 1));
  }
  const made = { into, outOf };
  known.set(pipeline, made);
  return made;
}
