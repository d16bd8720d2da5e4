import type { Datum } from './data/datum.ts';
import { StateFailure } from './failure.ts';
import type { HistoryEventDetails, HistoryEventType } from './history.ts';
import { BLOCK, type Course, type Place, type Running, type Thread } from './thread.ts';
import type { Visit } from './visit.ts';
import { ExecutionEnd } from './world.ts';

/** One of the courses that run side by side: where it runs, and its states. */
export interface Side {
  readonly place: Place;
  readonly course: Course<Datum>;
}

export interface Together {
  readonly count: number;
  /** At most so many at a time. */
  readonly concurrency: number;
  /** Begins the course of an index, in order. May be waited for; a failure in it is a failure of the whole. */
  readonly begin: (index: number) => Course<Side>;
  readonly ended: (index: number, side: Side, output: Datum) => void;
  /** A course failed. True where the others go on. */
  readonly failed: (index: number, side: Side, failure: StateFailure) => boolean;
  /** A course was ended because another one failed. */
  readonly aborted: (index: number, side: Side) => void;
  /** All have been ended, by the failure of one. Gives the failure of the whole. */
  readonly stopped: (failure: StateFailure) => StateFailure;
}

/**
 * Runs courses side by side until all have ended, or one has failed: then the others are aborted.
 * Outputs stand in the order of the indexes; undefined where a course failed and the others went on.
 */
export function* runTogether(visit: Visit, together: Together): Course<readonly (Datum | undefined)[]> {
  const { scheduler } = visit.world;
  const me = scheduler.current;
  const outputs = new Array<Datum | undefined>(together.count).fill(undefined);
  const running = new Map<number, Running>();
  let failure: StateFailure | undefined;
  let last = visit.place.last;
  let woken = false;
  const wake = (): void => {
    if (!woken) scheduler.wake(me);
    woken = true;
  };
  const follow = (side: { readonly place: Place }): void => void (last = Math.max(last, side.place.log === visit.place.log ? side.place.last : 0));
  function* child(index: number, side: Side): Course<void> {
    try {
      const output = yield* side.course;
      running.delete(index);
      outputs[index] = output;
      together.ended(index, side, output);
      follow(side);
    } catch (thrown) {
      if (!(thrown instanceof StateFailure)) throw thrown;
      running.delete(index);
      // A history that is full takes no more events, and a child's own end is not the end of the whole.
      const isEnd = thrown instanceof ExecutionEnd && side.place.log === visit.place.log;
      if (isEnd || !together.failed(index, side, thrown)) failure ??= thrown;
      follow(side);
    }
    wake();
  }
  visit.place.children = running;
  try {
    let next = 0;
    while (failure === undefined && (next < together.count || running.size > 0)) {
      while (next < together.count && running.size < together.concurrency) {
        const index = next++;
        const side = yield* together.begin(index);
        running.set(index, { side, thread: scheduler.start(child(index, side)), aborted: () => together.aborted(index, side) });
      }
      woken = false;
      yield BLOCK;
    }
    if (failure !== undefined) throw failure;
    visit.place.last = Math.max(last, visit.place.last);
    return outputs;
  } catch (thrown) {
    for (const { side, thread } of running.values()) stop(visit, side.place, thread);
    if (!(thrown instanceof StateFailure) || (thrown instanceof ExecutionEnd && visit.place.log.events.length >= visit.world.limits.events - 1)) throw thrown;
    for (const one of running.values()) {
      tell(visit, one);
      follow(one.side);
    }
    visit.place.last = Math.max(last, visit.place.last);
    throw together.stopped(thrown);
  } finally {
    visit.place.children = undefined;
  }
}

/** Ends a course, and those inside it. */
function stop(visit: Visit, place: Place, thread: Thread): void {
  visit.world.scheduler.abort(thread);
  for (const { side, thread: inner } of place.children?.values() ?? []) stop(visit, side.place, inner);
}

/** The events that AWS writes for a course that was ended: the innermost first. */
function tell(visit: Visit, { side: { place }, aborted }: Running): void {
  for (const inner of place.children?.values() ?? []) {
    tell(visit, inner);
    if (inner.side.place.log === place.log) place.last = Math.max(place.last, inner.side.place.last);
  }
  const type = place.running?.type;
  if (type === 'Task' || type === 'Wait' || type === 'Parallel' || type === 'Map') visit.world.event(place, `${type}StateAborted` satisfies HistoryEventType, {} satisfies HistoryEventDetails);
  aborted();
}
