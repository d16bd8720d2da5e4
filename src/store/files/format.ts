import type { Diagnostic } from '../../core/diagnostic/diagnostic.ts';
import type { Pipeline } from '../../core/model/pipeline.ts';

/** What a text turned out to be. `intact`: writing the pipeline back loses nothing that the text held. */
export interface ReadPipeline {
  readonly pipeline: Pipeline | null;
  readonly intact: boolean;
  readonly problems: readonly Diagnostic[];
}
/** The saved format, as the file actions use it. */
export interface PipelineFormat {
  /** Not at once: the code that reads files is loaded when the first one is opened. */
  read(text: string, fileName: string): Promise<ReadPipeline>;
  serialize(pipeline: Pipeline): string;
  /** An empty pipeline. */
  blank(): Pipeline;
}
