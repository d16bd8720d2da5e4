import { isList, own, type Json, type JsonObject } from '../../base/json.ts';
import { valueAt } from '../../base/pointer.ts';
import table from './instancePrices.json' with { type: 'json' };
import { calledResource } from '../../asl/calledResource.ts';

/** Prices per instance and hour; `source` and `date` say where they come from. A person's own stand before them (`rehearse/priceTable.ts`). */
export interface InstancePrices {
  readonly currency: string;
  readonly region: string;
  readonly date: string;
  readonly source: string;
  readonly perHour: Readonly<Record<string, number>>;
}

/** The table that comes with Cauce. */
export const INSTANCE_PRICES: InstancePrices = table;

/** US dollars for one state transition of a Standard machine, us-east-1 ($0.025 per 1 000; https://aws.amazon.com/step-functions/pricing/). A retry is one too. */
export const TRANSITION_USD = 0.025 / 1000;

/** The instances that a call of a state occupied, whether it ended well or not. */
export interface InstanceRun {
  readonly state: string;
  readonly instances: readonly Instances[];
  readonly seconds: number;
}

export interface Cost {
  /** Of all that have a known price, in the currency of the table. */
  readonly known: number;
  /** By state, calls added up; undefined where an instance type of the state has no price, and so its cost is not known. */
  readonly byState: ReadonlyMap<string, number | undefined>;
  /** Instance types without a price, sorted. */
  readonly unpriced: readonly string[];
}

/** What instances cost: hours × instances × price. Calls without instances are not listed. */
export function costOf(runs: readonly InstanceRun[], prices: Pick<InstancePrices, 'perHour'> = INSTANCE_PRICES): Cost {
  const byState = new Map<string, number | undefined>();
  const unpriced = new Set<string>();
  for (const run of runs) {
    if (run.instances.length === 0) continue;
    let cost: number | undefined = byState.has(run.state) ? byState.get(run.state) : 0;
    for (const { type, count } of run.instances) {
      const price = own(prices.perHour, type);
      if (price === undefined) unpriced.add(type);
      cost = cost === undefined || price === undefined ? undefined : cost + (run.seconds / 3600) * count * price;
    }
    byState.set(run.state, cost);
  }
  const known = [...byState.values()].reduce<number>((sum, cost) => sum + (cost ?? 0), 0);
  return { known, byState, unpriced: [...unpriced].sort() };
}

export interface Instances {
  readonly type: string;
  readonly count: number;
}

/**
 * The instances that a job runs on, from its request. A tuning job runs as many trainings at a time as it may. Empty for what
 * runs on no instance of its own, and for jobs that are started and not waited for: nobody knows how long these take.
 */
export function instancesOf({ resource, input }: { readonly resource: string; readonly input: Json }): readonly Instances[] {
  const called = calledResource(resource);
  if (called.to !== 'service' || called.service !== 'sagemaker' || called.pattern !== 'sync') return [];
  switch (called.action) {
    case 'createTrainingJob':
      return resourceConfig(valueAt(input, '/ResourceConfig'), 1);
    case 'createProcessingJob':
      return instances(valueAt(input, '/ProcessingResources/ClusterConfig'), 1);
    case 'createTransformJob':
      return instances(valueAt(input, '/TransformResources'), 1);
    case 'createHyperParameterTuningJob':
      return tuningInstances(input);
    default:
      return [];
  }
}

function tuningInstances(input: Json): readonly Instances[] {
  const limit = (name: string): number => positive(valueAt(input, `/HyperParameterTuningJobConfig/ResourceLimits/${name}`)) ?? Infinity;
  const together = Math.min(limit('MaxParallelTrainingJobs'), limit('MaxNumberOfTrainingJobs'));
  const definition = valueAt(input, '/TrainingJobDefinition') ?? valueAt(input, '/TrainingJobDefinitions/0');
  const times = Number.isFinite(together) ? together : 1;
  const fixed = resourceConfig(valueAt(definition, '/ResourceConfig'), times);
  // A definition may leave the choice among several types to SageMaker; the first is reckoned with.
  return fixed.length > 0 ? fixed : instances(valueAt(definition, '/HyperParameterTuningResourceConfig'), times);
}

function resourceConfig(config: Json | undefined, times: number): readonly Instances[] {
  const groups = valueAt(config, '/InstanceGroups');
  return isList(groups) ? groups.flatMap((group) => instances(group, times)) : instances(config, times);
}

function instances(config: Json | undefined, times: number): readonly Instances[] {
  const type = valueAt(config, '/InstanceType');
  return typeof type === 'string' ? [{ type, count: times * (positive(valueAt(config as JsonObject, '/InstanceCount')) ?? 1) }] : [];
}

/** Numbers may arrive as texts, from parameters. */
function positive(value: Json | undefined): number | undefined {
  const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN;
  return Number.isFinite(number) && number > 0 ? number : undefined;
}
