import { isList, isObject, type Json, type JsonObject } from '../base/json.ts';
import { pointer as pointerOf, pointerTokens, valueAt, withValueAt, type Pointer } from '../base/pointer.ts';
import { bindingsIn, looksLikeBinding, readBinding, writeBinding } from '../model/binding.ts';
import { elementName } from '../catalog/elements.ts';
import { mayHoldBinding } from '../model/fields.ts';
import type { Pipeline, Step, StepId } from '../model/pipeline.ts';
import { schemaOfKind } from '../model/schema.ts';
import { mapOutputRefs } from './references.ts';
import { change } from './steps.ts';
import { headOf, nameOf, stepOf, updateStep } from './tree.ts';
import { done, refused, type Edit, type EditResult } from './types.ts';

/** Sets any field of a step, by its pointer below the step: `/arguments/RoleArn`, `/retry`, `/branches/0/when`, `/items`. */
export function setField(id: StepId, pointer: Pointer, value: Json): Edit {
  return (pipeline) => {
    const step = stepOf(pipeline, id);
    if (!step) return refused('The step is not there any more.');
    const reason = fieldProblem(step, pointer, value);
    return reason === undefined ? replaced(pipeline, id, withPart(step, pointer, value), pointer) : refused(reason);
  };
}

/** Takes a field away; an element of a list closes up. A field that is not there stays so. */
export function removeField(id: StepId, pointer: Pointer): Edit {
  return (pipeline) => {
    const step = stepOf(pipeline, id);
    if (!step) return refused('The step is not there any more.');
    const reason = ownPartProblem(step, pointer);
    if (reason !== undefined) return refused(reason);
    return valueAt(step as unknown as JsonObject, pointer) === undefined ? done(pipeline) : replaced(pipeline, id, withPart(step, pointer, undefined), pointer);
  };
}

/** The step replaced, unless it is no step of its kind any more: a text where the format has a list of retries, say. */
function replaced(pipeline: Pipeline, id: StepId, step: Step, pointer: Pointer): EditResult {
  if (!schemaOfKind(step.kind).safeParse(step).success) return refused(`${lastName(pointer)} of ${nameOf(pipeline, id)} cannot be that: the step could not be saved so.`);
  return done(updateStep(pipeline, id, () => step));
}

/** All arguments at once, from the JSON view. */
export function setArguments(id: StepId, json: Json): Edit {
  return (pipeline) => {
    if (!isObject(json) || looksLikeBinding(json)) return refused('The arguments of a step are an object: {"Field": value}.');
    return change(pipeline, id, (step) => withPart(step, '/arguments', json));
  };
}

/** Appends an element to a list, which is made when it is not there. */
export function addElement(id: StepId, list: Pointer, element: Json): Edit {
  return (pipeline) => {
    const step = stepOf(pipeline, id);
    if (!step) return refused('The step is not there any more.');
    const now = valueAt(step as unknown as JsonObject, list);
    if (now !== undefined && !isList(now)) return refused(`${lastName(list)} is bound as a whole. Make it a list of elements first.`);
    return setField(id, list, [...(now ?? []), element])(pipeline);
  };
}

export function removeElement(id: StepId, element: Pointer): Edit {
  return removeField(id, element);
}

/** Moves an element of a list to another index; references to named elements are not touched by it. */
export function moveElement(id: StepId, element: Pointer, to: number): Edit {
  return (pipeline) => {
    const step = stepOf(pipeline, id);
    if (!step) return refused('The step is not there any more.');
    const tokens = pointerTokens(element);
    const listAt = pointerOf(...tokens.slice(0, -1));
    const list = valueAt(step as unknown as JsonObject, listAt);
    const from = Number(tokens.at(-1));
    if (!isList(list) || !(from in list)) return refused('The element is not there any more.');
    const rest = list.filter((_, i) => i !== from);
    const index = Math.max(0, Math.min(Math.trunc(to) || 0, rest.length));
    return index === from ? done(pipeline) : setField(id, listAt, [...rest.slice(0, index), list[from] as Json, ...rest.slice(index)])(pipeline);
  };
}

/** Renames an element of a list; references to the port of that name follow. */
export function renameElement(id: StepId, element: Pointer, name: string): Edit {
  return (pipeline) => {
    const step = stepOf(pipeline, id);
    if (!step) return refused('The step is not there any more.');
    const raw = step as unknown as JsonObject;
    const old = elementName(valueAt(raw, element));
    if (!old) return refused('This element has no name.');
    if (name === '') return refused('An element needs a name. Type at least one character.');
    if (name === old.name) return done(pipeline);
    const list = valueAt(raw, pointerOf(...pointerTokens(element).slice(0, -1)));
    if (isList(list) && list.some((e) => elementName(e)?.name === name)) return refused(`Another element of the list is called “${name}”.`);
    const renamed = updateStep(pipeline, id, (s) => withPart(s, `${element}/${old.field}`, name));
    return done(mapOutputRefs(renamed, (ref) => (ref.step === id && ref.port === old.name ? { ...ref, port: name } : ref)));
  };
}

/** A copy of a step with the value at a pointer set or, for undefined, removed; the step itself when that changes nothing. */
export function withPart(step: Step, pointer: Pointer, value: Json | undefined): Step {
  const raw = step as unknown as JsonObject;
  const old = valueAt(raw, pointer);
  if (old === value || (old !== undefined && value !== undefined && JSON.stringify(old) === JSON.stringify(value))) return step;
  return withValueAt(raw, pointer, value) as unknown as Step;
}

/**
 * The step with the binding at a pointer taken away: an operand of a condition, and a condition itself, become null; else
 * the field goes as in `withoutPart`.
 */
export function unbound(step: Step, pointer: Pointer): Step {
  const tokens = pointerTokens(pointer);
  const operand = tokens.at(-2) === '$compare' || tokens.at(-1)?.startsWith('$') === true || /^\/branches\/\d+\/when$/.test(pointer);
  return operand ? withPart(step, pointer, null) : withoutPart(step, pointer);
}

/** As `withPart` with undefined, but objects that become empty by it go too, up to the step's own field. */
export function withoutPart(step: Step, pointer: Pointer): Step {
  let next = withPart(step, pointer, undefined);
  for (let tokens = pointerTokens(pointer).slice(0, -1); tokens.length > 1; tokens = tokens.slice(0, -1)) {
    const at = pointerOf(...tokens);
    const left = valueAt(next as unknown as JsonObject, at);
    const inList = isList(valueAt(next as unknown as JsonObject, pointerOf(...tokens.slice(0, -1))));
    if (!isObject(left) || Object.keys(left).length > 0 || inList) break;
    next = withPart(next, at, undefined);
  }
  return next;
}

/** Why a field cannot be set to this value, for the person; undefined when it can. */
export function fieldProblem(step: Step, pointer: Pointer, value: Json): string | undefined {
  const own = ownPartProblem(step, pointer);
  if (own !== undefined) return own;
  if (!mayHoldBinding(step, pointer) && bindingsIn(value).length > 0) {
    return `${lastName(pointer)} is part of the definition itself: a constant, which no parameter or output can give. Type a value.`;
  }
  if (looksLikeBinding(value) && /^\/(arguments|result|branches\/\d+\/outputs|otherwise\/outputs)$/.test(pointer)) {
    return `${lastName(pointer)} holds fields by name, which are bound one by one.`;
  }
  const tokens = pointerTokens(pointer);
  let at: Json | undefined = step as unknown as JsonObject;
  for (const [i, token] of tokens.entries()) {
    if (at !== undefined && looksLikeBinding(at) && !Object.hasOwn(at as JsonObject, token)) {
      return `${lastName(pointerOf(...tokens.slice(0, i)))} is bound as a whole. Make it a value first.`;
    }
    if (isList(at) && !/^(0|[1-9]\d*|-)$/.test(token)) return `${lastName(pointerOf(...tokens.slice(0, i)))} is a list, and ${token} is no place in it.`;
    at = isList(at) ? at[Number(token)] : isObject(at) && Object.hasOwn(at, token) ? at[token] : undefined;
  }
  return undefined;
}

/** What a step is made of is changed by edits of its own, which keep the document whole. */
function ownPartProblem(step: Step, pointer: Pointer): string | undefined {
  const head = headOf(pointer);
  if (!pointer.startsWith('/') || head === 'kind') return 'The kind of a step does not change. Add another step instead.';
  if (head === 'name') return 'The name of a step is changed by renaming it.';
  if (head === 'steps' || (head === 'branches' && step.kind === 'parallel')) return 'Steps inside a container are added, moved and removed one by one.';
  return undefined;
}

/** The last name of a pointer, for messages; “element 2” for a place in a list. */
export function lastName(pointer: Pointer): string {
  const last = pointerTokens(pointer).at(-1) ?? 'The step';
  return /^\d+$/.test(last) ? `Element ${Number(last) + 1}` : last;
}

/** How a value is written in an argument: as it is, wrapped only when it would read as a binding. */
export function literalJson(value: Json): Json {
  return bindingsIn(value).length > 0 ? { $literal: value } : value;
}

/** The value that an argument is, when it holds nothing but literals; undefined otherwise. */
export function plainValue(json: Json): Json | undefined {
  const binding = readBinding(json);
  switch (binding.kind) {
    case 'literal':
      return binding.value;
    case 'list': {
      const items = binding.items.map((b) => plainValue(writeBinding(b)));
      return items.some((v) => v === undefined) ? undefined : (items as Json[]);
    }
    case 'object': {
      const entries = binding.entries.map(([k, b]) => [k, plainValue(writeBinding(b))] as const);
      return entries.some(([, v]) => v === undefined) ? undefined : (Object.fromEntries(entries) as JsonObject);
    }
    default:
      return undefined;
  }
}
