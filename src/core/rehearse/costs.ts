import type { Json } from '../base/json.ts';
import type { StepId } from '../model/pipeline.ts';
import { costOf, instancesOf, type Cost, type Instances } from '../simulate/answers/prices.ts';
import type { PriceTable } from './priceTable.ts';
import type { Timeline } from './timeline.ts';

/** What the instances of jobs have cost until a moment. */
export function costAt(timeline: Timeline, at: number, prices: Pick<PriceTable, 'perHour'>): Cost {
  return costOf(until(jobsOf(timeline), at), prices);
}

/** What the instances of one step have cost until a moment, and which they are; null for a step that runs on none. */
export function costOfStep(timeline: Timeline, step: StepId, at: number, prices: Pick<PriceTable, 'perHour'>): StepCost | null {
  const runs = until(jobsOf(timeline).filter((job) => job.step === step), at);
  if (runs.length === 0) return null;
  const { known, unpriced } = costOf(runs, prices);
  const groups = runs.flatMap(({ instances, seconds }) => instances.map((group) => ({ ...group, seconds })));
  return { known, unpriced, types: [...new Set(groups.map((g) => g.type))], instanceSeconds: groups.reduce((sum, g) => sum + g.count * g.seconds, 0) };
}

export interface StepCost extends Pick<Cost, 'known' | 'unpriced'> {
  readonly types: readonly string[];
  /** Seconds of all instances together. */
  readonly instanceSeconds: number;
}

/** Instance types that the jobs of a run have asked for, in the order in which they began. */
export function instanceTypesOf(timeline: Timeline): readonly string[] {
  return [...new Set(jobsOf(timeline).flatMap((job) => job.instances.map((g) => g.type)))];
}

/** A call that occupies instances, from `start` to `end` in seconds. */
interface Job {
  readonly step: StepId;
  readonly state: string;
  readonly instances: readonly Instances[];
  readonly start: number;
  readonly end: number;
}

const known = new WeakMap<Timeline, readonly Job[]>();

/** The jobs of a run, found once: figures follow the scrubber, and most calls run on no instance at all. */
function jobsOf(timeline: Timeline): readonly Job[] {
  const before = known.get(timeline);
  if (before !== undefined) return before;
  const jobs = [...timeline.steps].flatMap(([step, visits]) =>
    visits.flatMap(({ state, attempts }) =>
      attempts.flatMap(({ resource, sent, start, end }) => {
        const instances = resource === undefined || sent === undefined ? [] : instancesOf({ resource, input: JSON.parse(sent) as Json });
        return instances.length === 0 ? [] : [{ step, state, instances, start, end }];
      }),
    ),
  );
  known.set(timeline, jobs);
  return jobs;
}

function until(jobs: readonly Job[], at: number): readonly { readonly state: string; readonly instances: readonly Instances[]; readonly seconds: number }[] {
  return jobs.flatMap(({ state, instances, start, end }) => (start > at ? [] : [{ state, instances, seconds: Math.min(end, at) - start }]));
}
