import { own } from '../base/json.ts';
import { fileStem } from '../model/fileStem.ts';
import type { Environment, Pipeline } from '../model/pipeline.ts';
import { textOf } from './role/pipelineRole.ts';
import { literal } from './role/text.ts';

/** The state machine that a pipeline becomes in an environment: all of it but the definition. */
export interface BoundMachine {
  readonly name: string;
  /** ARN of the execution role; empty where nobody gave one. */
  readonly role: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly logLevel: NonNullable<Environment['logLevel']>;
  /** ARN without the `:*` at its end; undefined where nothing is logged. */
  readonly logGroup: string | undefined;
  readonly tracing: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /** Why it cannot be deployed, one sentence each. */
  readonly faults: readonly string[];
}

/** StateMachineName: 1 to 80 characters, none that AWS has a meaning for (API reference, CreateStateMachine). */
const NAME = /^[\w-]{1,80}$/;
const LOG_GROUP = /^arn:aws(-[a-z]+)*:logs:[a-z0-9-]+:\d{12}:log-group:[\w./#-]{1,512}$/;
/** Tags of a resource (API reference, TagResource): at most 50, keys of 128 characters, values of 256; `aws:` is AWS's own. */
const MOST_TAGS = 50;
const ROLE = /^arn:aws(-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/** Fills the environment's values into the name and the role of the machine; without a name it is called after the pipeline and the environment. */
export function boundMachine(pipeline: Pipeline, environment: string): BoundMachine {
  const bound = own(pipeline.environments ?? {}, environment) ?? {};
  const given = (json: Parameters<typeof textOf>[1]): string | undefined => {
    const text = textOf(pipeline, json, bound);
    return text && literal(text);
  };
  const name = pipeline.machine?.name === undefined ? `${fileStem(pipeline.name)}-${environment}` : (given(pipeline.machine.name) ?? '');
  const role = given(pipeline.machine?.role) ?? '';
  const level = bound.logLevel ?? 'OFF';
  const logGroup = (bound.logGroup ?? '').trim().replace(/:\*$/, '');
  return {
    name,
    role,
    type: pipeline.machine?.type ?? 'STANDARD',
    logLevel: level,
    logGroup: level === 'OFF' ? undefined : logGroup,
    tracing: bound.tracing ?? false,
    tags: bound.tags ?? {},
    faults: [
      ...(name === '' ? [`The name of the state machine has no value in ${environment}. Give its parameters one under Parameters.`] : []),
      ...(name !== '' && !NAME.test(name) ? [`The state machine cannot be called "${name}": at most 80 letters, digits, hyphens and underscores.`] : []),
      ...(role === '' ? [`Nobody says which role the state machine has in ${environment}. Give the pipeline a role (select nothing, then Role), or its parameter a value.`] : []),
      ...(role !== '' && !ROLE.test(role) ? [`"${role}" is no ARN of a role; it looks like arn:aws:iam::111122223333:role/name.`] : []),
      ...logFaults(level, logGroup, environment),
      ...tagFaults(bound.tags ?? {}, environment),
    ],
  };
}

function logFaults(level: BoundMachine['logLevel'], group: string, environment: string): readonly string[] {
  if (level === 'OFF') return [];
  if (group === '') return [`Executions are logged in ${environment} (${level}), and nobody says to which log group. Give the environment its ARN (the template of the execution role makes one), or turn the log off.`];
  return LOG_GROUP.test(group) ? [] : [`"${group}" is no ARN of a log group; it looks like arn:aws:logs:eu-west-1:111122223333:log-group:/aws/vendedlogs/states/name.`];
}

function tagFaults(tags: Readonly<Record<string, string>>, environment: string): readonly string[] {
  const entries = Object.entries(tags);
  return [
    ...(entries.length > MOST_TAGS ? [`${environment} has ${entries.length} tags; AWS keeps ${MOST_TAGS}.`] : []),
    ...entries.filter(([key]) => /^aws:/i.test(key)).map(([key]) => `A tag cannot be called "${key}": names that begin with aws: are AWS's own.`),
    ...entries.filter(([key, value]) => key.length > 128 || value.length > 256).map(([key]) => `The tag "${key.slice(0, 40)}" is too long: AWS takes 128 characters of its name and 256 of its value.`),
  ];
}

/** Where a machine of this name is in an account. */
export function machineArn(name: string, region: string, account: string): string {
  const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return `arn:${partition}:states:${region}:${account}:stateMachine:${name}`;
}
