import type { HistoryEvent, HistoryEventDetails, HistoryEventType } from './history.ts';

export const WHOLE = { truncated: false } as const;

/** A history under way: its events in order. Times are shared by the events of one moment. */
export class Log {
  readonly events: HistoryEvent[] = [];
  private moment = new Date(0);

  /** Appends an event and gives its id. */
  add(type: HistoryEventType, previousEventId: number, now: number, details: HistoryEventDetails): number {
    if (this.moment.getTime() !== now) this.moment = new Date(now);
    const id = this.events.length + 1;
    this.events.push({ id, previousEventId, timestamp: this.moment, type, ...details });
    return id;
  }
}
