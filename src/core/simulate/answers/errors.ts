import { own } from '../../base/json.ts';
import { calledResource, type CalledResource } from '../../asl/calledResource.ts';

/** An error that a task may fail with: its name as `ErrorEquals` spells it, and a cause as AWS writes it. */
export interface TaskError {
  readonly error: string;
  readonly cause: string;
}

interface ServiceErrors {
  /** What the names begin with: of the optimised integration, and of AWS's SDK. */
  readonly prefix: string;
  readonly sdkPrefix: string;
  /** `Service` in the cause of an optimised integration. */
  readonly client: string;
  /** Any other error of the service, as the optimised integration names it. */
  readonly general: string;
  readonly throttled: string;
  /** Its error codes are the names without “Exception” (query and REST services). */
  readonly shortCodes?: true;
  /** Errors by their name in the API: HTTP status and message. */
  readonly errors: Readonly<Record<string, readonly [status: number, message: string]>>;
}

/**
 * Sources: the lists of errors in the services' API references; AWS Step Functions developer guide, “Handling errors” and the pages
 * of the integrations; names and causes of Lambda, SNS and DynamoDB as AWS was recorded to give them.
 */
const SERVICES: Readonly<Record<string, ServiceErrors>> = {
  sagemaker: {
    prefix: 'SageMaker', sdkPrefix: 'SageMaker', client: 'AmazonSageMaker', general: 'AmazonSageMakerException', throttled: 'AmazonSageMakerException',
    errors: {
      ResourceLimitExceededException: [400, 'The account-level service limit for instances of this type is 0 Instances, with current utilization of 0 Instances and a request delta of 1 Instances.'],
      ResourceInUseException: [400, 'A resource of this name already exists.'],
      ResourceNotFoundException: [400, 'Requested resource not found.'],
    },
  },
  lambda: {
    prefix: 'Lambda', sdkPrefix: 'Lambda', client: 'AWSLambda', general: 'AWSLambdaException', throttled: 'TooManyRequestsException',
    errors: {
      ServiceException: [500, 'The Lambda service encountered an internal error.'],
      TooManyRequestsException: [429, 'Rate Exceeded.'],
      ResourceNotFoundException: [404, 'Function not found.'],
    },
  },
  glue: {
    prefix: 'Glue', sdkPrefix: 'Glue', client: 'AWSGlue', general: 'AWSGlueException', throttled: 'ThrottlingException',
    errors: {
      ConcurrentRunsExceededException: [400, 'Concurrent runs exceeded for the job.'],
      EntityNotFoundException: [400, 'Failed to start job run due to missing metadata.'],
      ResourceNumberLimitExceededException: [400, 'Failed to start job run due to exceeded resource limits.'],
      InternalServiceException: [500, 'An internal service error occurred.'],
    },
  },
  s3: {
    prefix: 'S3', sdkPrefix: 'S3', client: 'Amazon S3', general: 'AmazonS3Exception', throttled: 'AmazonS3Exception', shortCodes: true,
    errors: {
      NoSuchKeyException: [404, 'The specified key does not exist.'],
      NoSuchBucketException: [404, 'The specified bucket does not exist'],
    },
  },
  sns: {
    prefix: 'SNS', sdkPrefix: 'Sns', client: 'AmazonSNS', general: 'AmazonSNSException', throttled: 'ThrottledException', shortCodes: true,
    errors: {
      NotFoundException: [404, 'Topic does not exist'],
      AuthorizationErrorException: [403, 'The role is not authorized to perform: SNS:Publish'],
      ThrottledException: [429, 'Rate exceeded'],
    },
  },
  sqs: {
    prefix: 'SQS', sdkPrefix: 'Sqs', client: 'AmazonSQS', general: 'AmazonSQSException', throttled: 'RequestThrottledException',
    errors: { QueueDoesNotExistException: [400, 'The specified queue does not exist.'] },
  },
  dynamodb: {
    prefix: 'DynamoDB', sdkPrefix: 'DynamoDb', client: 'AmazonDynamoDBv2', general: 'AmazonDynamoDBException', throttled: 'ProvisionedThroughputExceededException',
    errors: {
      ProvisionedThroughputExceededException: [400, 'The level of configured provisioned throughput for the table was exceeded.'],
      ResourceNotFoundException: [400, 'Requested resource not found'],
      ConditionalCheckFailedException: [400, 'The conditional request failed'],
    },
  },
  states: {
    prefix: 'StepFunctions', sdkPrefix: 'Sfn', client: 'AWSStepFunctions', general: 'AWSStepFunctionsException', throttled: 'ThrottlingException',
    errors: {
      ExecutionLimitExceededException: [400, 'The maximum number of running executions has been reached.'],
      ExecutionAlreadyExistsException: [400, 'Execution Already Exists.'],
      StateMachineDoesNotExistException: [400, 'State Machine Does Not Exist.'],
    },
  },
};

const ID = '00000000-0000-4000-8000-000000000000';

/** The errors that a task of this resource may throw, for a chaos run: the service's own, then those of Step Functions. */
export function errorsOf(resource: string): readonly TaskError[] {
  const called = calledResource(resource);
  return [...ownErrors(called), taskFailed(called), TIMEOUT];
}

/** What a task of this resource throws when its service is asked too often. */
export function throttledError(resource: string): TaskError {
  const called = calledResource(resource);
  if (called.to === 'function') return serviceError(LAMBDA, false, 'TooManyRequestsException', 429, 'Rate Exceeded.');
  if (called.to !== 'service') return { error: 'ThrottlingException', cause: 'Rate exceeded' };
  const service = servicesErrors(called.service);
  if (service) return serviceError(service, called.sdk, called.sdk && service.throttled === service.general ? `${service.sdkPrefix}Exception` : service.throttled, 400, 'Rate exceeded', service.throttled === service.general ? 'ThrottlingException' : undefined);
  return generalError(called.service, 'Rate exceeded', 'ThrottlingException');
}

const TIMEOUT: TaskError = { error: 'States.Timeout', cause: '' };
const LAMBDA = SERVICES['lambda'] as ServiceErrors;

function ownErrors(called: CalledResource): readonly TaskError[] {
  if (called.to === 'function' || (called.to === 'service' && called.service === 'lambda')) {
    const client: TaskError = { error: 'Lambda.SdkClientException', cause: 'Unable to execute HTTP request: connection reset' };
    const sdk = called.to === 'service' && called.sdk;
    return [...all(LAMBDA, sdk), client, ...(sdk ? [] : [functionError()])];
  }
  if (called.to !== 'service') return [];
  const service = servicesErrors(called.service);
  return service ? all(service, called.sdk) : [generalError(called.service, 'The service failed.', 'InternalFailure')];
}

function servicesErrors(service: string): ServiceErrors | undefined {
  return own(SERVICES, service === 'sfn' ? 'states' : service);
}

function all(service: ServiceErrors, sdk: boolean): readonly TaskError[] {
  const general = serviceError(service, sdk, sdk ? `${service.sdkPrefix}Exception` : service.general, 500, 'The service failed.', 'InternalFailure');
  return [general, ...Object.entries(service.errors).map(([name, [status, message]]) => serviceError(service, sdk, name, status, message))];
}

/** Causes are written otherwise by the integration and by AWS's SDK; both forms are as recorded. */
function serviceError(service: ServiceErrors, sdk: boolean, name: string, status: number, message: string, code = service.shortCodes ? name.replace(/Exception$/, '') : name): TaskError {
  if (sdk) return { error: `${service.sdkPrefix}.${name}`, cause: `${message} (Service: ${service.sdkPrefix}, Status Code: ${status}, Request ID: ${ID})` };
  return { error: `${service.prefix}.${name}`, cause: `${message} (Service: ${service.client}; Status Code: ${status}; Error Code: ${code}; Request ID: ${ID}; Proxy: null)` };
}

/** A service that is not in the table: its SDK names an error that has no class of its own `<Service>.<Service>Exception`. */
function generalError(service: string, message: string, code: string): TaskError {
  const prefix = service.charAt(0).toUpperCase() + service.slice(1);
  return { error: `${prefix}.${prefix}Exception`, cause: `${message} (Service: ${prefix}, Status Code: 400, Error Code: ${code}, Request ID: ${ID})` };
}

/** A function that raised an exception; its name is the error (recorded of a Python function). */
function functionError(): TaskError {
  return { error: 'Exception', cause: JSON.stringify({ errorMessage: 'Some exception was raised.', errorType: 'Exception', requestId: ID, stackTrace: [] }) };
}

/** What a job that ended badly fails the task with: its description as the cause. */
function taskFailed(called: CalledResource): TaskError {
  const error = 'States.TaskFailed';
  if (called.to !== 'service' || (called.pattern !== 'sync' && called.pattern !== 'sync:2')) return { error, cause: 'The task failed.' };
  if (called.service === 'states') return { error, cause: JSON.stringify({ Cause: 'The execution failed.', Error: 'States.TaskFailed', Input: '{}', InputDetails: { Included: true }, Status: 'FAILED' }) };
  if (called.service === 'glue') return { error, cause: JSON.stringify({ JobRunState: 'FAILED', ErrorMessage: 'The job failed with an exception.' }) };
  const noun = called.action.replace(/^create/, '');
  return { error, cause: JSON.stringify({ [`${noun}Status`]: 'Failed', FailureReason: 'AlgorithmError: the container exited with code 1.' }) };
}
