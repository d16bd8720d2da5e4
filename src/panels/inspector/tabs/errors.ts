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

/**
 * What a retry or catch that is added takes: of the wished names those that none before it takes yet, else any failure, else
 * everything. Two that take the same would be one that is never reached.
 */
export function errorsStillOpen(wished: readonly string[], before: readonly { readonly errors: readonly string[] }[]): readonly string[] {
  const taken = new Set(before.flatMap((b) => b.errors));
  const open = wished.filter((e) => !taken.has(e));
  if (open.length > 0) return open;
  return [['States.TaskFailed', 'States.Timeout', 'States.ALL'].find((e) => !taken.has(e)) ?? 'States.ALL'];
}
