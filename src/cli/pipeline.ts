import { catalogFor } from '../core/catalog/load.ts';
import { compile } from '../core/compile/compile.ts';
import type { CompileResult } from '../core/compile/types.ts';
import { hasErrors, type Diagnostic } from '../core/diagnostic/diagnostic.ts';
import { parsePipeline } from '../core/file/parse.ts';
import type { Language, Pipeline } from '../core/model/pipeline.ts';
import { withPlaces } from './places.ts';

export interface CompiledFile {
  readonly pipeline: Pipeline | null;
  readonly diagnostics: readonly Diagnostic[];
  /** null when anything is an error, in the file or in the pipeline. */
  readonly artifacts: CompileResult['artifacts'];
}

/** From the text of a pipeline's file to its definition: the same way for `compile` and `check`. */
export async function compileText(text: string, file: string, options: { readonly language?: Language; readonly environment?: string } = {}): Promise<CompiledFile> {
  const { pipeline, diagnostics: read } = parsePipeline(text, file);
  if (pipeline === null) return { pipeline, diagnostics: read, artifacts: null };
  const result = compile(pipeline, { ...options, catalog: await catalogFor(pipeline) });
  return {
    pipeline,
    diagnostics: withPlaces([...read, ...withoutFaults(read, result.diagnostics)], text, pipeline),
    artifacts: hasErrors(read) ? null : result.artifacts,
  };
}

/** Of a file with errors only what could be read is compiled: what `verify` says of that is no news for the person. */
export function withoutFaults(read: readonly Diagnostic[], compiled: readonly Diagnostic[]): readonly Diagnostic[] {
  return hasErrors(read) ? compiled.filter((d) => !d.code.startsWith('verify-')) : compiled;
}
