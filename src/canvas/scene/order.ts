import { edgesOf } from '../../core/model/edges.ts';
import type { Pipeline, StepId } from '../../core/model/pipeline.ts';
import { lift } from '../../core/edit/graph.ts';
import { placesOf } from '../../core/edit/tree.ts';
import type { Point } from './types.ts';

/** Ids in the order of the flow: what comes before, first; among those that may come next, the one further up and left. */
export function flowOrder(pipeline: Pipeline, ids: readonly StepId[], corner: ReadonlyMap<string, Point>): readonly StepId[] {
  const places = placesOf(pipeline);
  const among = new Set(ids);
  const before = new Map<StepId, Set<StepId>>(ids.map((id) => [id, new Set()]));
  for (const edge of edgesOf(pipeline)) {
    const ends = lift(places, edge.from, edge.to);
    if (ends && ends.from !== ends.to && among.has(ends.from) && among.has(ends.to)) before.get(ends.to)?.add(ends.from);
  }
  // What is inside a container follows it.
  for (const id of ids) {
    const around = places.get(id)?.around.at(-1)?.id;
    if (around !== undefined && among.has(around)) before.get(id)?.add(around);
  }
  const waits = new Map(ids.map((id) => [id, before.get(id)?.size ?? 0]));
  const after = new Map<StepId, StepId[]>();
  for (const [id, those] of before) for (const b of those) after.set(b, [...(after.get(b) ?? []), id]);
  const place = (id: StepId): Point => corner.get(id) ?? { x: 0, y: 0 };
  const sorted = [...ids].sort((a, b) => place(a).y - place(b).y || place(a).x - place(b).x);
  const rank = new Map(sorted.map((id, i) => [id, i]));
  const order: StepId[] = [];
  const done = new Set<StepId>();
  const ready = sorted.filter((id) => waits.get(id) === 0);
  const take = (id: StepId): void => {
    order.push(id);
    done.add(id);
    for (const next of after.get(id) ?? []) {
      const left = (waits.get(next) ?? 1) - 1;
      waits.set(next, left);
      if (left === 0) ready.push(next);
    }
  };
  while (ready.length > 0) {
    let best = 0;
    for (let i = 1; i < ready.length; i++) if ((rank.get(ready[i] as StepId) ?? 0) < (rank.get(ready[best] as StepId) ?? 0)) best = i;
    take(ready.splice(best, 1)[0] as StepId);
  }
  // Loops: what is left keeps its place on the canvas.
  for (const id of sorted) if (!done.has(id)) order.push(id);
  return order;
}
