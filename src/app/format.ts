import { serializePipeline } from '../core/file/serialize.ts';
import { emptyPipeline } from '../store/emptyPipeline.ts';
import type { PipelineFormat } from '../store/files/format.ts';

/** The saved format, `cauce/1`. */
export const pipelineFormat: PipelineFormat = {
  async read(text, fileName) {
    const { parsePipeline } = await import('../core/file/parse.ts');
    const parsed = parsePipeline(text, fileName);
    return { pipeline: parsed.pipeline, intact: parsed.ok && parsed.intact, problems: parsed.diagnostics };
  },
  serialize: serializePipeline,
  blank: emptyPipeline,
};
