import type { ServiceCall } from '../calls.ts';
import { arn, askArns, EVERY, named, ofType, type Grant, type Surroundings } from '../grant.ts';
import { passedRoles } from './passRole.ts';

interface Noun {
  readonly type: string;
  /** The jobs that `.sync` waits for, by the EventBridge rule that tells of them. */
  readonly rule?: string;
  /** Its ARN in IAM is of this type too. */
  readonly also?: readonly [type: string, member: string];
}

/**
 * What SageMaker's actions act on: the type of the resource (Service Authorization Reference, Amazon SageMaker); the member
 * that names it is `<Noun>Name`. Rules: Step Functions guide, sagemaker-iam; of tuning jobs AWS's Data Science SDK.
 */
const NOUNS: Readonly<Record<string, Noun>> = {
  TrainingJob: { type: 'training-job', rule: 'StepFunctionsGetEventsForSageMakerTrainingJobsRule' },
  ProcessingJob: { type: 'processing-job', rule: 'StepFunctionsGetEventsForSageMakerProcessingJobsRule' },
  TransformJob: { type: 'transform-job', rule: 'StepFunctionsGetEventsForSageMakerTransformJobsRule' },
  HyperParameterTuningJob: { type: 'hyper-parameter-tuning-job', rule: 'StepFunctionsGetEventsForSageMakerTuningJobsRule' },
  LabelingJob: { type: 'labeling-job' },
  Model: { type: 'model' },
  EndpointConfig: { type: 'endpoint-config' },
  Endpoint: { type: 'endpoint', also: ['endpoint-config', 'EndpointConfigName'] },
  AutoMLJob: { type: 'automl-job' },
  ModelPackage: { type: 'model-package' },
  ModelPackageGroup: { type: 'model-package-group' },
  MonitoringSchedule: { type: 'monitoring-schedule' },
  InferenceComponent: { type: 'inference-component' },
  Pipeline: { type: 'pipeline' },
};
const ACTION = new RegExp(`^(create|describe|stop|delete|update|start|invoke)(${Object.keys(NOUNS).join('|')})(V2|Execution)?$`);
const TYPES_OF_ANY_OTHER = askArns('SageMakerResourceArns', 'what else it works on in SageMaker');

export function sagemakerGrants(call: ServiceCall, around: Surroundings): readonly Grant[] {
  const { action, pattern } = call;
  const [, verb = '', word = ''] = ACTION.exec(action) ?? [];
  const noun = NOUNS[word];
  const operation = action.charAt(0).toUpperCase() + action.slice(1);
  if (!noun) return [{ sid: 'SageMaker', actions: [`sagemaker:${operation}`], resources: [TYPES_OF_ANY_OTHER] }, ...passedRoles(call, 'sagemaker')];
  const resources = word === 'ModelPackage' ? packages(call, around) : ofType('sagemaker', noun.type, call.arguments.member(`${word}Name`), around);
  const creates = verb === 'create';
  const waits = pattern === 'sync';
  const job = word.endsWith('Job');
  const grants: Grant[] = [
    {
      sid: verb === 'create' ? `${word}s` : `${verb.replace(/^./, (c) => c.toUpperCase())}${word}s`,
      // Step Functions marks what it creates with tags of its own.
      actions: [`sagemaker:${operation}`, ...(creates ? ['sagemaker:AddTags'] : []), ...(waits ? [`sagemaker:Describe${word}`, `sagemaker:Stop${word}`] : [])],
      resources,
    },
  ];
  if (noun.also && (creates || verb === 'update')) grants.push({ sid: verb === 'create' ? 'EndpointConfigsOfEndpoints' : 'UpdateEndpoints', actions: [`sagemaker:${operation}`], resources: ofType('sagemaker', noun.also[0], call.arguments.member(noun.also[1]), around) });
  if (creates && job) grants.push({ sid: 'TagsOfJobs', actions: ['sagemaker:ListTags'], resources: [EVERY] });
  if (waits && noun.rule !== undefined) grants.push(managedRule(noun.rule));
  if (waits && noun.rule === undefined) around.gap(call.state, `which EventBridge rule Step Functions needs to wait for ${action} is not known; without it AWS refuses the state machine and names the rule`);
  return [...grants, ...passedRoles(call, 'sagemaker')];
}

/** A version of a group is called by the group's name. */
function packages(call: ServiceCall, around: Surroundings): Grant['resources'] {
  const group = call.arguments.member('ModelPackageGroupName');
  const ask = askArns('ModelPackageArns', 'model packages');
  return named(group ?? call.arguments.member('ModelPackageName'), ask, around, (name) => arn('sagemaker', 'model-package/', name, group ? ['/', ...EVERY] : ''));
}

/** Step Functions makes this rule itself, as the execution role, to hear how a job ended. */
export function managedRule(name: string): Grant {
  return { sid: 'ManagedRules', actions: ['events:DescribeRule', 'events:PutRule', 'events:PutTargets'], resources: [arn('events', `rule/${name}`)] };
}
