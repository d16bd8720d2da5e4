import type { StepId } from '../model/pipeline.ts';
import type { Attempt, StateVisit, Timeline } from './timeline.ts';

/** How an execution stands while it is under way. */
export interface Standing {
  /** When it was started and what time it is, in milliseconds since 1970 by the clock of whoever wrote its history. */
  readonly origin: number;
  readonly now: number;
  /** How long steps usually take, in seconds. */
  readonly expected: ReadonlyMap<StepId, number>;
}

/** The course of an execution that is under way: what runs, runs until now. Only this is done again while no event comes. */
export function liveTimeline(timeline: Timeline, { origin, now, expected }: Standing): Timeline {
  // A clock that is behind AWS's must not cut off what AWS already told.
  const duration = Math.max(timeline.duration, (now - origin) / 1000);
  const on = <T extends Attempt | StateVisit>(part: T): T => (part.outcome === 'running' ? { ...part, end: duration } : part);
  const steps = new Map([...timeline.steps].map(([id, visits]) => {
    if (!visits.some((v) => v.outcome === 'running')) return [id, visits];
    const usual = expected.get(id) ?? 0;
    return [id, visits.map((v) => (v.outcome === 'running' ? { ...on(v), attempts: v.attempts.map(on), ...(usual > 0 ? { expected: usual } : {}) } : v))];
  }));
  return { ...timeline, duration, steps, underWay: true };
}
