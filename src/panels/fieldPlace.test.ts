import { expect, it } from 'vitest';
import type { Pipeline } from '../core/model/pipeline.ts';
import { fieldPlace, placeOfUse } from './fieldPlace.ts';

const pipeline: Pipeline = {
  format: 'cauce/1',
  name: 'p',
  steps: {
    prep: {
      kind: 'sagemaker:createProcessingJob.sync', name: 'Preprocess',
      arguments: { ProcessingInputs: [{ InputName: 'census', S3Input: { S3Uri: { $param: 'Data' } } }], AppSpecification: { ImageUri: 'x' }, Environment: { max_rows: '3' }, Tags: [{ Key: 'a', Value: { $text: ['a', { $param: 'Data' }] } }] },
    },
  },
};

it.each([
  ['/arguments', 'Preprocess'],
  ['/arguments/AppSpecification/ImageUri', 'Preprocess › Image'],
  ['/arguments/ProcessingResources/ClusterConfig/VolumeSizeInGB', 'Preprocess › Volume size'],
  ['/arguments/ProcessingInputs/0/S3Input/LocalPath', 'Preprocess › census › Local path'],
  ['/arguments/ProcessingInputs/0/InputName', 'Preprocess › census › Input name'],
  ['/arguments/Environment/max_rows', 'Preprocess › max_rows'],
  ['/arguments/Tags/0/Value/$text/1', 'Preprocess › Value'],
  ['/timeoutSeconds', 'Preprocess › Timeout'],
])('names %s as the inspector does', (field, text) => {
  expect(fieldPlace(pipeline, 'prep', field)).toBe(text);
});

it('names the field of a use, in a step and in the settings', () => {
  expect(placeOfUse(pipeline, { name: 'Data', step: 'prep', pointer: '/arguments/ProcessingInputs/0/S3Input/S3Uri' })).toMatch(/^Preprocess › census/);
  expect(placeOfUse(pipeline, { name: 'Role', pointer: '/machine/roleArn' })).toBe('The role of the state machine');
});
