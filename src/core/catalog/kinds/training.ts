import { isObject, own, type JsonObject } from '../../base/json.ts';
import type { Pointer } from '../../base/pointer.ts';
import type { InputPort, Kind } from '../kind.ts';
import { isGiven } from '../given.ts';
import { argumentsOf, elementInputs, input, jobName, output, placeType, SAGEMAKER_RETRY } from './common.ts';

const RESOURCES = { InstanceCount: 1, InstanceType: 'ml.m5.xlarge', VolumeSizeInGB: 30 };
const CHANNEL_SOURCE = { S3DataType: 'S3Prefix', S3DataDistributionType: 'FullyReplicated' };

export function channel(name: string): JsonObject {
  return { ChannelName: name, DataSource: { S3DataSource: CHANNEL_SOURCE } };
}

/** The channels of a training job, or of the trials of a tuning job (`at`). */
export function channelInputs(args: JsonObject, at: Pointer, required = true): readonly InputPort[] {
  return elementInputs(args, `${at}/InputDataConfig`, '/DataSource/S3DataSource/S3Uri', {
    type: (name) => (placeType(name) === 's3-uri' ? 'dataset' : placeType(name)),
    element: channel(''),
    add: 'Add a channel',
    required,
    // A channel may also be a file system.
    has: (element) => {
      const source = own(element, 'DataSource');
      return !isObject(source) || own(source, 'S3DataSource') !== undefined || Object.keys(source).length === 0;
    },
  });
}

/** An algorithm bought in the marketplace and a serverless job name what runs in another way. */
function needsImage(args: JsonObject): boolean {
  return !isGiven(args, '/AlgorithmSpecification/AlgorithmName') && !isGiven(args, '/ServerlessJobConfig');
}

export const training: Kind = {
  id: 'sagemaker:createTrainingJob.sync',
  label: 'Training job',
  summary: 'Trains a model on channels of data with an algorithm or a script',
  family: 'model',
  group: 'Train and tune',
  icon: 'train',
  service: 'sagemaker',
  operation: 'CreateTrainingJob',
  responseOf: 'DescribeTrainingJob',
  resource: 'arn:aws:states:::sagemaker:createTrainingJob.sync',
  estimateSeconds: 1200,
  retryDefaults: SAGEMAKER_RETRY,
  derived: [
    { pointer: '/TrainingJobName', rule: 'job-name' },
    { pointer: '/OutputDataConfig/S3OutputPath', rule: 'place', output: 'artifact' },
  ],
  template: {
    arguments: {
      AlgorithmSpecification: { TrainingInputMode: 'File' },
      HyperParameters: {},
      InputDataConfig: [channel('train')],
      ResourceConfig: RESOURCES,
      StoppingCondition: { MaxRuntimeInSeconds: 14400 },
    },
  },
  inputs: (step) => [
    ...channelInputs(argumentsOf(step), ''),
    input('/HyperParameters', 'Hyperparameters', 'json'),
    input('/AlgorithmSpecification/TrainingImage', 'Image', 'image', needsImage(argumentsOf(step))),
    input('/RoleArn', 'Role', 'role', true),
  ],
  outputs: () => [
    output('artifact', 'Model artifact', 'model-artifact', { from: 'response', path: ['ModelArtifacts', 'S3ModelArtifacts'] }),
    jobName('TrainingJobName'),
  ],
};
