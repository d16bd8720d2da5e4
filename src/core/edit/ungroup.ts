import { own, type JsonObject } from '../base/json.ts';
import { edgesOf } from '../model/edges.ts';
import { isMap, isParallel, type Pipeline, type Step, type StepId } from '../model/pipeline.ts';
import { moveAll } from './scopeMoves.ts';
import { lift } from './graph.ts';
import { mapOutputRefs, mapTargets } from './references.ts';
import { mapRecord, nameOf, placesOf, scopeRefOf, updateAllSteps, withField } from './tree.ts';
import { done, refused, type Edit } from './types.ts';

/**
 * Takes a Map or Parallel away and leaves its steps where it was. What waited for it waits for the steps that end inside, and
 * those that begin inside wait for what it waited for. Refused where the steps would mean something else without it.
 */
export function ungroup(container: StepId): Edit {
  return (pipeline) => {
    const place = placesOf(pipeline).get(container);
    const step = place?.step;
    if (!place || !step || !(isMap(step) || isParallel(step))) return refused('Select one Map or Parallel to take away.');
    const inside = [...placesOf(pipeline)].filter(([, p]) => p.around.at(-1)?.id === container).map(([id]) => id);
    const reason = keepsFrom(pipeline, container, step, inside);
    if (reason !== undefined) return refused(reason);
    const { first, last } = endsOf(pipeline, inside);
    const moved = moveAll(pipeline, inside, scopeRefOf(place), (p) => handOver(p, container, step, first, last));
    if (!moved.ok) return moved;
    const left = readersOf(moved.pipeline, container)[0];
    if (left !== undefined) return refused(`${left} reads a result of ${nameOf(pipeline, container)} that is more than an output of a step. Bind that field to the step first.`);
    const without = updateAllSteps(moved.pipeline, (s, id) => (id === container ? undefined : s));
    return done(without.layout ? withField(without, 'layout', mapRecord(without.layout, (at, id) => (id === container ? undefined : at))) : without);
  };
}

/** Why the container cannot go; undefined when it can. */
function keepsFrom(pipeline: Pipeline, container: StepId, step: Step, inside: readonly StepId[]): string | undefined {
  const name = nameOf(pipeline, container);
  if (pipeline.onFailure === container) return `${name} runs when the pipeline fails. Choose another step for that first.`;
  for (const key of ['catch', 'retry'] as const) {
    const list = own(step as unknown as JsonObject, key);
    if (Array.isArray(list) && list.length > 0) return `${name} ${key === 'catch' ? 'catches failures of' : 'repeats'} all inside together. Take its ${key === 'catch' ? 'catches' : 'retries'} away first.`;
  }
  const reader = isMap(step) ? readersOf(pipeline, container)[0] : undefined;
  if (reader !== undefined) return `${reader} reads a list of ${name}, one value for each item. Without the Map there is one value only. Bind that field anew first.`;
  const entered = edgesOf(pipeline).some((e) => e.to === container && (e.kind === 'way' || e.kind === 'catch'));
  const begin = endsOf(pipeline, inside).first.length;
  if (entered && begin !== 1) return `A way leads to ${name}, inside of which ${begin === 0 ? 'no step' : `${begin} steps`} would begin. A way leads to one step.`;
  return undefined;
}

/** The steps that nothing inside comes before, and those that nothing inside comes after. */
function endsOf(pipeline: Pipeline, inside: readonly StepId[]): { readonly first: readonly StepId[]; readonly last: readonly StepId[] } {
  const places = placesOf(pipeline);
  const among = new Set(inside);
  const [preceded, followed] = [new Set<StepId>(), new Set<StepId>()];
  for (const edge of edgesOf(pipeline)) {
    const ends = lift(places, edge.from, edge.to);
    if (!ends || ends.from === ends.to || !among.has(ends.from) || !among.has(ends.to)) continue;
    preceded.add(ends.to);
    followed.add(ends.from);
  }
  return { first: inside.filter((id) => !preceded.has(id)), last: inside.filter((id) => !followed.has(id)) };
}

/** Order edges, ways and catches of the container as those of the steps that were inside. */
function handOver(pipeline: Pipeline, container: StepId, step: Step, first: readonly StepId[], last: readonly StepId[]): Pipeline {
  const begins = new Set(first);
  return updateAllSteps(pipeline, (s, id) => {
    if (id === container) return withField(s, 'after', undefined);
    const waits = s.after?.includes(container) ? withField(s, 'after', listed([...s.after.filter((a) => a !== container), ...(last.length > 0 ? last : (step.after ?? []))])) : s;
    const begun = begins.has(id) && step.after && step.after.length > 0 ? withField(waits, 'after', listed([...(waits.after ?? []), ...step.after])) : waits;
    return mapTargets(begun, (target, edge) => (edge !== 'after' && target === container ? first[0] : target));
  });
}

function listed(ids: readonly StepId[]): readonly StepId[] | undefined {
  return ids.length > 0 ? [...new Set(ids)] : undefined;
}

/** Who reads outputs of the container: names of steps, or the pipeline. */
function readersOf(pipeline: Pipeline, container: StepId): readonly string[] {
  const steps = edgesOf(pipeline).filter((e) => e.kind === 'data' && e.from === container).map((e) => nameOf(pipeline, e.to));
  if (steps.length > 0) return steps;
  let read = false;
  mapOutputRefs({ ...pipeline, steps: {} }, (ref) => {
    read ||= ref.step === container;
    return ref;
  });
  return read ? ['An output of the pipeline'] : [];
}
