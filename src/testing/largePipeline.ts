import type { Json, JsonObject } from '../core/base/json.ts';
import type { Pipeline, Step, StepId } from '../core/model/pipeline.ts';

/**
 * A pipeline of about `size` steps in the shape that people draw: rounds of a preparation, two trainings side by side,
 * each scored, a profile of the data beside them, and a report that reads all three; every round starts from the one before. Mostly functions, as 1 000 jobs
 * of SageMaker alone would be more than the 1 MB that Step Functions takes.
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
    const before: Json = r === 0 ? param('DataUri') : output(`report-${r - 1}`, ['Payload', 'next']);
    add(`prep-${r}`, lambda(`Prepare ${r}`, { data: before }), 300, 0);
    for (const c of [0, 1]) {
      add(`train-${r}-${c}`, training(`Train ${r}.${c}`, output(`prep-${r}`, ['Payload', 'train'])), c * 300, 1);
      add(`score-${r}-${c}`, lambda(`Score ${r}.${c}`, { model: { $output: `train-${r}-${c}/artifact` }, test: output(`prep-${r}`, ['Payload', 'test']) }), c * 300, 2);
    }
    add(`profile-${r}`, lambda(`Profile ${r}`, { data: output(`prep-${r}`, ['Payload', 'train']) }), 600, 1);
    add(`drift-${r}`, lambda(`Drift ${r}`, { profile: output(`profile-${r}`, ['Payload', 'summary']) }), 600, 2);
    const scores = [0, 1].map((c) => output(`score-${r}-${c}`, ['Payload', 'auc']));
    add(`report-${r}`, lambda(`Report ${r}`, { scores, drift: output(`drift-${r}`, ['Payload', 'value']) }), 300, 3);
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
      Function: { type: 'string', phase: 'deploy' },
    },
    environments: {
      dev: { region: 'us-east-1', values: { InstanceType: 'ml.m5.xlarge', RoleArn: 'arn:aws:iam::111122223333:role/ml', Bucket: 'large-dev', Function: 'work' } },
    },
    steps,
    layout,
  };
}
const ROUND = 8;

const IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1';
const param = (name: string): Json => ({ $param: name });
const output = (from: string, path: readonly string[]): Json => ({ $output: { from, path } });

function lambda(name: string, payload: JsonObject): Step {
  return { kind: 'lambda:invoke', name, arguments: { FunctionName: param('Function'), Payload: payload } };
}

function training(name: string, data: Json): Step {
  return {
    kind: 'sagemaker:createTrainingJob.sync',
    name,
    arguments: {
      AlgorithmSpecification: { TrainingImage: IMAGE, TrainingInputMode: 'File' },
      HyperParameters: { max_depth: param('Depth') },
      InputDataConfig: [{ ChannelName: 'train', DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: data } } }],
      ResourceConfig: { InstanceCount: 1, InstanceType: param('InstanceType'), VolumeSizeInGB: 30 },
      RoleArn: param('RoleArn'),
      StoppingCondition: { MaxRuntimeInSeconds: 3600 },
    },
  };
}
