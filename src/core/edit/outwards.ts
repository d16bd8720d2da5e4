import type { Catalog } from '../catalog/kind.ts';
import type { OutputRef } from '../model/binding.ts';
import type { Pipeline, StepId } from '../model/pipeline.ts';
import { lift } from './graph.ts';
import { addResult } from './results.ts';
import { placesOf } from './tree.ts';
import { refused, type Edit } from './types.ts';
import { connect, type Source, type Target } from './wires.ts';

/** The containers that a wire from one step to another would have to leave, innermost first. Empty: it can be drawn as it is. */
export function wallsBetween(pipeline: Pipeline, from: StepId, to: StepId): readonly StepId[] {
  const places = placesOf(pipeline);
  const ends = lift(places, from, to);
  const walls = ends ? (places.get(from)?.around.slice(ends.depth).map((a) => a.id) ?? []) : [];
  return walls.reverse();
}

/**
 * Draws a wire out of a container's body (looks.md 7, "Out"): the output becomes a result of each container that it leaves,
 * under the name given, and the consumer reads the outermost one. Refused like any wire: a list where one value goes, say.
 */
export function connectOutwards(from: Source, to: Target, catalog: Catalog, name?: string): Edit {
  return (pipeline) => {
    if (name === '') return refused('A result needs a name. Type at least one character.');
    let now = pipeline;
    let ref: OutputRef = { step: from.step, ...(from.port === undefined ? {} : { port: from.port }), path: from.path ?? [] };
    for (const wall of wallsBetween(pipeline, from.step, to.step)) {
      const added = addResult(now, wall, ref, name);
      now = added.pipeline;
      ref = { step: wall, port: added.name, path: [] };
    }
    return connect({ step: ref.step, ...(ref.port === undefined ? {} : { port: ref.port }), path: ref.path }, to, catalog)(now);
  };
}
