import { describe, expect, test } from 'vitest';
import { executionLink } from './console.ts';
import { jobLinks, type Called } from './jobLinks.ts';

const HOME = 'https://eu-west-1.console.aws.amazon.com';
const LOGS = `${HOME}/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/`;
const task = (resource: string, more: { readonly sent?: object; readonly submitted?: object; readonly result?: string } = {}, region = 'eu-west-1'): Called => ({
  resource: `arn:aws:states:::${resource}`, region,
  ...(more.sent === undefined ? {} : { sent: JSON.stringify(more.sent) }), ...(more.submitted === undefined ? {} : { submitted: JSON.stringify(more.submitted) }), ...(more.result === undefined ? {} : { result: more.result }),
});
const ECS_TASK = 'arn:aws:ecs:eu-west-1:111122223333:task/ml/0f3cd5a1b2';

/** What is called, and label and address of each page that it leads to. */
const TABLE: readonly (readonly [what: string, called: Called, pages: Readonly<Record<string, string>>])[] = [
  ['a training job, from its call', task('sagemaker:createTrainingJob.sync', { sent: { TrainingJobName: 'income-7' } }), {
    'Training job': `${HOME}/sagemaker/home?region=eu-west-1#/jobs/income-7`,
    Log: `${LOGS}$252Faws$252Fsagemaker$252FTrainingJobs$3FlogStreamNameFilter$3Dincome-7$252F`,
  }],
  ['the same called without waiting', task('aws-sdk:sagemaker:createTrainingJob', { sent: { TrainingJobName: 'income-7' } }), {
    'Training job': `${HOME}/sagemaker/home?region=eu-west-1#/jobs/income-7`,
    Log: `${LOGS}$252Faws$252Fsagemaker$252FTrainingJobs$3FlogStreamNameFilter$3Dincome-7$252F`,
  }],
  ['a processing job', task('sagemaker:createProcessingJob.sync', { sent: { ProcessingJobName: 'prep' } }), {
    'Processing job': `${HOME}/sagemaker/home?region=eu-west-1#/processing-jobs/prep`,
    Log: `${LOGS}$252Faws$252Fsagemaker$252FProcessingJobs$3FlogStreamNameFilter$3Dprep$252F`,
  }],
  ['a transform job', task('sagemaker:createTransformJob.sync', { sent: { TransformJobName: 'score' } }), {
    'Transform job': `${HOME}/sagemaker/home?region=eu-west-1#/transform-jobs/score`,
    Log: `${LOGS}$252Faws$252Fsagemaker$252FTransformJobs$3FlogStreamNameFilter$3Dscore$252F`,
  }],
  ['a tuning job, whose jobs have its name in front', task('sagemaker:createHyperParameterTuningJob.sync', { sent: { HyperParameterTuningJobName: 'tune' } }), {
    'Tuning job': `${HOME}/sagemaker/home?region=eu-west-1#/hyper-tuning-jobs/tune`,
    Log: `${LOGS}$252Faws$252Fsagemaker$252FTrainingJobs$3FlogStreamNameFilter$3Dtune`,
  }],
  ['a model, which has no log', task('sagemaker:createModel', { sent: { ModelName: 'm' } }), { Model: `${HOME}/sagemaker/home?region=eu-west-1#/models/m` }],
  ['an endpoint', task('sagemaker:updateEndpoint', { sent: { EndpointName: 'live' } }), {
    Endpoint: `${HOME}/sagemaker/home?region=eu-west-1#/endpoints/live`,
    Log: `${LOGS}$252Faws$252Fsagemaker$252FEndpoints$252Flive`,
  }],
  ['a function by its ARN and version', task('lambda:invoke', { sent: { FunctionName: 'arn:aws:lambda:eu-west-1:111122223333:function:score:7', Payload: {} } }), {
    Function: `${HOME}/lambda/home?region=eu-west-1#/functions/score?tab=monitoring`,
    Log: `${LOGS}$252Faws$252Flambda$252Fscore`,
  }],
  ['a function named by the state itself, in the region of its ARN', { resource: 'arn:aws:lambda:us-east-1:111122223333:function:score', region: 'eu-west-1' }, {
    Function: 'https://us-east-1.console.aws.amazon.com/lambda/home?region=us-east-1#/functions/score?tab=monitoring',
    Log: 'https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#logsV2:log-groups/log-group/$252Faws$252Flambda$252Fscore',
  }],
  ['a job of Batch while it runs', task('batch:submitJob.sync', { sent: { JobName: 'n' }, submitted: { JobId: 'b-1', JobName: 'n' } }), { 'Batch job': `${HOME}/batch/home?region=eu-west-1#jobs/detail/b-1` }],
  ['a job of Batch that failed: the cause is its description', task('batch:submitJob.sync', { submitted: { JobId: 'b-1' }, result: JSON.stringify({ JobId: 'b-1', Container: { LogStreamName: 'def/default/9c' } }) }), {
    'Batch job': `${HOME}/batch/home?region=eu-west-1#jobs/detail/b-1`,
    Log: `${LOGS}$252Faws$252Fbatch$252Fjob/log-events/def$252Fdefault$252F9c`,
  }],
  ['a run of Glue', task('glue:startJobRun.sync', { sent: { JobName: 'clean up' }, submitted: { JobRunId: 'jr_1' } }), {
    'Glue run': `${HOME}/gluestudio/home?region=eu-west-1#/job/clean%20up/run/jr_1`,
    Log: `${LOGS}$252Faws-glue$252Fjobs$252Foutput$3FlogStreamNameFilter$3Djr_1`,
    Errors: `${LOGS}$252Faws-glue$252Fjobs$252Ferror$3FlogStreamNameFilter$3Djr_1`,
  }],
  ['a task of ECS', task('ecs:runTask.sync', { submitted: { Tasks: [{ TaskArn: ECS_TASK }] } }), {
    'ECS task': `${HOME}/ecs/v2/clusters/ml/tasks/0f3cd5a1b2/configuration?region=eu-west-1`,
    Log: `${HOME}/ecs/v2/clusters/ml/tasks/0f3cd5a1b2/logs?region=eu-west-1`,
  }],
  ['a cluster of EMR', task('elasticmapreduce:createCluster.sync', { submitted: { ClusterId: 'j-1' } }), { 'EMR cluster': `${HOME}/emr/home?region=eu-west-1#/clusterDetails/j-1` }],
  ['a step on a cluster of EMR', task('elasticmapreduce:addStep.sync', { sent: { ClusterId: 'j-1' } }), { 'EMR cluster': `${HOME}/emr/home?region=eu-west-1#/clusterDetails/j-1` }],
  ['an execution of another machine', task('states:startExecution.sync:2', { submitted: { ExecutionArn: 'arn:aws:states:eu-west-1:111122223333:execution:other:run-1' } }), {
    Execution: `${HOME}/states/home?region=eu-west-1#/v2/executions/details/arn:aws:states:eu-west-1:111122223333:execution:other:run-1`,
  }],
  ['a query of Athena', task('athena:startQueryExecution.sync', { submitted: { QueryExecutionId: 'q-1' } }), { Query: `${HOME}/athena/home?region=eu-west-1#/query-editor/history/q-1` }],
  ['China', task('sagemaker:createModel', { sent: { ModelName: 'm' } }, 'cn-north-1'), { Model: 'https://cn-north-1.console.amazonaws.cn/sagemaker/home?region=cn-north-1#/models/m' }],
  ['GovCloud', task('sagemaker:createModel', { sent: { ModelName: 'm' } }, 'us-gov-west-1'), { Model: 'https://us-gov-west-1.console.amazonaws-us-gov.com/sagemaker/home?region=us-gov-west-1#/models/m' }],
  ['a partition without a console on the internet', task('sagemaker:createModel', { sent: { ModelName: 'm' } }, 'us-iso-east-1'), {}],
  ['a name that is not told', task('sagemaker:createTrainingJob.sync', { sent: {} }), {}],
  ['arguments that were cut off', { resource: 'arn:aws:states:::sagemaker:createTrainingJob.sync', region: 'eu-west-1', sent: '{"TrainingJobName":"inco' }, {}],
  ['a service without jobs', task('dynamodb:putItem', { sent: { TableName: 't' } }), {}],
  ['a region that is none', task('sagemaker:createModel', { sent: { ModelName: 'm' } }, 'evil.example/'), {}],
];

describe('a call leads to the pages of its job and log', () => {
  test.each(TABLE)('%s', (_, called, pages) => {
    expect(Object.fromEntries(jobLinks(called).map((l) => [l.label, l.href]))).toEqual(pages);
  });
});

test('a name that holds what an address means is only a name', () => {
  const [page] = jobLinks(task('sagemaker:createModel', { sent: { ModelName: 'a/../b?x=#y' } }));
  expect(page?.href).toBe(`${HOME}/sagemaker/home?region=eu-west-1#/models/a%2F..%2Fb%3Fx%3D%23y`);
});

test('an execution has a page of its own', () => {
  expect(executionLink('arn:aws-cn:states:cn-north-1:111122223333:execution:m:run-1')).toBe('https://cn-north-1.console.amazonaws.cn/states/home?region=cn-north-1#/v2/executions/details/arn:aws-cn:states:cn-north-1:111122223333:execution:m:run-1');
  expect(executionLink('arn:aws:states:eu-west-1:111122223333:stateMachine:m')).toBeUndefined();
});
