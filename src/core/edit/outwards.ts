import type { Catalog, InputPort } from '../catalog/kind.ts';
import type { OutputRef } from '../model/binding.ts';
import type { Pipeline, StepId } from '../model/pipeline.ts';
import { lift } from './graph.ts';
import { addResult } from './results.ts';
import { placesOf } from './tree.ts';
import type { Edit } from './types.ts';
import { connect, connectProblem, connectToList, type ConnectOptions, type Source, type Target } from './wires.ts';

/** The containers that a wire from one step to another would have to leave, innermost first. Empty: it can be drawn as it is. */
function wallsBetween(pipeline: Pipeline, from: StepId, to: StepId): readonly StepId[] {
  const places = placesOf(pipeline);
  const ends = lift(places, from, to);
  const walls = ends ? (places.get(from)?.around.slice(ends.depth).map((a) => a.id) ?? []) : [];
  return walls.reverse();
}

/**
 * Draws a wire out of a container's body (looks.md 7, "Out"): the output becomes a result of each container that it leaves,
 * named after the output, and the consumer reads the outermost one. Refused like any wire: a list where one value goes, say.
 * `appends`: the target is a list that takes one more element. Within one scope it is a wire like any.
 */
export function connectOutwards(from: Source, to: Target, catalog: Catalog, options: { readonly appends?: boolean } & ConnectOptions = {}): Edit {
  return (pipeline) => {
    const outside = handedOut(pipeline, from, to);
    return (options.appends ? connectToList(outside.from, { step: to.step, list: to.pointer }, catalog) : connect(outside.from, to, catalog, options))(outside.pipeline);
  };
}

/** Why a wire cannot be drawn, also out of containers; undefined when it can. */
export function outwardsProblem(pipeline: Pipeline, from: Source, to: Target, catalog: Catalog, port?: InputPort): string | undefined {
  const outside = handedOut(pipeline, from, to);
  return connectProblem(outside.pipeline, outside.from, to, catalog, port);
}

interface HandedOut {
  readonly pipeline: Pipeline;
  readonly from: Source;
}
/** Many targets are asked about for one source, one after the other: the last answer is kept. */
let last: { readonly pipeline: Pipeline; readonly key: string; readonly found: HandedOut } | null = null;

/** The pipeline in which an output is a result of every container between, and the source outside of them. */
function handedOut(pipeline: Pipeline, from: Source, to: Target): HandedOut {
  // A result of a container is the way out itself.
  const walls = wallsBetween(pipeline, from.step, to.step).filter((wall) => wall !== to.step);
  if (walls.length === 0) return { pipeline, from };
  const key = JSON.stringify([from, walls]);
  if (last?.pipeline === pipeline && last.key === key) return last.found;
  let now = pipeline;
  let ref: OutputRef = { step: from.step, ...(from.port === undefined ? {} : { port: from.port }), path: from.path ?? [] };
  for (const wall of walls) {
    const added = addResult(now, wall, ref);
    now = added.pipeline;
    ref = { step: wall, port: added.name, path: [] };
  }
  const found = { pipeline: now, from: { step: ref.step, ...(ref.port === undefined ? {} : { port: ref.port }), path: ref.path } };
  last = { pipeline, key, found };
  return found;
}
