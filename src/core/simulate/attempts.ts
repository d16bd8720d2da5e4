import type { Refusal } from './redrivable.ts';
import type { Execution, ExecutionStatus, RedriveOptions, Simulation } from './simulate.ts';

/** How an execution ended before it was redriven, or at last. */
export interface AttemptEnd {
  readonly status: ExecutionStatus;
  readonly error?: string;
  readonly cause?: string;
  /** Virtual seconds from the start of the execution. */
  readonly endSeconds: number;
}

export interface RedrivenRun {
  /** What it came to at last: one history, redrives and all. */
  readonly simulation: Simulation;
  /** One more than redrives were made. */
  readonly attempts: readonly AttemptEnd[];
  /** Why the next redrive that was asked for could not be made. */
  readonly refusal?: Refusal;
}

/** Runs an execution to its end and redrives it as long as it fails, each time with the next of `redrives`. `pause`: of `Execution.run`. */
export async function runWithRedrives(execution: Execution, redrives: Iterable<RedriveOptions>, pause?: () => boolean): Promise<RedrivenRun> {
  let simulation = await execution.run(pause);
  const attempts = [endOf(simulation)];
  for (const redrive of redrives) {
    if (simulation.status === 'RUNNING' || simulation.status === 'SUCCEEDED') break;
    const refusal = execution.redrive(redrive);
    if (refusal !== undefined) return { simulation, attempts, refusal };
    simulation = await execution.run(pause);
    attempts.push(endOf(simulation));
  }
  return { simulation, attempts };
}

/** So many redrives, with what tasks answered before. */
export function* times(count: number): Generator<RedriveOptions> {
  for (let i = 0; i < count; i++) yield {};
}

function endOf({ status, error, cause, durationSeconds }: Simulation): AttemptEnd {
  return { status, ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }), endSeconds: durationSeconds };
}
