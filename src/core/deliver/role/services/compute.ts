import type { ServiceCall } from '../calls.ts';
import { arn, arnOfAws, arnsOf, askArns, EVERY, isArn, named, type Grant, type Surroundings } from '../grant.ts';
import type { Known } from '../known.ts';
import { isOpen, isToken, join, literal, split, type Text } from '../text.ts';
import { passedRoles, passRole } from './passRole.ts';
import { managedRule } from './sagemaker.ts';

const FUNCTIONS = askArns('LambdaFunctionArns', 'Lambda functions');
const MACHINES = askArns('StateMachineArns', 'state machines that it starts');
const TABLES = askArns('DynamoDbTableArns', 'DynamoDB tables');
const capital = (action: string): string => action.charAt(0).toUpperCase() + action.slice(1);

export function lambdaGrants({ arguments: sent, action }: ServiceCall, around: Surroundings): readonly Grant[] {
  const qualifiers = sent.member('Qualifier')?.texts;
  const functions = named(sent.member('FunctionName'), FUNCTIONS, around, (name) => arn('lambda', 'function:', name));
  const resources = functions.flatMap((f) => (qualifiers && !('name' in f) ? qualifiers.map((q) => join(f, ':', q)) : [f]));
  return [{ sid: 'Functions', actions: [action === 'invoke' ? 'lambda:InvokeFunction' : `lambda:${capital(action)}`], resources }];
}

/** A job run is polled, there is no rule (Step Functions guide, glue-iam). */
export function glueGrants(call: ServiceCall, around: Surroundings): readonly Grant[] {
  const waits = call.pattern === 'sync' ? ['glue:BatchStopJobRun', 'glue:GetJobRun', 'glue:GetJobRuns'] : [];
  const resources = named(call.arguments.member('JobName'), askArns('GlueJobArns', 'Glue jobs'), around, (name) => arn('glue', 'job/', name));
  return [{ sid: 'GlueJobs', actions: [`glue:${capital(call.action)}`, ...waits], resources }, ...passedRoles(call, 'glue')];
}

const OF_EXECUTIONS = new Set(['describeExecution', 'stopExecution', 'getExecutionHistory', 'redriveExecution']);
const OF_TOKENS = new Set(['sendTaskSuccess', 'sendTaskFailure', 'sendTaskHeartbeat']);

/** Executions of other machines (Step Functions guide, stepfunctions-iam). */
export function nestedGrants({ arguments: sent, action, pattern }: ServiceCall): readonly Grant[] {
  const actions = [`states:${capital(action)}`];
  if (OF_TOKENS.has(action)) return [{ sid: 'TaskTokens', actions, resources: [EVERY] }];
  if (action === 'getActivityTask') return [{ sid: 'Activities', actions, resources: arnsOf(sent.member('ActivityArn'), askArns('ActivityArns', 'activities')) }];
  if (OF_EXECUTIONS.has(action)) return [{ sid: 'Executions', actions, resources: arnsOf(sent.member('ExecutionArn'), askArns('ExecutionArns', 'executions')) }];
  const machine = sent.member('StateMachineArn');
  const grants: Grant[] = [{ sid: 'StateMachines', actions, resources: arnsOf(machine, MACHINES) }];
  if (!pattern.startsWith('sync')) return grants;
  const executions = (machine?.texts ?? [EVERY]).map((text) => executionsOf(text) ?? askArns('NestedExecutionArns', 'their executions, arn:…:execution:<name>:*'));
  return [...grants, { sid: 'NestedExecutions', actions: ['states:DescribeExecution', 'states:StopExecution'], resources: executions }, managedRule('StepFunctionsGetEventsForStepFunctionsExecutionRule')];
}

/** `…:execution:<name>:*` of `…:stateMachine:<name>`; undefined where the name is not known. */
function executionsOf(machine: Text): Text | undefined {
  const [only] = machine;
  if (machine.length === 1 && isToken(only)) return arn('states', 'execution:', [{ token: only.token, arnPart: 6 }], ':', EVERY);
  const parts = split(machine, ':');
  const name = parts[6];
  return name === undefined || isOpen(name) ? undefined : join(parts.slice(0, 5).flatMap((p) => [...p, ':']), 'execution:', name, ':', EVERY);
}

/** AWS Batch (Step Functions guide, batch-iam). */
export function batchGrants({ arguments: sent, action, pattern }: ServiceCall, around: Surroundings): readonly Grant[] {
  const resources = [
    ...named(sent.member('JobDefinition'), askArns('BatchJobDefinitionArns', 'job definitions of AWS Batch'), around, (name) => arn('batch', 'job-definition/', name)),
    ...named(sent.member('JobQueue'), askArns('BatchJobQueueArns', 'job queues of AWS Batch'), around, (name) => arn('batch', 'job-queue/', name)),
  ];
  const grants: Grant[] = [{ sid: 'BatchJobs', actions: [`batch:${capital(action)}`], resources }];
  if (sent.member('Tags')) grants.push({ sid: 'BatchTags', actions: ['batch:TagResource'], resources: [arn('batch', 'job/', EVERY)] });
  if (pattern !== 'sync') return grants;
  return [...grants, { sid: 'BatchJobStates', actions: ['batch:DescribeJobs'], resources: [EVERY] }, { sid: 'StopBatchJobs', actions: ['batch:TerminateJob'], resources: [arn('batch', 'job/', EVERY)] }, managedRule('StepFunctionsGetEventsForBatchJobsRule')];
}

/** ECS and Fargate (Step Functions guide, ecs-iam). The roles stand in the task definition, which is not here. */
export function ecsGrants(call: ServiceCall, around: Surroundings): readonly Grant[] {
  const { arguments: sent, action, pattern } = call;
  const definitions = named(sent.member('TaskDefinition'), askArns('EcsTaskDefinitionArns', 'task definitions of ECS'), around, (name) => arn('ecs', 'task-definition/', name, literal(name)?.includes(':') ? '' : join(':', EVERY)));
  const grants: Grant[] = [
    { sid: 'EcsTasks', actions: [`ecs:${capital(action)}`], resources: definitions },
    passRole('ecs-tasks', [askArns('EcsTaskRoleArns', 'the roles of its ECS tasks')]),
  ];
  if (pattern !== 'sync') return grants;
  const clusters = (sent.member('Cluster')?.texts ?? [['default']]).map((c) => (isOpen(c) ? EVERY : isArn(c, around) ? clusterName(c) : c));
  return [...grants, { sid: 'StopEcsTasks', actions: ['ecs:DescribeTasks', 'ecs:StopTask'], resources: clusters.map((c) => arn('ecs', 'task/', c, '/', EVERY)) }, managedRule('StepFunctionsGetEventsForECSTaskRule')];
}

function clusterName(cluster: Text): Text {
  return split(cluster, '/')[1] ?? EVERY;
}

export function dynamoDbGrants({ arguments: sent, action, state }: ServiceCall, around: Surroundings): readonly Grant[] {
  const tables: Known[] = [];
  const visit = (known: Known): void => {
    for (const [name, member] of known.members()) if (name === 'TableName') tables.push(member); else visit(member);
    known.elements().forEach(visit);
  };
  visit(sent);
  if (/^(transact|batch)/.test(action)) around.gap(state, `dynamodb:${action} is a call for several actions (GetItem, PutItem, …): add those that it holds`);
  const resources = tables.length === 0 ? [TABLES] : tables.flatMap((t) => named(t, TABLES, around, (name) => arn('dynamodb', 'table/', name)));
  const indexes = sent.member('IndexName') ? resources.flatMap((r) => ('name' in r ? [] : [join(r, '/index/', sent.member('IndexName')?.texts[0] ?? EVERY)])) : [];
  return [{ sid: 'Tables', actions: [`dynamodb:${capital(action)}`], resources: [...resources, ...indexes] }];
}

/** A query is Athena's, but tables and data are read with the same role (Step Functions guide, athena-iam). */
export function athenaGrants({ arguments: sent, action, pattern, state }: ServiceCall, around: Surroundings): readonly Grant[] {
  const group = sent.member('WorkGroup');
  if (action === 'startQueryExecution') around.gap(state, 'Athena reads the tables (Glue) and their data, and writes the results (S3), with this role too: add what the query needs');
  const actions = [`athena:${capital(action)}`, ...(pattern === 'sync' ? ['athena:GetQueryExecution', 'athena:StopQueryExecution'] : [])];
  const ask = askArns('AthenaWorkGroupArns', 'work groups of Athena');
  return [{ sid: 'Queries', actions, resources: group || action !== 'startQueryExecution' ? named(group, ask, around, (name) => arn('athena', 'workgroup/', name)) : [arn('athena', 'workgroup/primary')] }];
}

export function bedrockGrants(call: ServiceCall, around: Surroundings): readonly Grant[] {
  const { action, arguments: sent } = call;
  if (action !== 'invokeModel' && action !== 'converse') {
    if (call.pattern === 'sync') around.gap(call.state, `what waiting for ${action} needs is not known; see the page bedrock-iam of the Step Functions guide`);
    return [{ sid: 'Bedrock', actions: [`bedrock:${capital(action)}`], resources: [askArns('BedrockResourceArns', 'what else it works on in Bedrock')] }, ...passedRoles(call, 'bedrock')];
  }
  return [{ sid: 'Models', actions: ['bedrock:InvokeModel'], resources: named(sent.member('ModelId'), askArns('BedrockModelArns', 'models of Bedrock'), around, (name) => arnOfAws('bedrock', 'foundation-model/', name)) }];
}

/** CodeBuild (Step Functions guide, codebuild-iam). */
export function codeBuildGrants({ arguments: sent, action, pattern }: ServiceCall, around: Surroundings): readonly Grant[] {
  const batch = /Batch$/.test(action);
  const waits = pattern !== 'sync' ? [] : batch ? ['codebuild:BatchGetBuildBatches', 'codebuild:StopBuildBatch'] : ['codebuild:BatchGetBuilds', 'codebuild:StopBuild'];
  const resources = named(sent.member('ProjectName'), askArns('CodeBuildProjectArns', 'projects of CodeBuild'), around, (name) => arn('codebuild', 'project/', name));
  const rule = `StepFunctionsGetEventForCodeBuildStartBuild${batch ? 'Batch' : ''}Rule`;
  return [{ sid: 'Builds', actions: [`codebuild:${capital(action)}`, ...waits], resources }, ...(pattern === 'sync' ? [managedRule(rule)] : [])];
}
