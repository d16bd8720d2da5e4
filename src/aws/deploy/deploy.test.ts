// @vitest-environment node
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { mocksOfSample, startLocalAws, type LocalAws } from '../../../e2e/localAws.mjs';
import { catalogFor } from '../../core/catalog/load.ts';
import { compile } from '../../core/compile/compile.ts';
import { parsePipeline } from '../../core/file/parse.ts';
import { withValueAt } from '../../core/base/pointer.ts';
import type { Json } from '../../core/base/json.ts';
import type { Pipeline } from '../../core/model/pipeline.ts';
import { gzip } from '../../platform/compression.ts';
import { openAccount } from '../account.ts';
import { importConnections } from '../connection/importOutputs.ts';
import type { Connection } from '../connection/connection.ts';
import { watchExecution } from '../stepFunctions/watch.ts';
import { PAGE, pageEnvironment } from '../testing/environment.ts';
import { createBudget } from '../transport/budget.ts';
import { AwsFault } from '../fault.ts';
import type { StepFunctions } from '../stepFunctions/types.ts';
import { moveAlias } from './alias.ts';
import { deploy } from './deploy.ts';
import { planDeployment, type Drawing, type Target } from './plan.ts';
import { changesTo, readVersions, rollBack, type ReadVersion } from './versions.ts';

const local = await startLocalAws({ returnAddresses: [PAGE], mocks: await mocksOfSample('training.cauce.json', ['income-training-dev']) });
const there = 'missing' in local ? undefined : local;
if ('missing' in local) console.log(`Tests against a local AWS are skipped: ${local.missing}`);
const { outputs, connection } = there ?? ({ outputs: {}, connection: {} } as unknown as LocalAws);
afterAll(() => there?.stop());

const sample = parsePipeline(readFileSync(new URL('../../../public/samples/training.cauce.json', import.meta.url), 'utf8'), 'training.cauce.json').pipeline as Pipeline;
const catalog = await catalogFor(sample);
const set = (pipeline: Pipeline, at: string, value: Json): Pipeline => withValueAt(pipeline as unknown as Json, at, value) as unknown as Pipeline;
const base = set(sample, '/environments/dev/values/ExecutionRoleArn', outputs['ExecutionRoleArn'] ?? '');

function drawing(pipeline: Pipeline): Drawing {
  const { artifacts, diagnostics } = compile(pipeline, { catalog, environment: 'dev' });
  if (artifacts === null) throw new Error(JSON.stringify(diagnostics));
  return { pipeline, environment: 'dev', artifacts };
}

async function target(): Promise<Target> {
  const [imported] = importConnections(JSON.stringify(connection)).connections;
  const session = await openAccount(imported as Connection, pageEnvironment()).signInByPassword('ana', outputs['Password'] ?? '');
  return { client: session.stepFunctions, region: session.connection.region, account: session.identity.account, compression: gzip, carries: true };
}
const choice = (d: Drawing, alias?: string, share = 100) => ({ description: 'by a test', alias: alias === undefined ? undefined : { name: alias, share }, sourceMap: d.artifacts.sourceMap });

describe.skipIf(!there)('deploying the training sample', () => {
  test('from nothing to a run that ended, a change, a conflict, and back', async () => {
    const to = await target();
    const first = drawing(base);
    const plan = await planDeployment(first, to);
    expect(plan).toMatchObject({ machine: { name: 'income-training-dev', faults: [] }, deployed: undefined, changes: [], leftOut: false });
    const made = await deploy(plan, to.client, choice(first, 'live'));
    expect(made).toMatchObject({ kind: 'deployed', deployed: { arn: plan.arn, versionArn: `${plan.arn}:1` } });

    // The same drawing again: nothing would change, and the drawing is in the machine.
    const again = await planDeployment(first, to);
    expect(again).toMatchObject({ changes: [], settings: [], deployed: { sha256: plan.sha256, carried: { pipeline: base, environment: 'dev' } } });

    const execution = await to.client.startExecution({ arn: plan.arn, name: 'one', input: '{"DataUri":"s3://bucket/data"}' });
    const looks = [];
    for await (const look of watchExecution(execution, { client: to.client, budget: createBudget(50, Date.now), signal: AbortSignal.timeout(20_000), wait: () => new Promise((done) => setTimeout(done, 20)) })) looks.push(look);
    expect(looks.at(-1)?.execution).toMatchObject({ status: 'SUCCEEDED' });

    // Two people plan; the second to deploy is told.
    const changed = drawing(set(base, '/steps/train/arguments/ResourceConfig/VolumeSizeInGB', 77));
    const [mine, theirs] = [await planDeployment(changed, to), await planDeployment(drawing(set(base, '/environments/dev/values/EndpointInstances', 2)), to)];
    expect(mine.changes).toMatchObject([{ kind: 'value', step: 'train', before: 30, after: 77 }]);
    expect(theirs.changes).toMatchObject([{ kind: 'value', parameters: ['EndpointInstances'], before: 1, after: 2 }]);
    expect((await deploy(theirs, to.client, choice(changed, 'live'))).kind).toBe('deployed');
    expect((await deploy(mine, to.client, choice(changed, 'live'))).kind).toBe('changed-meanwhile');
    expect((await to.client.listVersions(plan.arn)).map((v) => v.number)).toEqual([2, 1]);
    expect((await to.client.listAliases(plan.arn))[0]).toMatchObject({ name: 'live', routes: [{ versionArn: `${plan.arn}:2`, weight: 100 }] });

    // A machine that was not there when the plan was made.
    expect((await deploy(plan, to.client, choice(first))).kind).toBe('changed-meanwhile');
  });

  test('a part of the runs to a new version, then all of them; back to the first, which is then what runs', async () => {
    const to = await target();
    const called = (pipeline: Pipeline): Pipeline => set(pipeline, '/environments/dev/values/Stage', 'rolled');
    const [one, two] = [drawing(called(base)), drawing(set(called(base), '/steps/train/arguments/ResourceConfig/VolumeSizeInGB', 77))];
    const first = await planDeployment(one, to);
    await deploy(first, to.client, choice(one, 'live', 10));
    await deploy(await planDeployment(two, to), to.client, choice(two, 'live', 10));
    const routes = async () => (await to.client.listAliases(first.arn))[0]?.routes.map((r) => [r.versionArn.split(':').at(-1), r.weight]);
    // An alias that was not there leads to its first version alone.
    expect(await routes()).toEqual([['1', 90], ['2', 10]]);
    await moveAlias(to.client, first.arn, 'live', `${first.arn}:2`);
    expect(await routes()).toEqual([['2', 100]]);

    const [newest, oldest] = (await readVersions(to.client, await to.client.listVersions(first.arn), gzip)) as [ReadVersion, ReadVersion];
    expect([newest, oldest]).toMatchObject([{ number: 2, note: 'by a test', carried: { environment: 'dev' } }, { number: 1, note: 'by a test', sha256: first.sha256 }]);
    const now = await planDeployment(two, to);
    expect(now.deployed?.sha256).toBe(newest.sha256);
    const back = changesTo(oldest, now.deployed as NonNullable<typeof now.deployed>, two.artifacts.sourceMap);
    expect(back).toMatchObject({ changes: [{ kind: 'value', step: 'train', before: 77, after: 30 }], settings: [] });
    expect(await rollBack(now, to.client, oldest, { machine: true, aliases: [{ name: 'live', share: 100 }] })).toBe('rolled-back');
    expect(await routes()).toEqual([['1', 100]]);
    expect(await planDeployment(one, to)).toMatchObject({ changes: [], settings: [] });
    const execution = await to.client.startExecution({ arn: first.arn, name: 'old-again', input: '{"DataUri":"s3://bucket/data"}' });
    expect((await to.client.describeMachineOf(execution)).definition).toContain('"VolumeSizeInGB": 30');
    // Somebody rolled back since `now` was looked at.
    expect(await rollBack(now, to.client, newest, { machine: true, aliases: [] })).toBe('changed-meanwhile');
  });

  test('tags become those that the environment describes; those of AWS and of nobody asked for stay as they are', async () => {
    const to = await target();
    const tagged = (tags: Json): Drawing => drawing(set(set(base, '/environments/dev/values/Stage', 'tagged'), '/environments/dev/tags', tags));
    const one = tagged({ owner: 'ana', cost: '1' });
    await deploy(await planDeployment(one, to), to.client, choice(one));
    const two = tagged({ owner: 'bo', team: 'ml' });
    const plan = await planDeployment(two, to);
    expect(plan.settings).toEqual([{ setting: 'tag cost', before: '1', after: undefined }, { setting: 'tag owner', before: 'ana', after: 'bo' }, { setting: 'tag team', before: undefined, after: 'ml' }]);
    expect(await deploy(plan, to.client, choice(two))).toMatchObject({ kind: 'deployed', unfinished: [] });
    expect(await to.client.tagsOf(plan.arn)).toEqual({ owner: 'bo', team: 'ml' });
    const blind: StepFunctions = { ...to.client, tagsOf: () => Promise.reject(new AwsFault('access-denied', 'no', '')) };
    expect((await planDeployment(one, { ...to, client: blind })).settings).toEqual([]);
    const ofAws: StepFunctions = { ...to.client, tagsOf: () => Promise.resolve({ 'aws:cloudformation:stack-name': 's', owner: 'bo', team: 'ml' }) };
    expect((await planDeployment(two, { ...to, client: ofAws })).settings).toEqual([]);
    // Tags that AWS refuses do not undo the deployment.
    const refusing: StepFunctions = { ...to.client, changeTags: () => Promise.reject(new AwsFault('access-denied', 'lacks states:TagResource', '')) };
    expect(await deploy(await planDeployment(one, to), refusing, choice(one))).toMatchObject({ kind: 'deployed', unfinished: [{ what: 'the tags', fault: { kind: 'access-denied' } }] });
  });

  test('the log goes to the group of the environment', async () => {
    const to = await target();
    const group = 'arn:aws:logs:eu-west-1:000000000000:log-group:/aws/vendedlogs/states/logged';
    const logged = drawing(set(set(set(base, '/environments/dev/values/Stage', 'logged'), '/environments/dev/logLevel', 'ERROR'), '/environments/dev/logGroup', `${group}:*`));
    const plan = await planDeployment(logged, to);
    await deploy(plan, to.client, choice(logged));
    expect(await to.client.describeMachine(plan.arn)).toMatchObject({ logLevel: 'ERROR', logGroupArn: group });
    expect((await planDeployment(logged, to)).settings).toEqual([]);
  });

  test('the drawing stays out where the connection says so, and nothing else differs', async () => {
    const to = await target();
    const one = drawing(set(base, '/environments/dev/values/Stage', 'bare'));
    const bare = await planDeployment(one, { ...to, carries: false });
    expect(bare.definitionText).toBe(one.artifacts.definitionText);
    await deploy(bare, to.client, choice(one));
    const carrying = await planDeployment(one, to);
    expect(carrying).toMatchObject({ sha256: bare.sha256, changes: [], settings: [], deployed: { sha256: bare.sha256, carried: undefined } });
    expect(carrying.definitionText).toContain('"Comment": "cauce-carried/1 ');
  });

  test('as many versions as AWS keeps: said, with the way out', async () => {
    const to = await target();
    const one = drawing(base);
    const full: StepFunctions = { ...to.client, updateMachine: () => Promise.reject(new AwsFault('invalid', '', '', { code: 'ServiceQuotaExceededException' })) };
    const changed = drawing(set(base, '/steps/train/arguments/ResourceConfig/VolumeSizeInGB', 5));
    const plan = await planDeployment(changed, to);
    await expect(deploy(plan, full, choice(one))).rejects.toMatchObject({ message: expect.stringContaining('(1000)') as string, hint: expect.stringContaining('delete-state-machine-version') as string });
  });

  test('without a role nothing is asked of AWS', async () => {
    const plan = await planDeployment(drawing(set(base, '/environments/dev/values/ExecutionRoleArn', 'nobody')), await target());
    expect(plan.machine.faults).toEqual([expect.stringContaining('"nobody" is no ARN of a role') as string]);
    expect(plan.deployed).toBeUndefined();
  });

  test('what AWS finds wrong is told at its step, and nothing is changed', async () => {
    const to = await target();
    const plan = await planDeployment(drawing(set(base, '/environments/dev/values/Stage', 'broken')), to);
    // The local AWS finds every definition well, so here is an answer as AWS's documentation has it.
    const found = { severity: 'ERROR', code: 'SCHEMA_VALIDATION_FAILED', message: 'Field is not supported', location: '/States/Train XGBoost/Arguments/ResourceConfig' } as const;
    const strict = { ...to.client, validate: () => Promise.resolve({ ok: false, truncated: false, diagnostics: [found] }) };
    expect(await deploy(plan, strict, choice(drawing(base)))).toEqual({ kind: 'refused', diagnostics: [{ ...found, step: 'train' }] });
    // What only creating finds is a fault.
    const bad = { ...plan, definitionText: plan.definitionText.replace('{% $params.DataUri %}', '{% ( %}') };
    await expect(deploy(bad, to.client, choice(drawing(base)))).rejects.toMatchObject({ kind: 'invalid' });
    expect((await planDeployment(drawing(set(base, '/environments/dev/values/Stage', 'broken')), to)).deployed).toBeUndefined();
  });
});
