import { byCodeUnit } from '../../base/json.ts';
import { callsOf, type Calls, type ServiceCall } from './calls.ts';
import { arn, arnsOf, askArns, EVERY, openName, type Asked, type Condition, type Grant, type Surroundings } from './grant.ts';
import { athenaGrants, batchGrants, bedrockGrants, codeBuildGrants, dynamoDbGrants, ecsGrants, glueGrants, lambdaGrants, nestedGrants } from './services/compute.ts';
import { eventsGrants, httpGrants, snsGrants, sqsGrants } from './services/messages.ts';
import { passedRoles } from './services/passRole.ts';
import { sagemakerGrants } from './services/sagemaker.ts';
import { storageGrants } from './services/storage.ts';
import { isToken, type Text } from './text.ts';

export interface RoleOptions {
  /** Name of the state machine; Distributed Maps and HTTP tasks act on the machine itself. */
  readonly machine: Text;
  /** Executions are logged to CloudWatch Logs. */
  readonly logging?: boolean;
  /** Executions are traced by X-Ray. */
  readonly tracing?: boolean;
  /** The token's value is an ARN, not a name. By default one whose name ends in “Arn”. */
  readonly isArn?: (token: string) => boolean;
}

export interface Statement {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly Text[];
  readonly condition?: Condition;
}

/** The permissions of a state machine, before they are printed. */
export interface ExecutionRole {
  readonly statements: readonly Statement[];
  /** What the definition leaves open. */
  readonly asked: readonly Asked[];
  /** Values of deployment that statements read, by name. */
  readonly tokens: readonly string[];
  /** What the machine needs and could not be generated. */
  readonly gaps: readonly Gap[];
}

export interface Gap {
  readonly state: string;
  readonly problem: string;
}

type Rule = (call: ServiceCall, around: Surroundings) => readonly Grant[];

/** By the service in the resource; of SDK integrations under the SDK's names. */
const RULES: Readonly<Record<string, Rule>> = {
  sagemaker: sagemakerGrants, sagemakerruntime: sagemakerGrants,
  lambda: lambdaGrants, glue: glueGrants, s3: storageGrants, sns: snsGrants, sqs: sqsGrants,
  states: nestedGrants, sfn: nestedGrants, events: eventsGrants, eventbridge: eventsGrants,
  batch: batchGrants, ecs: ecsGrants, dynamodb: dynamoDbGrants, athena: athenaGrants,
  bedrock: bedrockGrants, bedrockruntime: bedrockGrants, codebuild: codeBuildGrants, http: httpGrants,
};

/** IAM's prefix where it is not the SDK's name of the service. */
const PREFIXES: Readonly<Record<string, string>> = {
  apigateway: 'execute-api', bedrockagent: 'bedrock', bedrockagentruntime: 'bedrock', cloudwatchlogs: 'logs',
  emr: 'elasticmapreduce', emrserverless: 'emr-serverless', emrcontainers: 'emr-containers', costexplorer: 'ce', sesv2: 'ses',
};

/**
 * What a state machine must be allowed, from its definition: each call of a service, the roles that it hands on, the rules
 * by which Step Functions hears of the end of a job, what Distributed Maps, logs and traces need. No action and no resource
 * is a wildcard but those of `wildcards.ts`; what the definition leaves to the run becomes a parameter that asks for it.
 * @param definitionText JSON of the definition; raw `${Name}` are values of the deployment
 */
export function executionRole(definitionText: string, options: RoleOptions): ExecutionRole {
  const gaps: Gap[] = [];
  const around: Surroundings = {
    machine: options.machine,
    isArn: options.isArn ?? ((token) => /arn$/i.test(token)),
    gap: (state, problem) => gaps.push({ state, problem }),
  };
  const calls = callsOf(definitionText);
  const grants = [...calls.services.flatMap((call) => (RULES[call.service] ?? anyService)(call, around)), ...machineGrants(calls, options)];
  for (const state of calls.unread) around.gap(state, 'its resource is filled in when the machine is deployed, so what it needs is not known');
  const statements = together(grants);
  return { statements, asked: askedBy(grants, statements), tokens: tokensOf(statements), gaps };
}

/** A service without a rule: the action as it is called; on what, the role asks. */
function anyService(call: ServiceCall, around: Surroundings): readonly Grant[] {
  const prefix = PREFIXES[call.service] ?? call.service;
  const word = prefix.replace(/(?:^|-)(\w)/g, (_all, c: string) => c.toUpperCase());
  if (call.pattern === 'sync') around.gap(call.state, `what waiting for ${call.service}:${call.action} needs is not known; see the Step Functions guide`);
  const action = prefix === 'execute-api' ? 'Invoke' : call.action.charAt(0).toUpperCase() + call.action.slice(1);
  return [{ sid: word, actions: [`${prefix}:${action}`], resources: [askArns(`${word}ResourceArns`, `what it works on in ${prefix}`)] }, ...passedRoles(call, prefix)];
}

/** What does not come from a call of a service. */
function machineGrants(calls: Calls, { machine, logging, tracing }: RoleOptions): readonly Grant[] {
  const grants: Grant[] = calls.functions.map(({ arn: name }) => ({ sid: 'Functions', actions: ['lambda:InvokeFunction'], resources: [name] }));
  for (const { role } of calls.assumed) grants.push({ sid: 'AssumeRoles', actions: ['sts:AssumeRole'], resources: arnsOf(role, askArns('AssumedRoleArns', 'roles that its states take on')) });
  if (calls.distributedMaps.length > 0) {
    // Its children are executions of the machine itself (Step Functions guide, iam-policies-eg-dist-map).
    grants.push({ sid: 'StartChildren', actions: ['states:StartExecution'], resources: [arn('states', 'stateMachine:', machine)] });
    grants.push({ sid: 'Children', actions: ['states:DescribeExecution', 'states:RedriveExecution', 'states:StopExecution'], resources: [arn('states', 'execution:', machine, ':', EVERY), arn('states', 'execution:', machine, '/', EVERY)] });
  }
  if (logging) grants.push({ sid: 'Logs', actions: LOGS, resources: [EVERY] });
  if (tracing) grants.push({ sid: 'Traces', actions: TRACES, resources: [EVERY] });
  return grants;
}

const LOGS = ['CreateLogDelivery', 'DeleteLogDelivery', 'DescribeLogGroups', 'DescribeResourcePolicies', 'GetLogDelivery', 'ListLogDeliveries', 'PutResourcePolicy', 'UpdateLogDelivery'].map((a) => `logs:${a}`);
const TRACES = ['GetSamplingRules', 'GetSamplingTargets', 'PutTelemetryRecords', 'PutTraceSegments'].map((a) => `xray:${a}`);

/** Grants of the same actions under the same condition become one statement; ARNs that are asked for a statement of their own. */
function together(grants: readonly Grant[]): readonly Statement[] {
  const found = new Map<string, { sid: string; actions: readonly string[]; condition: Condition | undefined; resources: Map<string, Text> }>();
  for (const grant of grants) {
    const actions = [...new Set(grant.actions)].sort(byCodeUnit);
    for (const resource of grant.resources) {
      const text = 'name' in resource ? [{ token: resource.name }] : resource;
      const key = JSON.stringify([actions, grant.condition ?? null, 'name' in resource ? resource.name : '']);
      const statement = found.get(key) ?? { sid: grant.sid, actions, condition: grant.condition, resources: new Map<string, Text>() };
      statement.resources.set(JSON.stringify(text), text);
      found.set(key, statement);
    }
  }
  const taken = new Set<string>();
  return [...found.values()]
    .map(({ resources, ...s }) => ({ ...s, resources: [...resources.keys()].sort(byCodeUnit).map((k) => resources.get(k) as Text) }))
    .sort((a, b) => byCodeUnit(a.sid, b.sid) || byCodeUnit(a.actions.join(), b.actions.join()) || byCodeUnit(JSON.stringify(a.resources), JSON.stringify(b.resources)))
    .map(({ sid, actions, resources, condition }) => ({ sid: free(sid, taken), actions, resources, ...(condition ? { condition } : {}) }));
}

function free(sid: string, taken: Set<string>): string {
  let name = sid;
  for (let n = 2; taken.has(name); n += 1) name = `${sid}${n}`;
  taken.add(name);
  return name;
}

function askedBy(grants: readonly Grant[], statements: readonly Statement[]): readonly Asked[] {
  const asked = new Map<string, Asked>();
  for (const r of grants.flatMap((g) => g.resources)) if ('name' in r) asked.set(r.name, r);
  for (const name of tokensOf(statements)) {
    const type = OPEN_TYPES.find((t) => openName(t) === name);
    if (type !== undefined) asked.set(name, { name, list: false, default: '*', description: `Names of ${type.replaceAll('-', ' ')}s, which are only known at run; * stands for any text, narrow it where you can` });
  }
  return [...asked.values()].sort((a, b) => byCodeUnit(a.name, b.name));
}

/** Types of SageMaker whose names a definition may leave to the run. */
export const OPEN_TYPES = ['training-job', 'processing-job', 'transform-job', 'hyper-parameter-tuning-job', 'labeling-job', 'model', 'endpoint-config', 'endpoint', 'automl-job', 'model-package-group', 'monitoring-schedule', 'inference-component', 'pipeline'] as const;

function tokensOf(statements: readonly Statement[]): readonly string[] {
  const texts = statements.flatMap((s) => [...s.resources, ...Object.values(s.condition ?? {}).flatMap((keys) => Object.values(keys).flat())]);
  return [...new Set(texts.flat().filter(isToken).map((t) => t.token))].sort(byCodeUnit);
}
