import { createRequire } from 'node:module';
import { medianMs, type Figure } from '../../testing/bench.ts';
import type { Json } from '../base/json.ts';
import { checkDefinition } from './check.ts';
import { checkAsl } from './checkText.ts';
import { readExpression } from './jsonataSyntax.ts';

/** Time to check a definition: SageMaker jobs in JSONata, in a row, each with expressions of its own. Peer: asl-validator. */
export async function bench(): Promise<readonly Figure[]> {
  const thousand = machine(1_000);
  const text = JSON.stringify(thousand);
  const five = machine(5_000);
  const validate = createRequire(`${process.cwd()}/package.json`)('asl-validator') as (definition: Json) => unknown;
  // asl-validator writes into what it is given.
  const peer = await medianMs(() => validate(structuredClone(thousand)), 3, 1);
  const check = (definition: Json) => () => checkDefinition(definition, { readExpression });
  let fresh = 0;
  return [
    { what: 'check a definition of 1 000 states', value: await medianMs(check(thousand)), unit: 'ms', budget: 10, peer: { name: 'asl-validator', value: peer } },
    { what: 'check a definition of 5 000 states', value: await medianMs(check(five)), unit: 'ms', budget: 50 },
    { what: 'read and check the text of a definition of 1 000 states', value: await medianMs(() => checkAsl(text, 'x.json')), unit: 'ms' },
    { what: 'check a definition of 1 000 states whose expressions were never seen', value: await medianMs(() => checkDefinition(machine(1_000, `f${fresh++}`), { readExpression }), 5, 1), unit: 'ms' },
  ];
}

function machine(size: number, mark = 'job'): Json {
  const params = { Image: 'i', InstanceType: 'ml.m5.xlarge', Bucket: 'b', MaxDepth: 5 };
  const states: Record<string, Json> = { Parameters: { Type: 'Pass', Assign: { params }, Next: 'Train 0' } };
  for (let i = 0; i < size; i++) {
    states[`Train ${i}`] = {
      Type: 'Task',
      Resource: 'arn:aws:states:::sagemaker:createTrainingJob.sync',
      Arguments: {
        TrainingJobName: `{% '${mark}-${i}-' & $substring($uuid(), 0, 20) %}`,
        RoleArn: '${ExecutionRoleArn}',
        AlgorithmSpecification: { TrainingImage: '{% $params.Image %}', TrainingInputMode: 'File' },
        ResourceConfig: { InstanceType: '{% $params.InstanceType %}', InstanceCount: 1, VolumeSizeInGB: 30 },
        InputDataConfig: [{ ChannelName: 'train', DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: `{% $states.input.uri & '/${mark}/${i}' %}` } } }],
        OutputDataConfig: { S3OutputPath: `{% 's3://' & $params.Bucket & '/' & $states.context.Execution.Name & '/${i}' %}` },
        StoppingCondition: { MaxRuntimeInSeconds: 86400 },
        HyperParameters: { max_depth: '{% $string($params.MaxDepth) %}', eta: '0.2' },
      },
      Retry: [{ ErrorEquals: ['SageMaker.AmazonSageMakerException'], IntervalSeconds: 5, MaxAttempts: 5, BackoffRate: 2 }],
      Assign: { [`train${i}`]: { uri: '{% $states.result.ModelArtifacts.S3ModelArtifacts %}' } },
      Output: '{% $states.input %}',
      ...(i === size - 1 ? { End: true } : { Next: `Train ${i + 1}` }),
    };
  }
  return { QueryLanguage: 'JSONata', StartAt: 'Parameters', States: states };
}
