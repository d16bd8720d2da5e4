import { timelineOf, type TimelineSource } from './readTimeline.ts';
import type { Attempt, StateVisit, Timeline } from './timeline.ts';

/**
 * The course of an execution that is under way: what runs, runs until now.
 * @param now milliseconds since 1970; undefined once it has ended
 */
export function liveTimeline(source: TimelineSource, now: number | undefined): Timeline {
  const timeline = timelineOf(source);
  const origin = source.events[0]?.timestamp.getTime();
  if (now === undefined || origin === undefined) return timeline;
  // A clock that is behind AWS's must not cut off what AWS already told.
  const duration = Math.max(timeline.duration, (now - origin) / 1000);
  const on = <T extends Attempt | StateVisit>(part: T): T => (part.outcome === 'running' ? { ...part, end: duration } : part);
  const steps = new Map([...timeline.steps].map(([id, visits]) => [id, visits.map((v) => (v.outcome === 'running' ? { ...on(v), attempts: v.attempts.map(on) } : v))]));
  return { ...timeline, duration, steps, underWay: true };
}
