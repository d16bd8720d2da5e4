import { pointer } from '../../base/pointer.ts';
import type { InputPort, Kind } from '../kind.ts';
import { isGiven } from '../given.ts';
import { argumentsOf, elementInputs, input, jobName, listAt, madeName, output, SAGEMAKER_RETRY } from './common.ts';

const shared = { service: 'sagemaker', group: 'Model and endpoint', family: 'model', retryDefaults: SAGEMAKER_RETRY } satisfies Partial<Kind>;

export const model: Kind = {
  ...shared,
  id: 'sagemaker:createModel',
  label: 'Model',
  summary: 'Makes a trained artifact and a container image a model that can serve',
  icon: 'model',
  operation: 'CreateModel',
  resource: 'arn:aws:states:::sagemaker:createModel',
  estimateSeconds: 5,
  derived: [{ pointer: '/ModelName', rule: 'job-name' }],
  template: { arguments: { PrimaryContainer: {} } },
  inputs: (step) => {
    const args = argumentsOf(step);
    const several = isGiven(args, '/Containers') && !isGiven(args, '/PrimaryContainer');
    const places = several ? listAt(args, '/Containers').map((_, i) => ({ at: `/Containers${pointer(i)}`, label: ` of container ${i + 1}` })) : [{ at: '/PrimaryContainer', label: '' }];
    return [
      ...places.flatMap(({ at, label }): readonly InputPort[] => [
        input(`${at}/ModelDataUrl`, `Model artifact${label}`, 'model-artifact'),
        // A model package brings its images along.
        input(`${at}/Image`, `Image${label}`, 'image', !isGiven(args, `${at}/ModelPackageName`)),
      ]),
      input('/ExecutionRoleArn', 'Role', 'role', true),
    ];
  },
  outputs: (step) => [output('ModelName', 'Model', 'model', madeName(argumentsOf(step), 'ModelName', 'ModelArn'))],
};

export const endpointConfig: Kind = {
  ...shared,
  id: 'sagemaker:createEndpointConfig',
  label: 'Endpoint configuration',
  summary: 'Says which models serve behind an endpoint and on which machines',
  icon: 'config',
  operation: 'CreateEndpointConfig',
  resource: 'arn:aws:states:::sagemaker:createEndpointConfig',
  estimateSeconds: 5,
  derived: [{ pointer: '/EndpointConfigName', rule: 'job-name' }],
  template: { arguments: { ProductionVariants: [{ VariantName: 'live', InstanceType: 'ml.m5.large', InitialInstanceCount: 1 }] } },
  inputs: (step) =>
    elementInputs(argumentsOf(step), '/ProductionVariants', '/ModelName', {
      type: () => 'model',
      // With a role of its own the endpoint hosts inference components, which bring their models later.
      required: !isGiven(argumentsOf(step), '/ExecutionRoleArn'),
      element: { VariantName: '', InstanceType: 'ml.m5.large', InitialInstanceCount: 1 },
      add: 'Add a variant',
    }),
  outputs: (step) => [output('EndpointConfigName', 'Endpoint configuration', 'name', madeName(argumentsOf(step), 'EndpointConfigName', 'EndpointConfigArn'))],
};

/** The endpoint kinds take the same two names. */
function endpointKind(kind: Pick<Kind, 'id' | 'label' | 'summary' | 'operation' | 'resource' | 'estimateSeconds' | 'derived'> & Partial<Kind>): Kind {
  return {
    ...shared,
    icon: 'endpoint',
    template: { arguments: {} },
    inputs: () => [
      input('/EndpointConfigName', 'Endpoint configuration', 'name', true),
      input('/EndpointName', 'Endpoint name', 'endpoint', kind.derived.length === 0),
    ],
    outputs: (step) => [
      output('EndpointName', 'Endpoint', 'endpoint', madeName(argumentsOf(step), 'EndpointName', 'EndpointArn')),
      output('EndpointArn', 'Endpoint ARN', 'arn', { from: 'response', path: ['EndpointArn'] }),
    ],
    ...kind,
  } as Kind;
}

/**
 * Create or update, then wait until in service. Its name is not made by Cauce: a new one at every run would leave an endpoint
 * behind each time.
 */
export const endpoint = endpointKind({
  id: 'cauce:endpoint',
  label: 'Endpoint',
  summary: 'Creates or updates an endpoint and waits until it is in service',
  operation: 'CreateEndpoint',
  responseOf: 'DescribeEndpoint',
  resource: 'arn:aws:states:::sagemaker:createEndpoint',
  estimateSeconds: 480,
  derived: [],
});

export const createEndpoint = endpointKind({
  id: 'sagemaker:createEndpoint',
  label: 'Create endpoint',
  summary: 'Starts to create an endpoint and does not wait for it',
  operation: 'CreateEndpoint',
  resource: 'arn:aws:states:::sagemaker:createEndpoint',
  estimateSeconds: 5,
  derived: [{ pointer: '/EndpointName', rule: 'job-name' }],
});

export const updateEndpoint = endpointKind({
  id: 'sagemaker:updateEndpoint',
  label: 'Update endpoint',
  summary: 'Starts to change an endpoint and does not wait for it',
  operation: 'UpdateEndpoint',
  resource: 'arn:aws:states:::sagemaker:updateEndpoint',
  estimateSeconds: 5,
  derived: [],
});

export const transform: Kind = {
  ...shared,
  id: 'sagemaker:createTransformJob.sync',
  label: 'Batch transform',
  summary: 'Lets a model predict for a whole data set, without an endpoint',
  family: 'data',
  group: 'Process and evaluate',
  icon: 'transform',
  operation: 'CreateTransformJob',
  responseOf: 'DescribeTransformJob',
  resource: 'arn:aws:states:::sagemaker:createTransformJob.sync',
  estimateSeconds: 600,
  derived: [
    { pointer: '/TransformJobName', rule: 'job-name' },
    { pointer: '/TransformOutput/S3OutputPath', rule: 'place', output: 'predictions' },
  ],
  template: {
    arguments: {
      TransformInput: { ContentType: 'text/csv', SplitType: 'Line', DataSource: { S3DataSource: { S3DataType: 'S3Prefix' } } },
      TransformOutput: { AssembleWith: 'Line' },
      TransformResources: { InstanceType: 'ml.m5.xlarge', InstanceCount: 1 },
    },
  },
  inputs: () => [
    input('/ModelName', 'Model', 'model', true),
    input('/TransformInput/DataSource/S3DataSource/S3Uri', 'Data', 'dataset', true),
  ],
  outputs: () => [output('predictions', 'Predictions', 'dataset', { from: 'argument', pointer: '/TransformOutput/S3OutputPath' }), jobName('TransformJobName')],
};
