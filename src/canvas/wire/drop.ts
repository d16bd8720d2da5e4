import { addBranch, addCatch, addOrder, setWay } from '../../core/edit/flow.ts';
import { addStep, type NewStep } from '../../core/edit/steps.ts';
import { placesOf, stepOf } from '../../core/edit/tree.ts';
import type { Edit } from '../../core/edit/types.ts';
import { freeStepId, freeStepName } from '../../core/edit/names.ts';
import { connectOutwards, outwardsProblem } from '../../core/edit/outwards.ts';
import type { Catalog, InputPort, Kind, OutputPort } from '../../core/catalog/kind.ts';
import type { Pipeline, Step, StepId } from '../../core/model/pipeline.ts';
import type { WireStart } from '../gesture.ts';
import type { WireEnds } from './fits.ts';

/** An edit with the label that undo shows. */
export interface NamedEdit {
  readonly label: string;
  readonly edit: Edit;
}

export function connectEdit(pipeline: Pipeline, catalog: Catalog, ends: WireEnds, alsoWhen = false): NamedEdit {
  const [from, to] = [stepOf(pipeline, ends.from.step)?.name ?? ends.from.step, stepOf(pipeline, ends.to.step)?.name ?? ends.to.step];
  return {
    label: `connect ${from} to ${to}`,
    edit: connectOutwards(ends.from, ends.to, catalog, { appends: ends.appends, alsoWhen }),
  };
}

/** Order, a way of a Choice, or a catch: by the bar that the wire was drawn from. */
export function controlEdit(pipeline: Pipeline, start: WireStart, to: StepId): NamedEdit {
  const [from, target] = [stepOf(pipeline, start.step), stepOf(pipeline, to)?.name ?? to];
  const name = from?.name ?? start.step;
  if (start.what === 'failure') return { label: `catch failures of ${name}`, edit: addCatch(start.step, { errors: ['States.ALL'], to }) };
  if (start.what === 'ways') return { label: `add a way to ${target}`, edit: addBranch(start.step, { to }) };
  if (from?.kind === 'choice') return { label: `lead otherwise to ${target}`, edit: setWay(start.step, 'otherwise', to) };
  return { label: `run ${target} after ${name}`, edit: addOrder(start.step, to) };
}

/** Several edits as one: the first that is refused refuses all. */
export function inOrder(...edits: readonly Edit[]): Edit {
  return (pipeline) => {
    let result = { ok: true, pipeline } as ReturnType<Edit>;
    for (const edit of edits) {
      if (!result.ok) return result;
      result = edit(result.pipeline);
    }
    return result;
  };
}

export interface Offer {
  readonly kind: Kind;
  /** The port of the new step that the wire would end in; null for order, ways and failures. */
  readonly port: InputPort | OutputPort | null;
}

/** The kinds that a wire dropped on empty canvas can end in, each with the first port that fits. */
export function offers(pipeline: Pipeline, catalog: Catalog, start: WireStart, scope: NewStep['scope']): readonly Offer[] {
  if (start.what !== 'output' && start.what !== 'input') return catalog.kinds.map((kind) => ({ kind, port: null }));
  return catalog.kinds.flatMap((kind) => {
    const id = freeStepId(pipeline, kind.label);
    const added = addStep({ kind: kind.id, id, ...(scope ? { scope } : {}) }, catalog)(pipeline);
    if (!added.ok) return [];
    const step = stepOf(added.pipeline, id) as Step;
    const found = start.what === 'output' ? firstInput(added.pipeline, catalog, start, id, kind, step) : firstOutput(added.pipeline, catalog, start, id, kind, step);
    return found ? [{ kind, port: found }] : [];
  });
}

function firstInput(pipeline: Pipeline, catalog: Catalog, start: WireStart & { what: 'output' }, id: StepId, kind: Kind, step: Step): InputPort | null {
  const from = { step: start.step, ...(start.output === undefined ? {} : { port: start.output }) };
  const fits = kind.inputs(step).filter((p) => outwardsProblem(pipeline, from, { step: id, pointer: `/arguments${p.template?.list ?? p.pointer}` }, catalog, p) === undefined);
  return fits.find((p) => !p.template && p.type === start.type) ?? fits.find((p) => !p.template && p.required) ?? fits[0] ?? null;
}

function firstOutput(pipeline: Pipeline, catalog: Catalog, start: WireStart & { what: 'input' }, id: StepId, kind: Kind, step: Step): OutputPort | null {
  const fits = kind.outputs(step).filter((o) => outwardsProblem(pipeline, { step: id, port: o.name }, { step: start.step, pointer: start.pointer }, catalog) === undefined);
  return fits.find((o) => o.type === start.type) ?? fits[0] ?? null;
}

/** Adds the step that was chosen and draws the wire to it, as one edit. */
export function addConnected(pipeline: Pipeline, catalog: Catalog, start: WireStart, offer: Offer, at: readonly [number, number], scope: NewStep['scope']): NamedEdit & { readonly id: StepId } {
  const name = freeStepName(pipeline, offer.kind.label);
  const id = freeStepId(pipeline, name);
  const add = addStep({ kind: offer.kind.id, id, name, at, ...(scope ? { scope } : {}) }, catalog);
  const join: Edit = (p) => {
    if (offer.port === null) return controlEdit(p, start, id).edit(p);
    if (start.what === 'output') {
      const input = offer.port as InputPort;
      return connectEdit(p, catalog, { from: { step: start.step, ...(start.output === undefined ? {} : { port: start.output }) }, to: { step: id, pointer: `/arguments${input.template?.list ?? input.pointer}` }, appends: input.template !== undefined }).edit(p);
    }
    if (start.what === 'input') return connectEdit(p, catalog, { from: { step: id, port: (offer.port as OutputPort).name }, to: { step: start.step, pointer: start.pointer }, appends: start.appends }).edit(p);
    return { ok: true, pipeline: p };
  };
  return { id, label: `add ${name} to ${placesOf(pipeline).get(start.step)?.step.name ?? start.step}`, edit: inOrder(add, join) };
}
