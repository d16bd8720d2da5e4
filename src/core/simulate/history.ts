/*
 * Events as `GetExecutionHistory` returns them (API reference, "HistoryEvent"), in the shape of AWS's SDK, so that one view shows
 * a simulation, a live execution and a past one. Times are virtual.
 */

interface Truncated {
  readonly truncated: boolean;
}
interface Assigned {
  readonly assignedVariables?: Readonly<Record<string, string>>;
  readonly assignedVariablesDetails?: Truncated;
}
interface ErrorDetails {
  readonly error?: string;
  readonly cause?: string;
}
interface ResourceDetails {
  readonly resourceType: string;
  readonly resource: string;
}
interface OutputDetails {
  readonly output?: string;
  readonly outputDetails?: Truncated;
}

/** The details that an event may carry, by the name of their field. Data are JSON texts, as at AWS. */
export interface HistoryEventDetails {
  readonly executionStartedEventDetails?: { readonly input: string; readonly inputDetails: Truncated; readonly roleArn: string };
  readonly executionSucceededEventDetails?: { readonly output: string; readonly outputDetails: Truncated };
  readonly executionFailedEventDetails?: ErrorDetails;
  readonly executionAbortedEventDetails?: ErrorDetails;
  readonly executionTimedOutEventDetails?: ErrorDetails;
  readonly executionRedrivenEventDetails?: { readonly redriveCount: number };
  readonly stateEnteredEventDetails?: { readonly name: string; readonly input: string; readonly inputDetails: Truncated };
  readonly stateExitedEventDetails?: { readonly name: string; readonly output: string; readonly outputDetails: Truncated } & Assigned;
  readonly evaluationFailedEventDetails?: { readonly error: string; readonly cause?: string; readonly location?: string; readonly state: string };
  readonly taskScheduledEventDetails?: ResourceDetails & {
    readonly region: string;
    readonly parameters: string;
    readonly timeoutInSeconds?: number;
    readonly heartbeatInSeconds?: number;
    readonly taskCredentials?: { readonly roleArn: string };
  };
  readonly taskStartedEventDetails?: ResourceDetails;
  readonly taskSubmittedEventDetails?: ResourceDetails & OutputDetails;
  readonly taskStartFailedEventDetails?: ResourceDetails & ErrorDetails;
  readonly taskSubmitFailedEventDetails?: ResourceDetails & ErrorDetails;
  readonly taskSucceededEventDetails?: ResourceDetails & OutputDetails;
  readonly taskFailedEventDetails?: ResourceDetails & ErrorDetails;
  readonly taskTimedOutEventDetails?: ResourceDetails & ErrorDetails;
  readonly lambdaFunctionScheduledEventDetails?: {
    readonly resource: string;
    readonly input?: string;
    readonly inputDetails?: Truncated;
    readonly timeoutInSeconds?: number;
    readonly taskCredentials?: { readonly roleArn: string };
  };
  readonly lambdaFunctionScheduleFailedEventDetails?: ErrorDetails;
  readonly lambdaFunctionStartFailedEventDetails?: ErrorDetails;
  readonly lambdaFunctionSucceededEventDetails?: OutputDetails;
  readonly lambdaFunctionFailedEventDetails?: ErrorDetails;
  readonly lambdaFunctionTimedOutEventDetails?: ErrorDetails;
  readonly activityScheduledEventDetails?: {
    readonly resource: string;
    readonly input?: string;
    readonly inputDetails?: Truncated;
    readonly timeoutInSeconds?: number;
    readonly heartbeatInSeconds?: number;
  };
  readonly activityScheduleFailedEventDetails?: ErrorDetails;
  readonly activityStartedEventDetails?: { readonly workerName?: string };
  readonly activitySucceededEventDetails?: OutputDetails;
  readonly activityFailedEventDetails?: ErrorDetails;
  readonly activityTimedOutEventDetails?: ErrorDetails;
  readonly mapStateStartedEventDetails?: { readonly length: number };
  readonly mapIterationStartedEventDetails?: { readonly name: string; readonly index: number };
  readonly mapIterationSucceededEventDetails?: { readonly name: string; readonly index: number };
  readonly mapIterationFailedEventDetails?: { readonly name: string; readonly index: number };
  readonly mapIterationAbortedEventDetails?: { readonly name: string; readonly index: number };
  readonly mapRunStartedEventDetails?: { readonly mapRunArn: string };
  readonly mapRunFailedEventDetails?: ErrorDetails;
  readonly mapRunRedrivenEventDetails?: { readonly mapRunArn: string; readonly redriveCount: number };
}

type Kind = 'Task' | 'Parallel' | 'Map' | 'Pass' | 'Wait' | 'Choice' | 'Succeed' | 'Fail';

export type HistoryEventType =
  | `Execution${'Started' | 'Succeeded' | 'Failed' | 'Aborted' | 'TimedOut' | 'Redriven'}`
  | `${Kind}StateEntered`
  | `${Exclude<Kind, 'Fail'>}StateExited`
  | `${'Task' | 'Wait' | 'Map' | 'Parallel'}StateAborted`
  | `${'Map' | 'Parallel'}State${'Started' | 'Succeeded' | 'Failed'}`
  | `MapIteration${'Started' | 'Succeeded' | 'Failed' | 'Aborted'}`
  | `MapRun${'Started' | 'Succeeded' | 'Failed' | 'Aborted' | 'Redriven'}`
  | `Task${'Scheduled' | 'Started' | 'StartFailed' | 'Submitted' | 'SubmitFailed' | 'Succeeded' | 'Failed' | 'TimedOut'}`
  | `LambdaFunction${'Scheduled' | 'ScheduleFailed' | 'Started' | 'StartFailed' | 'Succeeded' | 'Failed' | 'TimedOut'}`
  | `Activity${'Scheduled' | 'ScheduleFailed' | 'Started' | 'Succeeded' | 'Failed' | 'TimedOut'}`
  | 'EvaluationFailed';

export interface HistoryEvent extends HistoryEventDetails {
  /** 1, 2, … in the order of the history. */
  readonly id: number;
  /** The event that led to this one; 0 for the first. */
  readonly previousEventId: number;
  readonly timestamp: Date;
  readonly type: HistoryEventType;
}
