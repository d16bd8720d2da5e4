import { isList, isObject, type Json, type JsonObject } from '../../base/json.ts';
import { valueAt } from '../../base/pointer.ts';
import type { Kind, OutputPort } from '../kind.ts';
import { isGiven } from '../given.ts';
import { argumentsOf, input, jobName, output, SAGEMAKER_RETRY } from './common.ts';
import { channel, channelInputs } from './training.ts';

const OUTPUT = '/TrainingJobDefinition/OutputDataConfig';
const OUTPUT_PATH = `${OUTPUT}/S3OutputPath`;

export const tuning: Kind = {
  id: 'sagemaker:createHyperParameterTuningJob.sync',
  label: 'Tuning job',
  summary: 'Trains many times with other hyperparameters and keeps the best',
  family: 'model',
  group: 'Train and tune',
  icon: 'tune',
  service: 'sagemaker',
  operation: 'CreateHyperParameterTuningJob',
  responseOf: 'DescribeHyperParameterTuningJob',
  resource: 'arn:aws:states:::sagemaker:createHyperParameterTuningJob.sync',
  estimateSeconds: 3600,
  retryDefaults: SAGEMAKER_RETRY,
  derived: [
    // 32 characters at most, unlike every other job.
    { pointer: '/HyperParameterTuningJobName', rule: 'short-name' },
    { pointer: OUTPUT_PATH, rule: 'place', output: 'artifact' },
  ],
  template: {
    arguments: {
      HyperParameterTuningJobConfig: {
        Strategy: 'Bayesian',
        HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'validation:auc' },
        ResourceLimits: { MaxNumberOfTrainingJobs: 20, MaxParallelTrainingJobs: 4 },
        ParameterRanges: { ContinuousParameterRanges: [{ Name: 'eta', MinValue: '0.01', MaxValue: '0.3' }] },
        TrainingJobEarlyStoppingType: 'Auto',
      },
      TrainingJobDefinition: {
        AlgorithmSpecification: { TrainingInputMode: 'File' },
        StaticHyperParameters: {},
        InputDataConfig: [channel('train'), channel('validation')],
        ResourceConfig: { InstanceCount: 1, InstanceType: 'ml.m5.xlarge', VolumeSizeInGB: 30 },
        StoppingCondition: { MaxRuntimeInSeconds: 14400 },
      },
    },
  },
  inputs: (step) => {
    const args = argumentsOf(step);
    // Several definitions stand in the place of the one, and have no ports.
    const single = !isGiven(args, '/TrainingJobDefinitions');
    const bought = isGiven(args, '/TrainingJobDefinition/AlgorithmSpecification/AlgorithmName');
    return [
      ...channelInputs(args, '/TrainingJobDefinition', single),
      input('/TrainingJobDefinition/StaticHyperParameters', 'Fixed hyperparameters', 'json'),
      input('/TrainingJobDefinition/AlgorithmSpecification/TrainingImage', 'Image', 'image', single && !bought),
      input('/TrainingJobDefinition/RoleArn', 'Role', 'role', single),
    ];
  },
  outputs: (step) => [
    ...bestArtifact(argumentsOf(step)),
    output('best-training-job', 'Best training job', 'name', { from: 'response', path: ['BestTrainingJob', 'TrainingJobName'] }),
    output('best-objective', 'Best objective', 'number', { from: 'response', path: ['BestTrainingJob', 'FinalHyperParameterTuningJobObjectiveMetric', 'Value'] }),
    output('best-hyperparameters', 'Best hyperparameters', 'json', { from: 'response', path: ['BestTrainingJob', 'TunedHyperParameters'] }),
    jobName('HyperParameterTuningJobName'),
  ],
};

/**
 * The description of a tuning job does not say where the best trial's artifact is. SageMaker writes it to
 * `<S3OutputPath>/<training job>/output/model.tar.gz`, so it is offered where that is certain: one definition, packed output,
 * and a path that is made by Cauce or visibly does not end in a slash.
 */
function bestArtifact(args: JsonObject): readonly OutputPort[] {
  const compression = valueAt(args, `${OUTPUT}/CompressionType`);
  const single = isObject(args['TrainingJobDefinition']) && args['TrainingJobDefinitions'] === undefined;
  if (!single || (compression !== undefined && compression !== 'GZIP') || !endsPlainly(valueAt(args, OUTPUT_PATH))) return [];
  const parts = [{ argument: OUTPUT_PATH }, '/', { response: ['BestTrainingJob', 'TrainingJobName'] }, '/output/model.tar.gz'];
  return [output('best-artifact', 'Best model artifact', 'model-artifact', { from: 'text', parts })];
}

function endsPlainly(path: Json | undefined): boolean {
  if (path === undefined) return true;
  const text = isObject(path) && isList(path['$text']) ? path['$text'].at(-1) : path;
  return typeof text === 'string' && text !== '' && !text.endsWith('/');
}
