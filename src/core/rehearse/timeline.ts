import type { StepId } from '../model/pipeline.ts';

/** One call of a task, or one go of a container or another state. Seconds from the start of the execution. */
export interface Attempt {
  readonly start: number;
  readonly end: number;
  readonly outcome: 'succeeded' | 'failed' | 'aborted' | 'running';
  readonly error?: string;
  readonly cause?: string;
  /** `arn:aws:states:::sagemaker:createTrainingJob.sync`, of a call. */
  readonly resource?: string;
  /** Where the service was called; absent where the call does not say. */
  readonly region?: string;
  /** What a service said when it had taken a job, as a JSON text: its name or number. */
  readonly submitted?: string;
  /** What was sent and what came back, as JSON texts. */
  readonly sent?: string;
  readonly result?: string;
  /** The redrive that it was made in: 1, 2, …; absent before the first. */
  readonly redrive?: number;
}

/** Attempts that were retries: a redrive begins with another first one. */
export function retriesIn(attempts: readonly Attempt[]): readonly Attempt[] {
  return attempts.filter((a, i) => i > 0 && a.redrive === attempts[i - 1]?.redrive);
}

/** From the entering of a state to its leaving, over all its attempts and redrives. */
export interface StateVisit {
  readonly state: string;
  /** Undefined for states that no step drew. */
  readonly step: StepId | undefined;
  readonly start: number;
  readonly end: number;
  /** `caught`: it failed, and the execution went on by its Catch. */
  readonly outcome: Attempt['outcome'] | 'caught';
  /** Between two of them lies a wait, or a redrive. */
  readonly attempts: readonly Attempt[];
  /** JSON texts. */
  readonly input: string;
  readonly output?: string;
  /** Variables that it gave values to, as JSON texts. */
  readonly assigned?: Readonly<Record<string, string>>;
  /** Indexes of the Map items around, from the outermost. */
  readonly iteration: readonly number[];
  /** While it runs: how long it usually takes, in seconds; absent where nobody knows. */
  readonly expected?: number;
  /** The way that it took, of a Choice that was drawn. */
  readonly way?: number | 'otherwise';
}

/** An execution by steps and time. Everything in it survives a structured clone. */
export interface Timeline {
  /** Of the whole execution, in seconds. */
  readonly duration: number;
  /** It goes on: what has not begun may still. */
  readonly underWay?: true;
  /** Visits of each step that was entered, in the order of their start; steps in the order in which they began. */
  readonly steps: ReadonlyMap<StepId, readonly StateVisit[]>;
  /** Steps whose time is the time of the execution: had one been faster, it would have ended earlier. */
  readonly critical: ReadonlySet<StepId>;
  /** Steps that each step waits for, as drawn. */
  readonly before: ReadonlyMap<StepId, readonly StepId[]>;
  /** When it was redriven, in seconds. */
  readonly redrives: readonly number[];
  /** Where a failed execution failed. */
  readonly failure: { readonly state: string; readonly step: StepId | undefined; readonly error?: string; readonly cause?: string } | null;
}
