import type { Catalog } from '../catalog/kind.ts';
import type { Pipeline, Step, StepId } from '../model/pipeline.ts';
import { freeStepId, freeStepName, nameProblem, STEP_ID } from './names.ts';
import { dropReferences, mapTargets } from './references.ts';
import { edgesOf } from '../model/edges.ts';
import { mapRecord, nameOf, placesOf, stepsIn, stepOf, updateAllSteps, updateScope, updateStep, withField, type ScopeRef } from './tree.ts';
import { done, refused, type Edit } from './types.ts';

export interface NewStep {
  readonly kind: string;
  /** Made from the name when absent; `freeStepId` tells beforehand which one. */
  readonly id?: StepId;
  readonly name?: string;
  readonly at?: readonly [number, number];
  readonly scope?: ScopeRef;
}

/** Adds a step with its kind's template; the kind's retries are written into the step here, and only here. */
export function addStep(wanted: NewStep, catalog: Catalog): Edit {
  return (pipeline) => {
    const kind = catalog.kind(wanted.kind);
    if (!kind) return refused(`Cauce does not know steps of kind ${wanted.kind}.`);
    const name = wanted.name ?? freeStepName(pipeline, kind.label);
    const problem = nameProblem(pipeline, name);
    if (problem !== undefined) return refused(problem);
    const id = wanted.id ?? freeStepId(pipeline, name);
    if (!STEP_ID.test(id)) return refused(`${id} cannot be the id of a step. Use small letters, digits and hyphens, a letter first, at most 63.`);
    if (placesOf(pipeline).has(id)) return refused(`There is already a step with the id ${id}.`);
    const scope = wanted.scope ?? { path: [] };
    if (!stepsIn(pipeline, scope)) return refused('The container that the step was to be added to is not there any more.');
    const step = {
      kind: kind.id,
      name,
      ...(kind.id === 'map' ? { steps: {} } : {}),
      ...(kind.id === 'parallel' ? { branches: [{ id: 'a', steps: {} }, { id: 'b', steps: {} }] } : {}),
      ...kind.template,
      ...(kind.retryDefaults.length > 0 ? { retry: kind.retryDefaults } : {}),
    } as Step;
    const next = updateScope(pipeline, scope, (steps) => ({ ...steps, [id]: step }));
    return done(wanted.at ? withField(next, 'layout', { ...next.layout, [id]: wanted.at }) : next);
  };
}

/**
 * Takes steps away with all that refers to them: data bindings are unbound; order edges, ways and catches go. With
 * `keepFlow` what had to wait for a removed step waits for what that step waited for.
 */
export function removeSteps(ids: readonly StepId[], options: { readonly keepFlow?: boolean } = {}): Edit {
  return (pipeline) => {
    const gone = withBodies(pipeline, ids);
    if (gone.size === 0) return refused('The step is not there any more.');
    const rewired = options.keepFlow ? keepOrder(pipeline, new Set(ids)) : pipeline;
    const without = updateAllSteps(rewired, (step, id) => (gone.has(id) ? undefined : step));
    const cleaned = dropReferences(without, gone);
    return done(pipeline.layout ? withField(cleaned, 'layout', mapRecord(pipeline.layout, (at, id) => (gone.has(id) ? undefined : at))) : cleaned);
  };
}

/** The steps named and all steps inside them. Steps that are not there are left out. */
export function withBodies(pipeline: Pipeline, ids: readonly StepId[]): ReadonlySet<StepId> {
  const wanted = new Set(ids);
  return new Set([...placesOf(pipeline)].filter(([id, p]) => wanted.has(id) || p.around.some((a) => wanted.has(a.id))).map(([id]) => id));
}

/**
 * Each step that waited for a removed one (by order or data) waits for the nearest remaining ones before it; a way or catch
 * that led to a removed one leads to the step behind it, where there is one only.
 */
function keepOrder(pipeline: Pipeline, gone: ReadonlySet<StepId>): Pipeline {
  const before = new Map<StepId, StepId[]>();
  const behind = new Map<StepId, StepId[]>();
  for (const edge of edgesOf(pipeline)) {
    if (edge.kind !== 'order' && edge.kind !== 'data') continue;
    before.set(edge.to, [...(before.get(edge.to) ?? []), edge.from]);
    behind.set(edge.from, [...(behind.get(edge.from) ?? []), edge.to]);
  }
  const places = placesOf(pipeline);
  const sameScope = (a: StepId, b: StepId): boolean => {
    const [x, y] = [places.get(a)?.around.at(-1), places.get(b)?.around.at(-1)];
    return x?.id === y?.id && x?.branch === y?.branch;
  };
  const nearest = (id: StepId, next: ReadonlyMap<StepId, readonly StepId[]>, seen: Set<StepId>): readonly StepId[] =>
    (next.get(id) ?? []).flatMap((other) => {
      if (seen.has(other)) return [];
      seen.add(other);
      return gone.has(other) ? nearest(other, next, seen) : [other];
    });
  const follow = (id: StepId, owner: StepId): StepId => {
    const after = gone.has(id) ? nearest(id, behind, new Set()).filter((other) => other !== owner && sameScope(other, owner)) : [];
    return after.length === 1 ? (after[0] as StepId) : id;
  };
  return updateAllSteps(pipeline, (step, id) => {
    if (gone.has(id)) return step;
    const next = mapTargets(step, (target, edge) => (edge === 'after' ? target : follow(target, id)));
    const all = before.get(id) ?? [];
    const has = new Set(all.filter((from) => !gone.has(from)));
    const seen = new Set<StepId>();
    const lost = [...new Set(all.filter((from) => gone.has(from)).flatMap((from) => nearest(from, before, seen)))];
    const more = lost.filter((from) => from !== id && !has.has(from) && sameScope(from, id));
    return more.length === 0 ? next : { ...next, after: [...(next.after ?? []), ...more] };
  });
}

/** Ids never change by renaming, so nothing else has to. */
export function renameStep(id: StepId, name: string): Edit {
  return (pipeline) => {
    const wanted = name.trim();
    const problem = nameProblem(pipeline, wanted, id);
    return problem === undefined ? change(pipeline, id, (step) => (step.name === wanted ? step : { ...step, name: wanted })) : refused(problem);
  };
}

export function setNotes(id: StepId, notes: string | undefined): Edit {
  return (pipeline) => change(pipeline, id, (step) => withField(step, 'notes', notes === '' ? undefined : notes));
}

/** Places of steps on the canvas: `[x, y]`, containers `[x, y, width, height]`; a container's size stays when only `[x, y]` is given. */
export function moveSteps(to: Readonly<Record<StepId, readonly number[]>>): Edit {
  return (pipeline) => {
    const bad = Object.entries(to).find(([, at]) => at.length < 2 || !at.every(Number.isFinite));
    if (bad) return refused(`The place of ${nameOf(pipeline, bad[0])} is not a pair of numbers.`);
    const layout = { ...pipeline.layout };
    let changed = false;
    for (const [id, at] of Object.entries(to)) {
      if (!stepOf(pipeline, id)) continue;
      const old = Object.hasOwn(layout, id) ? layout[id] : undefined;
      const next = at.length === 2 && old && old.length > 2 ? [...at, ...old.slice(2)] : [...at];
      if (old?.length === next.length && old.every((n, i) => n === next[i])) continue;
      layout[id] = next;
      changed = true;
    }
    return done(changed ? { ...pipeline, layout } : pipeline);
  };
}

/** One step replaced; refused when it is not there. */
export function change(pipeline: Pipeline, id: StepId, fn: (step: Step) => Step): ReturnType<Edit> {
  return stepOf(pipeline, id) ? done(updateStep(pipeline, id, fn)) : refused('The step is not there any more.');
}
