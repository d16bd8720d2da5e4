import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AwsFault } from '../../aws/fault.ts';
import type { Session } from '../../aws/session.ts';
import type { ExecutionStart, ExecutionStatus, StepFunctions } from '../../aws/stepFunctions/types.ts';
import type { JsonObject } from '../../core/base/json.ts';
import { parsePipeline } from '../../core/file/parse.ts';
import { serializePipeline } from '../../core/file/serialize.ts';
import type { Platform } from '../../platform/types.ts';
import { createTestApp } from '../../testing/renderApp.tsx';
import { deliveryOf, type Look } from '../delivery.ts';
import { fillFromPreset, savePreset } from './presets.ts';
import { changeForm, changeSweep, openForm, runFormOf, typeValue } from './runForm.ts';
import { fillAsLast, fillForm, startRun } from './startRun.ts';
import { pauseSweep, resumeSweep, showSweep, stopSweep, sweepsOf, varyingOf } from './sweeping.ts';
import { plansFor } from './sweepPlan.ts';

const ARN = 'arn:aws:states:eu-west-1:111122223333:stateMachine:income-dev';
const parameter = (name: string, type: string, more: JsonObject = {}): JsonObject => ({ name, type, phase: 'run', required: more['default'] === undefined, constraints: {}, usedIn: [], ...more });
const manifest: JsonObject = { parameters: [parameter('Data', 's3-uri'), parameter('Depth', 'integer', { default: 6 }), parameter('ApiToken', 'string', { default: '' })] };

/** Executions in an account, each of which ends when a test says so. */
function account() {
  const runs: { name: string; arn: string; input: string; status: ExecutionStatus }[] = [];
  let fault: AwsFault | undefined;
  const client = {
    until: () => client,
    startExecution: async ({ arn, name, input }: ExecutionStart) => {
      if (fault) throw fault;
      runs.push({ name, input, arn: `${arn.replace('stateMachine', 'execution')}:${name}`, status: 'RUNNING' });
      return runs.at(-1)?.arn;
    },
    listExecutions: async (_: string, { limit }: { limit: number }) => ({ executions: [...runs].reverse().slice(0, limit).map((r) => ({ ...r, startedAt: new Date(0), stoppedAt: r.status === 'RUNNING' ? undefined : new Date(1) })), next: undefined }),
    describeExecution: async (arn: string) => runs.find((r) => r.arn === arn),
    stopExecution: async (arn: string) => {
      for (const r of runs) if (r.arn === arn) r.status = 'ABORTED';
    },
  };
  return {
    runs, client: client as unknown as StepFunctions,
    fail: (f: AwsFault | undefined) => (fault = f),
    end: (name: RegExp) => runs.filter((r) => name.test(r.name)).forEach((r) => (r.status = 'SUCCEEDED')),
  };
}

function page(aws: ReturnType<typeof account>, parts: Partial<Platform> = {}) {
  const app = createTestApp({ format: 'cauce/1', name: 'income', steps: {} }, parts);
  const session = { stepFunctions: aws.client, connection: { name: 'dev', region: 'eu-west-1' }, identity: { account: '111122223333' } } as unknown as Session;
  app.connections.setState({ session });
  const look = { plan: { arn: ARN, machine: { name: 'income-dev' }, deployed: { sha256: 'x' }, sha256: 'x', changes: [], settings: [] }, artifacts: { manifest }, session } as unknown as Look;
  deliveryOf(app).setState({ look });
  openForm(app, { arn: ARN, name: 'income-dev' });
  const shown = () => Object.values(sweepsOf(app).getState().byId)[0];
  return { app, look, shown, states: () => shown()?.members.map((m) => m.state).join(' ') };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const later = (): Promise<unknown> => vi.advanceTimersByTimeAsync(8_000);

/** A form that says: three runs, one at once. */
async function begun(aws: ReturnType<typeof account>, parts: Partial<Platform> = {}) {
  const its = page(aws, parts);
  typeValue(its.app, 'Data', 's3://b/k');
  changeSweep(its.app, { on: true, atOnce: '1', axes: { Depth: { by: 'list', text: '4 6 8' } } });
  await startRun(its.app);
  await vi.advanceTimersByTimeAsync(10);
  return its;
}

test('a sweep is started so many at once, asks before the tab is left, and is watched to its end', async () => {
  const aws = account();
  const { app, shown, states } = await begun(aws);
  expect(states()).toBe('RUNNING waiting waiting');
  expect(app.world.asking).toBe(1);
  expect(aws.runs.map((r) => r.name)).toEqual([expect.stringMatching(/^income-dev--s\w{6}-1of3$/)]);
  for (const n of [1, 2]) {
    aws.end(new RegExp(`${n}of3`));
    await later();
  }
  expect(states()).toBe('SUCCEEDED SUCCEEDED RUNNING');
  expect(app.world.asking).toBe(0);
  aws.end(/./);
  await later();
  expect(shown()).toMatchObject({ of: 3, starting: false, watching: false, fault: null });
  expect(aws.runs.map((r) => r.input)).toEqual([4, 6, 8].map((d) => `{"Data":"s3://b/k","Depth":${d}}`));
  expect(varyingOf(shown()!)).toEqual(['Depth']);
  // What was typed is still there, for the next one under another id.
  expect(runFormOf(app).getState()).toMatchObject({ typed: { Data: 's3://b/k' }, sweep: { on: true } });
  expect(runFormOf(app).getState().drawn.sweep).not.toBe(shown()?.id);
});

test('a page that was closed leaves the rest to the next one in the tab, and says that it was not started', async () => {
  const aws = account();
  const first = await begun(aws);
  const id = first.shown()?.id ?? '';
  aws.end(/./);
  const { tabMemory } = first.app.platform;
  expect(plansFor(first.app, ARN)).toEqual([id]);
  pauseSweep(first.app, id);
  const second = page(aws, { tabMemory });
  void showSweep(second.app, second.look, id);
  await later();
  expect(second.states()).toBe('SUCCEEDED waiting waiting');
  expect(second.shown()).toMatchObject({ starting: false, of: 3 });
  resumeSweep(second.app, id);
  await later();
  expect(second.states()).toBe('SUCCEEDED RUNNING waiting');
  await stopSweep(second.app, id);
  await later();
  expect(second.states()).toBe('SUCCEEDED ABORTED waiting');
  expect(second.shown()?.watching).toBe(false);
});

test('anybody finds a sweep by the names of its runs; what was never started is counted', async () => {
  const aws = account();
  const first = await begun(aws);
  const id = first.shown()?.id ?? '';
  pauseSweep(first.app, id);
  aws.end(/./);
  const other = page(aws);
  void showSweep(other.app, other.look, id);
  await later();
  expect(other.states()).toBe('SUCCEEDED');
  expect(other.shown()).toMatchObject({ of: 3, inputs: { [aws.runs[0]?.name ?? '']: { Data: 's3://b/k', Depth: 4 } } });
});

test('an input with a secret is kept nowhere', async () => {
  const aws = account();
  const its = page(aws);
  typeValue(its.app, 'Data', 's3://b/k');
  typeValue(its.app, 'ApiToken', 'hidden');
  changeSweep(its.app, { on: true, axes: { Depth: { by: 'list', text: '4 6' } } });
  await startRun(its.app);
  expect(plansFor(its.app, ARN)).toEqual([]);
  expect(savePreset(its.app, 'Mine', { Data: 's3://b/k', ApiToken: 'hidden' })).toEqual(['ApiToken']);
  expect(JSON.stringify(its.app.store.getState().document.pipeline)).not.toContain('hidden');
});

test('a start that fails keeps what was typed, and the name, for another try', async () => {
  const aws = account();
  const { app } = page(aws);
  typeValue(app, 'Data', 's3://b/k');
  changeForm(app, { name: 'mine' });
  aws.fail(new AwsFault('access-denied', 'Not allowed.', 'Ask for it.'));
  await startRun(app);
  expect(deliveryOf(app).getState()).toMatchObject({ busy: null, faultDuring: 'starting', fault: { message: 'Not allowed.' } });
  expect(runFormOf(app).getState()).toMatchObject({ typed: { Data: 's3://b/k' }, name: 'mine' });
});

test('a preset goes through the file, and fills the form', () => {
  const { app } = page(account());
  savePreset(app, 'Small', { Data: 's3://b/small', Depth: 3 });
  const text = serializePipeline(app.store.getState().document.pipeline);
  const read = parsePipeline(text, 'income.cauce.json').pipeline;
  expect(read?.presets).toEqual({ Small: { Data: 's3://b/small', Depth: 3 } });
  changeSweep(app, { on: true, axes: { Depth: { by: 'list', text: '4 6' } } });
  fillFromPreset(app, 'Small');
  expect(runFormOf(app).getState()).toMatchObject({ typed: { Data: 's3://b/small', Depth: '3' }, sweep: { axes: {} }, note: { text: 'Filled with the preset Small.' } });
  app.store.getState().undo();
  expect(app.store.getState().document.pipeline.presets).toBeUndefined();
});

test('what an input has beside the fields is told, and sent along where all of it is wanted', async () => {
  const aws = account();
  const { app } = page(aws);
  fillForm(app, { Data: 's3://b/k', Other: 1 }, 'a preset');
  expect(runFormOf(app).getState()).toMatchObject({ extra: {}, note: { text: 'Filled with a preset. There is no field for Other.' } });
  await aws.client.startExecution({ arn: ARN, name: 'older', input: '{"Data":"s3://b/older"}' });
  await aws.client.startExecution({ arn: ARN, name: 'newest', input: '{"Data":"s3://b/new","Other":{"x":1}}' });
  await fillAsLast(app);
  expect(runFormOf(app).getState()).toMatchObject({ typed: { Data: 's3://b/new' }, extra: { Other: { x: 1 } }, note: { text: 'Filled with what newest was sent. Other has no field and is sent along.' } });
});
