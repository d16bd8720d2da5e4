import { catalogFor } from '../core/catalog/load.ts';
import { compile } from '../core/compile/compile.ts';
import type { CompileResult } from '../core/compile/types.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import type { CompileChoice } from './types.ts';

/** Compiles with the service models that the pipeline needs, loading those that are not here yet. */
export async function compileRequest(pipeline: Pipeline, choice: CompileChoice): Promise<CompileResult> {
  return compile(pipeline, { ...choice, catalog: await catalogFor(pipeline) });
}
