import { edgesIn } from '../model/edges.ts';
import { isMap, isParallel, isWait, type Pipeline, type Step, type StepId } from '../model/pipeline.ts';
import type { Catalog } from './kind.ts';

type Steps = Pipeline['steps'];

/**
 * About how long an execution takes, in seconds: the longest way through the drawing, each step by its own estimate or that
 * of its kind. What happens on failure does not count; a loop counts once, and a Map as one item: how many there will be
 * is not known.
 */
export function estimatedSeconds(steps: Steps, catalog: Catalog): number {
  const home = homes(steps);
  const before = new Map<StepId, Set<StepId>>();
  for (const edge of edgesIn(steps)) {
    const [from, to] = [home.get(edge.from), home.get(edge.to)];
    if (edge.kind === 'catch' || from === undefined || to === undefined || from === to) continue;
    const those = before.get(to);
    if (those) those.add(from);
    else before.set(to, new Set([from]));
  }
  const ends = new Map<StepId, number>();
  const end = (id: StepId): number => {
    const known = ends.get(id);
    if (known !== undefined) return known;
    // Met again while it is being worked out, it is a loop back, which adds nothing.
    ends.set(id, 0);
    let start = 0;
    for (const earlier of before.get(id) ?? []) start = Math.max(start, end(earlier));
    const at = start + stepSeconds(steps[id] as Step, catalog);
    ends.set(id, at);
    return at;
  };
  return Math.max(0, ...Object.keys(steps).map(end));
}

/** About how long one step takes, seconds: what the person says, else what is in it, else what its kind usually takes. */
export function stepSeconds(step: Step, catalog: Catalog): number {
  if (step.estimateSeconds !== undefined) return step.estimateSeconds;
  if (isMap(step)) return estimatedSeconds(step.steps, catalog);
  if (isParallel(step)) return Math.max(0, ...step.branches.map((b) => estimatedSeconds(b.steps, catalog)));
  const seconds = isWait(step) ? step.arguments?.['Seconds'] : undefined;
  return typeof seconds === 'number' ? seconds : (catalog.kind(step.kind)?.estimateSeconds ?? 0);
}

/** For every step in or below a record, the step of the record that it is, or lies in. */
function homes(steps: Steps): ReadonlyMap<StepId, StepId> {
  const home = new Map<StepId, StepId>();
  const visit = (those: Steps, at: StepId | null): void => {
    for (const [id, step] of Object.entries(those)) {
      const here = at ?? id;
      home.set(id, here);
      if (isMap(step)) visit(step.steps, here);
      if (isParallel(step)) for (const branch of step.branches) visit(branch.steps, here);
    }
  };
  visit(steps, null);
  return home;
}
