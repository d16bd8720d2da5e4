import { describe, expect, it } from 'vitest';
import { readTemplate, stackOf } from '../../../testing/cloudFormation.ts';
import { isAllowed, statementsOf, textsOf } from '../../../testing/iam.ts';
import type { JsonObject } from '../../base/json.ts';
import { plain, policyDocument, sizeOf } from './policy.ts';
import { executionRole, type ExecutionRole, type RoleOptions } from './role.ts';
import { roleDiagnostics } from './roleDiagnostics.ts';
import { managedParts, roleTemplate, templateText } from './template.ts';

const MACHINE = ['income'];
const VALUES = { 'AWS::Partition': 'aws', 'AWS::Region': 'us-east-1', 'AWS::AccountId': '111122223333' };
const SAGEMAKER = 'arn:aws:sagemaker:us-east-1:111122223333:';

function roleOf(states: JsonObject, options: Partial<RoleOptions> = {}, machine: JsonObject = {}): ExecutionRole {
  return executionRole(JSON.stringify({ StartAt: 'A', States: states, ...machine }), { machine: MACHINE, ...options });
}
const task = (resource: string, sent: JsonObject, more: JsonObject = {}): JsonObject => ({ Type: 'Task', Resource: `arn:aws:states:::${resource}`, Parameters: sent, End: true, ...more });
const jsonata = (resource: string, sent: JsonObject, more: JsonObject = {}): JsonObject => ({ Type: 'Task', QueryLanguage: 'JSONata', Resource: `arn:aws:states:::${resource}`, Arguments: sent, End: true, ...more });
/** `action resource`, each pair once. */
function allowed(role: ExecutionRole): readonly string[] {
  return statementsOf(policyDocument(role.statements, plain(VALUES))).flatMap((s) => textsOf(s['Action']).flatMap((a) => textsOf(s['Resource']).map((r) => `${a} ${r}`)));
}

describe('names', () => {
  it('are as narrow as the definition says: literal, joined with a value of the run, of the deployment', () => {
    const role = roleOf({
      A: task('sagemaker:createModel', { ModelName: 'fixed', ExecutionRoleArn: '${ModelRole}' }),
      B: task('sagemaker:createModel', { 'ModelName.$': "States.Format('\\{b\\}-{}-{}', '${Stage}', States.UUID())", ExecutionRoleArn: '${ModelRole}' }),
      C: jsonata('sagemaker:createModel', { ModelName: "{% 'c-' & '${Stage}' & '-' & $uuid() %}", ExecutionRoleArn: '${ModelRole}' }),
    });
    expect(allowed(role).filter((a) => a.startsWith('sagemaker:CreateModel'))).toEqual(['c-${Stage}-*', 'fixed', '{b}-${Stage}-*'].map((name) => `sagemaker:CreateModel ${SAGEMAKER}model/${name}`));
    expect(allowed(role)).toContain('iam:PassRole ${ModelRole}');
  });

  it('in Base64 are what stands behind it', () => {
    expect(allowed(roleOf({ A: jsonata('aws-sdk:s3:getObject', { Bucket: "{% $base64decode('${Bucket}') %}", Key: 'k' }) }))).toEqual(['s3:GetObject arn:aws:s3:::${Bucket}/k']);
  });

  it.each(['Retry', 'Catch'])('that may be missing need the right to list: without it S3 says that access is denied (%s)', (field) => {
    const sent = { Bucket: 'b', 'Key.$': "States.Format('runs/{}/_signals/split.json', $$.Execution.Name)" };
    const role = roleOf({ A: task('aws-sdk:s3:getObject', sent, { [field]: [{ ErrorEquals: ['S3.NoSuchKeyException'], Next: 'A' }] }), B: task('aws-sdk:s3:getObject', { Bucket: 'other', Key: 'k' }) });
    expect(allowed(role)).toEqual(['s3:ListBucket arn:aws:s3:::b', 's3:GetObject arn:aws:s3:::b/runs/*/_signals/split.json', 's3:GetObject arn:aws:s3:::other/k']);
    expect(role.statements.find((s) => s.actions.includes('s3:ListBucket'))?.condition).toBeUndefined();
  });

  it('with characters that mean something to IAM mean themselves', () => {
    const role = roleOf({ A: task('aws-sdk:s3:getObject', { Bucket: 'b', Key: 'what?/*.csv' }) });
    const document = policyDocument(role.statements, plain(VALUES));
    const reads = (key: string): boolean => isAllowed([document], { action: 's3:GetObject', resource: `arn:aws:s3:::b/${key}` });
    expect([reads('what?/*.csv'), reads('whatx/secret.csv')]).toEqual([true, false]);
    const { Policies } = stackOf(templateText(roleTemplate(role, { name: 'x', machine: MACHINE }), [])).properties('ExecutionRole');
    expect((Policies as readonly JsonObject[])[0]?.['PolicyDocument']).toEqual(document);
  });

  it('with capitals are allowed as SageMaker writes them in ARNs too', () => {
    expect(allowed(roleOf({ A: task('aws-sdk:sagemaker:describeEndpoint', { EndpointName: 'Live' }) }))).toEqual(['Live', 'live'].map((name) => `sagemaker:DescribeEndpoint ${SAGEMAKER}endpoint/${name}`));
  });

  it('that only the run knows are a parameter that can be narrowed', () => {
    const role = roleOf({ A: task('sagemaker:createProcessingJob.sync', { 'ProcessingJobName.$': '$.name', RoleArn: 'arn:aws:iam::111122223333:role/jobs' }) });
    expect(role.asked).toMatchObject([{ name: 'ProcessingJobNames', list: false, default: '*' }]);
    expect(allowed(role)).toContain(`sagemaker:StopProcessingJob ${SAGEMAKER}processing-job/\${ProcessingJobNames}`);
  });

  it('of what a step made are those that it was given', () => {
    const made = { Assign: { made: { EndpointName: "{% $split($states.result.EndpointArn, '/')[1] %}" } } };
    const role = roleOf({
      A: jsonata('sagemaker:createEndpoint', { EndpointName: 'live', EndpointConfigName: 'c' }, made),
      B: jsonata('aws-sdk:sagemaker:describeEndpoint', { EndpointName: '{% $made.EndpointName %}' }),
    });
    expect(allowed(role)).toContain(`sagemaker:DescribeEndpoint ${SAGEMAKER}endpoint/live`);
    expect(role.asked).toEqual([]);
  });

  it('of a variable that is also assigned at run are not narrowed', () => {
    const role = roleOf({
      A: jsonata('sns:publish', { TopicArn: 'arn:aws:sns:us-east-1:111122223333:a' }, { Assign: { topic: 'arn:aws:sns:us-east-1:111122223333:a' } }),
      B: { Type: 'Pass', QueryLanguage: 'JSONata', Assign: { topic: '{% $states.input.topic %}' }, End: true },
      C: jsonata('sns:publish', { TopicArn: '{% $topic %}' }),
    });
    expect(role.asked.map((a) => a.name)).toEqual(['SnsTopicArns']);
  });
});

describe('services', () => {
  it.each([
    ['lambda:invoke', { FunctionName: 'f', Qualifier: 'live' }, ['lambda:InvokeFunction arn:aws:lambda:us-east-1:111122223333:function:f:live']],
    ['lambda:invoke.waitForTaskToken', { FunctionName: 'arn:aws:lambda:eu-west-1:1:function:g' }, ['lambda:InvokeFunction arn:aws:lambda:eu-west-1:1:function:g']],
    ['glue:startJobRun.sync', { JobName: 'j' }, ['BatchStopJobRun', 'GetJobRun', 'GetJobRuns', 'StartJobRun'].map((a) => `glue:${a} arn:aws:glue:us-east-1:111122223333:job/j`)],
    ['sqs:sendMessage', { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/111122223333/q' }, ['sqs:SendMessage arn:aws:sqs:us-east-1:111122223333:q']],
    ['sns:publish', { PhoneNumber: '+1' }, ['sns:Publish *']],
    ['events:putEvents', { Entries: [{ Source: 's' }, { EventBusName: 'b' }] }, ['b', 'default'].map((b) => `events:PutEvents arn:aws:events:us-east-1:111122223333:event-bus/${b}`)],
    ['bedrock:invokeModel', { ModelId: 'anthropic.claude' }, ['bedrock:InvokeModel arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude']],
    ['aws-sdk:s3:putObject', { Bucket: 'b', Key: 'k' }, ['s3:PutObject arn:aws:s3:::b/k']],
    ['aws-sdk:sfn:sendTaskSuccess', { TaskToken: 't' }, ['states:SendTaskSuccess *']],
    ['aws-sdk:comprehend:detectSentiment', { Text: 't' }, ['comprehend:DetectSentiment ${ComprehendResourceArns}']],
  ] as const)('%s %j', (resource, sent, wanted) => {
    expect(allowed(roleOf({ A: task(resource, sent as unknown as JsonObject) }))).toEqual(wanted);
  });

  it('a nested execution that is waited for, its machine given at deployment', () => {
    const role = roleOf({ A: task('states:startExecution.sync:2', { StateMachineArn: '${Child}' }) });
    const { Policies } = stackOf(templateText(roleTemplate(role, { name: 'x', machine: MACHINE }), []), { Child: 'arn:aws:states:us-east-1:111122223333:stateMachine:child' }).properties('ExecutionRole');
    const policy = (Policies as readonly JsonObject[])[0]?.['PolicyDocument'] as JsonObject;
    const may = (action: string, rest: string): boolean => isAllowed([policy], { action, resource: `arn:aws:states:us-east-1:111122223333:${rest}` });
    expect([may('states:StartExecution', 'stateMachine:child'), may('states:StopExecution', 'execution:child:run'), may('states:StopExecution', 'execution:other:run')]).toEqual([true, true, false]);
  });

  it('a Distributed Map: its own children, its items and its results', () => {
    const role = roleOf({
      A: {
        Type: 'Map', End: true, Label: 'L',
        ItemReader: { Resource: 'arn:aws:states:::s3:listObjectsV2', Parameters: { Bucket: 'in', Prefix: 'raw/' } },
        ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'out', Prefix: 'done' } },
        ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'B', States: { B: task('lambda:invoke', { FunctionName: 'f' }) } },
      },
    });
    expect(allowed(role)).toEqual(expect.arrayContaining([
      'states:StartExecution arn:aws:states:us-east-1:111122223333:stateMachine:income',
      'states:StopExecution arn:aws:states:us-east-1:111122223333:execution:income/*',
      's3:ListBucket arn:aws:s3:::in', 's3:GetObject arn:aws:s3:::in/raw/*', 's3:AbortMultipartUpload arn:aws:s3:::out/done*',
      'lambda:InvokeFunction arn:aws:lambda:us-east-1:111122223333:function:f',
    ]));
    expect(role.statements.find((s) => s.actions.includes('s3:ListBucket'))?.condition).toEqual({ StringLike: { 's3:prefix': [['raw/', { any: true }]] } });
  });

  it('logs and traces only where they are on', () => {
    const pass = { A: { Type: 'Pass', End: true } };
    expect(allowed(roleOf(pass))).toEqual([]);
    expect(allowed(roleOf(pass, { logging: true, tracing: true })).map((a) => a.split(':')[0])).toEqual([...Array<string>(8).fill('logs'), ...Array<string>(4).fill('xray')]);
  });

  it('a role that is taken on in another account, a function by its ARN', () => {
    const role = roleOf({ A: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:111122223333:function:${Name}', Credentials: { RoleArn: 'arn:aws:iam::444455556666:role/r' }, End: true } });
    expect(allowed(role)).toEqual(['sts:AssumeRole arn:aws:iam::444455556666:role/r', 'lambda:InvokeFunction arn:aws:lambda:us-east-1:111122223333:function:${Name}']);
  });

  it('says what it cannot know', () => {
    const role = roleOf({ A: task('sagemaker:createLabelingJob.sync', { LabelingJobName: 'l', RoleArn: 'arn:r' }), B: { Type: 'Task', Resource: '${Whatever}', End: true } });
    expect(role.gaps.map((g) => g.state)).toEqual(['A', 'B']);
  });
});

describe('what a person has to know', () => {
  const texts = (role: ExecutionRole): readonly string[] => roleDiagnostics(role).map((d) => `${d.severity} ${d.message}`);

  it('is what could not be told, what is asked for, and what is allowed on every resource, with the reason', () => {
    const role = roleOf({
      A: { Type: 'Task', Resource: '${Whatever}', End: true },
      B: task('sns:publish', { PhoneNumber: '+1' }),
      C: task('aws-sdk:comprehend:detectSentiment', { Text: 't' }),
      D: task('aws-sdk:sfn:sendTaskSuccess', { TaskToken: 't' }),
      E: task('aws-sdk:sfn:sendTaskFailure', { TaskToken: 't' }),
    });
    expect(texts(role)).toEqual([
      'warning “A”: its resource is filled in when the machine is deployed, so what it needs is not known.',
      'info The role asks for ComprehendResourceArns: ARNs of what it works on in comprehend; the definition leaves them to the run.',
      'info The role allows states:SendTaskFailure, states:SendTaskSuccess on every resource: a task token is no resource (Service Authorization Reference, AWS Step Functions).',
      'info The role allows sns:Publish on every resource: a text message goes to a telephone number, which is no resource (SNS guide, sns-access-policy-use-cases).',
    ]);
  });

  it('is nothing where the definition says it all', () => {
    expect(texts(roleOf({ A: task('lambda:invoke', { FunctionName: 'f' }) }))).toEqual([]);
  });

  it('stands at the head of the template as comments, whatever names hold', () => {
    const template = roleTemplate(roleOf({ A: task('lambda:invoke', { FunctionName: 'f' }) }), { name: 'x', machine: MACHINE });
    const text = templateText(template, ['“a\nResources: {}\u0085b\u2028c”']);
    expect(text.split('\n')[0]).toBe('# “a Resources: {} b c”');
    expect(readTemplate(text)).toEqual(template);
  });

  it.each([[10, false], [11, true]])('is, of %i managed policies, whether IAM attaches so many: %s', (wanted, told) => {
    const long = (i: number): string => `f${i}`.padEnd(60, 'x');
    const withFunctions = (n: number): ExecutionRole => roleOf(Object.fromEntries(Array.from({ length: n }, (_, i) => [`S${i}`, task('lambda:invoke', { FunctionName: long(i) })])));
    let n = 250;
    while (managedParts(withFunctions(n).statements).length < wanted) n += 5;
    const role = withFunctions(n);
    expect(managedParts(role.statements)).toHaveLength(wanted);
    expect(texts(role)).toEqual(told ? ['warning The role needs 11 managed policies; 10 can be attached to one unless AWS has raised that quota.'] : []);
  });
});

describe('a large pipeline', () => {
  const states = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`S${i}`, task('sagemaker:createProcessingJob.sync', { 'ProcessingJobName.$': `States.Format('step-number-${i}-{}', States.UUID())`, RoleArn: '${JobRole}' })]));
  const role = roleOf(states);

  it('gets its policies in parts that IAM takes, which together allow the same', () => {
    const parts = managedParts(role.statements);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.every((p) => sizeOf(p) < 6144)).toBe(true);
    const stack = stackOf(templateText(roleTemplate(role, { name: 'x', machine: MACHINE }), []), { JobRole: 'arn:aws:iam::111122223333:role/jobs' });
    const policies = Object.values(stack.resources).filter((r) => r.type === 'AWS::IAM::ManagedPolicy').map((r) => r.properties['PolicyDocument'] as JsonObject);
    expect(policies).toHaveLength(parts.length);
    const may = (name: string): boolean => isAllowed(policies, { action: 'sagemaker:CreateProcessingJob', resource: `${SAGEMAKER}processing-job/${name}` });
    expect(Array.from({ length: 300 }, (_, i) => may(`step-number-${i}-x`)).every(Boolean)).toBe(true);
    expect(may('step-number-300-x')).toBe(false);
  });
});
