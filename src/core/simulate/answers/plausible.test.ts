import { beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../base/json.ts';
import { pointer, valueAt } from '../../base/pointer.ts';
import type { Check } from '../../catalog/check/context.ts';
import { checkValue } from '../../catalog/check/literals.ts';
import type { Catalog, Kind } from '../../catalog/kind.ts';
import { KINDS } from '../../catalog/kinds/index.ts';
import { argumentsWith } from '../../catalog/leaves.ts';
import { loadServiceModel, makeCatalog, SERVICES } from '../../catalog/load.ts';
import { modelOf } from '../../catalog/lookup.ts';
import type { Pipeline, Step } from '../../model/pipeline.ts';
import type { TaskCall } from '../answer.ts';
import type { Hints } from './hints.ts';
import { simulate } from '../simulate.ts';
import { defaultSeconds, plausibleAnswers, type PlausibleOptions } from './plausible.ts';

let catalog: Catalog;
beforeAll(async () => {
  const models = await Promise.all(SERVICES.map(loadServiceModel));
  catalog = makeCatalog(new Map(models.map((m) => [m.service, m])));
});

const call = (resource: string, input: Json, more: Partial<TaskCall> = {}): TaskCall => ({
  state: 'S', resource, input, invocation: 0, attempt: 0, iteration: [], now: Date.UTC(2026, 0, 1), timeoutSeconds: undefined, heartbeatSeconds: undefined, objects: new Map(), random: () => 0.5, ...more,
});
function answer(resource: string, input: Json, more: Partial<PlausibleOptions> = {}, of: Partial<TaskCall> = {}): JsonObject {
  const made = plausibleAnswers({ catalog, ...more })(call(resource, input, of));
  if (!('return' in made)) throw new Error('a plausible answer is a result');
  return made.return as JsonObject;
}
const integration = (id: string): string => `arn:aws:states:::${id}`;
const hinted = (hints: Hints): Partial<PlausibleOptions> => ({ hints: { S: hints } });

/** What the catalogue's own check of values says of a response. */
function faultsOf(kind: Kind, value: JsonObject): readonly string[] {
  const shape = catalog.response(kind.id);
  const model = modelOf(catalog, kind.id);
  if (!shape || !model) throw new Error(`no response shape of ${kind.id}`);
  const step = { kind: kind.id, name: 'S', arguments: value } as unknown as Step;
  const check: Check = { pipeline: { format: 'cauce/1', name: '', steps: {} } as Pipeline, catalog, id: 's', step, kind: undefined, args: value, model, ports: new Map(), missing: new Set(), producers: new Map(), found: [] };
  checkValue(check, shape, value, '', '');
  return check.found.map((d) => `${d.where.argument ?? ''}: ${d.message}`);
}

describe('every kind of the catalogue', () => {
  const tasks = KINDS.filter((k) => k.resource !== undefined && !k.id.startsWith('cauce:'));
  it.each(tasks)('$id answers as its response shape asks, members that AWS adds included', (kind) => {
    const name = `/${kind.operation?.replace(/^(Create|Update)/, '') ?? ''}Name`;
    const request = argumentsWith(catalog, kind.id, name, 'My-Job-1');
    const made = answer(kind.resource ?? '', request);
    expect(faultsOf(kind, made)).toEqual([]);
    expect(Object.keys(made).length).toBeGreaterThan(0);
    // Ports that name a place of the response find a value there.
    for (const port of kind.outputs({ kind: kind.id, name: 'S', arguments: {} } as unknown as Step)) {
      if (port.source.from === 'response' || port.source.from === 'arn') expect([port.name, valueAt(made, pointer(...port.source.path))]).not.toEqual([port.name, undefined]);
    }
  });

  it('is checked by a check that finds faults', () => {
    const kind = tasks.find((k) => k.id === 'sagemaker:createTrainingJob.sync');
    if (!kind) throw new Error('no training job');
    const faults = faultsOf(kind, { ...answer(kind.resource ?? '', { TrainingJobName: 'T' }), TrainingJobStatus: 'Done', CreationTime: 5, Other: 1 });
expect(new Set(faults.map((f) => f.split(':')[0]))).toEqual(new Set(['/arguments/TrainingJobStatus', '/arguments/CreationTime', '/arguments/Other']));
  });

  it('answers without the models of the services too', () => {
    const bare = makeCatalog(new Map());
    for (const kind of tasks) expect(Object.keys(answer(kind.resource ?? '', {}, { catalog: bare })).length).toBeGreaterThan(0);
    expect(answer(integration('sagemaker:createTrainingJob.sync'), { TrainingJobName: 'T', OutputDataConfig: { S3OutputPath: 's3://b/o' } }, { catalog: bare })).toMatchObject({ TrainingJobStatus: 'Completed', ModelArtifacts: { S3ModelArtifacts: 's3://b/o/T/output/model.tar.gz' } });
  });
});

it('dates follow the virtual time of the call', () => {
  const later = (now: number) => answer(integration('glue:startJobRun.sync'), { JobName: 'j' }, { durations: { S: 60 } }, { now });
  expect(later(Date.UTC(2026, 4, 1))).toMatchObject({ StartedOn: '2026-05-01T00:00:00.000Z', CompletedOn: '2026-05-01T00:01:00.000Z' });
  expect(later(Date.UTC(2026, 4, 2))).toMatchObject({ StartedOn: '2026-05-02T00:00:00.000Z' });
});

describe('SageMaker', () => {
  it('training: the artifact under the output place, the request repeated, times by the duration', () => {
    const request = { TrainingJobName: 'Income-1', RoleArn: 'arn:aws:iam::123456789012:role/R', OutputDataConfig: { S3OutputPath: 's3://b/runs/' }, HyperParameters: { eta: '0.1' }, Tags: [{ Key: 'k', Value: 'v' }], AlgorithmSpecification: { TrainingInputMode: 'File', MetricDefinitions: [{ Name: 'validation:auc', Regex: 'x' }, { Name: 'train:rmse', Regex: 'y' }] } };
    const made = answer(integration('sagemaker:createTrainingJob.sync'), request, { durations: { S: 90 } }, { now: 0 });
    expect(made).toMatchObject({
      TrainingJobName: 'Income-1', TrainingJobArn: 'arn:aws:sagemaker:us-east-1:111111111111:training-job/income-1', TrainingJobStatus: 'Completed', SecondaryStatus: 'Completed',
      ModelArtifacts: { S3ModelArtifacts: 's3://b/runs/Income-1/output/model.tar.gz' }, HyperParameters: { eta: '0.1' }, RoleArn: request.RoleArn,
      TrainingStartTime: '1970-01-01T00:00:00.000Z', TrainingEndTime: '1970-01-01T00:01:30.000Z', TrainingTimeInSeconds: 90,
    });
    expect(made).not.toHaveProperty('Tags');
    const [auc, rmse] = (made['FinalMetricDataList'] as readonly { readonly Value: number }[]).map((m) => m.Value);
    expect(auc).toBeGreaterThan(0.89);
    expect(rmse).toBeLessThan(0.2);
    expect(answer(integration('sagemaker:createTrainingJob.sync'), { ...request, OutputDataConfig: { S3OutputPath: 's3://b', CompressionType: 'NONE' } })).toMatchObject({ ModelArtifacts: { S3ModelArtifacts: 's3://b/Income-1/output/model/' } });
  });

  it('without waiting only the ARN, with what the integration adds', () => {
    expect(Object.keys(answer(integration('sagemaker:createTrainingJob'), { TrainingJobName: 'T' }))).toEqual(['TrainingJobArn', 'SdkHttpMetadata', 'SdkResponseMetadata']);
    expect(answer(integration('aws-sdk:sagemaker:createModelPackage'), { ModelPackageName: 'P' })).toEqual({ ModelPackageArn: 'arn:aws:sagemaker:us-east-1:111111111111:model-package/p' });
  });

  it('processing repeats its outputs; an endpoint that is asked for is in service', () => {
    const Outputs = [{ OutputName: 'train', S3Output: { S3Uri: 's3://b/train', LocalPath: '/opt/ml/processing/train', S3UploadMode: 'EndOfJob' } }];
    expect(answer(integration('sagemaker:createProcessingJob.sync'), { ProcessingJobName: 'P', ProcessingOutputConfig: { Outputs } })).toMatchObject({ ProcessingJobStatus: 'Completed', ProcessingOutputConfig: { Outputs } });
    expect(answer(integration('aws-sdk:sagemaker:describeEndpoint'), { EndpointName: 'Live' })).toMatchObject({ EndpointName: 'Live', EndpointStatus: 'InService', EndpointArn: 'arn:aws:sagemaker:us-east-1:111111111111:endpoint/live' });
  });

  it('tuning: the best trial, with values in the ranges', () => {
    const made = answer(integration('sagemaker:createHyperParameterTuningJob.sync'), {
      HyperParameterTuningJobName: 'tune', HyperParameterTuningJobConfig: {
        Strategy: 'Bayesian', HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'validation:auc' }, ResourceLimits: { MaxNumberOfTrainingJobs: 20, MaxParallelTrainingJobs: 4 },
        ParameterRanges: { ContinuousParameterRanges: [{ Name: 'eta', MinValue: '0.1', MaxValue: '0.3' }], IntegerParameterRanges: [{ Name: 'depth', MinValue: '3', MaxValue: '8' }], CategoricalParameterRanges: [{ Name: 'booster', Values: ['gbtree', 'dart'] }] },
      },
    });
    expect(made).toMatchObject({
      HyperParameterTuningJobStatus: 'Completed', TrainingJobStatusCounters: { Completed: 20 }, ObjectiveStatusCounters: { Succeeded: 20 },
      BestTrainingJob: { TrainingJobStatus: 'Completed', TunedHyperParameters: { eta: '0.2', depth: '6', booster: 'gbtree' }, FinalHyperParameterTuningJobObjectiveMetric: { MetricName: 'validation:auc', Type: 'Maximize' } },
    });
    expect((made['BestTrainingJob'] as JsonObject)['TrainingJobName']).toMatch(/^tune-0(0[1-9]|1\d|20)-[0-9a-f]{8}$/);
  });
});

describe('other services', () => {
  it('Lambda through its integration and by its ARN', () => {
    expect(answer(integration('lambda:invoke'), { FunctionName: 'f' })).toMatchObject({ ExecutedVersion: '$LATEST', Payload: {}, StatusCode: 200, SdkHttpMetadata: { HttpStatusCode: 200 } });
    expect(answer('arn:aws:lambda:us-east-1:123456789012:function:f', { a: 1 }, hinted({ '/rows': { type: 'number' } }))).toEqual({ rows: 1000 });
    expect(answer(integration('lambda:invoke.waitForTaskToken'), {}, hinted({ '/approved': { value: false } }))).toEqual({ approved: false });
  });

  it('an activity that nobody mocks does not exist, as in an account with nothing in it', async () => {
    const definition = { StartAt: 'A', States: { A: { Type: 'Task', Resource: 'arn:aws:states:us-east-1:123456789012:activity:a', End: true } } };
    const run = await simulate(definition, { input: {}, answers: plausibleAnswers({ catalog: makeCatalog(new Map()) }) });
    expect(run).toMatchObject({ status: 'FAILED', error: 'States.Runtime', cause: expect.stringContaining('activity:a does not exist.') as string });
  });

  it('Glue, waited for or not', () => {
    expect(answer(integration('glue:startJobRun.sync'), { JobName: 'j', Arguments: { '--a': 'b' } })).toMatchObject({ JobName: 'j', JobRunState: 'SUCCEEDED', Arguments: { '--a': 'b' }, Id: expect.stringMatching(/^jr_[0-9a-f]{64}$/) as string });
    expect(Object.keys(answer(integration('glue:startJobRun'), { JobName: 'j' }))).toContain('JobRunId');
  });

  it('a nested execution hands its output over as text, with .sync:2 as JSON', () => {
    const request = { StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:child', Input: { a: 1 } };
    const hints = hinted({ '/Output/score': { value: 7 } });
    expect(answer(integration('states:startExecution.sync'), request, hints)).toMatchObject({ Status: 'SUCCEEDED', Input: '{"a":1}', Output: '{"score":7}' });
    expect(answer(integration('states:startExecution.sync:2'), request, hints)).toMatchObject({ Input: { a: 1 }, Output: { score: 7 } });
    expect(answer(integration('states:startExecution'), request)['ExecutionArn']).toMatch(/^arn:aws:states:us-east-1:123456789012:execution:child:[0-9a-f-]{36}$/);
  });

  it('an object of S3 holds JSON with the places that are read', () => {
    const made = answer(integration('aws-sdk:s3:getObject'), { Bucket: 'b', Key: 'k' }, hinted({ '/Body/classification/auc': { type: 'number' }, '/Body/classification/rows': { value: 3 } }));
    const body = JSON.parse(String(made['Body'])) as { readonly classification: { readonly auc: number; readonly rows: number } };
    expect(body.classification.auc).toBeGreaterThan(0.89);
    expect(body.classification.rows).toBe(3);
  });

  it('what nobody knows answers an empty object', () => {
    expect(answer(integration('aws-sdk:comprehend:detectSentiment'), {})).toEqual({});
    expect(answer('nonsense', 'text')).toEqual({});
  });
});

describe('hints', () => {
  it('leave what fits, replace what does not, reach into lists', () => {
    const hints: Hints = { '/StatusCode': { type: 'string' }, '/ExecutedVersion': { type: 'string' }, '/Payload/items': { type: 'list' }, '/Payload/items/*/auc': { type: 'number' }, '/Payload/first/1': { value: 'b' }, '/Payload/__proto__': { value: 1 } };
    const made = answer(integration('lambda:invoke'), {}, hinted(hints));
    expect(made).toMatchObject({ StatusCode: 'statuscode', ExecutedVersion: '$LATEST', Payload: { items: [{ auc: expect.any(Number) as number }, { auc: expect.any(Number) as number }], first: [{}, 'b'] } });
    expect(Object.keys(made['Payload'] as JsonObject)).toContain('__proto__');
  });
});

describe('the same call', () => {
  it('gets the same answer, another iteration or call another', () => {
    const publish = (of: Partial<TaskCall>): Json => answer(integration('sns:publish'), {}, {}, of);
    expect(publish({})).toEqual(publish({ random: () => 0.1 }));
    const all = [publish({}), publish({ invocation: 1 }), publish({ iteration: [1] }), publish({ state: 'T' })].map((a) => JSON.stringify(a));
    expect(new Set(all).size).toBe(4);
  });

  it('takes as long as its kind, unless somebody says so', () => {
    expect(defaultSeconds(catalog, integration('sagemaker:createTrainingJob.sync'))).toBe(1200);
    expect(defaultSeconds(catalog, integration('batch:submitJob.sync'))).toBe(600);
    expect(defaultSeconds(catalog, integration('sqs:sendMessage'))).toBe(1);
    expect(defaultSeconds(catalog, 'arn:aws:lambda:us-east-1:123456789012:function:f')).toBe(5);
    expect(plausibleAnswers({ catalog, durations: { S: 0 } })(call(integration('sns:publish'), {})).seconds).toBe(0);
  });
});
