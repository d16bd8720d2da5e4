import type { HistoryEvent } from '../../core/simulate/history.ts';
import { AwsFault, isPassing } from '../fault.ts';
import type { Budget } from '../transport/budget.ts';
import { sleep } from '../transport/retry.ts';
import type { EventClock } from './eventClock.ts';
import { isGoing } from './status.ts';
import type { Execution, StepFunctions } from './types.ts';

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
  /** It was redriven just now: a description that does not know of it yet does not end the looking. */
  readonly redriven?: boolean;
  /** Waits between two looks; may come back earlier, when somebody wants to see more of it. */
  readonly wait?: (ms: number) => Promise<void>;
  /** Nobody has it before them: then every look has the longest pause. */
  readonly aside?: () => boolean;
  /** Told how many events were read, page by page, of a history that has many. */
  readonly reading?: (events: number) => void;
  readonly clock?: { readonly local: () => number; readonly events: EventClock };
}

const SOONEST_MS = 2_000;
const LATEST_MS = 5_000;
const MOST_MS = 60_000;
/** Looks for which AWS's description may be one of before a redrive. */
const MOST_LAG = 5;

/**
 * Follows an execution to its end: the history is read on from the last event that is known, every 2 s while something
 * happens and every 5 s while nothing does; a fault that passes makes the pauses longer and ends nothing.
 * @throws AwsFault that does not pass, as `not-found` when the machine was deleted
 */
export async function* watchExecution(arn: string, { client, budget, signal, after = 0, redriven = false, wait = sleep, aside = () => false, reading, clock }: WatchOptions): AsyncGenerator<Look, void> {
  let last = after;
  let pause = SOONEST_MS;
  let asked: number | undefined;
  /** A description is wanted: at first, and from the event that ends the execution until the description says so too. */
  let describes = true;
  let ending = false;
  let lag = redriven ? MOST_LAG : 0;
  while (!signal.aborted) {
    const events: HistoryEvent[] = [];
    const read = async (): Promise<void> => {
      await budget.take();
      const now = clock?.local();
      const fresh = await client.eventsAfter(arn, last, async (count) => {
        reading?.(count);
        signal.throwIfAborted();
        await budget.take();
      });
      const [first, newest] = [fresh[0], fresh.at(-1)];
      if (first && newest) clock?.events.heard({ oldest: first.timestamp.getTime(), newest: newest.timestamp.getTime(), before: asked, answered: clock.local() });
      asked = now;
      last = newest?.id ?? last;
      for (const event of fresh) if (event.type.startsWith('Execution')) ending = endsExecution(event);
      lag = fresh.some((e) => e.type === 'ExecutionRedriven') ? 0 : lag - 1;
      events.push(...fresh);
    };
    let look: Look;
    try {
      await read();
      let execution: Execution | undefined;
      if (describes || ending) {
        await budget.take();
        execution = await client.describeExecution(arn);
        describes = lag > 0;
      }
      const ended = execution !== undefined && !isGoing(execution.status) && lag <= 0;
      // It ended between the two calls: its last events have not been read.
      if (ended && !ending && events.length > 0) await read();
      pause = events.length > 0 ? SOONEST_MS : Math.min(LATEST_MS, pause * 1.3);
      look = { events, execution, ended, fault: undefined };
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof AwsFault) || !isPassing(error)) throw error;
      pause = Math.min(MOST_MS, pause * 2);
      // What was read before it is read only once.
      look = { events, execution: undefined, ended: false, fault: error };
    }
    if (signal.aborted) return;
    yield look;
    if (look.ended) return;
    await wait(look.fault === undefined && aside() ? LATEST_MS : pause);
  }
}

function endsExecution(event: HistoryEvent): boolean {
  return /^Execution(Succeeded|Failed|Aborted|TimedOut)$/.test(event.type);
}
