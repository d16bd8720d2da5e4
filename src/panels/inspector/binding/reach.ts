import type { Catalog, Family } from '../../../core/catalog/kind.ts';
import { reachable, reachProblem } from '../../../core/edit/graph.ts';
import { connectProblem } from '../../../core/edit/wires.ts';
import { placesOf } from '../../../core/edit/tree.ts';
import { edgesOf } from '../../../core/model/edges.ts';
import type { Pipeline, PortType, StepId } from '../../../core/model/pipeline.ts';
import { misfit } from './fit.ts';
import type { Slot } from './slot.ts';

export interface ReachableStep {
  readonly id: StepId;
  readonly name: string;
  readonly icon: string;
  readonly family: Family;
  /** Why nothing of this step can be read here. */
  readonly reason?: string;
  readonly ports: readonly ReachablePort[];
}
export interface ReachablePort {
  readonly name: string;
  readonly type: PortType;
  readonly list: boolean;
  readonly reason?: string;
}

/** Every other step with its outputs: those that can be read at a place first, the others with the reason why not. */
export function reachableFrom(pipeline: Pipeline, catalog: Catalog, slot: Slot): readonly ReachableStep[] {
  const { step: consumer, pointer } = slot.target;
  const after = consumer === null ? new Set<StepId>() : perhapsAfter(pipeline, consumer);
  const steps: ReachableStep[] = [];
  for (const [id, place] of placesOf(pipeline)) {
    if (id === consumer) continue;
    const kind = catalog.kind(place.step.kind);
    const outputs = kind?.outputs(place.step) ?? [];
    const whole =
      consumer === null
        ? outsideProblem(place.around.length)
        : (reachProblem(pipeline, id, consumer, pointer.startsWith('/result/')) ?? (after.has(id) ? connectProblem(pipeline, { step: id }, { step: consumer, pointer }, catalog) : undefined));
    steps.push({
      id,
      name: place.step.name,
      icon: kind?.icon ?? 'step',
      family: kind?.family ?? 'value',
      ...(whole === undefined ? {} : { reason: whole }),
      ports: outputs.map((port): ReachablePort => {
        const reason = whole ?? misfit(port, slot);
        return { name: port.name, type: port.type, list: port.list ?? false, ...(reason === undefined ? {} : { reason }) };
      }),
    });
  }
  const before = consumer === null ? new Set<StepId>() : predecessors(pipeline, consumer);
  const places = placesOf(pipeline);
  // A result of a container is made inside it.
  const outside = (id: StepId): boolean => slot.inside === true && !places.get(id)?.around.some((a) => a.id === consumer);
  const rank = (s: ReachableStep): number => (outside(s.id) ? 4 : 0) + (s.reason !== undefined ? 8 : 0) + (s.ports.some((p) => p.reason === undefined) ? 0 : 2) + (before.has(s.id) ? 0 : 1);
  return steps
    .map((s) => ({ ...s, ports: [...s.ports.filter((p) => p.reason === undefined), ...s.ports.filter((p) => p.reason !== undefined)] }))
    .sort((a, b) => rank(a) - rank(b));
}

/**
 * All steps that may come after a step, and some that do not: the steps of a container count as one. Only for these is it
 * asked, one by one, whether a wire would close a circle; a drawing of a thousand steps is gone through once.
 */
function perhapsAfter(pipeline: Pipeline, id: StepId): ReadonlySet<StepId> {
  const next = new Map<StepId, StepId[]>();
  const link = (from: StepId, to: StepId): void => {
    const list = next.get(from);
    if (list) list.push(to);
    else next.set(from, [to]);
  };
  for (const edge of edgesOf(pipeline)) link(edge.from, edge.to);
  for (const [inner, place] of placesOf(pipeline)) {
    for (const around of place.around) {
      link(inner, around.id);
      link(around.id, inner);
    }
  }
  return reachable(id, next);
}

/** The steps that a step comes after already, by data, order or ways. */
function predecessors(pipeline: Pipeline, id: StepId): ReadonlySet<StepId> {
  const before = new Map<StepId, StepId[]>();
  for (const edge of edgesOf(pipeline)) before.set(edge.to, [...(before.get(edge.to) ?? []), edge.from]);
  return reachable(id, before);
}

/** The pipeline's outputs read what is made at the top level; what containers make is read through their results. */
function outsideProblem(depth: number): string | undefined {
  return depth === 0 ? undefined : 'It lies inside a container; outside only the container’s results can be read.';
}

/** The Maps around a step, innermost first: their items and indexes can be read in it. */
export function mapsAround(pipeline: Pipeline, slot: Slot): readonly { readonly id: StepId; readonly name: string }[] {
  const { step } = slot.target;
  if (step === null) return [];
  const places = placesOf(pipeline);
  const place = places.get(step);
  if (!place) return [];
  const around = place.around.map((a) => a.id);
  // The results of a Map are read inside it.
  const ids = slot.inside && place.step.kind === 'map' ? [...around, step] : around;
  return ids.filter((id) => places.get(id)?.step.kind === 'map').reverse().map((id) => ({ id, name: places.get(id)?.step.name ?? id }));
}
