import type { StepId } from '../model/pipeline.ts';
import type { StateVisit, Timeline } from './timeline.ts';

/** One go through a step: the visits of the states that it became, from its first one on. Seconds from the start of the execution. */
export interface StepGo {
  readonly start: number;
  readonly end: number;
  readonly outcome: StateVisit['outcome'];
  /** Indexes of the Map items around, from the outermost. */
  readonly iteration: readonly number[];
  readonly visits: readonly StateVisit[];
}

const known = new WeakMap<readonly StateVisit[], readonly StepGo[]>();
const NONE: readonly StepGo[] = [];

/** How often, when and with what end a step was gone through, in the order of the beginnings. */
export function goesOf(timeline: Timeline, step: StepId): readonly StepGo[] {
  const visits = timeline.steps.get(step);
  if (visits === undefined) return NONE;
  const before = known.get(visits);
  if (before !== undefined) return before;
  const goes: StateVisit[][] = [];
  /** By iteration: a step of several states is gone through in several items at the same time. */
  const open = new Map<string, StateVisit[]>();
  const first = visits[0]?.state;
  for (const visit of visits) {
    const item = visit.iteration.join('.');
    const go = open.get(item);
    if (go !== undefined && visit.state !== first) go.push(visit);
    else {
      const begun = [visit];
      open.set(item, begun);
      goes.push(begun);
    }
  }
  const made = goes.map(asGo);
  known.set(visits, made);
  return made;
}

function asGo(visits: readonly StateVisit[]): StepGo {
  const first = visits[0] as StateVisit;
  const last = visits.at(-1) as StateVisit;
  return { start: first.start, end: last.end, outcome: last.outcome, iteration: first.iteration, visits };
}

const byItem = new WeakMap<readonly StepGo[], ReadonlyMap<string, readonly StepGo[]>>();

/** The goes through a step in the iterations of a frame: those around the step, or for a frame outside of its Map all inside of it. */
export function goesIn(timeline: Timeline, step: StepId, frame: readonly number[]): readonly StepGo[] {
  const goes = goesOf(timeline, step);
  const depth = goes[0]?.iteration.length ?? 0;
  if (depth === 0) return goes;
  if (frame.length < depth) return goes.filter((go) => inFrame(go.iteration, frame));
  let index = byItem.get(goes);
  if (index === undefined) {
    const found = new Map<string, StepGo[]>();
    for (const go of goes) {
      const item = go.iteration.join('.');
      const those = found.get(item);
      if (those) those.push(go);
      else found.set(item, [go]);
    }
    byItem.set(goes, (index = found));
  }
  return index.get(frame.slice(0, depth).join('.')) ?? NONE;
}

/** Is this go inside the iterations of that frame, or around it? */
function inFrame(iteration: readonly number[], frame: readonly number[]): boolean {
  return iteration.every((index, depth) => depth >= frame.length || frame[depth] === index);
}
