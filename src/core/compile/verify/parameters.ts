import type { Pipeline } from '../../model/pipeline.ts';
import { bindingsOfPipeline } from './bindings.ts';

/** Names of the parameters that something in the machine reads (the machine's own name and role are no part of it). */
export function parameterUses(pipeline: Pipeline): ReadonlySet<string> {
  return new Set(bindingsOfPipeline(pipeline).flatMap((b) => (b.kind === 'param' ? [b.name] : [])));
}
