import { describe, expect, test } from 'vitest';
import { AwsFault, missingStatement, type FaultKind } from './fault.ts';
import { checkPermissions, executionsOf, knownOfRole, nobodyBeside, permissionsFor, type Concerned } from './permissions.ts';
import type { StepFunctions } from './stepFunctions/types.ts';

const MACHINE = 'arn:aws:states:eu-west-1:111122223333:stateMachine:income-training-dev';
const about = (more: Partial<Concerned> = {}): Concerned => ({ machineArn: MACHINE, exists: true, executionRole: 'arn:aws:iam::111122223333:role/runs', tags: false, bucket: 'files', ...more });

/** A Step Functions that answers every call alike, and tells what it was asked about. */
function answering(kind: FaultKind | 'well', code?: string): { readonly client: StepFunctions; readonly about: string[] } {
  const arns: string[] = [];
  const client = new Proxy({} as StepFunctions, {
    get: (_, name: string) => (...args: readonly unknown[]) => {
      arns.push(`${name} ${JSON.stringify(args)}`);
      return kind === 'well' ? Promise.resolve([]) : Promise.reject(new AwsFault(kind, '', '', code === undefined ? {} : { code }));
    },
  });
  return { client, about: arns };
}

describe('asking without doing', () => {
  test('nothing is ever asked about a machine that there is, however long its name', async () => {
    for (const name of ['income-training-dev', 'x'.repeat(80), `${'x'.repeat(79)}y`]) {
      const arn = MACHINE.replace('income-training-dev', name);
      const { client, about: asked } = answering('not-found');
      await checkPermissions(client, arn);
      expect(asked.length).toBeGreaterThan(10);
      for (const call of asked) expect(call).not.toMatch(new RegExp(`:${name}[":]`));
      expect(nobodyBeside(arn).length).toBeLessThanOrEqual(arn.lastIndexOf(':') + 81);
      expect(nobodyBeside(arn).slice(0, arn.lastIndexOf(':') + 20)).toBe(arn.slice(0, arn.lastIndexOf(':') + 20));
    }
  });

  test.each([
    ['not-found', undefined, 'yes'],
    ['access-denied', undefined, 'no'],
    ['guest', undefined, 'no'],
    ['throttled', undefined, 'unknown'],
    ['unreachable', undefined, 'unknown'],
    ['invalid', 'UnknownOperationException', 'unknown'],
  ] as const)('%s (%s) means %s', async (kind, code, allowed) => {
    const found = await checkPermissions(answering(kind, code).client, MACHINE);
    expect(new Set(found.map((v) => v.allowed))).toEqual(new Set([allowed]));
    expect(found.find((v) => v.permission.action === 'states:StopExecution')?.permission.resource).toBe(executionsOf(MACHINE));
  });
});

describe('what a doing takes', () => {
  test('deploying a new machine, a change, and with tags', () => {
    const actions = (more: Partial<Concerned>) => permissionsFor('deploy', about(more)).map((p) => p.action);
    expect(actions({ exists: false })).toEqual(['states:CreateStateMachine', 'states:PublishStateMachineVersion', 'states:ValidateStateMachineDefinition', 'iam:PassRole']);
    expect(actions({})).toContain('states:UpdateStateMachine');
    expect(actions({ tags: true })).toContain('states:TagResource');
  });

  test('the statement names each resource once, and lets a role be passed to Step Functions only', () => {
    const [first, second, third] = JSON.parse(missingStatement(...permissionsFor('deploy', about()))) as readonly object[];
    expect(first).toEqual({ Effect: 'Allow', Action: ['states:UpdateStateMachine', 'states:PublishStateMachineVersion'], Resource: MACHINE });
    expect(second).toEqual({ Effect: 'Allow', Action: 'states:ValidateStateMachineDefinition', Resource: '*' });
    expect(third).toEqual({ Effect: 'Allow', Action: 'iam:PassRole', Resource: about().executionRole, Condition: { StringEquals: { 'iam:PassedToService': 'states.amazonaws.com' } } });
  });

  test('the launcher of our template is known for what it may not', () => {
    const [create] = permissionsFor('deploy', about({ exists: false })) as [{ action: string; resource: string }];
    expect(knownOfRole('cauce-identity-LauncherRole-1ABCDEF', create)).toMatchObject({ allowed: 'no', how: 'role' });
    expect(knownOfRole('cauce-identity-DesignerRole-1ABCDEF', create)).toBeUndefined();
    expect(knownOfRole('cauce-identity-LauncherRole-1ABCDEF', { action: 'states:StartExecution', resource: MACHINE })).toBeUndefined();
  });
});
