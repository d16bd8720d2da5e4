import { own, type Json, type JsonObject } from '../base/json.ts';
import type { Catalog } from '../catalog/kind.ts';
import type { SourceMapEntry } from '../compile/types.ts';
import { allSteps } from '../model/scopes.ts';
import type { Pipeline, StepId } from '../model/pipeline.ts';
import type { Answers } from '../simulate/answer.ts';
import type { Hints } from '../simulate/answers/hints.ts';
import { hintsOf } from '../simulate/answers/hintsOf.ts';
import { plausibleAnswers } from '../simulate/answers/plausible.ts';

/** The states of each step, in the order of the source map: the step of most states is known by the state's pointer. */
export function statesOfSteps(sourceMap: readonly SourceMapEntry[], definition: JsonObject): ReadonlyMap<string, StepId> {
  const steps = new Map<string, StepId>();
  for (const { pointer, step, argument } of sourceMap) {
    if (argument !== undefined) continue;
    const name = stateAt(pointer, definition);
    if (name !== undefined && !steps.has(name)) steps.set(name, step);
  }
  return steps;
}

/** The name of the state that a pointer into the definition leads to; undefined where it leads to something else. */
function stateAt(pointer: string, definition: JsonObject): string | undefined {
  const tokens = pointer.split('/').slice(1).map((t) => t.replaceAll('~1', '/').replaceAll('~0', '~'));
  let at: Json | undefined = definition;
  for (const token of tokens) at = at !== null && typeof at === 'object' ? own(at as JsonObject, token) : undefined;
  return tokens.at(-2) === 'States' && at !== undefined ? tokens.at(-1) : undefined;
}

/** Answers for every task of a pipeline that nobody mocked: what its service would answer, holding all that other steps read. */
export function answersOf(pipeline: Pipeline, catalog: Catalog, steps: ReadonlyMap<string, StepId>, durations: Readonly<Record<StepId, number>> = {}): Answers {
  const hints = hintsOf(pipeline, catalog);
  const all = allSteps(pipeline);
  const byState: Record<string, Hints> = {};
  const seconds: Record<string, number> = {};
  const seen = new Set<StepId>();
  for (const [state, id] of steps) {
    const found = hints.get(id);
    const step = all.get(id)?.step;
    // The first state of a step is its own call; an evaluation job's second one reads its report.
    const first = !seen.has(id);
    seen.add(id);
    if (found !== undefined) byState[state] = first ? found.response : found.report;
    const estimate = own(durations, id) ?? step?.estimateSeconds;
    if (estimate !== undefined && first) seconds[state] = estimate;
  }
  return plausibleAnswers({ catalog, hints: byState, durations: seconds });
}
