import type { Pipeline } from '../core/model/pipeline.ts';
import { emptyPipeline } from '../store/emptyPipeline.ts';
import type { PipelineFormat } from '../store/files/format.ts';

export const pipelineFormat: PipelineFormat = {
  read: (text) => ({ pipeline: JSON.parse(text) as Pipeline, intact: true, problems: [] }),
  serialize: (pipeline) => `${JSON.stringify(pipeline, null, 2)}\n`,
  blank: emptyPipeline,
};
