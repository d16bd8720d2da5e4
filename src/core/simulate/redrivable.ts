/** What is known of an execution when somebody wants to redrive it. Times are milliseconds since 1970. */
export interface ExecutionFacts {
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly express: boolean;
  readonly events: number;
  /** The most events that a history has. */
  readonly eventLimit: number;
  /** The simulation ended it, where AWS would let it go on. */
  readonly cutOff: boolean;
  readonly started: number;
  /** When it ended; undefined while it runs. */
  readonly ended: number | undefined;
  readonly now: number;
}

/** Why an execution cannot be redriven: in AWS's words where it has some (`redriveStatusReason` of `DescribeExecution`), and for the person. */
export interface Refusal {
  readonly reason: string;
  readonly message: string;
}

const DAY = 86_400_000;
const REDRIVABLE_DAYS = 14;
const OPEN_DAYS = 365;

/**
 * Why `RedriveExecution` would refuse an execution (API reference, "RedriveExecution"; AWS developer guide, "Redrive eligibility");
 * undefined where it would not.
 */
export function redriveRefusal({ status, express, events, eventLimit, cutOff, started, ended, now }: ExecutionFacts): Refusal | undefined {
  if (express) return { reason: 'Express executions cannot be redriven', message: 'An Express execution cannot be redriven: start a new one.' };
  if (status === 'RUNNING') return { reason: 'Execution is RUNNING and cannot be redriven', message: 'The execution has not ended yet.' };
  if (status === 'SUCCEEDED') return { reason: 'Execution is SUCCEEDED and cannot be redriven', message: 'The execution succeeded: nothing is left to be run again.' };
  if (cutOff) return { reason: 'The simulation was stopped at its limit of state transitions', message: 'The simulation ended the execution at its own limit of state transitions: going on would not get further.' };
  // Room for the event of the redrive and for one more.
  if (events >= eventLimit - 1) return { reason: 'Execution history event limit exceeded', message: `The history is full: it has ${events} of at most ${eventLimit} events. Start a new execution.` };
  if (now - started >= OPEN_DAYS * DAY) return { reason: 'Execution has exceeded the max execution time', message: 'The execution began a year ago, which is as long as one may be open. Start a new one.' };
  if (ended !== undefined && now - ended >= REDRIVABLE_DAYS * DAY) return { reason: 'Execution redrivable period exceeded', message: `The execution ended ${Math.floor((now - ended) / DAY)} days ago, and can be redriven for ${REDRIVABLE_DAYS}. Start a new one.` };
  return undefined;
}
