import { describe, expect, test } from 'vitest';
import { AwsFault } from '../aws/fault.ts';
import type { DeployPlan } from '../aws/deploy/plan.ts';
import type { Session } from '../aws/session.ts';
import type { Told } from '../aws/stepFunctions/client.ts';
import type { StepFunctions } from '../aws/stepFunctions/types.ts';
import type { App } from './react.tsx';
import { learnRights, missingFor, rightsOf, tryAnyway } from './rights.ts';

const MACHINE = 'arn:aws:states:eu-west-1:111122223333:stateMachine:train';
const PLAN = { arn: MACHINE, deployed: {}, machine: { role: 'arn:aws:iam::111122223333:role/runs', tags: {}, faults: [] } } as unknown as DeployPlan;

/** A session whose role may not do what is listed, and what it hears. */
function sessionThat(mayNot: readonly string[], role = 'cauce-launcher') {
  const listeners = new Set<Told>();
  const tell: Told = (permission, fault) => listeners.forEach((l) => l(permission, fault));
  let asked = 0;
  const stepFunctions = new Proxy({} as StepFunctions, {
    get: (_, name: string) => () => {
      asked += 1;
      const fault = new AwsFault(mayNot.includes(name) ? 'access-denied' : 'not-found', '', '');
      // As a real client does: whoever listens hears of the questions too.
      if (name === 'validate') tell({ action: 'states:ValidateStateMachineDefinition', resource: '*' }, fault);
      return Promise.reject(fault);
    },
  });
  const session = { connection: { name: 'x', region: 'eu-west-1', signIn: 'keys', transport: 'direct' }, identity: { role }, stepFunctions, listen: (l: Told) => {
    listeners.add(l);
    return () => listeners.delete(l);
  } } as unknown as Session;
  return { session, tell, asked: () => asked };
}
const appOf = (): Pick<App, 'store'> => ({ store: {} as App['store'] });

describe('what a session may do', () => {
  test('is asked once for a machine; what is missing is named', async () => {
    const app = appOf();
    const { session, asked } = sessionThat(['updateMachine', 'publishVersion']);
    await learnRights(app, { session, plan: PLAN });
    const first = asked();
    await learnRights(app, { session, plan: PLAN });
    expect(asked()).toBe(first);
    const rights = rightsOf(app).getState();
    expect(missingFor(rights, 'deploy')).toMatchObject({ how: 'asked', permissions: [{ action: 'states:UpdateStateMachine', resource: MACHINE }, { action: 'states:PublishStateMachineVersion' }] });
    expect(missingFor(rights, 'roll back')).toMatchObject({ permissions: [{ action: 'states:UpdateStateMachine' }] });
    expect(missingFor(rights, 'start')).toBeUndefined();
  });

  test('is learned from what AWS answers, which is worth more than what it was asked', async () => {
    const app = appOf();
    const { session, tell } = sessionThat(['startExecution']);
    await learnRights(app, { session, plan: PLAN });
    expect(missingFor(rightsOf(app).getState(), 'start')?.how).toBe('asked');
    tryAnyway(app, 'start');
    expect(missingFor(rightsOf(app).getState(), 'start')).toBeUndefined();
    // It was refused: the button is disabled again, and says that it was tried.
    const start = { action: 'states:StartExecution', resource: MACHINE };
    tell(start, new AwsFault('access-denied', '', '', { permission: start }));
    expect(missingFor(rightsOf(app).getState(), 'start')?.how).toBe('answered');
    tell(start, undefined);
    expect(missingFor(rightsOf(app).getState(), 'start')).toBeUndefined();
    // A refused role shows as what deploying lacks, whatever call it was found by.
    tell({ action: 'states:UpdateStateMachine', resource: MACHINE }, new AwsFault('access-denied', '', '', { permission: { action: 'iam:PassRole', resource: 'arn:aws:iam::111122223333:role/runs' } }));
    expect(missingFor(rightsOf(app).getState(), 'deploy')).toEqual({ how: 'answered', permissions: [{ action: 'iam:PassRole', resource: 'arn:aws:iam::111122223333:role/runs' }] });
  });

  test('a question that has no resource is a question all the same', async () => {
    const app = appOf();
    await learnRights(app, { session: sessionThat(['validate']).session, plan: PLAN });
    expect(missingFor(rightsOf(app).getState(), 'deploy')).toMatchObject({ how: 'asked', permissions: [{ action: 'states:ValidateStateMachineDefinition' }] });
  });

  test('what is answered about another machine says nothing', async () => {
    const app = appOf();
    const { session, tell } = sessionThat([]);
    await learnRights(app, { session, plan: PLAN });
    tell({ action: 'states:StartExecution', resource: `${MACHINE}-other` }, new AwsFault('access-denied', '', ''));
    expect(missingFor(rightsOf(app).getState(), 'start')).toBeUndefined();
  });

  test('what cannot be asked is known of the launcher of our template, and of nobody else', async () => {
    const plan = { ...PLAN, deployed: undefined } as DeployPlan;
    for (const [role, missing] of [['team-LauncherRole-X1', 'role'], ['team-Other', undefined]] as const) {
      const app = appOf();
      await learnRights(app, { session: sessionThat([], role).session, plan });
      expect(missingFor(rightsOf(app).getState(), 'deploy')?.how).toBe(missing);
    }
  });
});
