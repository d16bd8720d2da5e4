import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startLocalAws, type LocalAws } from '../../e2e/localAws.mjs';
import { openAccount } from './account.ts';
import { importConnections } from './connection/importOutputs.ts';
import type { Connection } from './connection/connection.ts';
import { missingStatement, type AwsFault, type Permission } from './fault.ts';
import { checkPermissions } from './permissions.ts';
import type { Session } from './session.ts';
import { watchExecution } from './stepFunctions/watch.ts';
import { PAGE, pageEnvironment } from './testing/environment.ts';
import { createBudget } from './transport/budget.ts';

/** The whole of `src/aws` against a real server of the protocols, which checks signatures, tokens and policies. */
const local = await startLocalAws({ returnAddresses: [PAGE], mocks: { StateMachines: { steps: { TestCases: { Happy: { Train: 'trained' } } } }, MockedResponses: { trained: { '0': { Return: { ModelArtifacts: 'here' } } } } } });
const there = 'missing' in local ? undefined : local;
if (!there && 'missing' in local) console.log(`Tests against a local AWS are skipped: ${local.missing}`);
const { endpoint, outputs, connection: exported } = there ?? ({ outputs: {}, connection: {} } as unknown as LocalAws);
afterAll(() => there?.stop());

const definition = JSON.stringify({ StartAt: 'Train', States: { Train: { Type: 'Task', Resource: 'arn:aws:states:::sagemaker:createTrainingJob.sync', Parameters: {}, End: true } } });
const slow = JSON.stringify({ StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 3000, End: true } } });

function connection(patch: Partial<Connection> = {}): Connection {
  const [found] = importConnections(JSON.stringify(exported)).connections;
  return { ...(found as Connection), ...patch };
}

/** What a person does on the managed login page. */
async function signInOnPage(authorizePage: string, password = outputs['Password'] ?? ''): Promise<string> {
  const html = await (await fetch(authorizePage)).text();
  const hidden = [...html.matchAll(/name="([^"]+)"[^>]*value="([^"]*)"/g)].map((m) => [m[1] as string, (m[2] as string).replaceAll('&amp;', '&')]);
  const answer = await fetch(`${endpoint}/login`, { method: 'POST', redirect: 'manual', body: new URLSearchParams([...hidden, ['username', outputs['User'] ?? ''], ['password', password]]) });
  return answer.headers.get('location') ?? '';
}

async function faultIn(work: Promise<unknown>): Promise<AwsFault> {
  return work.then(() => Promise.reject(new Error('it did not fail')), (error: unknown) => error as AwsFault);
}

describe.skipIf(!there)('signing in', () => {
  test('on the managed login page, with code and PKCE', async () => {
    const environment = pageEnvironment();
    const account = openAccount(connection(), environment);
    const session = await account.finish(await signInOnPage(await account.begin('popup')));
    expect(session.identity).toMatchObject({ role: 'cauce-designer', account: '000000000000', person: 'ana@example.com', roles: [] });
    expect(session.identity.expiresAt).toBeGreaterThan(Date.now() + 50 * 60_000);
    expect(await session.stepFunctions.listMachines()).toEqual([]);
    // A reload finds the sign-in of this tab again; signing out leaves nothing.
    expect((await openAccount(connection(), environment).resume())?.identity.role).toBe('cauce-designer');
    const { page, left } = await session.signOut();
    expect(left).toBeUndefined();
    expect(page).toContain(`logout_uri=${encodeURIComponent(PAGE)}`);
    expect(environment.session.length).toBe(0);
    expect(await openAccount(connection(), environment).resume()).toBeUndefined();
  });

  test('a code is worth nothing without the verifier of the tab that asked for it', async () => {
    const account = openAccount(connection(), pageEnvironment());
    const back = await signInOnPage(await account.begin('page'));
    const other = openAccount(connection(), pageEnvironment());
    expect((await faultIn(other.finish(back))).message).toBe('This answer belongs to no sign-in that was begun here.');
  });

  test('by password (SRP), and its refresh token is revoked at the end', async () => {
    const environment = pageEnvironment();
    const account = openAccount(connection(), environment);
    const session = await account.signInByPassword('ana', outputs['Password'] ?? '');
    expect(session.identity).toMatchObject({ role: 'cauce-designer', person: 'ana@example.com' });
    const kept = JSON.parse(environment.session.getItem('cauce.tokens') ?? '{}') as { tokens: object };
    await session.signOut();
    environment.session.setItem('cauce.tokens', JSON.stringify({ connection: 'local', tokens: { ...kept.tokens, expiresAt: 0 } }));
    expect((await faultIn(openAccount(connection(), environment).resume())).kind).toBe('expired');
  });

  test.each(['', 'wrong', 'Correct-horse-1 ', 'correct-horse-1'])('a password that is not it: %j', async (password) => {
    const fault = await faultIn(openAccount(connection(), pageEnvironment()).signInByPassword('ana', password));
    expect(fault.kind).toBe('wrong-password');
  });

  test.each(['code', 'password'])('tokens got by %s are renewed before they end, without asking the person', async (by) => {
    const environment = pageEnvironment();
    const account = openAccount(connection(), environment);
    await (by === 'code' ? account.finish(await signInOnPage(await account.begin('page'))) : account.signInByPassword('ana', outputs['Password'] ?? ''));
    const kept = JSON.parse(environment.session.getItem('cauce.tokens') ?? '{}') as { tokens: { idToken: string } };
    environment.session.setItem('cauce.tokens', JSON.stringify({ ...kept, tokens: { ...kept.tokens, expiresAt: Date.now() + 1000 } }));
    await openAccount(connection(), environment).resume();
    const renewed = JSON.parse(environment.session.getItem('cauce.tokens') ?? '{}') as { tokens: { idToken: string; expiresAt: number } };
    expect(renewed.tokens.idToken).not.toBe(kept.tokens.idToken);
    expect(renewed.tokens.expiresAt).toBeGreaterThan(Date.now() + 50 * 60_000);
  });

  test('an app client that does not exist', async () => {
    const fault = await faultIn(openAccount(connection({ clientId: 'nobody' }), pageEnvironment()).signInByPassword('ana', 'x'));
    expect(fault).toMatchObject({ kind: 'not-found', message: 'The user pool does not know this app client.' });
  });

  test('an identity pool that does not know the user pool', async () => {
    const fault = await faultIn(openAccount(connection({ signIn: 'oidc', issuer: 'https://login.example.com' }), pageEnvironment()).signInByPassword('ana', outputs['Password'] ?? ''));
    expect(fault).toMatchObject({ kind: 'no-role', hint: 'Whoever manages it adds this user pool and app client (or issuer) as an identity provider.' });
  });
});

describe.skipIf(!there)('Step Functions', () => {
  let designer: Session;
  let launcher: Session;
  const role = (): string => outputs['ExecutionRoleArn'] ?? '';
  beforeAll(async () => {
    if (!there) return;
    const signIn = (patch: Partial<Connection>) => openAccount(connection(patch), pageEnvironment()).signInByPassword('ana', outputs['Password'] ?? '');
    designer = await signIn({});
    launcher = await signIn({ identityPoolId: outputs['LauncherIdentityPoolId'] ?? '' });
  });

  test('a machine: created, described, changed, published, aliased', async () => {
    const sfn = designer.stepFunctions;
    const made = await sfn.createMachine({ name: 'steps', definition, roleArn: role(), versionDescription: 'first', tags: { owner: 'ana' } });
    expect(made.versionArn).toBe(`${made.arn}:1`);
    expect(await sfn.describeMachine(made.arn)).toMatchObject({ name: 'steps', definition, roleArn: role(), type: 'STANDARD', status: 'ACTIVE' });
    const changed = await sfn.updateMachine(made.arn, { definition: slow, versionDescription: 'second' });
    expect(changed).toMatchObject({ arn: made.arn, versionArn: `${made.arn}:2`, revisionId: expect.any(String) as string });
    expect((await sfn.listVersions(made.arn)).map((v) => v.number)).toEqual([2, 1]);
    const alias = await sfn.createAlias('live', [{ versionArn: `${made.arn}:2`, weight: 100 }]);
    await sfn.updateAlias(alias, [{ versionArn: `${made.arn}:1`, weight: 90 }, { versionArn: `${made.arn}:2`, weight: 10 }]);
    expect((await sfn.listAliases(made.arn))[0]).toMatchObject({ name: 'live', routes: [{ versionArn: `${made.arn}:1`, weight: 90 }, { versionArn: `${made.arn}:2`, weight: 10 }] });
    await sfn.updateMachine(made.arn, { definition });
  });

  test('an execution: started with its mocks, watched to its end, listed; another one stopped', async () => {
    const sfn = launcher.stepFunctions;
    const machine = (await sfn.listMachines())[0]?.arn ?? '';
    const execution = await sfn.startExecution({ arn: machine, name: 'one', input: '{"a":1}' });
    const looks = [];
    const budget = createBudget(50, Date.now);
    for await (const look of watchExecution(execution, { client: sfn, budget, signal: AbortSignal.timeout(10_000), wait: () => new Promise((done) => setTimeout(done, 20)) })) looks.push(look);
    const events = looks.flatMap((l) => l.events);
    expect(events.map((e) => e.id)).toEqual(events.map((_, i) => i + 1));
    expect(events.at(-1)?.type).toBe('ExecutionSucceeded');
    expect(looks.at(-1)).toMatchObject({ ended: true, execution: { status: 'SUCCEEDED', input: '{"a":1}', output: '{"ModelArtifacts": "here"}' } });
    expect(await sfn.eventsAfter(execution, 2)).toEqual(events.slice(2));
    await designer.stepFunctions.updateMachine(machine, { definition: slow });
    const long = await sfn.startExecution({ arn: machine, name: 'two', input: '{}' });
    await sfn.stopExecution(long, { error: 'Stopped', cause: 'by ana' });
    expect(await sfn.describeExecution(long)).toMatchObject({ status: 'ABORTED', error: 'Stopped', cause: 'by ana' });
    expect((await sfn.listExecutions(machine, { limit: 1 })).next).toEqual(expect.any(String));
    expect((await sfn.listExecutions(machine, { status: 'SUCCEEDED' })).executions.map((e) => e.name)).toEqual(['one']);
  });

  test('what the role may not do is refused with the statement that it lacks', async () => {
    const fault = await faultIn(launcher.stepFunctions.createMachine({ name: 'mine', definition, roleArn: role() }));
    expect(fault).toMatchObject({ kind: 'access-denied', message: 'The role cauce-launcher lacks the permission states:CreateStateMachine.' });
    expect(JSON.parse(missingStatement(fault.permission as Permission))).toEqual({ Effect: 'Allow', Action: 'states:CreateStateMachine', Resource: '*' });
  });

  test('what it may do is found out without changing anything', async () => {
    const arn = (await launcher.stepFunctions.listMachines())[0]?.arn ?? '';
    const may = async (session: Session) => (await checkPermissions(session.stepFunctions, arn)).filter((v) => v.allowed === 'yes').map((v) => v.permission.action.slice('states:'.length));
    const launching = ['DescribeStateMachine', 'ListStateMachineVersions', 'StartExecution', 'ListExecutions', 'DescribeExecution', 'GetExecutionHistory', 'StopExecution'];
    expect(await may(launcher)).toEqual(launching);
    expect((await may(designer)).sort()).toEqual([...launching, 'PublishStateMachineVersion', 'UpdateStateMachine', 'CreateStateMachineAlias', 'UpdateStateMachineAlias', 'ValidateStateMachineDefinition'].sort());
    // The local AWS redrives nothing: that says nothing about permissions.
    expect((await checkPermissions(designer.stepFunctions, arn)).find((v) => v.permission.action === 'states:RedriveExecution')?.allowed).toBe('unknown');
    expect(await launcher.stepFunctions.listMachines()).toHaveLength(1);
  });

  test('a file goes to the bucket', async () => {
    expect(await launcher.upload(new Blob(['a,b\n1,2\n'], { type: 'text/csv' }), 'inputs/März 1.csv')).toBe('s3://cauce-artifacts/inputs/März 1.csv');
  });

  test.each([-600_000, 600_000])('a clock that is %d ms off is corrected: by a fresh token, and by what a refusal states', async (off) => {
    const right = Date.now;
    vi.spyOn(Date, 'now').mockImplementation(() => right() + off);
    try {
      const session = await openAccount(connection(), pageEnvironment()).signInByPassword('ana', outputs['Password'] ?? '');
      expect(await session.stepFunctions.listMachines()).toHaveLength(1);
      const byKeys = await openAccount(connection({ signIn: 'keys' }), pageEnvironment()).useKeys({ accessKeyId: 'test', secretAccessKey: 'test' });
      expect(await byKeys.stepFunctions.listMachines()).toHaveLength(1);
    } finally {
      vi.restoreAllMocks();
    }
  });
});
