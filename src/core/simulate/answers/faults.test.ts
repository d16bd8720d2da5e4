import { describe, expect, it } from 'vitest';
import { kindNamed, KINDS } from '../../catalog/kinds/index.ts';
import type { Fault } from '../../model/testCases.ts';
import type { Answers, TaskAnswer, TaskCall } from '../answer.ts';
import { errorsOf, throttledError } from './errors.ts';
import { withFaults } from './faults.ts';

const TRAINING = 'arn:aws:states:::sagemaker:createTrainingJob.sync';
const WELL: Answers = () => ({ return: 'well', seconds: 60 });
const answers = (fault: Fault, more: Partial<TaskCall> = {}): ((invocation: number) => TaskAnswer) => {
  const faulty = withFaults({ train: fault }, WELL);
  return (invocation) => faulty({ state: 'train', resource: TRAINING, input: {}, invocation, attempt: 0, iteration: [], now: Date.UTC(2026, 0, 1), timeoutSeconds: undefined, heartbeatSeconds: undefined, objects: new Map(), random: () => 0, ...more });
};

describe('a fault', () => {
  it('fails so many times, then lets the answer through', () => {
    const answer = answers({ error: 'SageMaker.AmazonSageMakerException', cause: 'no luck', times: 2 });
    expect([0, 1, 2].map(answer)).toEqual([
      { throw: { error: 'SageMaker.AmazonSageMakerException', cause: 'no luck' }, seconds: 60 },
      { throw: { error: 'SageMaker.AmazonSageMakerException', cause: 'no luck' }, seconds: 60 },
      { return: 'well', seconds: 60 },
    ]);
  });

  it('fails always without a number, and never with 0', () => {
    expect([0, 99].map(answers({}))).toEqual([0, 99].map(() => ({ throw: { error: 'States.TaskFailed', cause: undefined }, seconds: 60 })));
    expect(answers({ times: 0 })(0)).toEqual({ return: 'well', seconds: 60 });
  });

  it('is late by its time-out, or for ever', () => {
    expect(answers({ kind: 'late', times: 1 }, { timeoutSeconds: 300 })(0)).toEqual({ return: 'well', seconds: 301 });
    expect(answers({ kind: 'late' }, { timeoutSeconds: 10 })(0).seconds).toBe(60);
    expect(answers({ kind: 'late' })(0)).toEqual({ never: true });
  });

  it('throttles with the name that the service has for it, at once', () => {
    expect(answers({ kind: 'throttled', times: 1 })(0)).toMatchObject({ throw: { error: 'SageMaker.AmazonSageMakerException' }, seconds: 0 });
    expect(answers({ kind: 'throttled', times: 1 })(1)).toEqual({ return: 'well', seconds: 60 });
  });

  it('leaves other states alone', () => {
    expect(answers({}, { state: 'other' })(0)).toEqual({ return: 'well', seconds: 60 });
    expect(answers({}, { state: 'constructor' })(0)).toEqual({ return: 'well', seconds: 60 });
  });
});

describe('errors of a task', () => {
  const names = (resource: string): readonly string[] => errorsOf(resource).map((e) => e.error);

  it('are named as the integration names them', () => {
    expect(names(TRAINING)).toEqual(['SageMaker.AmazonSageMakerException', 'SageMaker.ResourceLimitExceededException', 'SageMaker.ResourceInUseException', 'SageMaker.ResourceNotFoundException', 'States.TaskFailed', 'States.Timeout']);
    expect(names('arn:aws:states:::glue:startJobRun.sync')).toContain('Glue.ConcurrentRunsExceededException');
    expect(names('arn:aws:states:::aws-sdk:s3:getObject').slice(0, 2)).toEqual(['S3.S3Exception', 'S3.NoSuchKeyException']);
    expect(names('arn:aws:states:::dynamodb:getItem')[0]).toBe('DynamoDB.AmazonDynamoDBException');
    expect(names('arn:aws:states:::aws-sdk:dynamodb:getItem')).toContain('DynamoDb.ResourceNotFoundException');
    expect(names('arn:aws:states:::aws-sdk:comprehend:detectSentiment')).toEqual(['Comprehend.ComprehendException', 'States.TaskFailed', 'States.Timeout']);
    expect(names('arn:aws:states:us-east-1:123456789012:activity:a')).toEqual(['States.TaskFailed', 'States.Timeout']);
  });

  it('hold everything that the catalogue retries from the start', () => {
    for (const kind of KINDS.filter((k) => k.resource !== undefined)) {
      const thrown = new Set([...names(kind.resource ?? ''), 'ThrottlingException']);
      expect([kind.id, kind.retryDefaults.flatMap((r) => r.errors).filter((e) => !thrown.has(e))]).toEqual([kind.id, []]);
    }
    expect(kindNamed('lambda:invoke')?.retryDefaults.length).toBeGreaterThan(0);
  });

  it('have causes as AWS writes them, of a failed job its description', () => {
    expect(errorsOf('arn:aws:states:::sns:publish').find((e) => e.error === 'SNS.NotFoundException')?.cause).toMatch(/^Topic does not exist \(Service: AmazonSNS; Status Code: 404; Error Code: NotFound; Request ID: \S+; Proxy: null\)$/);
    const failed = errorsOf(TRAINING).find((e) => e.error === 'States.TaskFailed');
    expect(JSON.parse(failed?.cause ?? '')).toMatchObject({ TrainingJobStatus: 'Failed' });
    for (const kind of KINDS.filter((k) => k.resource !== undefined)) expect(new Set(names(kind.resource ?? '')).size).toBe(names(kind.resource ?? '').length);
  });

  it.each([
    ['arn:aws:states:::lambda:invoke', 'Lambda.TooManyRequestsException'],
    ['arn:aws:lambda:us-east-1:123456789012:function:f', 'Lambda.TooManyRequestsException'],
    ['arn:aws:states:::sns:publish', 'SNS.ThrottledException'],
    ['arn:aws:states:::aws-sdk:sagemaker:describeEndpoint', 'SageMaker.SageMakerException'],
    ['arn:aws:states:::aws-sdk:s3:getObject', 'S3.S3Exception'],
    ['arn:aws:states:::aws-sdk:comprehend:detectSentiment', 'Comprehend.ComprehendException'],
  ])('%s is throttled with %s', (resource, error) => {
    expect(throttledError(resource).error).toBe(error);
    expect(throttledError(resource).cause).toMatch(/^Rate [Ee]xceeded/);
  });
});
