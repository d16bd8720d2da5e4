import { own, type Json, type JsonObject } from '../../base/json.ts';
import { ACCOUNT, arnOf, REGION, type Made } from './made.ts';
import type { Pattern } from '../../asl/calledResource.ts';

export interface ServiceCall {
  readonly request: JsonObject;
  readonly pattern: Pattern;
  readonly sdk: boolean;
  readonly made: Made;
}
type Answerer = (call: ServiceCall) => Json;

/** By `service:action`, as in a `Resource`. Shapes: AWS's API references, and for Step Functions' own recorded executions. */
const ANSWERS: Readonly<Record<string, Answerer>> = {
  'lambda:invoke': ({ sdk }) => ({ ExecutedVersion: '$LATEST', Payload: sdk ? '{}' : {}, StatusCode: 200 }),
  'glue:startJobRun': ({ request, pattern, made }) => (pattern === 'sync' ? glueRun(request, made) : { JobRunId: `jr_${made.hex(64)}` }),
  'glue:getJobRun': ({ request, made }) => ({ JobRun: { ...glueRun(request, made), ...(typeof request['RunId'] === 'string' ? { Id: request['RunId'] } : {}) } }),
  // Without its length: what is read of the body is filled in later.
  's3:getObject': ({ made }) => ({ AcceptRanges: 'bytes', Body: '{}', ContentType: 'application/json', ETag: `"${made.hex(32)}"`, LastModified: made.time(0), Metadata: {} }),
  's3:putObject': ({ made }) => ({ ETag: `"${made.hex(32)}"`, ServerSideEncryption: 'AES256' }),
  's3:listObjectsV2': ({ request }) => ({ Contents: [], IsTruncated: false, KeyCount: 0, MaxKeys: 1000, Name: text(request, 'Bucket', 'bucket'), Prefix: text(request, 'Prefix', '') }),
  's3:headObject': ({ made }) => ({ AcceptRanges: 'bytes', ContentLength: 2, ContentType: 'application/json', ETag: `"${made.hex(32)}"`, LastModified: made.time(0), Metadata: {} }),
  'sns:publish': ({ made }) => ({ MessageId: made.uuid() }),
  'sqs:sendMessage': ({ made }) => ({ MD5OfMessageBody: made.hex(32), MessageId: made.uuid() }),
  'events:putEvents': ({ request, made }) => ({ Entries: entriesOf(request).map(() => ({ EventId: made.uuid() })), FailedEntryCount: 0 }),
  'dynamodb:getItem': ({ request }) => ({ Item: request['Key'] ?? {} }),
  'athena:startQueryExecution': ({ request, pattern, made }) => athenaQuery(request, pattern, made),
  'batch:submitJob': ({ request, pattern, made }) => batchJob(request, pattern, made),
  'states:startExecution': nestedExecution,
  'sfn:startExecution': nestedExecution,
  'sfn:startSyncExecution': nestedExecution,
};

/** What a service other than SageMaker answers; `{}` for those that are not known. */
export function serviceAnswer(service: string, action: string, call: ServiceCall): Json {
  return own(ANSWERS, `${service}:${action}`)?.(call) ?? {};
}

/** What optimised integrations add of the HTTP response (recorded of Lambda, SQS and Step Functions). */
export function withSdkMetadata(answer: JsonObject, made: Made): JsonObject {
  const id = made.uuid();
  return {
    ...answer,
    SdkHttpMetadata: { AllHttpHeaders: { 'x-amzn-RequestId': [id] }, HttpHeaders: { 'x-amzn-RequestId': id }, HttpStatusCode: 200 },
    SdkResponseMetadata: { RequestId: id },
  };
}

function glueRun(request: JsonObject, made: Made): JsonObject {
  const seconds = Math.round(made.seconds);
  const repeated = ['Arguments', 'Timeout', 'WorkerType', 'NumberOfWorkers', 'MaxCapacity', 'SecurityConfiguration', 'NotificationProperty', 'ExecutionClass'];
  return {
    ...Object.fromEntries(repeated.flatMap((name) => (request[name] === undefined ? [] : [[name, request[name]]]))),
    Id: `jr_${made.hex(64)}`,
    Attempt: 0,
    JobName: text(request, 'JobName', 'job'),
    JobRunState: 'SUCCEEDED',
    StartedOn: made.time(0),
    LastModifiedOn: made.time(made.seconds),
    CompletedOn: made.time(made.seconds),
    ExecutionTime: seconds,
    PredecessorRuns: [],
    LogGroupName: '/aws-glue/jobs',
    GlueVersion: '4.0',
  };
}

function athenaQuery(request: JsonObject, pattern: Pattern, made: Made): JsonObject {
  const QueryExecutionId = made.uuid();
  if (pattern !== 'sync') return { QueryExecutionId };
  return {
    QueryExecution: {
      QueryExecutionId,
      Query: text(request, 'QueryString', ''),
      Status: { State: 'SUCCEEDED', SubmissionDateTime: made.time(0), CompletionDateTime: made.time(made.seconds) },
      ResultConfiguration: request['ResultConfiguration'] ?? { OutputLocation: `s3://aws-athena-query-results-${ACCOUNT}-${REGION}/${QueryExecutionId}.csv` },
      WorkGroup: text(request, 'WorkGroup', 'primary'),
    },
  };
}

function batchJob(request: JsonObject, pattern: Pattern, made: Made): JsonObject {
  const JobId = made.uuid();
  const submitted = { JobArn: arnOf('batch', `job/${JobId}`), JobId, JobName: text(request, 'JobName', 'job') };
  return pattern === 'sync' ? { ...submitted, JobQueue: text(request, 'JobQueue', ''), Status: 'SUCCEEDED', StartedAt: Date.parse(made.time(0)), StoppedAt: Date.parse(made.time(made.seconds)) } : submitted;
}

/** An execution of another machine. `.sync` hands its input and output over as texts, `.sync:2` as JSON. */
function nestedExecution({ request, pattern, made }: ServiceCall): JsonObject {
  const machine = text(request, 'StateMachineArn', arnOf('states', 'stateMachine:nested'));
  const Name = text(request, 'Name', made.uuid());
  const started = { ExecutionArn: `${machine.replace(':stateMachine:', ':execution:')}:${Name}`, StartDate: made.time(0) };
  if (pattern !== 'sync' && pattern !== 'sync:2') return started;
  const given = request['Input'] ?? {};
  const asText = pattern === 'sync';
  const Input = asText && typeof given !== 'string' ? JSON.stringify(given) : given;
  return {
    ...started,
    Input,
    InputDetails: { Included: true },
    Name,
    Output: asText ? '{}' : {},
    OutputDetails: { Included: true },
    StateMachineArn: machine,
    Status: 'SUCCEEDED',
    StopDate: made.time(made.seconds),
  };
}

function entriesOf(request: JsonObject): readonly Json[] {
  const entries = request['Entries'];
  return Array.isArray(entries) ? (entries as readonly Json[]) : [];
}

function text(request: JsonObject, name: string, otherwise: string): string {
  const value = request[name];
  return typeof value === 'string' && value !== '' ? value : otherwise;
}
