import type { Pipeline } from '../model/pipeline.ts';

/** Every edit gives a new pipeline, or a refusal that changes nothing and says why, for the person. */
export type EditResult = { readonly ok: true; readonly pipeline: Pipeline } | { readonly ok: false; readonly reason: string };
export type Edit = (pipeline: Pipeline) => EditResult;

export function done(pipeline: Pipeline): EditResult {
  return { ok: true, pipeline };
}
export function refused(reason: string): EditResult {
  return { ok: false, reason };
}
