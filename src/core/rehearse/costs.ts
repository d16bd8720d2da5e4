import type { Json } from '../base/json.ts';
import type { StepId } from '../model/pipeline.ts';
import { costOf, instancesOf, type Cost, type TaskRun } from '../simulate/answers/prices.ts';
import type { PriceTable } from './priceTable.ts';
import type { Attempt, StateVisit, Timeline } from './timeline.ts';

/** What the instances of jobs have cost until a moment. */
export function costAt(timeline: Timeline, at: number, prices: Pick<PriceTable, 'perHour'>): Cost {
  return costOf(callsUntil([...timeline.steps.values()].flat(), at), prices);
}

/** What the instances of one step have cost until a moment, and which they are; null for a step that runs on none. */
export function costOfStep(timeline: Timeline, step: StepId, at: number, prices: Pick<PriceTable, 'perHour'>): StepCost | null {
  const calls = callsUntil(timeline.steps.get(step) ?? [], at);
  const groups = calls.flatMap((call) => instancesOf(call).map((group) => ({ ...group, seconds: call.seconds })));
  if (groups.length === 0) return null;
  const { known, unpriced } = costOf(calls, prices);
  return { known, unpriced, types: [...new Set(groups.map((g) => g.type))], instanceSeconds: groups.reduce((sum, g) => sum + g.count * g.seconds, 0) };
}

export interface StepCost extends Pick<Cost, 'known' | 'unpriced'> {
  readonly types: readonly string[];
  /** Seconds of all instances together. */
  readonly instanceSeconds: number;
}

/** Instance types that the jobs of a run have asked for, in the order in which they began. */
export function instanceTypesOf(timeline: Timeline): readonly string[] {
  const calls = callsUntil([...timeline.steps.values()].flat(), timeline.duration);
  return [...new Set(calls.flatMap((call) => instancesOf(call).map((g) => g.type)))];
}

function callsUntil(visits: readonly StateVisit[], at: number): readonly TaskRun[] {
  return visits.flatMap(({ state, attempts }) =>
    attempts.flatMap((attempt) => {
      const { resource, sent, start, end } = attempt;
      return resource === undefined || sent === undefined || start > at ? [] : [{ state, resource, input: inputOf(attempt, sent), seconds: Math.min(end, at) - start }];
    }),
  );
}

/** What calls were sent, read once: figures follow the scrubber. */
const read = new WeakMap<Attempt, Json>();

function inputOf(attempt: Attempt, sent: string): Json {
  const known = read.get(attempt);
  if (known !== undefined) return known;
  const input = JSON.parse(sent) as Json;
  read.set(attempt, input);
  return input;
}
