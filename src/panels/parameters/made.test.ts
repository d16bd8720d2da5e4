import { expect, it } from 'vitest';
import type { Catalog, Kind } from '../../core/catalog/kind.ts';
import type { Pipeline } from '../../core/model/pipeline.ts';
import { madeByCauce } from './made.ts';

const kind = { id: 'sagemaker:createProcessingJob.sync', derived: [{ pointer: '/ProcessingJobName', rule: 'job-name' }, { pointer: '/Outputs/*/S3Uri', rule: 'place', output: '*' }] } as unknown as Kind;
const catalog: Catalog = { kind: (id) => (id === kind.id ? kind : undefined), kinds: [kind], model: () => undefined, request: () => undefined, response: () => undefined };
const pipeline: Pipeline = {
  format: 'cauce/1',
  name: 'p',
  steps: {
    prep: { kind: kind.id, name: 'Prepare data!', arguments: { Outputs: [{ OutputName: 'train' }, { OutputName: 'test', S3Uri: 's3://mine/' }] } },
    each: { kind: 'map', name: 'Each', steps: { inner: { kind: kind.id, name: 'Inner', arguments: { ProcessingJobName: 'mine', Outputs: [{ OutputName: 'out' }] } } } },
  },
};

it('lists the names and places that are absent, and what they become', () => {
  expect(madeByCauce(pipeline, catalog).map((m) => [m.label, m.preview, m.field])).toEqual([
    ['Prepare data! › name', 'prepare-data-‹uuid›', '/arguments/ProcessingJobName'],
    ['Prepare data! › train', 's3://‹bucket›/‹prefix›/p/‹execution›/prep/train', '/arguments/Outputs/0/S3Uri'],
    ['Inner › out', 's3://‹bucket›/‹prefix›/p/‹execution›/‹index›/inner/out', '/arguments/Outputs/0/S3Uri'],
  ]);
});
