import { isList, isObject, own, type Json, type JsonObject } from '../../base/json.ts';
import { pointer, valueAt, type Pointer } from '../../base/pointer.ts';
import { portTypeOfShape } from '../../catalog/fit.ts';
import type { Catalog } from '../../catalog/kind.ts';
import { shapeAt } from '../../catalog/lookup.ts';
import { bindingsIn, readBinding, type Binding, type OutputRef } from '../../model/binding.ts';
import { PORT_TYPES, type Pipeline, type PortType, type StepId } from '../../model/pipeline.ts';
import { allSteps, type StepsById } from '../../model/scopes.ts';
import type { Hint, Hints } from './hints.ts';

/** What a drawing reads of a step's answers. */
export interface StepHints {
  /** Of the answer of the step's own call. */
  readonly response: Hints;
  /** Of the answer of the state that reads the report of an evaluation job: its metrics. */
  readonly report: Hints;
}

/**
 * What the steps of a drawing read of one another's answers, by step: answers that are made with these hints hold every place
 * that is read, with a type that its reader takes.
 */
export function hintsOf(pipeline: Pipeline, catalog: Catalog): ReadonlyMap<StepId, StepHints> {
  const reading = new Reading(pipeline, catalog);
  for (const [id, { step }] of reading.steps) reading.ofStep(id, step as unknown as JsonObject);
  for (const { binding } of bindingsIn((pipeline.outputs ?? {}) as unknown as Json)) reading.binding(binding, undefined);
  return reading.found;
}

class Reading {
  readonly found = new Map<StepId, { readonly response: Record<string, Hint>; readonly report: Record<string, Hint> }>();
  readonly steps: StepsById;
  private readonly pipeline: Pipeline;
  private readonly catalog: Catalog;

  constructor(pipeline: Pipeline, catalog: Catalog) {
    this.pipeline = pipeline;
    this.catalog = catalog;
    this.steps = allSteps(pipeline);
  }

  ofStep(id: StepId, step: JsonObject): void {
    const metrics = own(step, 'metrics');
    for (const metric of Object.values(isObject(metrics) ? metrics : {})) {
      if (!isObject(metric) || !isList(metric['path'])) continue;
      this.hints(id).report[pointer('Body', ...metric['path'].map(String))] = { type: typeNamed(metric['type']) ?? 'number' };
    }
    // Steps inside a container are visited themselves.
    const { steps: _inside, branches, ...fields } = step;
    const ofItself = step['kind'] === 'parallel' || branches === undefined ? fields : { ...fields, branches };
    for (const { pointer: at, binding } of bindingsIn(ofItself)) this.binding(binding, this.wanted(step, at));
  }

  binding(binding: Binding, type: PortType | undefined): void {
    if (binding.kind === 'output') this.reads(binding.ref, type);
    else if (binding.kind === 'oneOf') for (const ref of binding.refs) this.reads(ref, type);
    else if (binding.kind === 'item') {
      const items = readBinding(valueAt(this.steps.get(binding.map)?.step as unknown as Json, '/items') ?? null);
      if (items.kind === 'output') this.reads({ ...items.ref, path: [...items.ref.path, '*', ...binding.path] }, type);
    }
  }

  /** The type that the place of a binding takes; undefined where nobody knows. */
  private wanted(step: JsonObject, at: Pointer): PortType | undefined {
    if (at === '/items') return 'list';
    if (at.includes('/$text/')) return 'string';
    const output = /^\/(?:branches\/\d+|otherwise)\/outputs\/([^/]+)$/.exec(at)?.[1];
    if (output !== undefined) return typeNamed(valueAt(step, `/outputTypes/${output}`));
    const shape = at.startsWith('/arguments/') ? shapeAt(this.catalog, { kind: String(step['kind']) }, at.slice('/arguments'.length)) : undefined;
    return shape ? portTypeOfShape(shape) : this.compared(step, at);
  }

  /** The type that a comparison asks of one side, told from the other side or the operator. */
  private compared(step: JsonObject, at: Pointer): PortType | undefined {
    const [, comparison, side] = /^(.*\/\$compare)\/([02])$/.exec(at) ?? [];
    if (comparison === undefined) return undefined;
    const other = readBinding(valueAt(step, `${comparison}/${side === '0' ? 2 : 0}`) ?? null);
    const operator = valueAt(step, `${comparison}/1`);
    if (other.kind === 'param') return portTypeOfParameter(own(this.pipeline.parameters, other.name)?.type);
    if (other.kind === 'literal' && other.value !== null) return typeof other.value === 'number' || typeof other.value === 'boolean' ? (typeof other.value as 'number' | 'boolean') : 'string';
    return operator === 'matches' ? 'string' : typeof operator === 'string' && /[<>]/.test(operator) ? 'number' : undefined;
  }

  private reads(ref: OutputRef, type: PortType | undefined): void {
    const producer = this.steps.get(ref.step)?.step;
    if (!producer?.kind.includes(':')) return;
    const port = ref.port === undefined ? undefined : this.catalog.kind(producer.kind)?.outputs(producer).find((p) => p.name === ref.port);
    const start = port === undefined ? (ref.port === undefined ? [] : [ref.port]) : port.source.from === 'response' ? port.source.path : undefined;
    if (!start || start.length + ref.path.length === 0) return;
    const at = pointer(...start, ...ref.path);
    const response = this.hints(ref.step).response;
    const before = own(response, at);
    const known = type ?? (port && ref.path.length === 0 ? port.type : undefined) ?? 'json';
    // A reader that takes anything must not stand in the way of one that takes a number.
    if (before === undefined || ('type' in before && before.type === 'json')) response[at] = { type: known };
  }

  private hints(id: StepId): { readonly response: Record<string, Hint>; readonly report: Record<string, Hint> } {
    let hints = this.found.get(id);
    if (!hints) this.found.set(id, (hints = { response: {}, report: {} }));
    return hints;
  }
}

function portTypeOfParameter(type: string | undefined): PortType | undefined {
  return type === 'integer' ? 'number' : (typeNamed(type) ?? (type === undefined ? undefined : 'string'));
}

function typeNamed(type: Json | undefined): PortType | undefined {
  return (PORT_TYPES as readonly (Json | undefined)[]).includes(type) ? (type as PortType) : undefined;
}
