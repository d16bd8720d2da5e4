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
import { deploy } from './deploy.ts';
import { planDeployment, type Drawing, type Target } from './plan.ts';

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
const choice = (d: Drawing, alias?: string) => ({ description: 'by a test', alias, sourceMap: d.artifacts.sourceMap });

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
