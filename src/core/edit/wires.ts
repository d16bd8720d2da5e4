import { isList, isObject, type Json, type JsonObject } from '../base/json.ts';
import { valueAt, type Pointer } from '../base/pointer.ts';
import { elementName, NAME_FIELDS, namedElement } from '../catalog/elements.ts';
import { fits, fitsShape, typeInWords, type Fit, type Typed } from '../catalog/fit.ts';
import type { Catalog, InputPort } from '../catalog/kind.ts';
import { shapeAt } from '../catalog/lookup.ts';
import { typeOfOutput } from '../catalog/outputType.ts';
import { looksLikeBinding, readBinding, writeOutputRef, type OutputRef, type PathToken } from '../model/binding.ts';
import { mayHoldBinding } from '../model/fields.ts';
import type { Pipeline, Step, StepId } from '../model/pipeline.ts';
import { fieldProblem, lastName, unbound, withPart } from './arguments.ts';
import { circle } from './flow.ts';
import { closesCircle, excludeEachOther, reachProblem } from './graph.ts';
import { firstFree } from './names.ts';
import { nameOf, placesOf, stepOf, updateStep } from './tree.ts';
import { done, refused, type Edit, type EditResult } from './types.ts';

export interface Source {
  readonly step: StepId;
  /** Absent: the whole response. */
  readonly port?: string;
  readonly path?: readonly PathToken[];
}
export interface Target {
  readonly step: StepId;
  /** Below the step: `/arguments/ModelArtifact`, `/items`, `/result/models`, `/branches/0/when/$compare/0`. */
  readonly pointer: Pointer;
}
export interface ConnectOptions {
  /** When the place is already bound to an output of a branch that excludes this one: keep both, *whichever ran*. */
  readonly alsoWhen?: boolean;
}

/** Draws a data edge: writes the binding into the consumer's field, or into a new element when the port is the `+` of a list. */
export function connect(from: Source, to: Target, catalog: Catalog, options: ConnectOptions = {}): Edit {
  return (pipeline) => {
    const more = inputAt(pipeline, to, catalog)?.template;
    if (more) return connectToList(from, { step: to.step, list: `/arguments${more.list}` }, catalog)(pipeline);
    const reason = connectProblem(pipeline, from, to, catalog);
    if (reason !== undefined) return refused(reason);
    const consumer = stepOf(pipeline, to.step) as Step;
    const old = valueAt(consumer as unknown as JsonObject, to.pointer);
    const value = options.alsoWhen ? besides(pipeline, old, refOf(from)) : { $output: writeOutputRef(refOf(from)) };
    if (typeof value === 'string') return refused(value);
    return write(pipeline, to.step, to.pointer, value);
  };
}

/**
 * Drops a wire on the `+` of a list that carries ports: appends an element made by the port's template (formats.md 1,
 * "Ports"), with a free name of its own.
 */
export function connectToList(from: Source, to: { readonly step: StepId; readonly list: Pointer }, catalog: Catalog): Edit {
  return (pipeline) => {
    const consumer = stepOf(pipeline, to.step);
    if (!consumer) return refused('The step is not there any more.');
    const port = catalog.kind(consumer.kind)?.inputs(consumer).find((p) => p.template !== undefined && `/arguments${p.template.list}` === to.list);
    const template = port?.template;
    if (!port || !template) return refused(`${lastName(to.list)} of ${nameOf(pipeline, to.step)} does not take further wires.`);
    const list = valueAt(consumer as unknown as JsonObject, to.list);
    if (list !== undefined && !isList(list)) return refused(`${lastName(to.list)} is bound as a whole. Make it a list of elements first.`);
    const index = list?.length ?? 0;
    const pointer = `${to.list}/${index}${template.valueAt}`;
    const appended = write(pipeline, to.step, `${to.list}/${index}`, named(template.element, list ?? [], from.port));
    if (!appended.ok) return appended;
    const reason = connectProblem(appended.pipeline, from, { step: to.step, pointer }, catalog, port);
    return reason === undefined ? write(appended.pipeline, to.step, pointer, { $output: writeOutputRef(refOf(from)) }) : refused(reason);
  };
}

/** Takes the binding away; objects that become empty by it go too. An element of a list closes up, an operand becomes null. */
export function disconnect(id: StepId, pointer: Pointer): Edit {
  return (pipeline) => {
    const step = stepOf(pipeline, id);
    if (!step) return refused('The step is not there any more.');
    if (valueAt(step as unknown as JsonObject, pointer) === undefined) return refused('The wire is not there any more.');
    if (!mayHoldBinding(step, pointer)) return refused(`${lastName(pointer)} holds no wire.`);
    return done(updateStep(pipeline, id, (s) => unbound(s, pointer)));
  };
}

/** Takes one output out of a *whichever ran*; the last but one leaves a plain output. */
export function disconnectOne(id: StepId, pointer: Pointer, index: number): Edit {
  return (pipeline) => {
    const step = stepOf(pipeline, id);
    const value = step && valueAt(step as unknown as JsonObject, pointer);
    const from = isObject(value) && isObject(value['$oneOf']) ? value['$oneOf']['from'] : undefined;
    if (!isObject(value) || !isList(from) || !(index in from)) return refused('The wire is not there any more.');
    const rest = from.filter((_, i) => i !== index);
    if (rest.length === 0) return disconnect(id, pointer)(pipeline);
    const body = value['$oneOf'] as JsonObject;
    const binding = readBinding({ $oneOf: { ...body, from: rest } });
    if (binding.kind !== 'oneOf') return disconnect(id, pointer)(pipeline);
    const only = binding.refs[0] as OutputRef;
    const next = rest.length > 1 ? { $oneOf: { ...body, from: rest } } : { $output: writeOutputRef('default' in binding && !('default' in only) ? { ...only, default: binding.default as Json } : only) };
    return write(pipeline, id, pointer, next);
  };
}

/** Why a wire cannot be drawn, for the person; undefined when it can. The canvas dims ports by it. */
export function connectProblem(pipeline: Pipeline, from: Source, to: Target, catalog: Catalog, port?: InputPort): string | undefined {
  const producer = stepOf(pipeline, from.step);
  const consumer = stepOf(pipeline, to.step);
  if (!producer || !consumer) return 'The step is not there any more.';
  const isResult = to.pointer.startsWith('/result/');
  const place = reachProblem(pipeline, from.step, to.step, isResult);
  if (place !== undefined) return place;
  if (!mayHoldBinding(consumer, to.pointer)) return `${lastName(to.pointer)} is part of the definition itself: a constant, which no output can give.`;
  const fromInside = placesOf(pipeline).get(from.step)?.around.some((a) => a.id === to.step);
  if (!fromInside && closesCircle(pipeline, from.step, to.step)) return circle(pipeline, from.step, to.step);
  return fieldProblem(consumer, to.pointer, null) ?? portProblem(pipeline, from, to, catalog, port);
}

function portProblem(pipeline: Pipeline, from: Source, to: Target, catalog: Catalog, given: InputPort | undefined): string | undefined {
  const producer = stepOf(pipeline, from.step) as Step;
  const outputs = catalog.kind(producer.kind)?.outputs(producer) ?? [];
  const type = typeOfOutput(catalog, producer, refOf(from));
  if (from.port !== undefined && !type && !outputs.some((o) => o.name === from.port)) {
    // Any path of a response may be read, but flow has none, and a job whose shapes are known would have given a type.
    if (!producer.kind.includes(':') || catalog.response(producer.kind)) return `${nameOf(pipeline, from.step)} has no output ${from.port}.`;
  }
  const fit = type && fitAt(pipeline, type, to, catalog, given);
  return fit?.ok === false ? `${nameOf(pipeline, from.step)}${from.port === undefined ? '' : ` › ${from.port}`} is ${fit.reason}.` : undefined;
}

/** Does a value of this type fit the place? Places whose type nobody knows take everything. */
function fitAt(pipeline: Pipeline, type: Typed, to: Target, catalog: Catalog, given: InputPort | undefined): Fit {
  const consumer = stepOf(pipeline, to.step) as Step;
  if (to.pointer === '/items' && consumer.kind === 'map') {
    return type.list || type.type === 'list' || type.type === 'json' ? { ok: true } : { ok: false, reason: `${typeInWords(type)}; a Map runs over a list` };
  }
  const input = given ?? inputAt(pipeline, to, catalog);
  if (input) return fits(type, input);
  const shape = to.pointer.startsWith('/arguments/') ? shapeAt(catalog, consumer, to.pointer.slice('/arguments'.length)) : undefined;
  return shape ? fitsShape(type, shape) : { ok: true };
}

/** The typed input port at a place, if the place is one. */
export function inputAt(pipeline: Pipeline, to: Target, catalog: Catalog): InputPort | undefined {
  const consumer = stepOf(pipeline, to.step);
  return consumer && catalog.kind(consumer.kind)?.inputs(consumer).find((p) => `/arguments${p.pointer}` === to.pointer);
}

function refOf(from: Source): OutputRef {
  return { step: from.step, ...(from.port === undefined ? {} : { port: from.port }), path: from.path ?? [] };
}

/** The binding of *whichever ran* of what is there and one more; a text is the reason why not. */
function besides(pipeline: Pipeline, old: Json | undefined, ref: OutputRef): Json {
  const binding = old === undefined ? undefined : readBinding(old);
  if (binding === undefined || (binding.kind !== 'output' && binding.kind !== 'oneOf')) return { $output: writeOutputRef(ref) };
  const refs = binding.kind === 'output' ? [binding.ref] : binding.refs;
  const clash = refs.find((r) => !excludeEachOther(pipeline, r.step, ref.step));
  if (clash?.step === ref.step) return `${nameOf(pipeline, ref.step)} already gives this value.`;
  if (clash) return `${nameOf(pipeline, clash.step)} and ${nameOf(pipeline, ref.step)} can both run. *Whichever ran* takes outputs of branches that exclude each other.`;
  const fallback = binding.kind === 'oneOf' ? ('default' in binding ? binding.default : undefined) : binding.ref.default;
  const plain = refs.map(({ default: _default, ...r }) => r);
  return { $oneOf: { from: [...plain, ref].map(writeOutputRef), ...(fallback === undefined ? {} : { default: fallback }) } };
}

function write(pipeline: Pipeline, id: StepId, pointer: Pointer, value: Json): EditResult {
  const step = stepOf(pipeline, id) as Step;
  const reason = fieldProblem(step, pointer, value);
  return reason === undefined ? done(updateStep(pipeline, id, (s) => withPart(s, pointer, value))) : refused(reason);
}

/** The element of a template with a name that no other element of the list has: its own, or that of the output wired to it. */
function named(element: JsonObject, list: readonly Json[], port: string | undefined): JsonObject {
  const field = NAME_FIELDS.find((f) => f in element);
  if (field === undefined) return element;
  const own = element[field];
  const base = typeof own === 'string' && own !== '' ? own : (port ?? 'input').replaceAll(/[^A-Za-z0-9.\-_]+/g, '-');
  const taken = new Set(list.map((e) => elementName(e)?.name));
  return namedElement(element, field, firstFree((n) => (n === 1 ? base : `${base}-${n}`), (name) => taken.has(name)));
}

/** Is anything bound to an output at this place? Then a drop asks: instead, or whichever ran. */
export function boundOutputs(pipeline: Pipeline, to: Target): readonly OutputRef[] {
  const step = stepOf(pipeline, to.step);
  const value = step && valueAt(step as unknown as JsonObject, to.pointer);
  if (value === undefined || !looksLikeBinding(value)) return [];
  const binding = readBinding(value);
  return binding.kind === 'output' ? [binding.ref] : binding.kind === 'oneOf' ? binding.refs : [];
}
