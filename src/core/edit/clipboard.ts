import { isList, jsonEqual, own, type Json, type JsonObject } from '../base/json.ts';
import { readBinding } from '../model/binding.ts';
import { mapStepBindings } from '../model/fields.ts';
import { usesOfStep } from '../model/parameterUses.ts';
import type { Parameter, Pipeline, Step, StepId } from '../model/pipeline.ts';
import { reachProblem } from './graph.ts';
import { freeId, freeName } from './names.ts';
import { freeParameterName, parameterOf } from './parameters.ts';
import { mapTargets, replaceRef } from './references.ts';
import { outermost } from './scopeMoves.ts';
import { withBodies } from './steps.ts';
import { mapBodies, placesOf, scopeRefOf, stepOf, stepsIn, updateAllSteps, updateScope, withField, type ScopeRef } from './tree.ts';
import { done, refused, type Edit } from './types.ts';

/**
 * What a copy holds: a pipeline of the copied steps alone, with the parameters they use and where they lay. So the text in
 * the clipboard is a pipeline file: `parsePipeline` reads it (and any other pipeline) safely, and an editor can paste it.
 */
export type Clip = Pipeline;

export function copySteps(pipeline: Pipeline, ids: readonly StepId[]): Clip {
  const top = outermost(pipeline, ids);
  const all = withBodies(pipeline, top);
  const names = new Set([...all].flatMap((id) => usesOfStep(id, stepOf(pipeline, id) as Step).map((use) => use.name)));
  const layout = pipeline.layout ?? {};
  return {
    format: 'cauce/1',
    name: pipeline.name,
    parameters: Object.fromEntries(Object.entries(pipeline.parameters ?? {}).filter(([name]) => names.has(name))),
    steps: Object.fromEntries(top.map((id) => [id, stepOf(pipeline, id) as Step])),
    layout: Object.fromEntries([...all].flatMap((id) => (Object.hasOwn(layout, id) ? [[id, layout[id] as readonly number[]] as const] : []))),
  };
}

export interface PasteOptions {
  /** Where the upper left corner of what is pasted comes to lie; else a little beside where it was copied. */
  readonly at?: readonly [number, number];
  readonly scope?: ScopeRef;
}

/**
 * Adds copied steps under free ids and names. Wires among them are kept; a wire from outside is kept if its producer is here
 * and reaches the place; parameters come along, under another name if a different one has theirs.
 */
export function pasteSteps(clip: Clip, options: PasteOptions = {}): Edit {
  return (pipeline) => {
    const scope = options.scope ?? { path: [] };
    if (!stepsIn(pipeline, scope)) return refused('The container that was to be pasted into is not there any more.');
    if (Object.keys(clip.steps).length === 0) return refused('There are no steps to paste.');
    const ids = freshIds(pipeline, clip);
    const parameters = takeParameters(pipeline, clip);
    const names = new Set([...placesOf(pipeline).values()].map((place) => place.step.name));
    const renamed = updateAllSteps(clip, (step) => {
      const name = freeName(step.name, (candidate) => names.has(candidate));
      names.add(name);
      return renameWithin(name === step.name ? step : { ...step, name }, ids, parameters.names);
    });
    const rekey = (steps: Pipeline['steps']): Pipeline['steps'] => Object.fromEntries(Object.entries(steps).map(([id, step]) => [ids.get(id) ?? id, mapBodies(step, rekey)]));
    const inserted = updateScope(pipeline, scope, (steps) => ({ ...steps, ...rekey(renamed.steps) }));
    const withParameters = parameters.added.length === 0 ? inserted : { ...inserted, parameters: { ...inserted.parameters, ...Object.fromEntries(parameters.added) } };
    const placed = withField(withParameters, 'layout', { ...withParameters.layout, ...placesFor(clip, ids, options.at) });
    return done(withoutLooseEnds(placed, new Set(ids.values())));
  };
}

/** Copies of steps beside them, each in its own scope; wires from outside are kept. */
export function duplicateSteps(ids: readonly StepId[]): Edit {
  return (pipeline) => {
    const groups = new Map<string, { scope: ScopeRef; members: StepId[] }>();
    for (const id of outermost(pipeline, ids)) {
      const scope = scopeRefOf(placesOf(pipeline).get(id) as never);
      const key = JSON.stringify(scope);
      groups.set(key, { scope, members: [...(groups.get(key)?.members ?? []), id] });
    }
    if (groups.size === 0) return refused('The step is not there any more.');
    let result: ReturnType<Edit> = done(pipeline);
    for (const { scope, members } of groups.values()) if (result.ok) result = pasteSteps(copySteps(pipeline, members), { scope })(result.pipeline);
    return result;
  };
}

/** The outermost steps that an edit added, to select them after a paste. */
export function newSteps(before: Pipeline, after: Pipeline): readonly StepId[] {
  const old = placesOf(before);
  return outermost(after, [...placesOf(after).keys()].filter((id) => !old.has(id)));
}

function freshIds(pipeline: Pipeline, clip: Clip): ReadonlyMap<StepId, StepId> {
  const here = placesOf(pipeline);
  const taken = new Set<StepId>();
  return new Map([...placesOf(clip).keys()].map((id) => {
    const fresh = here.has(id) || taken.has(id) ? freeId(id, (candidate) => here.has(candidate) || taken.has(candidate) || placesOf(clip).has(candidate)) : id;
    taken.add(fresh);
    return [id, fresh];
  }));
}

/** The parameters to add, and the new names of those that are called otherwise here. */
function takeParameters(pipeline: Pipeline, clip: Clip): { readonly added: readonly (readonly [string, Parameter])[]; readonly names: ReadonlyMap<string, string> } {
  const used = new Set([...placesOf(clip)].flatMap(([id, place]) => usesOfStep(id, place.step).map((use) => use.name)));
  const added: (readonly [string, Parameter])[] = [];
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const [name, parameter] of Object.entries(clip.parameters ?? {})) {
    if (!used.has(name)) continue;
    const here = parameterOf(pipeline, name);
    if (here && jsonEqual(here as unknown as Json, parameter as unknown as Json)) continue;
    const fresh = here || taken.has(name) ? freeParameterName(pipeline, name, new Set([...taken, ...Object.keys(clip.parameters ?? {})])) : name;
    taken.add(fresh);
    added.push([fresh, parameter]);
    if (fresh !== name) names.set(name, fresh);
  }
  return { added, names };
}

/** A pasted step with its references to other pasted steps and to renamed parameters following. */
function renameWithin(step: Step, ids: ReadonlyMap<StepId, StepId>, parameters: ReadonlyMap<string, string>): Step {
  const bound = mapStepBindings(step, (json) => {
    const binding = readBinding(json);
    if (binding.kind === 'param') return parameters.has(binding.name) ? { $param: parameters.get(binding.name) as string } : json;
    if (binding.kind === 'index') return ids.has(binding.map) ? { $index: ids.get(binding.map) as string } : json;
    if (binding.kind === 'item') return ids.has(binding.map) ? { $item: { ...(json['$item'] as JsonObject), map: ids.get(binding.map) as string } } : json;
    return replaceRef(json, (ref) => (ids.has(ref.step) && ids.get(ref.step) !== ref.step ? { ...ref, step: ids.get(ref.step) as string } : ref));
  });
  // A second Choice that leads to a step here would change when that step runs, so such ways are left open.
  return mapTargets(bound, (id, edge) => ids.get(id) ?? (edge === 'way' ? undefined : id));
}

/** Takes away what pasted steps refer to and cannot reach here. */
function withoutLooseEnds(pipeline: Pipeline, pasted: ReadonlySet<StepId>): Pipeline {
  const places = placesOf(pipeline);
  return updateAllSteps(pipeline, (step, id) => {
    if (!pasted.has(id)) return step;
    const around = new Set([...(places.get(id)?.around.map((a) => a.id) ?? []), id]);
    const unbound = mapStepBindings(step, (json) => {
      const binding = readBinding(json);
      if (binding.kind === 'item' || binding.kind === 'index') return around.has(binding.map) ? json : undefined;
      if (binding.kind === 'param') return own(pipeline.parameters, binding.name) ? json : undefined;
      return replaceRef(json, (ref) => (pasted.has(ref.step) || reachProblem(pipeline, ref.step, id, false) === undefined ? ref : undefined));
    });
    const last = places.get(id)?.around.at(-1);
    return mapTargets(unbound, (target) => {
      const other = places.get(target)?.around.at(-1);
      return places.has(target) && other?.id === last?.id && other?.branch === last?.branch ? target : undefined;
    });
  });
}

function placesFor(clip: Clip, ids: ReadonlyMap<StepId, StepId>, at: PasteOptions['at']): Readonly<Record<StepId, readonly number[]>> {
  const top = Object.keys(clip.steps).flatMap((id) => {
    const place = clip.layout && Object.hasOwn(clip.layout, id) ? clip.layout[id] : undefined;
    return isList(place as Json) && place ? [place] : [];
  });
  const [left, above] = [Math.min(...top.map((p) => p[0] ?? 0)), Math.min(...top.map((p) => p[1] ?? 0))];
  const [dx, dy] = at && top.length > 0 ? [at[0] - left, at[1] - above] : [40, 40];
  const moved = Object.entries(clip.layout ?? {}).flatMap(([id, place]) => {
    const fresh = ids.get(id);
    if (fresh === undefined) return [];
    return [[fresh, Object.hasOwn(clip.steps, id) ? [(place[0] ?? 0) + dx, (place[1] ?? 0) + dy, ...place.slice(2)] : place] as const];
  });
  const unplaced = at && top.length === 0 ? Object.keys(clip.steps).map((id, i) => [ids.get(id) ?? id, [at[0], at[1] + i * 120]] as const) : [];
  return Object.fromEntries([...moved, ...unplaced]);
}
