import { beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../base/json.ts';
import { valueAt, withValueAt } from '../base/pointer.ts';
import type { Pipeline, Step } from '../model/pipeline.ts';
import { pipelineOf } from '../../testing/build.ts';
import { checkArguments, requiredMissing } from './check.ts';
import type { Catalog } from './kind.ts';
import { KINDS, kindNamed } from './kinds/index.ts';
import { loadServiceModel, makeCatalog, SERVICES } from './load.ts';

let catalog: Catalog;
beforeAll(async () => {
  catalog = makeCatalog(new Map(await Promise.all(SERVICES.map(async (s) => [s, await loadServiceModel(s)] as const))));
});

const TRAINING: JsonObject = {
  RoleArn: 'arn:aws:iam::123456789012:role/Sage',
  AlgorithmSpecification: { TrainingImage: '123456789012.dkr.ecr.us-east-1.amazonaws.com/x:1', TrainingInputMode: 'File' },
  InputDataConfig: [{ ChannelName: 'train', DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://b/train' } } }],
  ResourceConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 1, VolumeSizeInGB: 30 },
  StoppingCondition: { MaxRuntimeInSeconds: 3600 },
};
const stepOf = (kind: string, args: Json, more: JsonObject = {}): Step => ({ kind, name: 'Train', ...more, arguments: args }) as unknown as Step;
/** Diagnostics of a training job with one value changed, as `code: message`. */
function training(at: string, value: Json | undefined, more: Partial<Pipeline> = {}, others: Record<string, Step> = {}): readonly string[] {
  return found(stepOf('sagemaker:createTrainingJob.sync', withValueAt(TRAINING, at, value) as Json), more, others).map((d) => `${d.code}: ${d.message}`);
}
function found(step: Step, more: Partial<Pipeline> = {}, others: Record<string, Step> = {}) {
  return checkArguments(pipelineOf({ ...others, train: step }, more), 'train', step, catalog);
}
const fixed = (step: Step): Step => found(step).reduce((s, { fix }) => {
  if (!fix) return s;
  const [, at, value] = fix.args as [string, string, Json];
  return withValueAt(s as unknown as JsonObject, at, fix.edit === 'removeField' ? undefined : value) as unknown as Step;
}, step);

describe('a step as it should be', () => {
  it('has nothing to report', () => {
    expect(training('', TRAINING)).toEqual([]);
  });

  it.each(KINDS)('$id lacks in its template only what nobody can know', ({ id, template }) => {
    const step = { kind: id, name: 'x', ...template } as unknown as Step;
    const report = found(step);
    expect(report.every((d) => d.code === 'missing-value')).toBe(true);
    const open = report.map((d) => (d.where.argument ?? '').split('/').at(-1));
    expect(open.filter((name) => !/^(RoleArn|ExecutionRoleArn|S3Uri|ImageUri|TrainingImage|Image|ModelName|EndpointName|EndpointConfigName|FunctionName|JobName|Bucket|Key|Message)$/.test(name ?? ''))).toEqual([]);
  });
});

describe('what is missing', () => {
  it('names the field and the element that it is in', () => {
    expect(training('/RoleArn', undefined)).toEqual(['missing-value: RoleArn has no value.']);
    expect(training('/RoleArn', '')).toEqual(['missing-value: RoleArn has no value.']);
    expect(training('/InputDataConfig/0/DataSource/S3DataSource/S3Uri', undefined)).toEqual(['missing-value: S3Uri of train has no value.']);
  });

  it('leaves out what Cauce makes, at any depth', () => {
    expect(requiredMissing(catalog, stepOf('sagemaker:createTrainingJob.sync', TRAINING))).toEqual([]);
    expect(training('/OutputDataConfig', { KmsKeyId: 'k' })).toEqual([]);
    const processing = { ProcessingOutputConfig: { Outputs: [{ OutputName: 'train', S3Output: { S3UploadMode: 'EndOfJob' } }, { OutputName: 'test', S3Output: {} }] } };
    expect(requiredMissing(catalog, stepOf('sagemaker:createProcessingJob.sync', processing)).filter((p) => p.includes('Output'))).toEqual(['/ProcessingOutputConfig/Outputs/1/S3Output/S3UploadMode']);
  });

  it('leaves out what a binding above gives, and knows the other ways', () => {
    expect(training('/AlgorithmSpecification', { $param: 'Algorithm' }, { parameters: { Algorithm: { type: 'object', phase: 'run' } } })).toEqual([]);
    expect(training('/AlgorithmSpecification', { AlgorithmName: 'bought', TrainingInputMode: 'File' })).toEqual([]);
    expect(training('/AlgorithmSpecification', { TrainingInputMode: 'File' })).toEqual(['missing-value: TrainingImage has no value.']);
    expect(found(stepOf('sagemaker:createModel', { ExecutionRoleArn: TRAINING['RoleArn'] as Json, PrimaryContainer: { ModelPackageName: 'p' } }))).toEqual([]);
    expect(found(stepOf('sagemaker:createModel', { ExecutionRoleArn: TRAINING['RoleArn'] as Json, Containers: { $expression: { language: 'jsonpath', code: '$.x' } } }))).toEqual([]);
  });
});

describe('literals', () => {
  it.each<[string, Json, string]>([
    ['/ResourceConfig/InstanceCount', '1', 'wrong-type: InstanceCount is the text “1”; it takes a whole number.'],
    ['/ResourceConfig/InstanceCount', 1.5, 'wrong-type: InstanceCount is 1.5; it takes a whole number.'],
    ['/ResourceConfig/InstanceCount', -1, 'out-of-range: InstanceCount is -1; the minimum is 0.'],
    ['/EnableManagedSpotTraining', 'true', 'wrong-type: EnableManagedSpotTraining is the text “true”; it takes true or false.'],
    ['/ResourceConfig', [], 'wrong-type: ResourceConfig is a list; it takes an object.'],
    ['/InputDataConfig', { a: 1 }, 'wrong-type: InputDataConfig is an object; it takes a list.'],
    ['/ResourceConfig/InstanceType', 'ml.m5.xlrage', 'not-listed: InstanceType “ml.m5.xlrage” is not in the list that Cauce has of it.'],
    ['/AlgorithmSpecification/TrainingInputMode', 'Fast', 'not-a-choice: TrainingInputMode cannot be “Fast”.'],
    ['/RoleArn', 'Sage', 'wrong-length: RoleArn has 4 characters; the minimum is 20.'],
    ['/RoleArn', 'arn:aws:s3:::a-bucket-and-more', 'wrong-form: RoleArn “arn:aws:s3:::a-bucket-and-more” has not the form that the service takes.'],
    ['/OutputDataConfig/S3OutputPath', 'b/out', 'wrong-form: S3OutputPath “b/out” has not the form that the service takes.'],
    ['/TrainingImage', 'x', 'unknown-argument: TrainingImage is not an argument that AWS knows here.'],
    ['/HyperParameters', { a: [1, 2] }, 'json-as-text: a takes a text; the list is written as its JSON.'],
  ])('%s = %j', (at, value, message) => {
    expect(training(at, value)).toContain(message);
  });

  it('takes numbers and booleans where a text is wanted', () => {
    expect(training('/HyperParameters', { max_depth: 6, verbose: true, eta: '0.1' })).toEqual([]);
  });

  it('offers what mends it, and the mended step is right', () => {
    for (const [at, value] of [['/ResourceConfig/InstanceCount', '2'], ['/EnableManagedSpotTraining', 'false'], ['/ResourceConfig/InstanceType', 'ml.m5.xlrage'], ['/ResourceConfig/VolumeSizeInGB', -1], ['/TrainingJobName', 'always-this'], ['/TrainingJobName', 'x'.repeat(70)]] as const) {
      const step = stepOf('sagemaker:createTrainingJob.sync', withValueAt(TRAINING, at, value) as Json);
      expect(found(step).length, at).toBeGreaterThan(0);
      expect(found(fixed(step)), at).toEqual([]);
    }
    const misspelt = stepOf('sagemaker:createTrainingJob.sync', { ...TRAINING, StopingCondition: { MaxRuntimeInSeconds: 60 }, StoppingCondition: undefined as unknown as Json });
    const { StoppingCondition: _gone, ...args } = (misspelt as unknown as { arguments: JsonObject }).arguments;
    const mended = fixed(stepOf('sagemaker:createTrainingJob.sync', args));
    expect(valueAt(mended as unknown as JsonObject, '/arguments/StoppingCondition/MaxRuntimeInSeconds')).toBe(60);
  });

  it('takes exactly one member of a union', () => {
    const wait = (args: Json): readonly string[] => found(stepOf('wait', args)).map((d) => d.message);
    expect(wait({ Seconds: 5 })).toEqual([]);
    expect(wait({})).toEqual([]); // the compiler reports it, once
    expect(wait({ Seconds: 5, Timestamp: '2026-01-31T06:00:00Z' })).toEqual(['Arguments has 2 of its alternatives; it takes exactly one.']);
    expect(wait({ Timestamp: 'tomorrow' })).toEqual(['Timestamp is the text “tomorrow”; it takes a time like 2026-01-31T06:00:00Z.']);
  });

  it('never throws, whatever stands in the arguments', () => {
    for (const kind of KINDS) for (const args of [null, 3, 'x', [], [1], { $param: 'X' }, { ProcessingInputs: null }, { a: { b: [null, { $output: 'x' }] } }, JSON.parse('{"__proto__": 1, "constructor": {"x": []}}') as Json, { $text: 3 }, { X: { $text: [{ $param: 4 }] } }]) {
      expect(() => found(stepOf(kind.id, args as Json))).not.toThrow();
    }
  });
});

describe('bindings', () => {
  const parameters = (p: JsonObject): Partial<Pipeline> => ({ parameters: p as unknown as NonNullable<Pipeline['parameters']> });

  it('a parameter fits by its type', () => {
    const count = (type: string): readonly string[] => training('/ResourceConfig/InstanceCount', { $param: 'P' }, parameters({ P: { type, phase: 'run' } }));
    expect(count('integer')).toEqual([]);
    expect(count('string')).toEqual(['parameter-does-not-fit: InstanceCount cannot take P: it is a text; the field takes a number.']);
    expect(count('boolean')).toEqual(['parameter-does-not-fit: InstanceCount cannot take P: it is true or false; the field takes a number.']);
    const role = (type: string): number => training('/RoleArn', { $param: 'P' }, parameters({ P: { type, phase: 'run' } })).length;
    expect([role('role'), role('arn'), role('string'), role('image-uri')]).toEqual([0, 0, 0, 1]);
    for (const type of ['integer', 'boolean', 'list', 'object', 's3-uri']) expect(training('/HyperParameters/x', { $param: 'P' }, parameters({ P: { type, phase: 'deploy' } })), type).toEqual([]);
  });

  it('the values of a parameter are checked in the field that takes them', () => {
    expect(training('/ResourceConfig/InstanceType', { $param: 'P' }, parameters({ P: { type: 'instance-type', phase: 'run', default: 'ml.m5.huge' } }))).toEqual([
      'parameter-value-does-not-fit: P has a default that InstanceType does not take: InstanceType “ml.m5.huge” is not in the list that Cauce has of it.',
    ]);
    const more = { ...parameters({ P: { type: 'integer', phase: 'deploy' } }), environments: { dev: { values: { P: 30 } }, prod: { values: { P: -3 } } } };
    expect(training('/ResourceConfig/VolumeSizeInGB', { $param: 'P' }, more)).toEqual(['parameter-value-does-not-fit: P has a value in prod that VolumeSizeInGB does not take: VolumeSizeInGB is -3; the minimum is 0.']);
  });

  it('an output fits by the type of its port, or of its place in the response', () => {
    const others = { prep: stepOf('sagemaker:createProcessingJob.sync', { ProcessingOutputConfig: { Outputs: [{ OutputName: 'train' }] } }), eval: stepOf('cauce:evaluation', {}, { metrics: { auc: { path: ['auc'] } } }) };
    const uri = '/InputDataConfig/0/DataSource/S3DataSource/S3Uri';
    expect(training(uri, { $output: 'prep/train' }, {}, others)).toEqual([]);
    expect(training(uri, { $output: 'eval/auc' }, {}, others)).toEqual(['output-does-not-fit: S3Uri of train cannot take Train › auc: it is a number; the field takes a dataset.']);
    expect(training('/HyperParameters/x', { $output: 'eval/auc' }, {}, others)).toEqual([]);
    expect(training('/ResourceConfig/InstanceCount', { $output: { from: 'prep', path: ['ProcessingJobName'] } }, {}, others)).toHaveLength(1);
    expect(training('/ResourceConfig/InstanceCount', { $output: { from: 'prep', path: ['ProcessingResources', 'ClusterConfig', 'InstanceCount'] } }, {}, others)).toEqual([]);
    expect(training(uri, { $output: 'gone/x' }, {}, others)).toEqual([]);
  });

  it('a list is refused by a port for one value, in the words of the guide', () => {
    const inner = stepOf('sagemaker:createTrainingJob.sync', TRAINING);
    const map = { kind: 'map', name: 'Per set', steps: { inner }, result: { artifact: { $output: 'inner/artifact' } } } as unknown as Step;
    const model = stepOf('sagemaker:createModel', { ExecutionRoleArn: TRAINING['RoleArn'] as Json, PrimaryContainer: { Image: 'x', ModelDataUrl: { $output: 'map/artifact' } } });
    expect(found(model, {}, { map }).map((d) => d.message)).toEqual(['ModelDataUrl cannot take Per set › artifact: it is a list of model-artifact, one for each item; the field takes one.']);
  });

  it('contexts, indexes and joined texts by what they are', () => {
    expect(training('/ResourceConfig/InstanceCount', { $context: 'execution.name' })).toHaveLength(1);
    expect(training('/ResourceConfig/InstanceCount', { $index: 'm' })).toEqual([]);
    expect(training('/ResourceConfig/InstanceCount', { $text: ['1'] })).toEqual(['value-does-not-fit: InstanceCount cannot take a joined text: it is a text; the field takes a number.']);
    expect(training('/ResourceConfig/InstanceCount', { $expression: { language: 'jsonata', code: '1' } })).toEqual([]);
    expect(training('/HyperParameters/x', { $literal: { $param: 'X' } })).toEqual([]);
  });

  it('a joined text is checked as far as it is known in each environment', () => {
    const more = { ...parameters({ Stage: { type: 'string', phase: 'deploy' } }), environments: { dev: { values: { Stage: 'dev' } }, prod: { values: { Stage: 'p'.repeat(40) } } } };
    const endpoint = (name: Json) => found(stepOf('cauce:endpoint', { EndpointConfigName: 'c', EndpointName: name }), more).map((d) => d.message);
    expect(endpoint({ $text: ['income-', { $param: 'Stage' }] })).toEqual([]);
    expect(endpoint({ $text: ['income-prediction-endpoint-of-', { $param: 'Stage' }] })).toEqual(['EndpointName can be 70 characters; the limit is 63.']);
    expect(endpoint({ $text: ['x'.repeat(64), { $context: 'execution.name' }] })).toEqual(['EndpointName can be 64 characters; the limit is 63.']);
    expect(endpoint({ $text: ['a_', { $param: 'Stage' }] })[0]).toContain('has not the form');
  });
});

describe('secrets and fixed names', () => {
  it.each<[JsonObject, string | undefined]>([
    [{ DB_PASSWORD: 'hunter2!' }, 'a secret'],
    [{ apiKey: 'abcdefgh' }, 'a secret'],
    [{ awsSecretAccessKey: 'wJalrXUtnFEMI' }, 'a secret'],
    [{ anything: 'AKIAIOSFODNN7EXAMPLE' }, 'an AWS access key'],
    [{ url: 'postgres://me:pw@host/db' }, 'a password in an address'],
    [{ DB_PASSWORD: 'arn:aws:secretsmanager:us-east-1:1:secret:x' }, undefined],
    [{ DB_PASSWORD: { $param: 'P' } }, undefined],
    [{ max_tokens: '4096', tokenizer: 'bert-base', monkey: 'banana', url: 'https://host/a@b' }, undefined],
  ])('%j', (values, what) => {
    const codes = training('/Environment', values).filter((m) => m.startsWith('secret'));
    expect(codes).toHaveLength(what === undefined ? 0 : 1);
    if (what !== undefined) expect(codes[0]).toContain(what);
    const payload = found(stepOf('lambda:invoke', { FunctionName: 'f', Payload: { nested: [values] } })).filter((d) => d.code === 'secret-literal');
    expect(payload).toHaveLength(what === undefined ? 0 : 1);
    expect(found(stepOf('sqs:sendMessage', { MessageBody: values })).filter((d) => d.code === 'secret-literal')).toHaveLength(what === undefined ? 0 : 1);
  });

  it('a credential inside a joined text', () => {
    const codes = training('/Environment', { A: { $text: ['key=AKIAIOSFODNN7EXAMPLE&x=', { $context: 'region' }] }, DB_PASSWORD: { $text: ['prefix-', { $param: 'P' }] } });
    expect(codes).toEqual(['secret-literal: A looks like an AWS access key written into the pipeline.']);
  });

  it('a job name that is the same at every run', () => {
    const parameters = { Stage: { type: 'string', phase: 'deploy' }, Run: { type: 'string', phase: 'run' } } as const;
    const codes = (name: Json): readonly string[] => training('/TrainingJobName', name, { parameters }).map((m) => m.split(':')[0] as string);
    expect(codes('train')).toEqual(['fixed-name']);
    expect(codes({ $text: ['train-', { $param: 'Stage' }] })).toEqual(['fixed-name']);
    expect(codes({ $param: 'Run' })).toEqual([]);
    expect(codes({ $text: ['train-', { $context: 'execution.name' }] })).toEqual([]);
  });
});

it('kinds that Cauce does not know are let be', () => {
  expect(found(stepOf('sqs:sendMessage', { QueueUrl: 'x', Any: { thing: 1 } }))).toEqual([]);
  expect(kindNamed('sqs:sendMessage')).toBeUndefined();
});
