import type { Json } from '../core/base/json.ts';
import { sharing } from '../core/base/sharing.ts';
import { catalogFor } from '../core/catalog/load.ts';
import { compile } from '../core/compile/compile.ts';
import type { CompileResult } from '../core/compile/types.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import type { CompileChoice } from './types.ts';

/** Compiles with the service models that the pipeline needs, loading those that are not here yet. */
export type CompileService = (pipeline: Pipeline, choice: CompileChoice) => Promise<CompileResult>;

/**
 * A service for copies of one document after another: what did not change since the last one is not read again, and where
 * nodes have only been moved the last result is given again.
 */
export function createCompileService(): CompileService {
  let last: Pipeline | undefined;
  let done: { readonly pipeline: Pipeline; readonly choice: CompileChoice; readonly result: CompileResult } | undefined;
  return async (copy, choice) => {
    const pipeline = sharing(last as unknown as Json, copy as unknown as Json) as unknown as Pipeline;
    last = pipeline;
    const catalog = await catalogFor(pipeline);
    if (done && done.choice.language === choice.language && done.choice.environment === choice.environment && isSameButMoved(done.pipeline, pipeline)) return done.result;
    const result = compile(pipeline, { ...choice, catalog, explain: true });
    done = { pipeline, choice, result };
    return result;
  };
}

/** Where the nodes stand does not change what is compiled. */
function isSameButMoved(before: Pipeline, now: Pipeline): boolean {
  const keys = new Set([...Object.keys(before), ...Object.keys(now)]) as Set<keyof Pipeline>;
  keys.delete('layout');
  return [...keys].every((key) => before[key] === now[key]);
}
