import type { Kind } from '../../../core/catalog/kind.ts';

const OF_ANY = ['States.ALL', 'States.TaskFailed', 'States.Timeout', 'States.HeartbeatTimeout', 'States.Permissions'];
const OF_SERVICE: Readonly<Record<string, readonly string[]>> = {
  sagemaker: ['SageMaker.AmazonSageMakerException', 'SageMaker.ResourceLimitExceededException', 'ThrottlingException'],
  lambda: ['Lambda.ServiceException', 'Lambda.AWSLambdaException', 'Lambda.SdkClientException', 'Lambda.TooManyRequestsException'],
  glue: ['Glue.AWSGlueException', 'Glue.ConcurrentRunsExceededException', 'ThrottlingException'],
  s3: ['S3.S3Exception', 'S3.NoSuchKeyException'],
  sns: ['SNS.AmazonSNSException', 'ThrottlingException'],
};

/** Names of errors worth offering for a kind: those of its retries, of its service, of Step Functions. `States.ALL` cannot be retried with others. */
export function suggestedErrors(kind: Kind | undefined): readonly string[] {
  return [...new Set([...(kind?.retryDefaults ?? []).flatMap((r) => r.errors), ...(OF_SERVICE[kind?.service ?? ''] ?? []), ...OF_ANY])];
}
