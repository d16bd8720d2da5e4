import type { HistoryEvent } from '../../core/simulate/history.ts';
import { AwsFault, isPassing } from '../fault.ts';
import type { Budget } from '../transport/budget.ts';
import { sleep } from '../transport/retry.ts';
import type { Execution, ExecutionStatus, StepFunctions } from './types.ts';

/** One look at a running execution: what is new since the look before. */
export interface Look {
  readonly events: readonly HistoryEvent[];
  /** Given at the first look and when the execution has ended. */
  readonly execution: Execution | undefined;
  readonly ended: boolean;
  /** What kept this look from an answer, while it is tried again. */
  readonly fault: AwsFault | undefined;
}

export interface WatchOptions {
  readonly client: StepFunctions;
  readonly budget: Budget;
  readonly signal: AbortSignal;
  /** Events up to this id are known already. */
  readonly after?: number;
  readonly wait?: (ms: number) => Promise<void>;
}

const SOONEST_MS = 2_000;
const LATEST_MS = 5_000;
const MOST_MS = 60_000;
const GOING: readonly ExecutionStatus[] = ['RUNNING', 'PENDING_REDRIVE'];

/**
 * Follows an execution to its end: the history is read on from the last event that is known, every 2 s while something
 * happens and every 5 s while nothing does; a fault that passes makes the pauses longer and ends nothing.
 * @throws AwsFault that does not pass, as `not-found` when the machine was deleted
 */
export async function* watchExecution(arn: string, { client, budget, signal, after = 0, wait = sleep }: WatchOptions): AsyncGenerator<Look, void> {
  let last = after;
  let pause = SOONEST_MS;
  let described = false;
  while (!signal.aborted) {
    let look: Look;
    try {
      await budget.take();
      const events = await client.eventsAfter(arn, last);
      last = events.at(-1)?.id ?? last;
      const over = events.some(endsExecution);
      let execution: Execution | undefined;
      if (!described || over) {
        await budget.take();
        execution = await client.describeExecution(arn);
        described = true;
      }
      pause = events.length > 0 ? SOONEST_MS : Math.min(LATEST_MS, pause * 1.3);
      // What ended before the first look may have left no event that is new: the description is believed.
      look = { events, execution, ended: over || (execution !== undefined && !GOING.includes(execution.status)), fault: undefined };
    } catch (error) {
      if (!(error instanceof AwsFault) || !isPassing(error)) throw error;
      pause = Math.min(MOST_MS, pause * 2);
      look = { events: [], execution: undefined, ended: false, fault: error };
    }
    if (signal.aborted) return;
    yield look;
    if (look.ended) return;
    await wait(pause);
  }
}

function endsExecution(event: HistoryEvent): boolean {
  return /^Execution(Succeeded|Failed|Aborted|TimedOut)$/.test(event.type);
}
