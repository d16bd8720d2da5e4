import { stringify } from 'yaml';
import type { Json, JsonObject } from '../../base/json.ts';
import type { Asked } from './grant.ts';
import { inTemplate, policyDocument, sizeOf, type Print } from './policy.ts';
import type { ExecutionRole, Statement } from './role.ts';
import { isToken, type Text } from './text.ts';

export interface TemplateOptions {
  /** Name of the pipeline. */
  readonly name: string;
  readonly machine: Text;
  /** Name of the role; AWS makes one up without it. */
  readonly roleName?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Executions are logged, and no log group is known that they could be logged to: the template makes one. */
  readonly makesLogGroup?: boolean;
  /** What is known of the values of deployment. */
  readonly parameters?: Readonly<Record<string, { readonly description?: string; readonly default?: string }>>;
}

/** Characters of all policies in a role, and of one managed policy (IAM guide, reference_iam-quotas), less a margin for values that are longer than we guess. */
const INLINE_LIMIT = 10_240 - 1_500;
const MANAGED_LIMIT = 6_144 - 900;

/**
 * A CloudFormation template, that makes the role. Its trust is in the state machine of that name in the same account
 * only (Step Functions guide, procedure-create-iam-role). A policy that is too long for a role becomes managed ones.
 */
export function roleTemplate(role: ExecutionRole, options: TemplateOptions): JsonObject {
  const names = parameterNames([...role.tokens, ...options.machine.filter(isToken).map((t) => t.token)]);
  const print = inTemplate((token) => names.get(token) ?? token);
  const parts = managedParts(role.statements);
  const inline = parts.length === 0;
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Execution role of the state machine of ${options.name}, made by Cauce from its definition`.slice(0, 1000),
    Parameters: parametersOf(role, options, names),
    Conditions: { HasRoleName: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'RoleName' }, ''] }] } },
    Resources: {
      ExecutionRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: { 'Fn::If': ['HasRoleName', { Ref: 'RoleName' }, { Ref: 'AWS::NoValue' }] },
          AssumeRolePolicyDocument: trust(options.machine, print),
          ...(inline && role.statements.length > 0 ? { Policies: [{ PolicyName: 'pipeline', PolicyDocument: policyDocument(role.statements, print) }] } : {}),
          ...(options.tags && Object.keys(options.tags).length > 0 ? { Tags: Object.entries(options.tags).map(([Key, Value]) => ({ Key, Value })) } : {}),
        },
      },
      ...managedPolicies(parts, print),
      ...(options.makesLogGroup ? { ExecutionLog: logGroup(options.machine, print) } : {}),
    },
    Outputs: {
      ExecutionRoleArn: { Description: 'Role for the state machine', Value: { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] } },
      ...(options.makesLogGroup ? { LogGroupArn: { Description: 'Log group for the executions: that of the environment', Value: { 'Fn::GetAtt': ['ExecutionLog', 'Arn'] } } } : {}),
    },
  };
}

/**
 * Below `/aws/vendedlogs/`, so that the resource policy of CloudWatch Logs does not grow with every machine (Step Functions
 * guide, cw-logs); what was logged stays when the stack goes.
 */
function logGroup(machine: Text, print: Print): JsonObject {
  return { Type: 'AWS::Logs::LogGroup', DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', Properties: { LogGroupName: print(['/aws/vendedlogs/states/', ...machine]), RetentionInDays: 90 } };
}

/** The template as a file; the notes stand at its head, where whoever deploys it reads them. */
export function templateText(template: JsonObject, notes: readonly string[]): string {
  const head = notes.map((note) => `# ${note.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')}\n`).join('');
  // YAML 1.1 is what CloudFormation reads: there a date without quotes is no text.
  return head + stringify(template, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false });
}

/** The parameters that have to be given when the stack is made. */
export function givenParameters(template: JsonObject): readonly string[] {
  return Object.entries(template['Parameters'] as Readonly<Record<string, JsonObject>>).filter(([, p]) => p['Default'] === undefined).map(([name]) => name);
}

function trust(machine: Text, print: Print): JsonObject {
  const source: Text = ['arn:', { token: 'AWS::Partition' }, ':states:', { token: 'AWS::Region' }, ':', { token: 'AWS::AccountId' }, ':stateMachine:', ...machine];
  return {
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow',
      Principal: { Service: 'states.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } }, ArnLike: { 'aws:SourceArn': print(source) } },
    }],
  };
}

/** These are the same in the stack of the role as in that of the machine; the name of the stack is not. */
const OF_EVERY_STACK = new Set(['AWS::Partition', 'AWS::Region', 'AWS::AccountId', 'AWS::URLSuffix']);

/** Parameters of a template are letters and digits; tokens of a definition written elsewhere need not be. */
function parameterNames(tokens: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>(['RoleName']);
  for (const token of tokens) {
    if (OF_EVERY_STACK.has(token) || names.has(token)) continue;
    const plainName = token.replace(/[^A-Za-z0-9]/g, '') || 'Value';
    let name = plainName;
    for (let n = 2; taken.has(name); n += 1) name = `${plainName}${n}`;
    taken.add(name);
    names.set(token, name);
  }
  return names;
}

function parametersOf(role: ExecutionRole, { roleName = '', parameters = {} }: TemplateOptions, names: ReadonlyMap<string, string>): JsonObject {
  const asked = new Map(role.asked.map((a) => [a.name, a]));
  const entries = [...names].map(([token, name]): [string, Json] => {
    const ask = asked.get(token);
    return [name, ask ? askedParameter(ask) : { Type: 'String', ...parameters[token] && described(parameters[token]) }];
  });
  return { RoleName: { Type: 'String', Default: roleName, Description: 'Name of the role; empty = AWS makes one up' }, ...Object.fromEntries(entries) };
}

function askedParameter({ list, description, default: value }: Asked): JsonObject {
  return { Type: list ? 'CommaDelimitedList' : 'String', Description: description, ...(value === undefined ? {} : { Default: value }) };
}

function described({ description, default: value }: { readonly description?: string; readonly default?: string }): JsonObject {
  return { ...(description === undefined ? {} : { Description: description }), ...(value === undefined ? {} : { Default: value }) };
}

/** The managed policies that hold the statements; none where one policy in the role itself does. */
export function managedParts(statements: readonly Statement[]): readonly (readonly Statement[])[] {
  return sizeOf(statements) <= INLINE_LIMIT ? [] : packed(statements);
}

function managedPolicies(parts: readonly (readonly Statement[])[], print: Print): JsonObject {
  return Object.fromEntries(
    parts.map((part, i) => [
      `PipelinePolicy${i + 1}`,
      { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: [{ Ref: 'ExecutionRole' }], PolicyDocument: policyDocument(part, print) } },
    ]),
  );
}

/** The statements in as few parts as fit, in their order; one that is too long is cut into several. */
function packed(statements: readonly Statement[]): readonly (readonly Statement[])[] {
  const parts: Statement[][] = [[]];
  for (const statement of statements.flatMap(cut)) {
    const last = parts.at(-1) as Statement[];
    if (last.length === 0 || sizeOf([...last, statement]) <= MANAGED_LIMIT) last.push(statement);
    else parts.push([statement]);
  }
  return parts;
}

/** Equal parts, as few as fit. */
function cut(statement: Statement): readonly Statement[] {
  const { sid, resources } = statement;
  for (let count = Math.ceil(sizeOf([statement]) / MANAGED_LIMIT); count > 1 && count <= resources.length; count += 1) {
    const length = Math.ceil(resources.length / count);
    const parts = Array.from({ length: Math.ceil(resources.length / length) }, (_, i) => ({ ...statement, sid: `${sid}Part${i + 1}`, resources: resources.slice(i * length, (i + 1) * length) }));
    if (parts.every((part) => sizeOf([part]) <= MANAGED_LIMIT)) return parts;
  }
  return [statement];
}
