import type { Json, JsonObject } from '../core/base/json.ts';
import type { Pipeline, Step, StepId } from '../core/model/pipeline.ts';

/**
 * A pipeline of about `size` steps in the shape that people draw: rounds of preprocessing, three trainings side by side,
 * each evaluated, and a function that reads all three; every round starts from the one before.
 */
export function largePipeline(size: number): Pipeline {
  const steps: Record<StepId, Step> = {};
  const layout: Record<StepId, readonly number[]> = {};
  const rounds = Math.max(1, Math.round(size / ROUND));
  for (let r = 0; r < rounds; r++) {
    const y = r * 520;
    const add = (id: StepId, step: Step, x: number, row: number): void => {
      steps[id] = step;
      layout[id] = [x, y + row * 130];
    };
    add(`prep-${r}`, processing(`Preprocess ${r}`, r === 0 ? param('DataUri') : output(`report-${r - 1}`, ['Payload', 'next']), ['train', 'test']), 300, 0);
    for (const c of [0, 1, 2]) {
      add(`train-${r}-${c}`, training(`Train ${r}.${c}`, `prep-${r}`, c), c * 300, 1);
      add(`score-${r}-${c}`, processing(`Score ${r}.${c}`, output(`train-${r}-${c}`, ['ModelArtifacts', 'S3ModelArtifacts']), ['scores']), c * 300, 2);
    }
    const scores = [0, 1, 2].map((c) => ({ $output: `score-${r}-${c}/scores` }));
    add(`report-${r}`, { kind: 'lambda:invoke', name: `Report ${r}`, arguments: { FunctionName: param('ReportFunction'), Payload: { scores } } }, 300, 3);
  }
  return {
    format: 'cauce/1',
    name: `large-${size}`,
    language: 'jsonata',
    machine: { name: `large-${size}`, role: param('RoleArn'), type: 'STANDARD' },
    settings: { checkInputFirst: true, artifacts: { bucket: param('Bucket'), prefix: 'runs' } },
    parameters: {
      DataUri: { type: 's3-uri', phase: 'run' },
      Depth: { type: 'integer', phase: 'run', default: 6 },
      InstanceType: { type: 'instance-type', phase: 'deploy' },
      RoleArn: { type: 'role', phase: 'deploy' },
      Bucket: { type: 'string', phase: 'deploy' },
      ReportFunction: { type: 'string', phase: 'deploy' },
    },
    environments: {
      dev: { region: 'us-east-1', values: { InstanceType: 'ml.m5.xlarge', RoleArn: 'arn:aws:iam::111122223333:role/ml', Bucket: 'large-dev', ReportFunction: 'report' } },
    },
    steps,
    layout,
  };
}
const ROUND = 8;

const IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1';
const param = (name: string): Json => ({ $param: name });
const output = (from: string, path: readonly string[]): Json => ({ $output: { from, path } });

function processing(name: string, data: Json, outputs: readonly string[]): Step {
  return {
    kind: 'sagemaker:createProcessingJob.sync',
    name,
    arguments: {
      AppSpecification: { ImageUri: IMAGE },
      ProcessingInputs: [{ InputName: 'data', S3Input: { S3Uri: data, LocalPath: '/opt/ml/processing/data', S3DataType: 'S3Prefix', S3InputMode: 'File' } }],
      ProcessingOutputConfig: { Outputs: outputs.map((o) => ({ OutputName: o, S3Output: { LocalPath: `/opt/ml/processing/${o}`, S3UploadMode: 'EndOfJob' } })) },
      ProcessingResources: resources('ClusterConfig'),
      RoleArn: param('RoleArn'),
    },
  };
}

function training(name: string, prep: StepId, candidate: number): Step {
  return {
    kind: 'sagemaker:createTrainingJob.sync',
    name,
    arguments: {
      AlgorithmSpecification: { TrainingImage: IMAGE, TrainingInputMode: 'File' },
      HyperParameters: { max_depth: param('Depth'), seed: String(candidate), num_round: '100' },
      InputDataConfig: [{ ChannelName: 'train', DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: { $output: `${prep}/train` } } } }],
      ResourceConfig: resources().ResourceConfig as Json,
      RoleArn: param('RoleArn'),
      StoppingCondition: { MaxRuntimeInSeconds: 3600 },
    },
  };
}

function resources(name = 'ResourceConfig'): JsonObject {
  return { [name]: { InstanceCount: 1, InstanceType: param('InstanceType'), VolumeSizeInGB: 30 } };
}
