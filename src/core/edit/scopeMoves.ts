import { bindingsIn } from '../model/binding.ts';
import { edgesOf } from '../model/edges.ts';
import { bindableFields } from '../model/fields.ts';
import { isMap, isParallel, type Pipeline, type Step, type StepId } from '../model/pipeline.ts';
import { lift, orderGraph } from './graph.ts';
import { freeId, freeStepName } from './names.ts';
import { fitContainer, makeRoom, translated } from './places.ts';
import { exportOutwards, importInwards } from './results.ts';
import { mapTargets } from './references.ts';
import { nameOf, placesOf, scopeRefOf, stepOf, stepsIn, updateAllSteps, updateScope, withField, type ScopeRef, type Steps } from './tree.ts';
import { done, refused, type Edit, type EditResult } from './types.ts';

/**
 * Moves steps into or out of a Map or Parallel (looks.md 7, "Putting in"). Wires follow: what they read outside they read from
 * inside, what is read of them outside becomes a result, order edges stop at the wall. Refused when a wire cannot follow.
 */
export function moveToScope(ids: readonly StepId[], scope: ScopeRef): Edit {
  return (pipeline) => {
    const moved = outermost(pipeline, ids);
    const reason = moveProblem(pipeline, moved, scope);
    if (reason !== undefined) return refused(reason);
    const staying = moved.filter((id) => !sameScope(scopeRefOf(placesOf(pipeline).get(id) as never), scope, pipeline));
    return staying.length === 0 ? done(pipeline) : settled(pipeline, relocate(pipeline, staying, scope), new Set(staying));
  };
}

/** Moves steps of one scope into another; `between` changes what else has to change before wires are brought to where they can be. */
export function moveAll(pipeline: Pipeline, ids: readonly StepId[], scope: ScopeRef, between: (moved: Pipeline) => Pipeline): EditResult {
  return settled(pipeline, between(relocate(pipeline, ids, scope)), new Set(ids));
}

export interface WrapOptions {
  readonly id?: StepId;
  readonly name?: string;
}

/** Puts steps of one scope into a new Map, whose items are still to be bound. */
export function wrapInMap(ids: readonly StepId[], options: WrapOptions = {}): Edit {
  return (pipeline) => wrap(pipeline, ids, options, 'Map', (name) => ({ kind: 'map', name, steps: {} }), () => undefined);
}

/** Puts steps of one scope into a new Parallel: a branch for each group of them that hangs together. */
export function wrapInParallel(ids: readonly StepId[], options: WrapOptions = {}): Edit {
  return (pipeline) => {
    const groups = connected(pipeline, outermost(pipeline, ids));
    const branchOf = new Map(groups.flatMap((group, i) => group.map((id) => [id, branchId(i)] as const)));
    const branches = groups.map((_, i) => ({ id: branchId(i), steps: {} }));
    return wrap(pipeline, ids, options, 'Parallel', (name) => ({ kind: 'parallel', name, branches }), (id) => branchOf.get(id));
  };
}

/** `a` … `z`, `a1` …: a free id for a branch at an index. */
export function branchId(index: number): string {
  return String.fromCharCode(97 + (index % 26)) + (index < 26 ? '' : String(Math.floor(index / 26)));
}

function wrap(pipeline: Pipeline, ids: readonly StepId[], options: WrapOptions, label: string, container: (name: string) => Step, branchOf: (id: StepId) => string | undefined): EditResult {
  const moved = outermost(pipeline, ids);
  const [first] = moved;
  const place = first === undefined ? undefined : placesOf(pipeline).get(first);
  if (!place) return refused('Select the steps to put into it first.');
  const scope = scopeRefOf(place);
  if (moved.some((id) => !sameScope(scopeRefOf(placesOf(pipeline).get(id) as never), scope, pipeline))) return refused('The steps lie in different scopes. Select steps of one scope.');
  const name = options.name ?? freeStepName(pipeline, label);
  const id = options.id ?? freeId(name, (candidate) => placesOf(pipeline).has(candidate));
  if (placesOf(pipeline).has(id)) return refused(`There is already a step with the id ${id}.`);
  const around = updateScope(pipeline, scope, (steps) => ({ ...steps, [id]: container(name) }));
  const siblings = Object.keys(stepsIn(pipeline, scope) ?? {}).filter((other) => !moved.includes(other));
  const placed = makeRoom(fitContainer(around, id, moved), id, moved, siblings);
  const byBranch = new Map<string | undefined, StepId[]>();
  for (const step of moved) byBranch.set(branchOf(step), [...(byBranch.get(branchOf(step)) ?? []), step]);
  const inside = [...byBranch].reduce((p, [branch, members]) => relocate(p, members, { path: [...scope.path, id], ...(branch === undefined ? {} : { branch }) }), placed);
  return settled(pipeline, inside, new Set(moved));
}

/** The steps named without those that lie in another of them, and without those that are gone. */
export function outermost(pipeline: Pipeline, ids: readonly StepId[]): readonly StepId[] {
  const wanted = new Set(ids);
  return [...wanted].filter((id) => placesOf(pipeline).get(id)?.around.every((a) => !wanted.has(a.id)) ?? false);
}

function moveProblem(pipeline: Pipeline, moved: readonly StepId[], scope: ScopeRef): string | undefined {
  if (moved.length === 0) return 'The step is not there any more.';
  if (!stepsIn(pipeline, scope)) return 'The container is not there any more.';
  const target = scope.path.at(-1);
  const around = target === undefined ? [] : [...(placesOf(pipeline).get(target)?.around.map((a) => a.id) ?? []), target];
  const itself = moved.find((id) => around.includes(id));
  if (itself !== undefined) return `${nameOf(pipeline, itself)} cannot be put into itself.`;
  return undefined;
}

function sameScope(a: ScopeRef, b: ScopeRef, pipeline: Pipeline): boolean {
  return stepsIn(pipeline, a) === stepsIn(pipeline, b) && a.path.at(-1) === b.path.at(-1);
}

function relocate(pipeline: Pipeline, ids: readonly StepId[], scope: ScopeRef): Pipeline {
  const going: Record<StepId, Step> = Object.fromEntries(ids.map((id) => [id, stepOf(pipeline, id) as Step]));
  const shifted = translated(pipeline, ids, scope);
  const without = updateAllSteps(shifted, (step, id) => (Object.hasOwn(going, id) ? undefined : step));
  return updateScope(without, scope, (steps: Steps) => ({ ...steps, ...going }));
}

/** Brings every wire of a pipeline whose steps have moved to where it can be, or says which one cannot. */
function settled(before: Pipeline, pipeline: Pipeline, moved: ReadonlySet<StepId>): EditResult {
  const { onFailure } = pipeline;
  if (onFailure !== undefined && (placesOf(pipeline).get(onFailure)?.around.length ?? 0) > 0) {
    return refused(`${nameOf(before, onFailure)} runs when the pipeline fails, so it stays outside of containers.`);
  }
  const lost = itemOutside(pipeline);
  if (lost) return refused(`${nameOf(before, lost.step)} reads the item of ${nameOf(before, lost.map)}, which exists only inside it. Bind those fields to something else first.`);
  const control = liftControl(pipeline);
  if (typeof control === 'string') return refused(control);
  const wired = exportOutwards(importInwards(control, moved));
  if (typeof wired === 'string') return refused(wired);
  const circle = firstCircle(wired);
  if (circle !== undefined && firstCircle(before) === undefined) {
    return refused(`What lies inside ${nameOf(wired, circle)} would have to wait for a step that waits for ${nameOf(wired, circle)}. Move those between along.`);
  }
  return done(wired);
}

/** A step that reads the item or index of a Map that is not around it. */
function itemOutside(pipeline: Pipeline): { readonly step: StepId; readonly map: StepId } | undefined {
  for (const [id, place] of placesOf(pipeline)) {
    const around = new Set([...place.around.map((a) => a.id), ...(isMap(place.step) ? [id] : [])]);
    for (const field of bindableFields(place.step)) {
      for (const { binding } of bindingsIn(field.value)) {
        if ((binding.kind === 'item' || binding.kind === 'index') && !around.has(binding.map) && stepOf(pipeline, binding.map)) return { step: id, map: binding.map };
      }
    }
  }
  return undefined;
}

/** Order edges end at the wall of the container that a step went into; ways and catches lead to the container. */
function liftControl(pipeline: Pipeline): Pipeline | string {
  const places = placesOf(pipeline);
  let reason: string | undefined;
  const extra = new Map<StepId, StepId[]>();
  const next = updateAllSteps(pipeline, (step, id) =>
    mapTargets(step, (target, edge) => {
      const ends = edge === 'after' ? lift(places, target, id) : lift(places, id, target);
      if (!ends) return target;
      if (edge === 'after') {
        if (ends.to === id || ends.from === ends.to) return ends.from === ends.to ? undefined : ends.from;
        extra.set(ends.to, [...(extra.get(ends.to) ?? []), ends.from]);
        return undefined;
      }
      if (ends.from !== id) {
        reason ??= `A ${edge === 'way' ? 'way' : 'catch'} of ${nameOf(pipeline, id)} leads to ${nameOf(pipeline, target)}, which is not inside. Move both, or draw it elsewhere first.`;
        return target;
      }
      return ends.to;
    }),
  );
  if (reason !== undefined) return reason;
  return extra.size === 0 ? next : updateAllSteps(next, (step, id) => (extra.has(id) ? withField(step, 'after', [...new Set([...(step.after ?? []), ...(extra.get(id) ?? [])])]) : step));
}

/** A container, or step, that comes before itself by data and order edges in its scope. */
function firstCircle(pipeline: Pipeline): StepId | undefined {
  const places = placesOf(pipeline);
  const { next } = orderGraph(pipeline);
  // Kahn's order: what is left over lies on a circle or after one; the container among it is what the person moved into.
  const waits = new Map<StepId, number>();
  for (const targets of next.values()) for (const to of targets) waits.set(to, (waits.get(to) ?? 0) + 1);
  const free = [...places.keys()].filter((id) => !waits.get(id));
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    for (const to of next.get(id) ?? []) {
      const left = (waits.get(to) ?? 0) - 1;
      waits.set(to, left);
      if (left === 0) free.push(to);
    }
  }
  const stuck = [...waits].filter(([, n]) => n > 0).map(([id]) => id);
  return stuck.find((id) => isContainer(stepOf(pipeline, id))) ?? stuck[0];
}

function isContainer(step: Step | undefined): boolean {
  return step !== undefined && (isMap(step) || isParallel(step));
}

/** Groups of steps that hang together by edges among them. */
function connected(pipeline: Pipeline, ids: readonly StepId[]): readonly (readonly StepId[])[] {
  const group = new Map(ids.map((id) => [id, id]));
  const root = (id: StepId): StepId => {
    const up = group.get(id) as StepId;
    return up === id ? id : root(up);
  };
  const places = placesOf(pipeline);
  const owner = (id: StepId): StepId | undefined => (group.has(id) ? id : places.get(id)?.around.find((a) => group.has(a.id))?.id);
  for (const edge of edgesOf(pipeline)) {
    const [a, b] = [owner(edge.from), owner(edge.to)];
    if (a !== undefined && b !== undefined) group.set(root(a), root(b));
  }
  const groups = new Map<StepId, StepId[]>();
  for (const id of ids) groups.set(root(id), [...(groups.get(root(id)) ?? []), id]);
  return [...groups.values()];
}
