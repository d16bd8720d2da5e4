import type { StepId } from '../model/pipeline.ts';
import type { HistoryEvent } from '../simulate/history.ts';
import { HistoryReader } from './historyReader.ts';
import type { StateVisit, Timeline } from './timeline.ts';

export interface TimelineSource {
  readonly events: readonly HistoryEvent[];
  /** Histories of the children of Distributed Maps. */
  readonly children: readonly { readonly events: readonly HistoryEvent[] }[];
  readonly states: ReadonlyMap<string, StepId>;
  /** The way that each visit of a Choice took, by the id of the event that entered it. */
  readonly ways?: ReadonlyMap<number, number | 'otherwise'>;
  /** What was drawn: `to` waits for `from`. */
  readonly edges: readonly { readonly from: StepId; readonly to: StepId }[];
}

/** Reads the course of an execution out of its history, whole or cut off. */
export function timelineOf({ events, children, states, ways, edges }: TimelineSource): Timeline {
  const origin = events[0]?.timestamp.getTime() ?? 0;
  const main = new HistoryReader(states, origin, [], ways).read(events);
  const visits = [...main.visits, ...children.flatMap((child, i) => new HistoryReader(states, origin, [i]).read(child.events).visits)];
  const steps = new Map<StepId, StateVisit[]>();
  for (const visit of visits.sort((a, b) => a.start - b.start)) {
    if (visit.step === undefined) continue;
    const known = steps.get(visit.step);
    if (known) known.push(visit);
    else steps.set(visit.step, [visit]);
  }
  const before = new Map<StepId, StepId[]>();
  for (const { from, to } of edges) {
    const known = before.get(to);
    if (!known) before.set(to, [from]);
    else if (!known.includes(from)) known.push(from);
  }
  const redrives = events.flatMap((e) => (e.type === 'ExecutionRedriven' ? [secondsOf(e, origin)] : []));
  return { duration: secondsOf(events.at(-1), origin), steps, critical: main.critical, before, redrives, failure: main.failure };
}

function secondsOf(event: HistoryEvent | undefined, origin: number): number {
  return event === undefined ? 0 : (event.timestamp.getTime() - origin) / 1000;
}
