import type { Json } from '../../../core/base/json.ts';
import { pointerTokens, type Pointer } from '../../../core/base/pointer.ts';
import { plainValue, removeField, setField, withoutPart } from '../../../core/edit/arguments.ts';
import { parameterNameFor, valueOfParameter } from '../../../core/edit/bind.ts';
import { addParameter, freeParameterName, parameterIn, setPhase } from '../../../core/edit/parameters.ts';
import { setMachine, setOutput, setSettings } from '../../../core/edit/pipeline.ts';
import { updateStep } from '../../../core/edit/tree.ts';
import { done, refused, type Edit } from '../../../core/edit/types.ts';
import type { Parameter, Phase, Pipeline, StepId } from '../../../core/model/pipeline.ts';
import { parameterTypeFor } from './fit.ts';
import type { Slot } from './slot.ts';

/** Writes a value into the place, making parents where needed; undefined clears it. */
export function writeSlot(slot: Slot, value: Json | undefined): Edit {
  const { step, pointer } = slot.target;
  const written = value ?? slot.cleared;
  if (step === null) return writePipeline(pointer, written);
  if (written === undefined) return clearField(step, pointer);
  const at = slot.writeAs?.(written) ?? { pointer, value: written };
  return setField(step, at.pointer, at.value);
}

/** Takes a field away, and with it the objects that only it had filled. */
function clearField(id: StepId, pointer: Pointer): Edit {
  return (pipeline) => {
    const removed = removeField(id, pointer)(pipeline);
    return removed.ok ? done(updateStep(pipeline, id, (step) => withoutPart(step, pointer))) : removed;
  };
}

/** The places of the pipeline itself that take bindings. */
function writePipeline(pointer: string, value: Json | undefined): Edit {
  const [head, name] = pointerTokens(pointer);
  const last = pointerTokens(pointer).at(-1) ?? '';
  if (head === 'outputs' && name !== undefined) return setOutput(name, value);
  if (head === 'machine' && (last === 'name' || last === 'role')) return setMachine({ [last]: value });
  if (head === 'settings') return setSettings({ artifacts: { [last]: value } });
  return () => refused(`${pointer} is no place of a pipeline that takes a value.`);
}

/** The parameter that would be made from a place: its name, and its type and default taken over from what is there. */
export function newParameterFor(pipeline: Pipeline, slot: Slot, phase: Phase): { readonly name: string; readonly parameter: Parameter } {
  const last = pointerTokens(slot.target.pointer).filter((t) => !/^(\d+|\$.*)$/.test(t)).at(-1) ?? 'Parameter';
  const name =
    slot.parameterName !== undefined
      ? freeParameterName(pipeline, slot.parameterName)
      : slot.target.step === null
        ? freeParameterName(pipeline, { '/machine/name': 'StateMachineName', '/machine/role': 'ExecutionRoleArn', '/settings/artifacts/bucket': 'ArtifactBucket', '/settings/artifacts/prefix': 'ArtifactPrefix' }[slot.target.pointer] ?? last)
        : parameterNameFor(pipeline, slot.target.step, slot.target.pointer);
  const value = slot.value === undefined ? undefined : plainValue(slot.value);
  // What its field is called says nothing of a part of a text: a part of a role's ARN is no role.
  const said = slot.target.pointer.includes('/$text/') ? '' : last;
  const type = typeof value === 'number' && slot.shape === undefined && slot.type === undefined ? (Number.isInteger(value) ? 'integer' : 'number') : parameterTypeFor(slot.shape, said, slot.type, slot.list);
  return { name, parameter: { type, phase, ...(value === undefined || value === null || value === '' ? {} : { default: value }) } };
}

/** Makes a parameter from the place and binds the place to it. */
export function makeParameterAt(slot: Slot, phase: Phase): Edit {
  return (pipeline) => {
    const { name, parameter } = newParameterFor(pipeline, slot, phase);
    const added = addParameter(name, parameter)(pipeline);
    return added.ok ? writeSlot(slot, { $param: name })(added.pipeline) : added;
  };
}

/**
 * Binds the place at a phase: a parameter that is there moves to the phase (everywhere it is used), anything else becomes a
 * new parameter.
 */
export function bindAtPhase(slot: Slot, phase: Phase): Edit {
  return (pipeline) => {
    const name = parameterIn(slot.value);
    return name !== undefined && Object.hasOwn(pipeline.parameters ?? {}, name) ? setPhase(name, phase)(pipeline) : makeParameterAt(slot, phase)(pipeline);
  };
}

/** Back to a literal: the value of the parameter in the environment chosen, or its default; else the place is cleared. */
export function literalAt(slot: Slot, environment: string | null, text: (json: Json) => string): Edit {
  return (pipeline) => {
    if (slot.value === undefined || plainValue(slot.value) !== undefined) return done(pipeline);
    const name = parameterIn(slot.value);
    const isText = typeof slot.value === 'object' && slot.value !== null && '$text' in slot.value;
    const value = name !== undefined ? valueOfParameter(pipeline, name, environment ?? undefined) : isText ? text(slot.value) : undefined;
    return writeSlot(slot, value)(pipeline);
  };
}

/** One edit after another as one step of undo; refused when either is. */
export function both(first: Edit | undefined, second: Edit): Edit {
  if (!first) return second;
  return (pipeline) => {
    const result = first(pipeline);
    return result.ok ? second(result.pipeline) : result;
  };
}
