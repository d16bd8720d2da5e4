import { isObject, own, type Json, type JsonObject } from '../../base/json.ts';
import { pointer, valueAt } from '../../base/pointer.ts';
import { looksLikeBinding } from '../../model/binding.ts';
import { PORT_TYPES, type PortType, type Step } from '../../model/pipeline.ts';
import { elementKey } from '../elements.ts';
import type { Derived, InputPort, Kind, OutputPort } from '../kind.ts';
import { argumentsOf, elementInputs, input, jobName, listAt, output, placeType, SAGEMAKER_RETRY } from './common.ts';

const OUTPUTS = '/ProcessingOutputConfig/Outputs';

const DERIVED: readonly Derived[] = [
  { pointer: '/ProcessingJobName', rule: 'job-name' },
  { pointer: `${OUTPUTS}/*/S3Output/S3Uri`, rule: 'place', output: '*' },
];

function s3Input(name: string): JsonObject {
  return { InputName: name, S3Input: { LocalPath: `/opt/ml/processing/${name}`, S3DataType: 'S3Prefix', S3InputMode: 'File' } };
}

function s3Output(name: string): JsonObject {
  return { OutputName: name, S3Output: { LocalPath: `/opt/ml/processing/${name}`, S3UploadMode: 'EndOfJob' } };
}

function template(inputs: readonly string[], outputs: readonly string[]): JsonObject {
  return {
    ProcessingInputs: inputs.map(s3Input),
    ProcessingOutputConfig: { Outputs: outputs.map(s3Output) },
    ProcessingResources: { ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.xlarge', VolumeSizeInGB: 30 } },
    StoppingCondition: { MaxRuntimeInSeconds: 3600 },
    AppSpecification: {},
  };
}

function processingInputs(step: Step): readonly InputPort[] {
  const args = argumentsOf(step);
  return [
    ...elementInputs(args, '/ProcessingInputs', '/S3Input/S3Uri', {
      type: placeType,
      element: { InputName: '', S3Input: { LocalPath: '/opt/ml/processing/input', S3DataType: 'S3Prefix', S3InputMode: 'File' } },
      add: 'Add an input',
      has: (element) => own(element, 'DatasetDefinition') === undefined && (own(element, 'AppManaged') !== true || own(element, 'S3Input') !== undefined),
    }),
    input('/AppSpecification/ImageUri', 'Image', 'image', true),
    input('/RoleArn', 'Role', 'role', true),
  ];
}

/** Each named output as the place that it is written to; outputs to a feature store have none. */
function processingOutputs(step: Step, type: (name: string) => PortType): readonly OutputPort[] {
  const outputs = listAt(argumentsOf(step), OUTPUTS);
  const ports = outputs.flatMap((element, index): readonly OutputPort[] => {
    if (!isObject(element) || looksLikeBinding(element) || own(element, 'FeatureStoreOutput') !== undefined) return [];
    const name = elementKey(outputs, index);
    return [output(name, name, type(name), { from: 'argument', pointer: OUTPUTS + pointer(index) + '/S3Output/S3Uri' })];
  });
  return [...ports, jobName('ProcessingJobName')];
}

const shared = {
  service: 'sagemaker',
  operation: 'CreateProcessingJob',
  responseOf: 'DescribeProcessingJob',
  resource: 'arn:aws:states:::sagemaker:createProcessingJob.sync',
  group: 'Process and evaluate',
  retryDefaults: SAGEMAKER_RETRY,
  derived: DERIVED,
  inputs: processingInputs,
} satisfies Partial<Kind>;

export const processing: Kind = {
  ...shared,
  id: 'sagemaker:createProcessingJob.sync',
  label: 'Processing job',
  summary: 'Runs a script in a container over data in S3 and keeps what it writes',
  family: 'data',
  icon: 'process',
  estimateSeconds: 420,
  template: { arguments: template(['data'], ['train']) },
  outputs: (step) => processingOutputs(step, placeType),
};

/** A processing job whose output `evaluation` is a JSON report; each metric in it is an output (formats.md 1). */
export const evaluation: Kind = {
  ...shared,
  id: 'cauce:evaluation',
  label: 'Evaluation job',
  summary: 'Measures a model with a script; its metrics can decide in a Choice',
  family: 'measure',
  icon: 'measure',
  estimateSeconds: 300,
  template: { arguments: template(['model', 'test'], ['evaluation']), metrics: { accuracy: { path: ['accuracy'], type: 'number' } } },
  outputs: (step) => {
    const metrics = (step as unknown as { readonly metrics?: Json }).metrics;
    const ports = Object.entries(isObject(metrics) ? metrics : {}).map(([name, metric]) => output(name, name, metricType(metric), { from: 'metric', name }));
    const taken = new Set(ports.map((p) => p.name));
    return [...ports, ...processingOutputs(step, (name) => (name === 'evaluation' ? 's3-uri' : placeType(name))).filter((p) => !taken.has(p.name))];
  },
};

function metricType(metric: Json): PortType {
  const type = valueAt(metric, '/type');
  return (PORT_TYPES as readonly (Json | undefined)[]).includes(type) ? (type as PortType) : 'number';
}
