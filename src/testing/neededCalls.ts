import { isList, isObject, type Json, type JsonObject } from '../core/base/json.ts';
import type { Call } from './iam.ts';

const REGION = 'us-east-1';
const ACCOUNT = '111122223333';

/**
 * What AWS checks when Step Functions makes one call with the execution role, written from AWS's pages on each service and
 * apart from the product: tests ask whether a generated role allows it.
 * @param resource `Resource` of the state
 * @param sent the request as it is sent, with its values
 * @returns undefined for a service that is not in this table
 */
export function neededCalls(resource: string, sent: JsonObject): readonly Call[] | undefined {
  const [, integration = ''] = /^arn:aws:states:::(?:aws-sdk:)?(.+)$/.exec(resource) ?? [];
  const [call = '', pattern] = integration.split('.');
  const need = NEEDS[call];
  return need && [...need(sent), ...(pattern?.startsWith('sync') ? (WAITING[call]?.(sent) ?? []) : [])];
}

const text = (sent: JsonObject, name: string): string => String(sent[name]);
const of = (service: string, rest: string): string => (rest.startsWith('arn:') ? rest : `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`);
const named = (service: string, type: string, name: string): string => (name.startsWith('arn:') ? name : of(service, type + name));
const calls = (resource: string, ...actions: readonly string[]): readonly Call[] => actions.map((action) => ({ action, resource }));

/** A role is handed over wherever the request names one. */
function passes(sent: Json, service: string): readonly Call[] {
  if (isList(sent)) return sent.flatMap((v) => passes(v, service));
  if (!isObject(sent)) return [];
  return Object.entries(sent).flatMap(([key, value]) =>
    (key === 'RoleArn' || key === 'ExecutionRoleArn') && typeof value === 'string' ? [{ action: 'iam:PassRole', resource: value, context: { 'iam:PassedToService': service } }] : passes(value, service),
  );
}

const job = (type: string, member: string) => {
  const arn = (sent: JsonObject) => of('sagemaker', `${type}/${text(sent, member)}`);
  const noun = member.replace('Name', '');
  return {
    start: (sent: JsonObject) => [...calls(arn(sent), `sagemaker:Create${noun}`, 'sagemaker:AddTags', 'sagemaker:ListTags'), ...passes(sent, 'sagemaker.amazonaws.com')],
    wait: (rule: string) => (sent: JsonObject) => [...calls(arn(sent), `sagemaker:Describe${noun}`, `sagemaker:Stop${noun}`), ...managed(rule)],
  };
};
const managed = (rule: string): readonly Call[] => calls(of('events', `rule/StepFunctionsGetEventsFor${rule}Rule`), 'events:PutRule', 'events:PutTargets', 'events:DescribeRule');

const training = job('training-job', 'TrainingJobName');
const processing = job('processing-job', 'ProcessingJobName');
const transform = job('transform-job', 'TransformJobName');
const tuning = job('hyper-parameter-tuning-job', 'HyperParameterTuningJobName');
const object = (sent: JsonObject): string => `arn:aws:s3:::${text(sent, 'Bucket')}/${text(sent, 'Key')}`;
const endpoint = (action: string) => (sent: JsonObject) => [
  ...calls(of('sagemaker', `endpoint/${text(sent, 'EndpointName')}`), action),
  ...calls(of('sagemaker', `endpoint-config/${text(sent, 'EndpointConfigName')}`), action),
];

const NEEDS: Readonly<Record<string, (sent: JsonObject) => readonly Call[]>> = {
  'sagemaker:createTrainingJob': training.start,
  'sagemaker:createProcessingJob': processing.start,
  'sagemaker:createTransformJob': transform.start,
  'sagemaker:createHyperParameterTuningJob': tuning.start,
  'sagemaker:createModel': (sent) => [...calls(of('sagemaker', `model/${text(sent, 'ModelName')}`), 'sagemaker:CreateModel', 'sagemaker:AddTags'), ...passes(sent, 'sagemaker.amazonaws.com')],
  'sagemaker:createEndpointConfig': (sent) => calls(of('sagemaker', `endpoint-config/${text(sent, 'EndpointConfigName')}`), 'sagemaker:CreateEndpointConfig', 'sagemaker:AddTags'),
  'sagemaker:createEndpoint': endpoint('sagemaker:CreateEndpoint'),
  'sagemaker:updateEndpoint': endpoint('sagemaker:UpdateEndpoint'),
  'sagemaker:describeEndpoint': (sent) => calls(of('sagemaker', `endpoint/${text(sent, 'EndpointName')}`), 'sagemaker:DescribeEndpoint'),
  'lambda:invoke': (sent) => calls(named('lambda', 'function:', text(sent, 'FunctionName')) + ('Qualifier' in sent ? `:${text(sent, 'Qualifier')}` : ''), 'lambda:InvokeFunction'),
  'glue:startJobRun': (sent) => calls(named('glue', 'job/', text(sent, 'JobName')), 'glue:StartJobRun'),
  's3:getObject': (sent) => calls(object(sent), 's3:GetObject'),
  's3:headObject': (sent) => calls(object(sent), 's3:GetObject'),
  's3:putObject': (sent) => calls(object(sent), 's3:PutObject'),
  's3:listObjectsV2': (sent) => [{ action: 's3:ListBucket', resource: `arn:aws:s3:::${text(sent, 'Bucket')}`, ...('Prefix' in sent ? { context: { 's3:prefix': text(sent, 'Prefix') } } : {}) }],
  'sns:publish': (sent) => calls('PhoneNumber' in sent ? '*' : text(sent, 'TopicArn' in sent ? 'TopicArn' : 'TargetArn'), 'sns:Publish'),
  'states:startExecution': (sent) => calls(text(sent, 'StateMachineArn'), 'states:StartExecution'),
  'dynamodb:getItem': (sent) => calls(named('dynamodb', 'table/', text(sent, 'TableName')), 'dynamodb:GetItem'),
  'dynamodb:putItem': (sent) => calls(named('dynamodb', 'table/', text(sent, 'TableName')), 'dynamodb:PutItem'),
  'dynamodb:updateItem': (sent) => calls(named('dynamodb', 'table/', text(sent, 'TableName')), 'dynamodb:UpdateItem'),
  'dynamodb:deleteItem': (sent) => calls(named('dynamodb', 'table/', text(sent, 'TableName')), 'dynamodb:DeleteItem'),
  'batch:submitJob': (sent) => [...calls(named('batch', 'job-definition/', text(sent, 'JobDefinition')), 'batch:SubmitJob'), ...calls(named('batch', 'job-queue/', text(sent, 'JobQueue')), 'batch:SubmitJob')],
};

const WAITING: Readonly<Record<string, (sent: JsonObject) => readonly Call[]>> = {
  'sagemaker:createTrainingJob': training.wait('SageMakerTrainingJobs'),
  'sagemaker:createProcessingJob': processing.wait('SageMakerProcessingJobs'),
  'sagemaker:createTransformJob': transform.wait('SageMakerTransformJobs'),
  'sagemaker:createHyperParameterTuningJob': tuning.wait('SageMakerTuningJobs'),
  'glue:startJobRun': (sent) => calls(named('glue', 'job/', text(sent, 'JobName')), 'glue:GetJobRun', 'glue:GetJobRuns', 'glue:BatchStopJobRun'),
  'states:startExecution': (sent) => [
    ...calls(`${text(sent, 'StateMachineArn').replace(':stateMachine:', ':execution:')}:any-name`, 'states:DescribeExecution', 'states:StopExecution'),
    ...managed('StepFunctionsExecution'),
  ],
  'batch:submitJob': () => [...calls('*', 'batch:DescribeJobs'), ...calls(of('batch', 'job/0f1e2d3c'), 'batch:TerminateJob'), ...managed('BatchJobs')],
};
