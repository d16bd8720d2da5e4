import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AwsFault } from '../../aws/fault.ts';
import type { Execution, ExecutionStatus, ExecutionSummary, StepFunctions } from '../../aws/stepFunctions/types.ts';
import { createTestApp } from '../../testing/renderApp.tsx';
import { exportRuns } from './exportRuns.ts';
import { chooseColumns, followRuns, openRuns, pickRun, readInputs, readOlderRuns, refreshRuns, runListOf, seeRuns, showStatus } from './runList.ts';

const MACHINE = 'arn:aws:states:eu-west-1:111122223333:stateMachine:m';
const START = Date.UTC(2026, 0, 1);

/** An account with so many runs, the newest last; every call is noted. */
function account(count: number) {
  const calls: string[] = [];
  const executions = Array.from({ length: count }, (_, i): Execution => ({
    arn: `run-${i}`, machineArn: MACHINE, name: `run-${i}`, status: i % 2 === 0 ? 'SUCCEEDED' : 'FAILED', startedAt: new Date(START + i * 1000), stoppedAt: new Date(START + i * 1000 + 500),
    versionArn: undefined, aliasArn: undefined, redriveCount: 0, input: `{"Depth":${i}}`, output: undefined, error: undefined, cause: undefined, redrive: { possible: false, reason: undefined },
  }));
  let refuses: AwsFault | undefined;
  const client = {
    listExecutions: (_: string, { next, status, limit = 0 }: { next?: string; status?: ExecutionStatus; limit?: number }) => {
      calls.push(`list${status === undefined ? '' : ` ${status}`}${next === undefined ? '' : ` from ${next}`}`);
      const all = [...executions].reverse().filter((e) => status === undefined || e.status === status);
      const from = Number(next ?? 0);
      return Promise.resolve({ executions: all.slice(from, from + limit) as ExecutionSummary[], next: from + limit < all.length ? String(from + limit) : undefined });
    },
    describeExecution: (arn: string) => {
      calls.push(`describe ${arn}`);
      return refuses ? Promise.reject(refuses) : Promise.resolve(executions.find((e) => e.arn === arn) as Execution);
    },
  } as unknown as StepFunctions;
  return { client, calls, executions, refuse: (fault: AwsFault | undefined) => void (refuses = fault) };
}

beforeEach(() => void vi.useFakeTimers({ now: START, toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] }));
afterEach(() => void vi.useRealTimers());

async function opened(count: number) {
  const aws = account(count);
  const app = createTestApp({ format: 'cauce/1', name: 'p', steps: {} });
  const list = runListOf(app);
  await openRuns(app, { client: aws.client, machineArn: MACHINE });
  return { ...aws, app, list, runs: () => list.getState().runs };
}

test('pages come as they are asked for, and it is known whether there are more', async () => {
  const { app, list, runs, calls } = await opened(60);
  expect(runs().map((r) => r.arn).slice(0, 2)).toEqual(['run-59', 'run-58']);
  expect(runs()).toHaveLength(50);
  expect(list.getState().next).toBe('50');
  await readOlderRuns(app);
  expect(runs()).toHaveLength(60);
  expect(list.getState().next).toBeUndefined();
  await readOlderRuns(app);
  expect(calls).toEqual(['list', 'list from 50']);
});

test('AWS filters by status', async () => {
  const { app, runs, calls } = await opened(6);
  await showStatus(app, 'FAILED');
  expect(runs().map((r) => r.name)).toEqual(['run-5', 'run-3', 'run-1']);
  expect(calls.at(-1)).toBe('list FAILED');
});

test('only inputs of rows in sight are read, once each, at the pace of the budget', async () => {
  const { app, list, calls } = await opened(20);
  seeRuns(app, ['run-19', 'run-18', 'run-17', 'run-16', 'run-15', 'run-14', 'run-13', 'run-12']);
  await vi.advanceTimersByTimeAsync(100);
  // Five calls a second, one of which was the list.
  expect(calls.slice(1)).toEqual(['describe run-19', 'describe run-18', 'describe run-17', 'describe run-16']);
  seeRuns(app, ['run-2', 'run-19']);
  await vi.advanceTimersByTimeAsync(5000);
  // The one that had its turn already is read; those that went out of sight are not.
  expect(calls.slice(5)).toEqual(['describe run-15', 'describe run-2']);
  await refreshRuns(app);
  seeRuns(app, ['run-2', 'run-19']);
  await vi.advanceTimersByTimeAsync(5000);
  expect(calls.filter((c) => c.startsWith('describe'))).toHaveLength(6);
  expect(list.getState().runs[0]?.input).toEqual({ Depth: 19 });
});

test('a refusal ends the reading of inputs until a person asks again; the list stays', async () => {
  const { app, list, calls, refuse, runs } = await opened(3);
  refuse(new AwsFault('access-denied', 'No.', ''));
  seeRuns(app, ['run-2', 'run-1']);
  await vi.advanceTimersByTimeAsync(5000);
  expect(list.getState().inputFault?.message).toBe('No.');
  expect(calls).toEqual(['list', 'describe run-2']);
  refuse(undefined);
  await readInputs(app, ['run-0']);
  expect(list.getState().inputFault).toBeNull();
  expect(runs().map((r) => r.input)).toEqual([{ Depth: 2 }, { Depth: 1 }, { Depth: 0 }]);
});

test('an execution that AWS does not tell of any more is passed over', async () => {
  const { app, calls, refuse } = await opened(3);
  refuse(new AwsFault('not-found', 'Gone.', ''));
  await readInputs(app, ['run-2', 'run-1']);
  await readInputs(app, ['run-2']);
  expect(calls).toEqual(['list', 'describe run-2', 'describe run-1']);
});

test('what runs is read again until it has ended, whichever page it is on', async () => {
  const { app, executions, calls, runs } = await opened(60);
  await readOlderRuns(app);
  const turn = (i: number, status: ExecutionStatus): void => void (executions[i] = { ...(executions[i] as Execution), status });
  turn(59, 'RUNNING');
  turn(3, 'RUNNING');
  await showStatus(app, null);
  await readOlderRuns(app);
  const following = followRuns(app, new AbortController().signal, () => {
    turn(59, 'SUCCEEDED');
    turn(3, 'ABORTED');
    return Promise.resolve();
  });
  await vi.advanceTimersByTimeAsync(5000);
  await following;
  expect([runs()[0]?.status, runs().find((r) => r.arn === 'run-3')?.status]).toEqual(['SUCCEEDED', 'ABORTED']);
  expect(calls.slice(-2)).toEqual(['list', 'describe run-3']);
});

test('columns are kept for a machine; another machine, another document begin anew', async () => {
  const { app, list, client } = await opened(2);
  await chooseColumns(app, ['Depth']);
  pickRun(app, 'run-1');
  await openRuns(app, { client, machineArn: `${MACHINE}2` });
  expect(list.getState()).toMatchObject({ columns: null, picked: [] });
  await openRuns(app, { client, machineArn: MACHINE });
  expect(list.getState().columns).toEqual(['Depth']);
  await openRuns(app, null);
  expect(list.getState()).toMatchObject({ of: null, runs: [] });
});

test('two runs are picked at most: the third takes the place of the first', async () => {
  const { app, list } = await opened(4);
  for (const arn of ['run-0', 'run-1', 'run-2']) pickRun(app, arn);
  expect(list.getState().picked).toEqual(['run-1', 'run-2']);
  pickRun(app, 'run-1');
  expect(list.getState().picked).toEqual(['run-2']);
});

test('an export reads what is not read, and says what it could not', async () => {
  const { app, runs } = await opened(2);
  const columns = ['Depth', 'ApiToken'].map((name) => ({ name, fallback: undefined, required: true }));
  await exportRuns(app, runs(), columns);
  expect(app.world.downloads.at(-1)?.name).toBe('m-runs-2026-01-01.csv');
  expect(app.world.downloads.at(-1)?.text.split('\r\n').slice(0, 2)).toEqual(['execution,status,started,ended,seconds,version,alias,redrives,Depth,arn', 'run-1,FAILED,2026-01-01T00:00:01.000Z,2026-01-01T00:00:01.500Z,0.5,,,0,1,run-1']);
  const other = await opened(1);
  other.refuse(new AwsFault('access-denied', 'No.', ''));
  await exportRuns(other.app, other.runs(), columns);
  expect(other.app.store.getState().notices.at(-1)).toMatchObject({ kind: 'error', text: 'The parameters of 1 of 1 runs could not be read; their cells are empty.' });
});
