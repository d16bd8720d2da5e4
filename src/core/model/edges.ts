import type { Json } from '../base/json.ts';
import { isList, isObject } from '../base/json.ts';
import type { Pointer } from '../base/pointer.ts';
import { bindingsIn, type OutputRef } from './binding.ts';
import { bindableFields } from './fields.ts';
import { isMap, isParallel, type Pipeline, type Step, type StepId } from './pipeline.ts';

/**
 * The edges of a drawing. They are derived: a data edge is the binding in the consumer, the others lie on the step that has
 * them (formats.md 1, "Edges"). `id` is stable as long as the place of the edge is.
 */
export type Edge = DataEdge | OrderEdge | WayEdge | CatchEdge;
export interface DataEdge {
  readonly kind: 'data';
  readonly id: string;
  readonly from: StepId;
  /** Absent: the whole response. */
  readonly port?: string;
  readonly ref: OutputRef;
  readonly to: StepId;
  /** Of the binding, below the consuming step: `/arguments/RoleArn`, `/arguments/Uri/$text/1`, `/branches/0/when/$compare/0`. */
  readonly pointer: Pointer;
  /** The field that holds it: the pointer up to the first operator (`/arguments/Uri`, `/branches/0/when`). */
  readonly field: Pointer;
  /** Which of the outputs of a *whichever ran*; absent for a plain output. */
  readonly choiceOf?: number;
}
export interface OrderEdge {
  readonly kind: 'order';
  readonly id: string;
  readonly from: StepId;
  readonly to: StepId;
}
export interface WayEdge {
  readonly kind: 'way';
  readonly id: string;
  readonly from: StepId;
  readonly way: number | 'otherwise';
  readonly to: StepId;
}
export interface CatchEdge {
  readonly kind: 'catch';
  readonly id: string;
  readonly from: StepId;
  readonly index: number;
  readonly to: StepId;
}

type Steps = Pipeline['steps'];
const ofRecord = new WeakMap<Steps, readonly Edge[]>();
const ofStep = new WeakMap<Step, { readonly id: StepId; readonly edges: readonly Edge[] }>();

/** Every edge of the document, bodies of containers included. Remembered by the identity of steps: a move costs nothing. */
export function edgesOf(pipeline: Pipeline): readonly Edge[] {
  return edgesIn(pipeline.steps);
}

/** The edges whose consumer, or owner, is in this record of steps or below it. */
export function edgesIn(steps: Steps): readonly Edge[] {
  const known = ofRecord.get(steps);
  if (known) return known;
  const edges: Edge[] = [];
  for (const [id, step] of Object.entries(steps)) {
    for (const edge of edgesOfStep(id, step)) edges.push(edge);
    if (isMap(step)) for (const edge of edgesIn(step.steps)) edges.push(edge);
    if (isParallel(step)) for (const branch of step.branches) for (const edge of edgesIn(branch.steps)) edges.push(edge);
  }
  ofRecord.set(steps, edges);
  return edges;
}

/** The edges that end in a step, and the ways and catches that leave it; not those of steps inside it. */
export function edgesOfStep(id: StepId, step: Step): readonly Edge[] {
  const known = ofStep.get(step);
  if (known?.id === id) return known.edges;
  const edges = [...dataEdges(id, step), ...controlEdges(id, step)];
  ofStep.set(step, { id, edges });
  return edges;
}

function dataEdges(to: StepId, step: Step): readonly DataEdge[] {
  return bindableFields(step).flatMap(({ pointer: base, value }) =>
    bindingsIn(value as Json, base).flatMap(({ pointer, binding }) => {
      const refs = binding.kind === 'output' ? [binding.ref] : binding.kind === 'oneOf' ? binding.refs : [];
      return refs.map((ref, i): DataEdge => ({
        kind: 'data',
        id: `data:${to}${pointer}${binding.kind === 'oneOf' ? `#${i}` : ''}`,
        from: ref.step,
        ...(ref.port === undefined ? {} : { port: ref.port }),
        ref,
        to,
        pointer,
        field: fieldPointer(base, pointer),
        ...(binding.kind === 'oneOf' ? { choiceOf: i } : {}),
      }));
    }),
  );
}

/** `$text` and the operators of conditions are steps inside one field. */
function fieldPointer(base: Pointer, pointer: Pointer): Pointer {
  const rest = pointer.slice(base.length);
  const operator = rest.indexOf('/$');
  return operator < 0 ? pointer : base + rest.slice(0, operator);
}

function controlEdges(id: StepId, step: Step): readonly Edge[] {
  const edges: Edge[] = (isList(step.after as Json) ? (step.after ?? []) : []).map((from) => ({ kind: 'order', id: `order:${from}:${id}`, from, to: id }));
  if (step.kind === 'choice' && 'branches' in step) {
    (step.branches ?? []).forEach((branch, way) => {
      if ('to' in branch && branch.to !== undefined) edges.push({ kind: 'way', id: `way:${id}:${way}`, from: id, way, to: branch.to });
    });
  }
  if (step.kind === 'choice' && 'otherwise' in step && isObject(step.otherwise as Json) && step.otherwise?.to !== undefined) {
    edges.push({ kind: 'way', id: `way:${id}:otherwise`, from: id, way: 'otherwise', to: step.otherwise.to });
  }
  if ('catch' in step) (step.catch ?? []).forEach((c, index) => edges.push({ kind: 'catch', id: `catch:${id}:${index}`, from: id, index, to: c.to }));
  return edges;
}
