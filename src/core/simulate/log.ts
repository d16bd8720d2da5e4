import type { HistoryEvent, HistoryEventDetails, HistoryEventType } from './history.ts';

export const WHOLE = { truncated: false } as const;

/** What was decided at a state that the history does not say: which rule of a Choice, which retrier, how a failure ended. */
export type Decision = { readonly state: string; readonly enteredId: number } & (
  | { readonly kind: 'rule'; readonly index: number | 'default' }
  | { readonly kind: 'retry'; readonly index: number }
  /** It failed for good. `caughtTo`: where its own catcher led; absent where none took it. */
  | { readonly kind: 'failed'; readonly error: string | undefined; readonly caughtTo?: string }
);

/** A history under way: its events in order. Times are shared by the events of one moment. */
export class Log {
  events: HistoryEvent[] = [];
  decisions: Decision[] = [];
  private moment = new Date(0);

  /** Appends an event and gives its id. */
  add(type: HistoryEventType, previousEventId: number, now: number, details: HistoryEventDetails): number {
    if (this.moment.getTime() !== now) this.moment = new Date(now);
    const id = this.events.length + 1;
    this.events.push({ id, previousEventId, timestamp: this.moment, type, ...details });
    return id;
  }

  /** What was read of it so far stays as it is: the history goes on in a copy. */
  goOnInCopy(): void {
    this.events = [...this.events];
    this.decisions = [...this.decisions];
  }
}
