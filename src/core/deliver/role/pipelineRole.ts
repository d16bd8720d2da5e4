import { isObject, own, type Json, type JsonObject } from '../../base/json.ts';
import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import { readBinding, type Binding } from '../../model/binding.ts';
import { fileStem } from '../../model/fileStem.ts';
import type { Environment, Pipeline } from '../../model/pipeline.ts';
import { plain, policyDocument } from './policy.ts';
import { executionRole, type ExecutionRole } from './role.ts';
import { roleDiagnostics } from './roleDiagnostics.ts';
import { givenParameters, roleTemplate, templateText } from './template.ts';
import { join, literal, type Text } from './text.ts';

/** The execution role of a pipeline, ready to be written. */
export interface PipelineRole {
  readonly role: ExecutionRole;
  /** CloudFormation, YAML: `<name>.role.yaml`. What is to be known of it stands at its head. */
  readonly template: string;
  /** What the template asks for and has no default. */
  readonly parameters: readonly string[];
  /** What a person has to know: gaps, what is asked for, what has to be allowed everywhere. */
  readonly diagnostics: readonly Diagnostic[];
  readonly fileName: string;
  /** The policy alone; `${Name}` stands for what no environment gives. */
  readonly policy: JsonObject;
}

const MACHINE_NAME = 'StateMachineName';

/**
 * The role for the definition that a pipeline was compiled to.
 * @param environment name of the one that the definition is bound to; without it deploy parameters become parameters of the template
 */
export function roleOfPipeline(pipeline: Pipeline, definitionText: string, environment?: string): PipelineRole {
  const bound = environment === undefined ? undefined : own(pipeline.environments ?? {}, environment);
  // Without an environment the role has to do for each of them.
  const all = bound ? [bound] : Object.values(pipeline.environments ?? {});
  const stem = fileStem(pipeline.name);
  const machine = textOf(pipeline, pipeline.machine?.name, bound) ?? [{ token: MACHINE_NAME }];
  const role = executionRole(definitionText, {
    machine,
    logging: all.some((e) => e.logLevel !== undefined && e.logLevel !== 'OFF'),
    tracing: all.some((e) => e.tracing === true),
    isArn: (token) => isArnParameter(pipeline, token),
  });
  const given = literal(textOf(pipeline, pipeline.machine?.role, bound) ?? [{ token: '' }]);
  const [, account, roleName] = /^arn:[^:]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(given ?? '') ?? [];
  const template = roleTemplate(role, {
    name: pipeline.name,
    machine,
    ...(roleName === undefined ? {} : { roleName }),
    ...(bound?.tags ? { tags: bound.tags } : {}),
    makesLogGroup: all.some((e) => (e.logLevel ?? 'OFF') !== 'OFF' && (e.logGroup ?? '') === ''),
    parameters: { ...parametersOf(pipeline), [MACHINE_NAME]: { description: 'Name of the state machine', default: stem } },
  });
  const diagnostics = roleDiagnostics(role);
  return {
    role, diagnostics,
    template: templateText(template, diagnostics.map((d) => `${d.message} ${d.hint}`)),
    parameters: givenParameters(template),
    fileName: `${stem}.role.yaml`,
    policy: policyDocument(role.statements, plain(known(bound?.region, account))),
  };
}

function isArnParameter(pipeline: Pipeline, token: string): boolean {
  const type = own(pipeline.parameters ?? {}, token)?.type;
  return type === undefined ? /arn$/i.test(token) : type === 'arn' || type === 'role';
}

function parametersOf(pipeline: Pipeline): Readonly<Record<string, { readonly description?: string; readonly default?: string }>> {
  const deploy = Object.entries(pipeline.parameters ?? {}).filter(([, p]) => p.phase === 'deploy');
  return Object.fromEntries(deploy.map(([name, p]) => [name, { ...(p.description === undefined ? {} : { description: p.description }), ...(p.default === undefined || isObject(p.default) ? {} : { default: String(p.default) }) }]));
}

/** Values that are the same for every resource of an account and region. */
function known(region: string | undefined, account: string | undefined): Readonly<Record<string, string>> {
  const partition = region?.startsWith('cn-') ? 'aws-cn' : region?.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return { ...(region === undefined ? {} : { 'AWS::Region': region, 'AWS::Partition': partition }), ...(account === undefined ? {} : { 'AWS::AccountId': account }) };
}

/** A binding of the machine as text: `machine.name` and `machine.role` are literal, design or deploy. */
export function textOf(pipeline: Pipeline, json: Json | undefined, environment: Environment | undefined): Text | undefined {
  return json === undefined ? undefined : bindingText(pipeline, readBinding(json), environment);
}

function bindingText(pipeline: Pipeline, binding: Binding, environment: Environment | undefined): Text | undefined {
  if (binding.kind === 'literal') return [String(binding.value)];
  if (binding.kind === 'text') {
    const parts = binding.parts.map((p) => bindingText(pipeline, p, environment));
    return parts.every((p) => p !== undefined) ? join(...parts) : undefined;
  }
  if (binding.kind !== 'param') return undefined;
  const parameter = own(pipeline.parameters ?? {}, binding.name);
  if (!parameter) return undefined;
  const value = parameter.phase === 'design' ? parameter.default : (own(environment?.values ?? {}, binding.name) ?? (environment ? parameter.default : undefined));
  return value === undefined ? [{ token: binding.name }] : [String(value)];
}

/** The names that a policy without its template still leaves open. */
export function openNames({ policy }: PipelineRole): readonly string[] {
  return [...new Set([...JSON.stringify(policy).matchAll(/\$\{([\w:.-]+)\}/g)].map(([, name]) => name as string))];
}
