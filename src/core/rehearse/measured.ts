import type { StepId } from '../model/pipeline.ts';
import type { StateVisit, Timeline } from './timeline.ts';

/**
 * About how long each step took in a run, seconds: what succeeded at last, without the attempts that failed before it and
 * without waits between attempts. Of a step that ran several times (for the items of a Map, in a loop) the middle one. Steps
 * that did not come to a good end are left out.
 * @param simulated the run was a simulation: its answers take as long as the estimates say, and what a step does beside its own
 * call comes on top; only that call counts then, or taking it as the estimate would make it longer each time
 */
export function measuredSeconds({ steps }: Pick<Timeline, 'steps'>, simulated: boolean): ReadonlyMap<StepId, number> {
  const found = new Map<StepId, number>();
  for (const [id, visits] of steps) {
    const seconds = goesOf(visits).filter((go) => go.every((v) => v.outcome === 'succeeded')).map((go) => (simulated ? go.slice(0, 1) : go).reduce((sum, v) => sum + secondsOf(v), 0));
    if (seconds.length > 0) found.set(id, rounded(middle(seconds)));
  }
  return found;
}

/** The visits of the states of a step by each time that it ran: a step of several states begins anew with the first of them. */
function goesOf(visits: readonly StateVisit[]): readonly (readonly StateVisit[])[] {
  const first = visits[0]?.state;
  const open = new Map<string, StateVisit[]>();
  const goes: StateVisit[][] = [];
  for (const visit of visits) {
    const where = visit.iteration.join();
    const go = visit.state === first ? undefined : open.get(where);
    if (go) go.push(visit);
    else {
      const begun = [visit];
      open.set(where, begun);
      goes.push(begun);
    }
  }
  return goes;
}

function secondsOf({ start, end, attempts }: StateVisit): number {
  const last = attempts.at(-1);
  return last === undefined ? end - start : last.end - last.start;
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(at)] as number) + (sorted[Math.ceil(at)] as number)) / 2;
}

/** Whole seconds, and tenths of what is short: an estimate need not be more precise. */
function rounded(seconds: number): number {
  return seconds >= 10 ? Math.round(seconds) : Math.round(seconds * 10) / 10;
}
