import type { Json } from '../base/json.ts';

/** One call of a task, as the interpreter makes it. */
export interface TaskCall {
  /** The name of the state, unique in the machine. */
  readonly state: string;
  /** The `Resource` of the state. */
  readonly resource: string;
  /** What is sent: `Arguments`, or the input after `InputPath` and `Parameters`. */
  readonly input: Json;
  /** How often this state called before in this execution, retries and iterations counted: 0, 1, … */
  readonly invocation: number;
  /** Retries of the state in its present visit: 0 at the first attempt. */
  readonly attempt: number;
  /** Indexes of the Map iterations around, from the outermost. */
  readonly iteration: readonly number[];
  /** Virtual time of the call, milliseconds since 1970. */
  readonly now: number;
  /** The state's time-out and heartbeat in seconds, where it has them. */
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
  readonly random: () => number;
  /** What this execution has written to S3, by `bucket/key`: for whoever answers. */
  readonly objects: Map<string, StoredObject>;
}

export interface StoredObject {
  readonly text: string;
  /** Virtual time from which it is there, milliseconds since 1970. */
  readonly from: number;
}

/** What a task answers, after how long in virtual time. */
export type TaskAnswer = (
  | { readonly return: Json }
  | { readonly throw: { readonly error: string | undefined; readonly cause: string | undefined } }
  /** It never answers: a time-out ends it, or the execution ends as stuck. */
  | { readonly never: true }
) & {
  /** Seconds until the answer; 0 where it is absent. */
  readonly seconds?: number;
  /** Seconds between heartbeats of a task that sends them; without it a state with a heartbeat gets them in time. */
  readonly heartbeatEverySeconds?: number;
};

/** Answers tasks: a mock file, a plausible answer from the catalogue, a fault. Deterministic: the same calls get the same answers. */
export type Answers = (call: TaskCall) => TaskAnswer;
