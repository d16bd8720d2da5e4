import { describe, expect, it } from 'vitest';
import type { Json } from '../../base/json.ts';
import { costOf, INSTANCE_PRICES, instancesOf, TRANSITION_USD, type InstancePrices, type InstanceRun } from './prices.ts';

const PRICES: InstancePrices = { ...INSTANCE_PRICES, perHour: { 'ml.a': 1, 'ml.b': 10 } };
const on = (action: string, input: Json) => instancesOf({ resource: `arn:aws:states:::sagemaker:${action}`, input });
const run = (action: string, input: Json, seconds = 3600, state = 'S'): InstanceRun => ({ state, instances: on(action, input), seconds });
const training = (InstanceType: string, InstanceCount: number | string): Json => ({ ResourceConfig: { InstanceType, InstanceCount, VolumeSizeInGB: 30 } });

describe('the cost of instances', () => {
  it('is hours × instances × price, for each kind of job', () => {
    const cost = costOf([
      run('createTrainingJob.sync', training('ml.a', 2), 1800, 'train'),
      run('createProcessingJob.sync', { ProcessingResources: { ClusterConfig: { InstanceType: 'ml.b', InstanceCount: 1 } } }, 360, 'prepare'),
      run('createTransformJob.sync', { TransformResources: { InstanceType: 'ml.a', InstanceCount: 4 } }, 3600, 'predict'),
      run('createHyperParameterTuningJob.sync', { HyperParameterTuningJobConfig: { ResourceLimits: { MaxNumberOfTrainingJobs: 20, MaxParallelTrainingJobs: 4 } }, TrainingJobDefinition: training('ml.a', 2) }, 3600, 'tune'),
    ], PRICES);
    expect([...cost.byState]).toEqual([['train', 1], ['prepare', 1], ['predict', 4], ['tune', 8]]);
    expect(cost.known).toBe(14);
    expect(cost.unpriced).toEqual([]);
  });

  it('adds up the calls of a state, retries among them', () => {
    expect(costOf([run('createTrainingJob.sync', training('ml.a', 1), 1800), run('createTrainingJob.sync', training('ml.a', '3'))], PRICES).byState.get('S')).toBe(3.5);
  });

  it('is not known, and not zero, for a type without a price', () => {
    const cost = costOf([run('createTrainingJob.sync', training('ml.new', 1)), run('createTrainingJob.sync', training('ml.a', 1)), run('createTrainingJob.sync', training('ml.b', 1), 3600, 'T')], PRICES);
    expect([...cost.byState]).toEqual([['S', undefined], ['T', 10]]);
    expect([cost.known, cost.unpriced]).toEqual([10, ['ml.new']]);
    expect(costOf([run('createTrainingJob.sync', training('constructor', 1))]).unpriced).toEqual(['constructor']);
  });

  it('leaves out what has no instances or is not waited for', () => {
    expect([...costOf([run('createModel', {}), run('createTrainingJob', training('ml.a', 1)), run('createTrainingJob.sync', {}), run('createTrainingJob.sync', null)], PRICES).byState]).toEqual([]);
    expect(instancesOf({ resource: 'arn:aws:states:::lambda:invoke', input: {} })).toEqual([]);
  });

  it('knows groups of instances, and a tuning job that runs fewer than it could side by side', () => {
    expect(on('createTrainingJob.sync', { ResourceConfig: { InstanceGroups: [{ InstanceGroupName: 'x', InstanceType: 'ml.a', InstanceCount: 2 }, { InstanceGroupName: 'y', InstanceType: 'ml.b', InstanceCount: 1 }] } })).toEqual([{ type: 'ml.a', count: 2 }, { type: 'ml.b', count: 1 }]);
    const limits = { HyperParameterTuningJobConfig: { ResourceLimits: { MaxNumberOfTrainingJobs: 2, MaxParallelTrainingJobs: 9 } } };
    expect(on('createHyperParameterTuningJob.sync', { ...limits, TrainingJobDefinition: training('ml.a', 1) })).toEqual([{ type: 'ml.a', count: 2 }]);
    expect(on('createHyperParameterTuningJob.sync', { ...limits, TrainingJobDefinition: { HyperParameterTuningResourceConfig: { InstanceType: 'ml.b', InstanceCount: 3 } } })).toEqual([{ type: 'ml.b', count: 6 }]);
  });
});

describe('the table of prices', () => {
  it('says where it is from, and holds the types that new steps have', () => {
    expect(INSTANCE_PRICES.date).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(INSTANCE_PRICES.source).toContain('https://aws.amazon.com/');
    for (const type of ['ml.m5.large', 'ml.m5.xlarge', 'ml.m5.2xlarge']) expect(INSTANCE_PRICES.perHour[type]).toBeGreaterThan(0);
    expect(TRANSITION_USD * 1000).toBeCloseTo(0.025, 12);
  });
});
