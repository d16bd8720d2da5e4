import type { HistoryEventDetails, HistoryEventType } from './history.ts';
import { WHOLE } from './log.ts';
import type { Resource } from './resource.ts';

type Write = (type: HistoryEventType, details: HistoryEventDetails) => void;

interface Terms {
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
  readonly roleArn: string | undefined;
}

/** The events of one call, as AWS writes them for this kind of resource. Data are JSON texts. */
export interface TaskEvents {
  scheduled(input: string, terms: Terms): void;
  started(): void;
  succeeded(output: string): void;
  failed(error: string | undefined, cause: string | undefined): void;
  timedOut(): void;
}

export function taskEvents(resource: Resource, write: Write): TaskEvents {
  if (resource.kind === 'lambda') return lambdaEvents(resource.arn, write);
  if (resource.kind === 'activity') return activityEvents(resource.arn, write);
  return serviceEvents(resource, write);
}

function serviceEvents(resource: Resource & { readonly kind: 'service' }, write: Write): TaskEvents {
  const names = { resourceType: resource.type, resource: resource.action };
  return {
    scheduled: (parameters, terms) =>
      write('TaskScheduled', {
        taskScheduledEventDetails: {
          ...names,
          region: 'us-east-1',
          parameters,
          ...timesOf(terms),
          ...(terms.roleArn === undefined ? {} : { taskCredentials: { roleArn: terms.roleArn } }),
        },
      }),
    started() {
      write('TaskStarted', { taskStartedEventDetails: names });
      if (resource.pattern !== 'call') write('TaskSubmitted', { taskSubmittedEventDetails: { ...names, outputDetails: WHOLE } });
    },
    succeeded: (output) => write('TaskSucceeded', { taskSucceededEventDetails: { ...names, output, outputDetails: WHOLE } }),
    failed: (error, cause) => write('TaskFailed', { taskFailedEventDetails: { ...names, ...reported(error, cause) } }),
    timedOut: () => write('TaskTimedOut', { taskTimedOutEventDetails: { ...names, error: 'States.Timeout' } }),
  };
}

function lambdaEvents(resource: string, write: Write): TaskEvents {
  return {
    scheduled: (input, terms) =>
      write('LambdaFunctionScheduled', {
        lambdaFunctionScheduledEventDetails: {
          resource,
          input,
          inputDetails: WHOLE,
          ...(terms.timeoutSeconds === undefined ? {} : { timeoutInSeconds: terms.timeoutSeconds }),
          ...(terms.roleArn === undefined ? {} : { taskCredentials: { roleArn: terms.roleArn } }),
        },
      }),
    started: () => write('LambdaFunctionStarted', {}),
    succeeded: (output) => write('LambdaFunctionSucceeded', { lambdaFunctionSucceededEventDetails: { output, outputDetails: WHOLE } }),
    failed: (error, cause) => write('LambdaFunctionFailed', { lambdaFunctionFailedEventDetails: reported(error, cause) }),
    timedOut: () => write('LambdaFunctionTimedOut', { lambdaFunctionTimedOutEventDetails: { error: 'States.Timeout' } }),
  };
}

function activityEvents(resource: string, write: Write): TaskEvents {
  return {
    scheduled: (input, terms) => write('ActivityScheduled', { activityScheduledEventDetails: { resource, input, inputDetails: WHOLE, ...timesOf(terms) } }),
    started: () => write('ActivityStarted', { activityStartedEventDetails: {} }),
    succeeded: (output) => write('ActivitySucceeded', { activitySucceededEventDetails: { output, outputDetails: WHOLE } }),
    failed: (error, cause) => write('ActivityFailed', { activityFailedEventDetails: reported(error, cause) }),
    timedOut: () => write('ActivityTimedOut', { activityTimedOutEventDetails: { error: 'States.Timeout' } }),
  };
}

function timesOf(terms: Terms): { readonly timeoutInSeconds?: number; readonly heartbeatInSeconds?: number } {
  return {
    ...(terms.timeoutSeconds === undefined ? {} : { timeoutInSeconds: terms.timeoutSeconds }),
    ...(terms.heartbeatSeconds === undefined ? {} : { heartbeatInSeconds: terms.heartbeatSeconds }),
  };
}

function reported(error: string | undefined, cause: string | undefined): { readonly error?: string; readonly cause?: string } {
  return { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
}
