import type { HistoryEventDetails, HistoryEventType } from './history.ts';
import { WHOLE } from './log.ts';
import type { CalledResource } from '../asl/calledResource.ts';

type Write = (type: HistoryEventType, details: HistoryEventDetails) => void;

interface Terms {
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
  readonly roleArn: string | undefined;
}

/** The events of one call, as AWS writes them for this kind of resource. Data are JSON texts. */
export interface TaskEvents {
  /** What AWS calls it in its texts. */
  readonly called: string;
  scheduled(input: string, terms: Terms): void;
  started(): void;
  succeeded(output: string): void;
  failed(error: string | undefined, cause: string | undefined): void;
  timedOut(): void;
}

export function taskEvents(called: CalledResource, resource: string, write: Write): TaskEvents {
  if (called.to === 'function') return lambdaEvents(resource, write);
  if (called.to === 'activity') return activityEvents(resource, write);
  return serviceEvents(namesOf(called, resource), called.to === 'service' && called.pattern !== 'request', write);
}

interface ServiceNames {
  readonly resourceType: string;
  readonly resource: string;
}

/** `sagemaker` and `createTrainingJob.sync`, as histories name a call; of what is no call the parts of its text. */
function namesOf(called: CalledResource, text: string): ServiceNames {
  if (called.to !== 'service') {
    const [resourceType = '', ...rest] = text.replace(/^arn:[^:]*:states:::/, '').split(':');
    return { resourceType, resource: rest.join(':') };
  }
  const { sdk, service, action, pattern } = called;
  return { resourceType: sdk ? `aws-sdk:${service}` : service, resource: pattern === 'request' ? action : `${action}.${pattern}` };
}

function serviceEvents(names: ServiceNames, waits: boolean, write: Write): TaskEvents {
  return {
    called: names.resourceType,
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
      if (waits) write('TaskSubmitted', { taskSubmittedEventDetails: { ...names, outputDetails: WHOLE } });
    },
    succeeded: (output) => write('TaskSucceeded', { taskSucceededEventDetails: { ...names, output, outputDetails: WHOLE } }),
    failed: (error, cause) => write('TaskFailed', { taskFailedEventDetails: { ...names, ...reported(error, cause) } }),
    timedOut: () => write('TaskTimedOut', { taskTimedOutEventDetails: { ...names, error: 'States.Timeout' } }),
  };
}

function lambdaEvents(resource: string, write: Write): TaskEvents {
  return {
    called: resource,
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
    called: resource,
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
