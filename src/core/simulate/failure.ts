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

  constructor(error: string | undefined, reason?: string, location?: string) {
    super(`${error ?? ''}: ${reason ?? ''}`);
    this.error = error;
    this.reason = reason;
    this.location = location;
  }
}

/** States.Runtime: AWS's error for a field that cannot be processed. Not retried, and not caught by `States.ALL`. */
export function runtimeFailure(reason: string): StateFailure {
  return new StateFailure('States.Runtime', reason);
}

/** States.QueryEvaluationError: a JSONata expression, or the value of a field of a JSONata state, that does not do. */
export function queryFailure(reason: string, location: string): StateFailure {
  return new StateFailure('States.QueryEvaluationError', reason, location);
}
