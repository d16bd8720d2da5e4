import type { Json } from '../core/base/json.ts';
import { sharing } from '../core/base/sharing.ts';
import { catalogFor } from '../core/catalog/load.ts';
import { compile } from '../core/compile/compile.ts';
import type { CompileResult } from '../core/compile/types.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import type { CompileChoice } from './types.ts';

/** Compiles with the service models that the pipeline needs, loading those that are not here yet. */
export type CompileService = (pipeline: Pipeline, choice: CompileChoice) => Promise<CompileResult>;

/** A service for copies of one document after another: what did not change since the last one is not read again. */
export function createCompileService(): CompileService {
  let last: Pipeline | undefined;
  return async (pipeline, choice) => {
    last = sharing(last as unknown as Json, pipeline as unknown as Json) as unknown as Pipeline;
    const shared = last;
    return compile(shared, { ...choice, catalog: await catalogFor(shared) });
  };
}
