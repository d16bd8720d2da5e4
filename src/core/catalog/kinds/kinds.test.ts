import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import { valueAt } from '../../base/pointer.ts';
import type { Step } from '../../model/pipeline.ts';
import { catalogFor, makeCatalog, servicesOf } from '../load.ts';
import { pipelineOf } from '../../../testing/build.ts';
import { ICON_PATHS } from '../../../ui/iconPaths.ts';
import { genericTaskKind, KINDS, kindNamed } from './index.ts';

const stepOf = (kind: string, more: JsonObject = {}): Step => ({ kind, name: 'A step', ...kindNamed(kind)?.template, ...more }) as unknown as Step;
const outputs = (step: Step): readonly string[] => (kindNamed(step.kind)?.outputs(step) ?? []).map((p) => `${p.name}: ${p.list ? 'list of ' : ''}${p.type}`);
const inputs = (step: Step): readonly string[] => (kindNamed(step.kind)?.inputs(step) ?? []).map((p) => `${p.pointer} ${p.label}: ${p.type}${p.required ? '' : '?'}`);

describe('every kind', () => {
  it.each(KINDS)('$id has an icon that is drawn, a summary of one line and ports that find their names', (kind) => {
    expect(Object.keys(ICON_PATHS)).toContain(kind.icon);
    expect(kind.summary.length).toBeLessThanOrEqual(80);
    const step = stepOf(kind.id);
    const names = kind.outputs(step).map((p) => p.name);
    expect(new Set(names).size).toBe(names.length);
    for (const port of kind.inputs(step)) if (port.template) expect(valueAt(step as unknown as JsonObject, `/arguments${port.template.list}`)).toBeInstanceOf(Array);
  });

  it.each(KINDS)('$id reads ports of odd arguments without throwing', (kind) => {
    const odd = [undefined, null, 7, 'x', [], {}, { $param: 'X' }, { ProcessingInputs: 3 }, { ProcessingInputs: [null, 4, { $param: 'X' }, { InputName: 1 }], InputDataConfig: { $output: 'a/b' } },
      { ProcessingOutputConfig: { Outputs: [null, [], { OutputName: {} }] }, TrainingJobDefinition: 'no', ProductionVariants: [[]], Containers: [1], TransformOutput: null }];
    for (const args of odd) {
      const step = { kind: kind.id, name: 'x', arguments: args, metrics: args, branches: args, otherwise: args, outputTypes: args, result: args } as unknown as Step;
      expect(() => [kind.inputs(step), kind.outputs(step)]).not.toThrow();
    }
  });

  it('takes its resource from its id, for those that are one call', () => {
    for (const kind of KINDS.filter((k) => k.id.includes(':') && !k.id.startsWith('cauce:'))) expect(kind.resource).toBe(`arn:aws:states:::${kind.id}`);
    expect(genericTaskKind('sqs:sendMessage').resource).toBe('arn:aws:states:::sqs:sendMessage');
    expect(kindNamed('sqs:sendMessage')).toBeUndefined();
  });
});

describe('ports', () => {
  it('processing: inputs by name, outputs as places, code and models told by their names', () => {
    const step = stepOf('sagemaker:createProcessingJob.sync', {
      arguments: {
        ProcessingInputs: [{ InputName: 'data' }, { InputName: 'code' }, { InputName: { $param: 'N' } }, { InputName: 'db', DatasetDefinition: {} }],
        ProcessingOutputConfig: { Outputs: [{ OutputName: 'train' }, { OutputName: 'proc_model' }, { OutputName: 'fs', FeatureStoreOutput: {} }] },
      },
    });
    expect(inputs(step)).toEqual([
      '/ProcessingInputs/0/S3Input/S3Uri data: dataset',
      '/ProcessingInputs/1/S3Input/S3Uri code: s3-uri',
      '/ProcessingInputs/2/S3Input/S3Uri #2: dataset',
      '/ProcessingInputs/- Add an input: dataset?',
      '/AppSpecification/ImageUri Image: image',
      '/RoleArn Role: role',
    ]);
    expect(outputs(step)).toEqual(['train: dataset', 'proc_model: model-artifact', 'job-name: name']);
    expect(kindNamed(step.kind)?.outputs(step)[1]?.source).toEqual({ from: 'argument', pointer: '/ProcessingOutputConfig/Outputs/1/S3Output/S3Uri' });
  });

  it('evaluation: each metric, then the report', () => {
    const step = stepOf('cauce:evaluation', { metrics: { auc: { path: ['classification', 'auc'] }, verdict: { path: ['v'], type: 'string' } } });
    expect(outputs(step)).toEqual(['auc: number', 'verdict: string', 'evaluation: s3-uri', 'job-name: name']);
    expect(inputs(step).slice(0, 2)).toEqual(['/ProcessingInputs/0/S3Input/S3Uri model: model-artifact', '/ProcessingInputs/1/S3Input/S3Uri test: dataset']);
  });

  it('training: channels; a list bound as a whole is one port', () => {
    expect(inputs(stepOf('sagemaker:createTrainingJob.sync'))[0]).toBe('/InputDataConfig/0/DataSource/S3DataSource/S3Uri train: dataset');
    expect(inputs(stepOf('sagemaker:createTrainingJob.sync', { arguments: { InputDataConfig: { $param: 'Channels' } } }))[0]).toBe('/InputDataConfig Add a channel: list?');
    expect(outputs(stepOf('sagemaker:createTrainingJob.sync'))).toEqual(['artifact: model-artifact', 'job-name: name']);
  });

  it('tuning: the best artifact only where its place is certain', () => {
    const withPath = (path: unknown, more: JsonObject = {}): boolean =>
      outputs(stepOf('sagemaker:createHyperParameterTuningJob.sync', { arguments: { TrainingJobDefinition: { OutputDataConfig: { ...(path === undefined ? {} : { S3OutputPath: path as string }), ...more } } } })).includes('best-artifact: model-artifact');
    expect(withPath(undefined)).toBe(true);
    expect(withPath('s3://b/p')).toBe(true);
    expect(withPath({ $text: [{ $param: 'Root' }, '/tuning'] })).toBe(true);
    expect(withPath('s3://b/p/')).toBe(false);
    expect(withPath({ $param: 'Root' })).toBe(false);
    expect(withPath(undefined, { CompressionType: 'NONE' })).toBe(false);
  });

  it('model: its name is known when it was given, else the end of the ARN', () => {
    const source = (args: JsonObject): unknown => kindNamed('sagemaker:createModel')?.outputs(stepOf('sagemaker:createModel', { arguments: args }))[0]?.source;
    expect(source({})).toEqual({ from: 'arn', path: ['ModelArn'] });
    expect(source({ ModelName: { $text: ['m-', { $param: 'Stage' }] } })).toEqual({ from: 'argument', pointer: '/ModelName' });
    expect(source({ ModelName: { $expression: { language: 'jsonata', code: '$uuid()' } } })).toEqual({ from: 'arn', path: ['ModelArn'] });
  });

  it('flow: Choice by way, Map as lists, Parallel as values, Pass by key', () => {
    expect(outputs(stepOf('choice', { outputTypes: { auc: 'number' }, branches: [{ when: null, outputs: { auc: 1, image: 'x' } }], otherwise: { outputs: { late: 2 } } }))).toEqual(['auc: number', 'image: json', 'late: json']);
    const body = { t: stepOf('sagemaker:createTrainingJob.sync') as unknown as JsonObject };
    const result = { best: { $output: 't/artifact' }, other: { $output: 'gone/x' } };
    expect(outputs(stepOf('map', { steps: body, result }))).toEqual(['best: list of model-artifact', 'other: list of json']);
    expect(outputs(stepOf('parallel', { branches: [{ id: 'a', steps: {} }, { id: 'b', steps: body }], result }))).toEqual(['best: model-artifact', 'other: json']);
    expect(outputs(stepOf('pass', { arguments: { a: 1, b: 'x', c: { $param: 'P' } } }))).toEqual(['a: number', 'b: string', 'c: json']);
  });
});

describe('loading', () => {
  it('asks for the services that the steps need, bodies included', async () => {
    const pipeline = pipelineOf({ a: stepOf('sns:publish'), m: stepOf('map', { steps: { b: stepOf('cauce:evaluation') as unknown as JsonObject } }), w: stepOf('wait'), x: stepOf('sqs:sendMessage') });
    expect(servicesOf(pipeline)).toEqual(['sagemaker', 'sns']);
    const catalog = await catalogFor(pipeline);
    expect(catalog.request('cauce:evaluation')?.type).toBe('structure');
    expect(catalog.model('glue')).toBeUndefined();
    expect(catalog.request('glue:startJobRun.sync')).toBeUndefined();
    expect(catalog.request('wait')).toMatchObject({ union: true });
  });

  it('gives the description of a job as its response', async () => {
    const catalog = await catalogFor(pipelineOf({ t: stepOf('sagemaker:createTrainingJob.sync'), g: stepOf('glue:startJobRun.sync'), e: stepOf('cauce:endpoint') }));
    expect(catalog.response('sagemaker:createTrainingJob.sync')).toMatchObject({ members: { ModelArtifacts: {}, TrainingJobStatus: {} } });
    expect(catalog.response('glue:startJobRun.sync')).toMatchObject({ members: { JobRunState: {}, Id: {} } });
    expect(catalog.response('cauce:endpoint')).toMatchObject({ members: { EndpointStatus: {}, EndpointName: {} } });
    expect(makeCatalog(new Map()).request('sagemaker:createModel')).toBeUndefined();
  });
});
