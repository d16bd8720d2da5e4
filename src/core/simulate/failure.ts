/**
 * An error of the States Language: what a state fails with, what `Retry` and `Catch` look at. Thrown inside the interpreter only;
 * an execution that nothing catches ends FAILED with it.
 */
export class StateFailure extends Error {
  /** The error name, e.g. `States.Timeout`; `undefined` where AWS reports none (a Fail state without `Error`). */
  readonly error: string | undefined;
  /** The human-readable cause, in AWS's words where these are known. */
  readonly reason: string | undefined;
  /** Of an expression that could not be evaluated: the field, as in AWS's `EvaluationFailed` event (`Output/result`). */
  readonly location: string | undefined;
  /** Its reason says already in which state: what a task answered, or a state reported. */
  readonly told: boolean;

  constructor(error: string | undefined, reason?: string, location?: string, told = false) {
    super(`${error ?? ''}: ${reason ?? ''}`);
    this.error = error;
    this.reason = reason;
    this.location = location;
    this.told = told;
  }
}

/** States.Runtime: AWS's error for a field that cannot be processed. Not retried, and not caught by anything. */
export function runtimeFailure(reason: string): StateFailure {
  return new StateFailure('States.Runtime', reason);
}

/** States.QueryEvaluationError: a JSONata expression, or the value of a field of a JSONata state, that does not do. */
export function queryFailure(reason: string, location: string): StateFailure {
  return new StateFailure('States.QueryEvaluationError', reason, location);
}

/** What a task answered, or a Fail state says: word for word. */
export function reportedFailure(error: string | undefined, cause: string | undefined): StateFailure {
  return new StateFailure(error, cause, undefined, true);
}
