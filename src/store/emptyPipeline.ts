import type { Pipeline } from '../core/model/pipeline.ts';

/** What *New* gives. */
export function emptyPipeline(): Pipeline {
  return { format: 'cauce/1', name: 'untitled', language: 'jsonata', settings: { checkInputFirst: true }, parameters: {}, environments: {}, steps: {}, layout: {} };
}
