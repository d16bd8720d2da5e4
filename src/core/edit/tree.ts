import type { Pointer } from '../base/pointer.ts';
import { isMap, isParallel, type MapStep, type ParallelStep, type Pipeline, type Step, type StepId } from '../model/pipeline.ts';

export type Steps = Readonly<Record<StepId, Step>>;

/** A place that holds steps: the ids of the containers around, outermost first, and the branch when the last is a Parallel. */
export interface ScopeRef {
  readonly path: readonly StepId[];
  readonly branch?: string;
}
/** Where a step lies: the containers around it with the branch of each Parallel among them, outermost first. */
export interface Place {
  readonly step: Step;
  readonly around: readonly { readonly id: StepId; readonly branch?: string }[];
}

const places = new WeakMap<Steps, ReadonlyMap<StepId, Place>>();

/** Every step of the document with its place; remembered by the identity of `pipeline.steps`. */
export function placesOf(pipeline: Pipeline): ReadonlyMap<StepId, Place> {
  const known = places.get(pipeline.steps);
  if (known) return known;
  const found = new Map<StepId, Place>();
  const visit = (steps: Steps, around: Place['around']): void => {
    for (const [id, step] of Object.entries(steps)) {
      found.set(id, { step, around });
      if (isMap(step)) visit(step.steps, [...around, { id }]);
      if (isParallel(step)) for (const b of step.branches) visit(b.steps, [...around, { id, branch: b.id }]);
    }
  };
  visit(pipeline.steps, []);
  places.set(pipeline.steps, found);
  return found;
}

export function stepOf(pipeline: Pipeline, id: StepId): Step | undefined {
  return placesOf(pipeline).get(id)?.step;
}

/** For messages: “Train XGBoost”, or the id of a step that is not there. */
export function nameOf(pipeline: Pipeline, id: StepId): string {
  return `“${stepOf(pipeline, id)?.name ?? id}”`;
}

export function scopeRefOf(place: Place): ScopeRef {
  const last = place.around.at(-1);
  return { path: place.around.map((a) => a.id), ...(last?.branch === undefined ? {} : { branch: last.branch }) };
}

/** The body of a container's scope, or of the pipeline for an empty path; undefined when there is no such scope. */
export function stepsIn(pipeline: Pipeline, scope: ScopeRef): Steps | undefined {
  const id = scope.path.at(-1);
  if (id === undefined) return pipeline.steps;
  const step = stepOf(pipeline, id);
  if (step === undefined) return undefined;
  if (isMap(step)) return step.steps;
  if (isParallel(step)) return (scope.branch === undefined ? step.branches[0] : step.branches.find((b) => b.id === scope.branch))?.steps;
  return undefined;
}

/** Replaces the steps of one scope. The pipeline itself when nothing changes or the scope is not there. */
export function updateScope(pipeline: Pipeline, scope: ScopeRef, change: (steps: Steps) => Steps): Pipeline {
  const id = scope.path.at(-1);
  if (id === undefined) return withSteps(pipeline, change(pipeline.steps));
  const branch = scope.branch;
  return updateStep(pipeline, id, (container) => {
    if (isMap(container)) return withBody(container, change(container.steps));
    if (!isParallel(container)) return container;
    const wanted = branch ?? container.branches[0]?.id;
    return withBranches(container, container.branches.map((b) => {
      const steps = b.id === wanted ? change(b.steps) : b.steps;
      return steps === b.steps ? b : { ...b, steps };
    }));
  });
}

/** Replaces one step, wherever it lies. Everything that does not hold it keeps its identity. */
export function updateStep(pipeline: Pipeline, id: StepId, change: (step: Step) => Step): Pipeline {
  const within = (steps: Steps): Steps => {
    const step = Object.hasOwn(steps, id) ? steps[id] : undefined;
    if (step) {
      const next = change(step);
      return next === step ? steps : Object.fromEntries(Object.entries(steps).map(([k, v]) => [k, k === id ? next : v]));
    }
    return mapSteps(steps, (inner) => mapBodies(inner, within));
  };
  return withSteps(pipeline, within(pipeline.steps));
}

/** Replaces steps anywhere, inner before outer; `change` gives undefined to take a step away. */
export function updateAllSteps(pipeline: Pipeline, change: (step: Step, id: StepId) => Step | undefined): Pipeline {
  const within = (steps: Steps): Steps => mapSteps(steps, (step, id) => change(mapBodies(step, within), id));
  return withSteps(pipeline, within(pipeline.steps));
}

export function withSteps(pipeline: Pipeline, steps: Steps): Pipeline {
  return steps === pipeline.steps ? pipeline : { ...pipeline, steps };
}

/** The step with each of its bodies replaced; itself when it has none or nothing changes. */
export function mapBodies(step: Step, change: (steps: Steps) => Steps): Step {
  if (isMap(step)) return withBody(step, change(step.steps));
  if (!isParallel(step)) return step;
  return withBranches(step, step.branches.map((b) => {
    const steps = change(b.steps);
    return steps === b.steps ? b : { ...b, steps };
  }));
}

function withBody(map: MapStep, steps: Steps): MapStep {
  return steps === map.steps ? map : { ...map, steps };
}

function withBranches(parallel: ParallelStep, branches: ParallelStep['branches']): ParallelStep {
  return branches.every((b, i) => b === parallel.branches[i]) && branches.length === parallel.branches.length ? parallel : { ...parallel, branches };
}

function mapSteps(steps: Steps, change: (step: Step, id: StepId) => Step | undefined): Steps {
  return mapRecord(steps, change);
}

/** A record with each value replaced or, for undefined, taken away; itself when nothing changes. Safe for any key. */
export function mapRecord<T>(record: Readonly<Record<string, T>>, change: (value: T, key: string) => T | undefined): Readonly<Record<string, T>> {
  let changed = false;
  const entries: [string, T][] = [];
  for (const [key, value] of Object.entries(record)) {
    const next = change(value, key);
    if (next !== value) changed = true;
    if (next !== undefined) entries.push([key, next]);
  }
  return changed ? Object.fromEntries(entries) : record;
}

/** The object with one optional field set, or left out for undefined; itself when nothing changes. */
export function withField<T extends object, K extends keyof T>(object: T, key: K, value: T[K] | undefined): T {
  if (object[key] === value) return object;
  if (value !== undefined) return { ...object, [key]: value };
  const { [key]: _gone, ...rest } = object;
  return rest as T;
}

/** `pointer` split at its first token: a field of the step and the rest below it. */
export function headOf(pointer: Pointer): string {
  return pointer.split('/')[1] ?? '';
}
