import type { HistoryEvent } from '../simulate/history.ts';
import { linkedEvents } from './linkedEvents.ts';
import { liveTimeline } from './liveTimeline.ts';
import { timelineOf } from './readTimeline.ts';
import { goesOf } from './runs.ts';
import { retriesIn, type StateVisit } from './timeline.ts';

/** How long a step of an execution took, in seconds. */
export interface StepTime {
  readonly start: number;
  /** While at least one go through it was under way: goes side by side count once. */
  readonly seconds: number;
  readonly goes: number;
  readonly retries: number;
  /** Of the last go, while none runs. */
  readonly outcome: StateVisit['outcome'];
}

/**
 * Every step that an execution came to, in the order of their beginnings.
 * @param states the step that each state belongs to; states of none are left out
 * @param now milliseconds since 1970, of an execution that still runs
 */
export function stepTimes(events: readonly HistoryEvent[], states: ReadonlyMap<string, string>, now?: number): ReadonlyMap<string, StepTime> {
  const course = timelineOf({ events: linkedEvents(events), children: [], states, edges: [] });
  const origin = events[0]?.timestamp.getTime();
  const timeline = now === undefined || origin === undefined ? course : liveTimeline(course, { origin, now, expected: new Map() });
  return new Map([...timeline.steps].map(([step, visits]) => {
    const goes = goesOf(timeline, step);
    return [step, {
      start: goes[0]?.start ?? 0,
      seconds: together(goes),
      goes: goes.length,
      retries: visits.reduce((sum, v) => sum + retriesIn(v.attempts).length, 0),
      outcome: goes.find((g) => g.outcome === 'running')?.outcome ?? goes.at(-1)?.outcome ?? 'running',
    }];
  }));
}

function together(spans: readonly { readonly start: number; readonly end: number }[]): number {
  let until = -Infinity;
  let seconds = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    seconds += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return seconds;
}

/** A step of two executions; undefined in the one that did not come to it. */
export interface PairedTime {
  readonly step: string;
  readonly a: StepTime | undefined;
  readonly b: StepTime | undefined;
}

/** The steps of two executions, in the order of the first, those of the second alone where they began there. */
export function pairedTimes(a: ReadonlyMap<string, StepTime>, b: ReadonlyMap<string, StepTime>): readonly PairedTime[] {
  const order = [...a.keys()];
  let before = -1;
  for (const step of b.keys()) {
    const at = order.indexOf(step);
    if (at >= 0) before = at;
    else order.splice(++before, 0, step);
  }
  return order.map((step) => ({ step, a: a.get(step), b: b.get(step) }));
}
