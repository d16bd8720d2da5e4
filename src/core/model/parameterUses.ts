import { isObject, type Json, type JsonObject } from '../base/json.ts';
import type { Pointer } from '../base/pointer.ts';
import { bindingsIn } from './binding.ts';
import { bindableFields } from './fields.ts';
import { isMap, isParallel, type Pipeline, type Step, type StepId } from './pipeline.ts';

/** A place that a parameter is bound to. Without `step` it is a place of the pipeline itself: `/machine/role`, `/outputs/model`. */
export interface ParameterUse {
  readonly name: string;
  readonly step?: StepId;
  /** Of the binding, below the step or the pipeline. */
  readonly pointer: Pointer;
}

const ofStep = new WeakMap<Step, { readonly id: StepId; readonly uses: readonly ParameterUse[] }>();
const ofRecord = new WeakMap<Pipeline['steps'], readonly ParameterUse[]>();

/** Every use of every parameter, steps in their order and then the pipeline's own places. Remembered by identity. */
export function parameterUses(pipeline: Pipeline): readonly ParameterUse[] {
  return [...usesIn(pipeline.steps), ...usesOfPipeline(pipeline)];
}

function usesIn(steps: Pipeline['steps']): readonly ParameterUse[] {
  const known = ofRecord.get(steps);
  if (known) return known;
  const uses: ParameterUse[] = [];
  for (const [id, step] of Object.entries(steps)) {
    uses.push(...usesOfStep(id, step));
    if (isMap(step)) uses.push(...usesIn(step.steps));
    if (isParallel(step)) for (const branch of step.branches) uses.push(...usesIn(branch.steps));
  }
  ofRecord.set(steps, uses);
  return uses;
}

/** The uses in a step's own fields, not in steps inside it. */
export function usesOfStep(id: StepId, step: Step): readonly ParameterUse[] {
  const known = ofStep.get(step);
  if (known?.id === id) return known.uses;
  const uses = bindableFields(step).flatMap(({ pointer, value }) => paramsIn(value, pointer).map((use) => ({ ...use, step: id })));
  ofStep.set(step, { id, uses });
  return uses;
}

function usesOfPipeline(pipeline: Pipeline): readonly ParameterUse[] {
  const machine = isObject(pipeline.machine) ? pipeline.machine : {};
  const settings = isObject(pipeline.settings) ? pipeline.settings : {};
  const places: readonly (readonly [Pointer, unknown])[] = [
    ['/machine/name', (machine as JsonObject)['name']],
    ['/machine/role', (machine as JsonObject)['role']],
    ['/settings/artifacts', (settings as JsonObject)['artifacts']],
    ['/outputs', pipeline.outputs],
  ];
  return places.flatMap(([pointer, value]) => (value === undefined ? [] : paramsIn(value as Json, pointer)));
}

function paramsIn(value: Json, at: Pointer): readonly ParameterUse[] {
  return bindingsIn(value, at).flatMap(({ pointer, binding }) => (binding.kind === 'param' ? [{ name: binding.name, pointer }] : []));
}
