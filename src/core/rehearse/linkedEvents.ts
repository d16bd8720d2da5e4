import type { HistoryEvent } from '../simulate/history.ts';

/**
 * Events with their `previousEventId`. AWS always gives it; stand-ins for AWS (MiniStack) may not, and then it is made up from
 * names and kinds of events: right for states in line, and as good as can be where branches run side by side.
 */
export function linkedEvents(events: readonly HistoryEvent[]): HistoryEvent[] {
  // In AWS's histories only the first two events follow nothing.
  if (events.length < 3 || events.some((e) => e.previousEventId > 0)) return [...events];
  /** States entered and not left, the newest last, each with its newest event. */
  const open: { readonly name: string; readonly entered: number; last: HistoryEvent }[] = [];
  let starts: number[] = [];
  let before = 0;
  return events.map((event): HistoryEvent => {
    const { id, type } = event;
    let previousEventId = before;
    const left = event.stateExitedEventDetails?.name;
    if (event.stateEnteredEventDetails !== undefined) {
      const last = events[before - 1]?.type ?? '';
      // Another branch has begun beside the one that wrote last.
      if (!/^Execution|StateExited$|StateStarted$|IterationStarted$/.test(last)) previousEventId = starts.at(-1) ?? before;
      open.push({ name: event.stateEnteredEventDetails.name, entered: id, last: event });
    } else if (left !== undefined) {
      const at = open.findLastIndex((o) => o.name === left);
      const [state] = at < 0 ? [] : open.splice(at, 1);
      if (state && !/^(Map|Parallel)State/.test(type)) previousEventId = state.last.id;
    } else if (/^(Task|LambdaFunction|Activity)/.test(type)) {
      const state = open.findLast((o) => follows(o.last.type, type));
      if (state) {
        previousEventId = state.last.id;
        state.last = event;
      }
    } else if (/^(Map|Parallel)StateStarted$|^MapIterationStarted$/.test(type)) starts = [...starts, id];
    before = id;
    return { ...event, previousEventId };
  });
}

function follows(last: string, next: string): boolean {
  if (next.endsWith('Scheduled')) return /StateEntered$|(Failed|TimedOut)$/.test(last);
  return /(Scheduled|Started|Submitted)$/.test(last);
}
