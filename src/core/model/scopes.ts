import { isMap, isParallel, type Pipeline, type Step, type StepId } from './pipeline.ts';

/** One place that holds steps: the pipeline itself, the body of a Map, one branch of a Parallel drawn by hand. */
export interface Scope {
  /** Step ids of the containers around, outermost first; empty for the pipeline itself. */
  readonly path: readonly StepId[];
  /** The branch of the innermost container, when that is a Parallel. */
  readonly branch?: string;
  readonly steps: Readonly<Record<StepId, Step>>;
}

/** Every scope, outer before inner. */
export function scopesOf(pipeline: Pipeline): readonly Scope[] {
  const found: Scope[] = [];
  const visit = (scope: Scope): void => {
    found.push(scope);
    for (const [id, step] of Object.entries(scope.steps)) {
      if (isMap(step)) visit({ path: [...scope.path, id], steps: step.steps });
      if (isParallel(step)) for (const b of step.branches) visit({ path: [...scope.path, id], branch: b.id, steps: b.steps });
    }
  };
  visit({ path: [], steps: pipeline.steps });
  return found;
}

export type StepsById = ReadonlyMap<StepId, { readonly step: Step; readonly scope: Scope }>;
const known = new WeakMap<Pipeline['steps'], StepsById>();

/** Every step of the document by id, bodies included, with the scope that holds it. Remembered by the identity of the steps. */
export function allSteps(pipeline: Pipeline): StepsById {
  const before = known.get(pipeline.steps);
  if (before) return before;
  const found = new Map<StepId, { step: Step; scope: Scope }>();
  for (const scope of scopesOf(pipeline)) for (const [id, step] of Object.entries(scope.steps)) found.set(id, { step, scope });
  known.set(pipeline.steps, found);
  return found;
}
