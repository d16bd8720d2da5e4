import { UPLOADS } from '../core/deliver/run/uploadKey.ts';
import { AwsFault, type Permission } from './fault.ts';
import type { StepFunctions } from './stepFunctions/types.ts';

/** Whether an action is allowed, and how that is known. */
export interface Verdict {
  readonly permission: Permission;
  /** `unknown` where neither a yes nor a no came back. */
  readonly allowed: 'yes' | 'no' | 'unknown';
  /**
   * `asked`: AWS was asked about a machine that does not exist (below); `answered`: AWS answered a real call so;
   * `role`: it is a role of our own template, whose policy is known.
   */
  readonly how: 'asked' | 'answered' | 'role';
}

/**
 * What this session may do with a machine, found out by asking AWS for each action on a machine that does not exist: AWS
 * checks the permission first, so "there is no such machine" means yes and nothing is ever changed. Its name begins as the
 * real one does, since policies name machines by prefix; a policy that names the one machine exactly is not seen this way.
 * What cannot be asked without doing it (creating a machine, passing a role, uploading a file) is not among the answers.
 * @param machineArn of the machine that would be deployed or run
 */
export async function checkPermissions(client: StepFunctions, machineArn: string): Promise<readonly Verdict[]> {
  const nobody = nobodyBeside(machineArn);
  const execution = `${nobody.replace(':stateMachine:', ':execution:')}:none`;
  const routes = [{ versionArn: `${nobody}:1`, weight: 100 }];
  const tries: readonly (readonly [action: string, resource: string, call: () => Promise<unknown>])[] = [
    ['DescribeStateMachine', machineArn, () => client.describeMachine(nobody)],
    ['ListStateMachineVersions', machineArn, () => client.listVersions(nobody)],
    ['UpdateStateMachine', machineArn, () => client.updateMachine(nobody, { definition: PROBE_DEFINITION })],
    ['PublishStateMachineVersion', machineArn, () => client.publishVersion(nobody, { description: '' })],
    ['CreateStateMachineAlias', machineArn, () => client.createAlias('none', routes)],
    ['UpdateStateMachineAlias', machineArn, () => client.updateAlias(`${nobody}:none`, routes)],
    ['ValidateStateMachineDefinition', '*', () => client.validate(PROBE_DEFINITION)],
    ['StartExecution', machineArn, () => client.startExecution({ arn: nobody, name: 'permission-check', input: '{}' })],
    ['ListExecutions', machineArn, () => client.listExecutions(nobody, { limit: 1 })],
    ['DescribeExecution', execution, () => client.describeExecution(execution)],
    ['GetExecutionHistory', execution, () => client.eventsAfter(execution, 0)],
    ['StopExecution', execution, () => client.stopExecution(execution, {})],
    ['RedriveExecution', execution, () => client.redriveExecution(execution)],
  ];
  return Promise.all(tries.map(async ([action, resource, call]): Promise<Verdict> => ({ permission: { action: `states:${action}`, resource: resource === execution ? executionsOf(machineArn) : resource }, allowed: await answer(call), how: 'asked' })));
}

/** Longest name of a state machine. */
const MOST_NAME = 80;

/** A machine that does not exist: its name begins as that of the real one, and ends as nobody calls one. */
export function nobodyBeside(machineArn: string, random = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0): string {
  const start = machineArn.lastIndexOf(':') + 1;
  const end = `-nobody-${random.toString(16).padStart(8, '0')}`;
  return machineArn.slice(0, start) + machineArn.slice(start, start + MOST_NAME - end.length) + end;
}

const PROBE_DEFINITION = JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Succeed' } } });

async function answer(call: () => Promise<unknown>): Promise<Verdict['allowed']> {
  try {
    await call();
    return 'yes';
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    if (error.kind === 'access-denied' || error.kind === 'guest') return 'no';
    // A stand-in for AWS that does not know the action says nothing about permissions.
    if (/UnknownOperation|InvalidAction/.test(error.code ?? '')) return 'unknown';
    return error.kind === 'not-found' || error.kind === 'invalid' || error.kind === 'conflict' ? 'yes' : 'unknown';
  }
}

/** All executions of a machine, as a policy names them. */
export function executionsOf(machineArn: string): string {
  return `${machineArn.replace(':stateMachine:', ':execution:')}:*`;
}

/** What a person does, and needs permissions for. */
export type Doing = 'look' | 'deploy' | 'alias' | 'roll back' | 'list' | 'start' | 'stop' | 'redrive' | 'upload';

export interface Concerned {
  readonly machineArn: string;
  /** The machine is there already. */
  readonly exists: boolean;
  /** ARN of the execution role that a deployment gives the machine. */
  readonly executionRole: string;
  readonly tags: boolean;
  readonly bucket: string | undefined;
}

/** The permissions that each doing takes. */
export function permissionsFor(doing: Doing, { machineArn, exists, executionRole, tags, bucket }: Concerned): readonly Permission[] {
  const machine = (...actions: readonly string[]): readonly Permission[] => actions.map((a) => ({ action: `states:${a}`, resource: machineArn }));
  const execution = (action: string): readonly Permission[] => [{ action: `states:${action}`, resource: executionsOf(machineArn) }];
  const passRole: Permission = { action: 'iam:PassRole', resource: executionRole };
  switch (doing) {
    case 'look': return machine('DescribeStateMachine');
    case 'deploy': return [...machine(exists ? 'UpdateStateMachine' : 'CreateStateMachine', 'PublishStateMachineVersion', ...(tags ? ['TagResource'] : [])), { action: 'states:ValidateStateMachineDefinition', resource: '*' }, passRole];
    case 'alias': return machine('CreateStateMachineAlias', 'UpdateStateMachineAlias');
    case 'roll back': return [...machine('ListStateMachineVersions', 'UpdateStateMachine'), passRole];
    case 'list': return machine('ListExecutions');
    case 'start': return machine('StartExecution');
    case 'stop': return execution('StopExecution');
    case 'redrive': return execution('RedriveExecution');
    case 'upload': return [{ action: 's3:PutObject', resource: `arn:aws:s3:::${bucket ?? ''}/${UPLOADS}*` }];
  }
}

/** Actions that the launcher of `public/templates/identity.yaml` has not; a role made by that stack is called after it. */
const LAUNCHER = /-LauncherRole-\w+$/;
const ONLY_DESIGNERS: readonly string[] = ['CreateStateMachine', 'CreateStateMachineAlias', 'PublishStateMachineVersion', 'TagResource', 'UntagResource', 'UpdateStateMachine', 'UpdateStateMachineAlias', 'ValidateStateMachineDefinition'].map((a) => `states:${a}`);

/** What is known of a role by its name alone: a yes or no of AWS is worth more. */
export function knownOfRole(role: string, permission: Permission): Verdict | undefined {
  if (!LAUNCHER.test(role)) return undefined;
  return ONLY_DESIGNERS.includes(permission.action) || permission.action === 'iam:PassRole' ? { permission, allowed: 'no', how: 'role' } : undefined;
}
