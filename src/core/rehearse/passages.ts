import { errorMatches } from '../simulate/errors.ts';
import type { CatchEdge, DataEdge, Edge, OrderEdge } from '../model/edges.ts';
import { edgesOf } from '../model/edges.ts';
import type { Pipeline } from '../model/pipeline.ts';
import { allSteps } from '../model/scopes.ts';
import { goesIn, goesOf, type StepGo } from './runs.ts';
import type { Timeline } from './timeline.ts';

/** When an edge of the drawing first carried something, in seconds from the start; absent where it never did. */
export interface Passage {
  /** Its source had something to give. */
  readonly left?: number;
  /** Its target began with that. */
  readonly arrived?: number;
}
/** By the id of the edge; an edge that nothing ever left is not in it. */
export type Passages = ReadonlyMap<string, Passage>;

/** What went along each edge of a drawing in one simulation. */
export function passagesOf(pipeline: Pipeline, timeline: Timeline): Passages {
  const found = new Map<string, Passage>();
  for (const edge of edgesOf(pipeline)) {
    const passage = passageOf(pipeline, timeline, edge);
    if (passage !== undefined) found.set(edge.id, passage);
  }
  return found;
}

function passageOf(pipeline: Pipeline, timeline: Timeline, edge: Edge): Passage | undefined {
  if (edge.kind === 'way') return atOnce(earliest(goesOf(timeline, edge.from).filter((go) => go.visits[0]?.way === edge.way)));
  if (edge.kind === 'catch') return atOnce(caughtAt(pipeline, timeline, edge));
  const gave = goesOf(timeline, edge.from).filter((go) => gives(go, edge));
  const left = earliest(gave);
  if (left === undefined) return undefined;
  const readers = goesOf(timeline, edge.to);
  if (isResult(pipeline, edge)) {
    const end = readers.find((r) => r.outcome === 'succeeded')?.end;
    return { left, ...(end === undefined ? {} : { arrived: end }) };
  }
  const reader = readers.find((r) => goesIn(timeline, edge.from, r.iteration).some((g) => g.end <= r.start && gives(g, edge)));
  return { left, ...(reader === undefined ? {} : { arrived: reader.start }) };
}

/** From inside a container to its result: it arrives when the container ends. */
export function isResult(pipeline: Pipeline, edge: Edge): boolean {
  return edge.kind === 'data' && edge.pointer.startsWith('/result/') && (allSteps(pipeline).get(edge.from)?.scope.path.includes(edge.to) ?? false);
}

/** The error of a step is what it gives where it fails, all else where it does not. */
export function gives(go: StepGo, edge: DataEdge | OrderEdge): boolean {
  return edge.kind === 'data' && edge.port === 'error' ? go.outcome === 'caught' || go.outcome === 'failed' : go.outcome === 'succeeded';
}

function earliest(goes: readonly StepGo[]): number | undefined {
  return goes.length === 0 ? undefined : Math.min(...goes.map((g) => g.end));
}

function caughtAt(pipeline: Pipeline, timeline: Timeline, edge: CatchEdge): number | undefined {
  const step = allSteps(pipeline).get(edge.from)?.step;
  const catchers = step !== undefined && 'catch' in step ? (step.catch ?? []) : [];
  const caught = goesOf(timeline, edge.from).filter((go) => {
    const error = go.visits.at(-1)?.attempts.at(-1)?.error;
    return go.outcome === 'caught' && catchers.findIndex((c) => c.errors.some((name) => errorMatches(name, error))) === edge.index;
  });
  return earliest(caught);
}

function atOnce(seconds: number | undefined): Passage | undefined {
  return seconds === undefined ? undefined : { left: seconds, arrived: seconds };
}
