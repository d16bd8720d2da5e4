import { edgesOf, type Edge } from '../model/edges.ts';
import type { Pipeline, StepId } from '../model/pipeline.ts';
import { nameOf, placesOf, type Place } from './tree.ts';

/** The step of each end of an edge that lies in the innermost scope around both: the ends themselves, or containers of them. */
export function lift(places: ReadonlyMap<StepId, Place>, from: StepId, to: StepId): { readonly from: StepId; readonly to: StepId; readonly depth: number } | undefined {
  const a = places.get(from);
  const b = places.get(to);
  if (!a || !b) return undefined;
  let depth = 0;
  while (depth < a.around.length && depth < b.around.length && a.around[depth]?.id === b.around[depth]?.id && a.around[depth]?.branch === b.around[depth]?.branch) depth++;
  return { from: a.around[depth]?.id ?? from, to: b.around[depth]?.id ?? to, depth };
}

/** What comes before and after what by data and order edges; a step of a container counts as its container. */
interface OrderGraph {
  readonly next: ReadonlyMap<StepId, readonly StepId[]>;
  readonly previous: ReadonlyMap<StepId, readonly StepId[]>;
  /** Sets that were asked for, so that the canvas can ask about every port of a large drawing. */
  readonly upstream: Map<StepId, ReadonlySet<StepId>>;
}
const graphs = new WeakMap<Pipeline['steps'], OrderGraph>();

/** Ways and catches are left out: a Choice's way back is a loop, not a circle. Remembered by the identity of the steps. */
export function orderGraph(pipeline: Pipeline): OrderGraph {
  const known = graphs.get(pipeline.steps);
  if (known) return known;
  const places = placesOf(pipeline);
  const next = new Map<StepId, StepId[]>();
  const previous = new Map<StepId, StepId[]>();
  for (const edge of edgesOf(pipeline)) {
    if (edge.kind !== 'data' && edge.kind !== 'order') continue;
    const ends = lift(places, edge.from, edge.to);
    if (!ends || ends.from === ends.to) continue;
    push(next, ends.from, ends.to);
    push(previous, ends.to, ends.from);
  }
  const graph = { next, previous, upstream: new Map<StepId, ReadonlySet<StepId>>() };
  graphs.set(pipeline.steps, graph);
  return graph;
}

function push(map: Map<StepId, StepId[]>, key: StepId, value: StepId): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Everything that comes before a step in its scope, itself included. */
function upstreamOf(pipeline: Pipeline, id: StepId): ReadonlySet<StepId> {
  const graph = orderGraph(pipeline);
  const known = graph.upstream.get(id);
  if (known) return known;
  const found = reachable(id, graph.previous);
  graph.upstream.set(id, found);
  return found;
}

/** Would an edge close a circle of data and order edges? */
export function closesCircle(pipeline: Pipeline, from: StepId, to: StepId): boolean {
  const ends = lift(placesOf(pipeline), from, to);
  return ends !== undefined && (ends.from === ends.to || upstreamOf(pipeline, ends.from).has(ends.to));
}

/** Everything that can be reached from a step, itself included. */
export function reachable(start: StepId, next: ReadonlyMap<StepId, readonly StepId[]>): ReadonlySet<StepId> {
  const seen = new Set([start]);
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const to of next.get(id) ?? []) {
      if (seen.has(to)) continue;
      seen.add(to);
      open.push(to);
    }
  }
  return seen;
}

/** Can never both run in one execution: a Choice (or a failure) before them leads to the one or to the other. */
export function excludeEachOther(pipeline: Pipeline, a: StepId, b: StepId): boolean {
  if (a === b) return false;
  const places = placesOf(pipeline);
  const lifted = lift(places, a, b);
  if (!lifted || lifted.from === lifted.to) return false;
  const forks = new Map<StepId, { readonly way: string; readonly to: StepId }[]>();
  const next = new Map<StepId, StepId[]>();
  for (const edge of edgesOf(pipeline)) {
    const ends = lift(places, edge.from, edge.to);
    if (!ends || ends.from === ends.to) continue;
    next.set(ends.from, [...(next.get(ends.from) ?? []), ends.to]);
    if (edge.kind === 'way' || edge.kind === 'catch') forks.set(edge.from, [...(forks.get(edge.from) ?? []), { way: wayName(edge), to: ends.to }]);
  }
  for (const [fork, ways] of forks) {
    const leads = (id: StepId): ReadonlySet<string> => new Set(ways.filter((w) => reachable(w.to, next).has(id)).map((w) => w.way));
    const [toA, toB] = [leads(lifted.from), leads(lifted.to)];
    // The failing step's own output is made only where nothing is caught.
    if (fork === lifted.from && toB.size > 0 && toA.size === 0 && isCatch(ways)) return true;
    if (fork === lifted.to && toA.size > 0 && toB.size === 0 && isCatch(ways)) return true;
    if (toA.size > 0 && toB.size > 0 && [...toA].every((w) => !toB.has(w))) return true;
  }
  return false;
}

function isCatch(ways: readonly { readonly way: string }[]): boolean {
  return ways.every((w) => w.way.startsWith('catch'));
}

function wayName(edge: Edge): string {
  return edge.kind === 'way' ? `way ${edge.way}` : edge.kind === 'catch' ? `catch ${edge.index}` : edge.kind;
}

/**
 * Why a step cannot read an output of another where the two lie, for the person; undefined when it can. A step reads what
 * its own scope and those around it make; a container's results read what is inside it.
 */
export function reachProblem(pipeline: Pipeline, from: StepId, to: StepId, isResult: boolean): string | undefined {
  const places = placesOf(pipeline);
  const producer = places.get(from);
  const consumer = places.get(to);
  if (!producer || !consumer) return 'The step is not there any more.';
  const ends = lift(places, from, to);
  if (isResult && ends?.from === to && producer.around.length === consumer.around.length + 1) return undefined;
  if (from === to) return 'A step cannot read its own output.';
  if (consumer.around.some((a) => a.id === from)) return `${nameOf(pipeline, to)} lies inside ${nameOf(pipeline, from)}, whose outputs exist only when all inside has ended.`;
  if (ends?.from === from) return undefined;
  const wall = ends?.from ?? from;
  return `${nameOf(pipeline, from)} lies inside ${nameOf(pipeline, wall)}; outside only its results can be read. Make it a result of ${nameOf(pipeline, wall)} first.`;
}
