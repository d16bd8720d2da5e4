import type { Catalog } from '../../core/catalog/kind.ts';
import { closesCircle, lift, reachable } from '../../core/edit/graph.ts';
import { outwardsProblem } from '../../core/edit/outwards.ts';
import type { Source, Target } from '../../core/edit/wires.ts';
import { controlProblem } from '../../core/edit/flow.ts';
import { placesOf } from '../../core/edit/tree.ts';
import { edgesOf } from '../../core/model/edges.ts';
import type { Pipeline, StepId } from '../../core/model/pipeline.ts';
import type { WireStart } from '../gesture.ts';
import type { PortView, Scene, SceneNode } from '../scene/types.ts';

/** Ports that a wire from here may end in, by node. A node that takes it by its body alone has an empty set. */
export function fitsOf(pipeline: Pipeline, catalog: Catalog, scene: Scene, start: WireStart): ReadonlyMap<string, ReadonlySet<string>> {
  const fits = new Map<string, ReadonlySet<string>>();
  const closed = stepsThatCloseACircle(pipeline, start);
  for (const node of scene.nodes) {
    if (node.type === 'rail' || node.id === start.step || closed.has(node.id)) continue;
    if (start.what !== 'output' && start.what !== 'input') {
      if (controlReason(pipeline, start, node.id) === null) fits.set(node.id, new Set());
      continue;
    }
    const ports = portsFor(node, start).filter((p) => portReason(pipeline, catalog, start, node.id, p) === null);
    if (ports.length > 0) fits.set(node.id, new Set(ports.map((p) => p.id)));
  }
  return fits;
}

/** The ports of a node that come into question at all. */
export function portsFor(node: SceneNode, start: WireStart): readonly PortView[] {
  return node.view.ports.filter((p) => p.sort === 'port' && (start.what === 'input' ? p.flow === 'out' : p.flow === 'in' && p.pointer !== undefined));
}

/** Why a wire cannot end in this port; null when it can. */
export function portReason(pipeline: Pipeline, catalog: Catalog, start: WireStart, node: StepId, port: PortView): string | null {
  const ends = wireEnds(start, node, port);
  if (!ends) return start.what === 'input' ? 'A wire into a port comes from an output.' : 'Order leads to a step, not into one of its ports.';
  const input = catalog.kind(placesOf(pipeline).get(ends.to.step)?.step.kind ?? '')?.inputs(placesOf(pipeline).get(ends.to.step)?.step ?? { kind: '', name: '' }).find((p) => ends.appends ? p.template !== undefined && `/arguments${p.template.list}` === ends.to.pointer : `/arguments${p.pointer}` === ends.to.pointer);
  return outwardsProblem(pipeline, ends.from, ends.to, catalog, input) ?? null;
}

export interface WireEnds {
  readonly from: Source;
  readonly to: Target;
  readonly appends: boolean;
}
/** Producer and consumer, whichever end the wire was drawn from. */
export function wireEnds(start: WireStart, node: StepId, port: PortView): WireEnds | null {
  if (start.what === 'output' && port.flow === 'in' && port.pointer !== undefined) {
    return { from: { step: start.step, ...(start.output === undefined ? {} : { port: start.output }) }, to: { step: node, pointer: port.pointer }, appends: port.appends ?? false };
  }
  if (start.what === 'input' && port.flow === 'out') {
    return { from: { step: node, ...(port.output === undefined ? {} : { port: port.output }) }, to: { step: start.step, pointer: start.pointer }, appends: start.appends };
  }
  return null;
}

/** Why order, a way or a failure cannot lead to this step; null when it can. */
export function controlReason(pipeline: Pipeline, start: WireStart, to: StepId): string | null {
  const reason = controlProblem(pipeline, start.step, to);
  if (reason !== undefined) return reason;
  const isChoice = placesOf(pipeline).get(start.step)?.step.kind === 'choice';
  if (start.what === 'control' && !isChoice && closesCircle(pipeline, start.step, to)) return 'That step comes before; this would close a circle. A loop is a Choice with a way back.';
  return null;
}

/**
 * The steps at which a wire from here would close a circle, found once a gesture: what the producer depends on (or, drawn
 * backwards, what depends on the consumer), with the containers around.
 */
function stepsThatCloseACircle(pipeline: Pipeline, start: WireStart): ReadonlySet<StepId> {
  if (start.what !== 'output' && start.what !== 'input') return new Set();
  const places = placesOf(pipeline);
  const next = new Map<StepId, StepId[]>();
  for (const edge of edgesOf(pipeline)) {
    if (edge.kind !== 'data' && edge.kind !== 'order') continue;
    const ends = lift(places, edge.from, edge.to);
    if (!ends || ends.from === ends.to) continue;
    const [a, b] = start.what === 'output' ? [ends.to, ends.from] : [ends.from, ends.to];
    next.set(a, [...(next.get(a) ?? []), b]);
  }
  const found = new Set<StepId>();
  for (const from of [start.step, ...(places.get(start.step)?.around.map((a) => a.id) ?? [])]) for (const id of reachable(from, next)) found.add(id);
  found.delete(start.step);
  for (const around of places.get(start.step)?.around ?? []) found.delete(around.id);
  return found;
}
