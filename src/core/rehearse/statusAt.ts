import type { StepId } from '../model/pipeline.ts';
import { retriesIn, type StateVisit, type Timeline } from './timeline.ts';

export interface StepStatus {
  /** `waiting`: something that it waits for is under way, or a retry is due. `skipped`: the execution ended without it. */
  readonly kind: 'idle' | 'waiting' | 'running' | 'succeeded' | 'failed' | 'caught' | 'aborted' | 'skipped';
  /** Attempts begun beyond the first, over all visits; in a redriven execution beyond the first of each redrive. */
  readonly retries: number;
  /** From its first begin to its end, or to now. */
  readonly seconds: number;
  /** Of the time of the present visit, 0 to 1; while it runs. */
  readonly progress: number;
  /** Visits that have ended and that there are in all; more than one in a Map or a loop. */
  readonly ended: number;
  readonly visits: number;
  /** The step that a waiting one waits for; undefined while it waits for its own retry. */
  readonly waitsFor: StepId | undefined;
}

const NOT_YET = { retries: 0, seconds: 0, progress: 0, ended: 0, visits: 0, waitsFor: undefined } as const;

const IDLE: StepStatus = { ...NOT_YET, kind: 'idle' };
const SKIPPED: StepStatus = { ...NOT_YET, kind: 'skipped' };
/** How each step ends, by its visits: what is over stays as it is however often the scrubber moves. */
const ends = new WeakMap<readonly StateVisit[], { readonly from: number; readonly status: StepStatus }>();

/** How a step stands at a moment, in seconds from the start. At `duration` everything has its outcome. What did not change is the same object. */
export function statusAt(timeline: Timeline, step: StepId, at: number): StepStatus {
  const all = timeline.steps.get(step);
  if (all === undefined || all.length === 0) return notBegun(timeline, step, at);
  const known = ends.get(all);
  if (known && at >= known.from) return known.status;
  const status = statusOf(timeline, step, all, at);
  const from = Math.max(...all.map((v) => v.end));
  if (at >= from && all.every((v) => v.outcome !== 'running')) ends.set(all, { from, status });
  return status;
}

function statusOf(timeline: Timeline, step: StepId, all: readonly StateVisit[], at: number): StepStatus {
  const begun = all.filter((v) => v.start <= at);
  const last = begun.at(-1);
  const first = begun[0];
  if (!first || !last) return notBegun(timeline, step, at);
  const open = begun.find((v) => isOpen(v, at));
  const end = open ? at : Math.max(...begun.map((v) => v.end));
  return {
    kind: open ? (betweenAttempts(open, at) ? 'waiting' : 'running') : outcomeOf(begun, last),
    retries: begun.reduce((sum, v) => sum + retriesIn(v.attempts.filter((a) => a.start <= at)).length, 0),
    seconds: end - first.start,
    progress: open ? progressOf(open, at) : 0,
    ended: begun.filter((v) => !isOpen(v, at)).length,
    visits: all.length,
    waitsFor: undefined,
  };
}

/** Just before the end: what takes longer than usual has not ended for that. */
const ALMOST = 0.98;

/** Of a visit under way in an execution nobody knows the end: then it is what is usual that tells. */
function progressOf({ start, end, outcome, expected, attempts }: StateVisit, at: number): number {
  if (outcome !== 'running') return end > start ? (at - start) / (end - start) : 0;
  return expected === undefined ? 0 : Math.min(ALMOST, (at - (attempts.findLast((a) => a.start <= at)?.start ?? start)) / expected);
}

/** The status of every step that is asked for. */
export function statusesAt(timeline: Timeline, steps: Iterable<StepId>, at: number): ReadonlyMap<StepId, StepStatus> {
  const found = new Map<StepId, StepStatus>();
  for (const step of steps) found.set(step, statusAt(timeline, step, at));
  return found;
}

function isOpen(visit: StateVisit, at: number): boolean {
  return at < visit.end || (visit.outcome === 'running' && at <= visit.end);
}

function outcomeOf(begun: readonly StateVisit[], last: StateVisit): StepStatus['kind'] {
  if (begun.some((v) => v.outcome === 'failed')) return 'failed';
  return last.outcome;
}

function betweenAttempts(visit: StateVisit, at: number): boolean {
  const begun = visit.attempts.filter((a) => a.start <= at);
  const last = begun.at(-1);
  return last?.outcome === 'failed' && at >= last.end && begun.length < visit.attempts.length;
}

function notBegun(timeline: Timeline, step: StepId, at: number): StepStatus {
  const comes = timeline.steps.has(step);
  if (at >= timeline.duration && !comes && timeline.underWay !== true) return SKIPPED;
  const before = timeline.before.get(step) ?? [];
  const waitsFor = before.find((b) => timeline.steps.get(b)?.some((v) => v.start <= at && isOpen(v, at)));
  return waitsFor === undefined ? IDLE : { ...NOT_YET, kind: 'waiting', waitsFor };
}

/** States entered, retries and redrives until a moment: what AWS charges for. States that no step drew are left out of `timeline`, so events count. */
export function transitionsAt(events: readonly { readonly type: string; readonly timestamp: Date }[], timeline: Timeline, at: number): number {
  let times = transitions.get(timeline);
  if (times === undefined) transitions.set(timeline, (times = transitionTimes(events, timeline)));
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

const transitions = new WeakMap<Timeline, readonly number[]>();

function transitionTimes(events: readonly { readonly type: string; readonly timestamp: Date }[], timeline: Timeline): readonly number[] {
  const start = events[0]?.timestamp.getTime() ?? 0;
  const entered = events.filter((e) => e.type.endsWith('StateEntered') || e.type === 'ExecutionRedriven').map((e) => (e.timestamp.getTime() - start) / 1000);
  const retried = [...timeline.steps.values()].flatMap((visits) => visits.flatMap((v) => retriesIn(v.attempts).map((a) => a.start)));
  return [...entered, ...retried].sort((a, b) => a - b);
}
