import type { Datum } from './data/datum.ts';
import { StateFailure } from './failure.ts';
import type { HistoryEventDetails, HistoryEventType } from './history.ts';
import { BLOCK, type Course, type Inside, type Place, type Running, type Thread } from './thread.ts';
import type { Visit } from './visit.ts';
import { ExecutionEnd } from './world.ts';

export interface Together {
  /** At most so many at a time. */
  readonly concurrency: number;
  /** The place where the course of an index begins, in order. May be waited for; a failure in it is a failure of the whole. */
  readonly begin: (index: number) => Course<Place>;
  /** A course that did not end well is to go on, in a redriven execution. False where it cannot. May fail as the whole. */
  readonly goOn?: (index: number, place: Place) => boolean;
  /** Its states, from where it stands. */
  readonly course: (index: number, place: Place) => Course<Datum>;
  readonly ended: (index: number, place: Place, output: Datum) => void;
  /** A course failed. True where the others go on. */
  readonly failed: (index: number, place: Place, failure: StateFailure) => boolean;
  /** A course was ended because another one failed. */
  readonly aborted: (index: number, place: Place) => void;
  /** All have been ended, by the failure of one. Gives the failure of the whole. */
  readonly stopped: (failure: StateFailure) => StateFailure;
}

/**
 * Runs courses side by side until all have ended, or one has failed: then the others are aborted. Those that began before, in an
 * execution that is redriven, go on first; what ended well is not run again.
 * Outputs stand in the order of the indexes; undefined where a course failed and the others went on.
 */
export function* runTogether(visit: Visit, inside: Inside, together: Together): Course<readonly (Datum | undefined)[]> {
  const { scheduler } = visit.world;
  const me = scheduler.current;
  const { outputs, places, running } = inside;
  if (inside.over) return outputs;
  running.clear();
  let failure: StateFailure | undefined;
  let last = visit.place.last;
  let woken = false;
  const wake = (): void => {
    if (!woken) scheduler.wake(me);
    woken = true;
  };
  const follow = (place: Place): void => void (last = Math.max(last, place.log === visit.place.log ? place.last : 0));
  function* child(index: number, place: Place): Course<void> {
    try {
      const output = yield* together.course(index, place);
      running.delete(index);
      hold(place, -1);
      outputs[index] = output;
      places[index] = undefined;
      together.ended(index, place, output);
      follow(place);
    } catch (thrown) {
      if (!(thrown instanceof StateFailure)) throw thrown;
      running.delete(index);
      hold(place, -1);
      // A history that is full takes no more events, and a child's own end is not the end of the whole.
      const isEnd = thrown instanceof ExecutionEnd && place.log === visit.place.log;
      if (isEnd || !together.failed(index, place, thrown)) failure ??= thrown;
      follow(place);
    }
    wake();
  }
  try {
    const again = places.flatMap((place, index) => (place !== undefined && (together.goOn?.(index, place) ?? true) ? [index] : []));
    let resumed = 0;
    while (failure === undefined && (resumed < again.length || inside.begun < inside.count || running.size > 0)) {
      while ((resumed < again.length || inside.begun < inside.count) && running.size < together.concurrency) {
        const index = resumed < again.length ? (again[resumed++] as number) : inside.begun;
        let place = index < inside.begun ? places[index] : undefined;
        if (place === undefined) {
          place = yield* together.begin(index);
          places.push(place);
          inside.begun++;
        }
        hold(place, 1);
        running.set(index, { place, thread: scheduler.start(child(index, place)), aborted: together.aborted });
      }
      woken = false;
      yield BLOCK;
    }
    if (failure !== undefined) throw failure;
    inside.over = true;
    visit.place.last = Math.max(last, visit.place.last);
    return outputs;
  } catch (thrown) {
    for (const { place, thread } of running.values()) stop(visit, place, thread);
    if (!(thrown instanceof StateFailure) || (thrown instanceof ExecutionEnd && visit.place.log.events.length >= visit.world.limits.events - 1)) throw thrown;
    for (const [index, one] of running) {
      tell(visit, index, one);
      follow(one.place);
    }
    visit.place.last = Math.max(last, visit.place.last);
    throw together.stopped(thrown);
  } finally {
    running.clear();
  }
}

/** What a course keeps in variables counts in its execution while it is under way: a redriven one holds again what it held. */
function hold(place: Place, sign: 1 | -1): void {
  place.execution.variableBytes += sign * place.variables.bytes;
}

/** Ends a course, and those inside it. */
function stop(visit: Visit, place: Place, thread: Thread): void {
  visit.world.scheduler.abort(thread);
  hold(place, -1);
  for (const { place: inner, thread: its } of place.stay?.inside?.running.values() ?? []) stop(visit, inner, its);
}

/** The events that AWS writes for a course that was ended: the innermost first. */
function tell(visit: Visit, index: number, { place, aborted }: Running): void {
  const inside = place.stay?.inside;
  for (const [its, inner] of inside?.running ?? []) {
    tell(visit, its, inner);
    if (inner.place.log === place.log) place.last = Math.max(place.last, inner.place.last);
  }
  if (inside?.over === false) inside.ended?.();
  const type = place.stay?.state.type;
  if (type === 'Task' || type === 'Wait' || type === 'Parallel' || type === 'Map') visit.world.event(place, `${type}StateAborted` satisfies HistoryEventType, {} satisfies HistoryEventDetails);
  aborted(index, place);
}
