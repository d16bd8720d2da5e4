import type { Json } from '../../base/json.ts';
import { bindingsIn } from '../../model/binding.ts';
import type { Pipeline } from '../../model/pipeline.ts';

/** Names of the parameters that something in the machine reads (the machine's own name and role are no part of it). */
export function parameterUses(pipeline: Pipeline): ReadonlySet<string> {
  const { machine: _machine, settings: _settings, ...rest } = pipeline;
  return new Set(bindingsIn(rest as unknown as Json).flatMap(({ binding: b }) => (b.kind === 'param' ? [b.name] : [])));
}
