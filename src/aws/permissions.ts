import { AwsFault, type Permission } from './fault.ts';
import type { StepFunctions } from './stepFunctions/types.ts';

/** Whether an action is allowed; `unknown` where neither a yes nor a no came back. */
export interface ActionVerdict {
  readonly permission: Permission;
  readonly allowed: 'yes' | 'no' | 'unknown';
}

/**
 * What this session may do with a machine, found out by asking AWS for each action on a machine that does not exist: AWS
 * checks the permission first, so "there is no such machine" means yes and nothing is ever changed. Its name begins as the
 * real one does, since policies name machines by prefix.
 * @param machineArn of the machine that would be deployed or run
 */
export async function checkPermissions(client: StepFunctions, machineArn: string): Promise<readonly ActionVerdict[]> {
  const nobody = `${machineArn}-permission-check`.slice(0, machineArn.lastIndexOf(':') + 81);
  const execution = `${nobody.replace(':stateMachine:', ':execution:')}:none`;
  const tries: readonly (readonly [action: string, resource: string, call: () => Promise<unknown>])[] = [
    ['ListStateMachines', '*', () => client.listMachines()],
    ['DescribeStateMachine', machineArn, () => client.describeMachine(nobody)],
    ['UpdateStateMachine', machineArn, () => client.updateMachine(nobody, { definition: PROBE_DEFINITION })],
    ['PublishStateMachineVersion', machineArn, () => client.publishVersion(nobody, { description: '' })],
    ['StartExecution', machineArn, () => client.startExecution({ arn: nobody, name: 'permission-check', input: '{}' })],
    ['ListExecutions', machineArn, () => client.listExecutions(nobody, { limit: 1 })],
    ['DescribeExecution', execution, () => client.describeExecution(execution)],
    ['GetExecutionHistory', execution, () => client.eventsAfter(execution, 0)],
    ['StopExecution', execution, () => client.stopExecution(execution, {})],
  ];
  return Promise.all(tries.map(async ([action, resource, call]) => ({ permission: { action: `states:${action}`, resource: resource.replace('-permission-check:none', ':*') }, allowed: await verdict(call) })));
}

const PROBE_DEFINITION = JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Succeed' } } });

async function verdict(call: () => Promise<unknown>): Promise<ActionVerdict['allowed']> {
  try {
    await call();
    return 'yes';
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    if (error.kind === 'access-denied') return 'no';
    return error.kind === 'not-found' || error.kind === 'invalid' || error.kind === 'conflict' ? 'yes' : 'unknown';
  }
}
