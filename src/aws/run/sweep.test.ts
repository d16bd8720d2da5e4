import { expect, test } from 'vitest';
import { AwsFault } from '../fault.ts';
import type { ExecutionStart, ExecutionStatus, ExecutionSummary, StepFunctions } from '../stepFunctions/types.ts';
import { runSweep, type SweepMember, type SweepProgress } from './sweep.ts';

const MACHINE = 'arn:aws:states:eu-west-1:111122223333:stateMachine:m';

/** A Step Functions in which time passes when somebody waits: each run takes the looks that are given. */
function account({ lasts = 2, refuse = () => undefined }: { readonly lasts?: number; readonly refuse?: (action: string, nth: number) => AwsFault | undefined } = {}) {
  const runs: { name: string; arn: string; input: string; left: number; status: ExecutionStatus }[] = [];
  const calls: Record<string, number> = {};
  let most = 0;
  const asked = (action: string): void => {
    const nth = (calls[action] = (calls[action] ?? 0) + 1);
    const fault = refuse(action, nth);
    if (fault) throw fault;
  };
  const open = () => runs.filter((r) => r.status === 'RUNNING');
  const summary = (r: (typeof runs)[number]) => ({ arn: r.arn, name: r.name, status: r.status, startedAt: new Date(0), stoppedAt: r.status === 'RUNNING' ? undefined : new Date(1) }) as ExecutionSummary;
  const client = {
    startExecution: async ({ arn, name, input }: ExecutionStart) => {
      asked('start');
      if (runs.some((r) => r.name === name)) throw new AwsFault('conflict', 'It is there.', '', { code: 'ExecutionAlreadyExists' });
      runs.push({ name, arn: `${arn.replace('stateMachine', 'execution')}:${name}`, input, left: lasts, status: 'RUNNING' });
      most = Math.max(most, open().length);
      return `${arn.replace('stateMachine', 'execution')}:${name}`;
    },
    listExecutions: async (_: string, { next }: { next?: string }) => {
      asked('list');
      // Newest first, two on a page.
      const from = Number(next ?? 0);
      const newest = [...runs].reverse();
      return { executions: newest.slice(from, from + 2).map(summary), next: from + 2 < newest.length ? String(from + 2) : undefined };
    },
    describeExecution: async (arn: string) => runs.find((r) => r.arn === arn),
    stopExecution: async (arn: string) => {
      asked('stop');
      for (const r of runs) if (r.arn === arn) r.status = 'ABORTED';
    },
  } as unknown as StepFunctions;
  const waits: number[] = [];
  const wait = async (ms: number): Promise<void> => {
    waits.push(ms);
    for (const r of open()) if (--r.left <= 0) r.status = 'SUCCEEDED';
    await Promise.resolve();
  };
  return { client, runs, calls, waits, wait, most: () => most };
}
const waiting = (count: number): readonly SweepMember[] => Array.from({ length: count }, (_, i) => ({ name: `m${i + 1}`, input: `{"i":${i}}`, state: 'waiting', arn: undefined, startedAt: undefined, stoppedAt: undefined }));
const states = (p: SweepProgress | undefined) => p?.members.map((m) => m.state).join(' ');

function sweep(aws: ReturnType<typeof account>, members: readonly SweepMember[], atOnce: number, watch: (p: SweepProgress) => void = () => undefined) {
  const told: SweepProgress[] = [];
  const running = runSweep({ client: aws.client, budget: { take: () => Promise.resolve() }, machineArn: MACHINE, members, atOnce, start: true, wait: aws.wait, tell: (p) => {
    told.push(p);
    watch(p);
  } });
  return { told, running };
}

test('starts as many as may run at once, follows all of them by their list, and ends', async () => {
  const aws = account();
  const { told, running } = sweep(aws, waiting(7), 3);
  await running.done;
  expect(aws.most()).toBe(3);
  expect(aws.runs.map((r) => r.input)).toEqual([0, 1, 2, 3, 4, 5, 6].map((i) => `{"i":${i}}`));
  expect(told.at(-1)).toMatchObject({ starting: false, fault: null, watching: false });
  expect(new Set(told.at(-1)?.members.map((m) => m.state))).toEqual(new Set(['SUCCEEDED']));
  expect(told.at(-1)?.members.every((m) => m.arn !== undefined && m.stoppedAt !== undefined)).toBe(true);
});

test('throttling makes the pauses longer and loses nothing', async () => {
  const throttled = new AwsFault('throttled', 'Too many at once.', 'It is tried again.');
  const aws = account({ refuse: (action, nth) => (action === 'start' && nth >= 2 && nth <= 4 ? throttled : undefined) });
  const { told, running } = sweep(aws, waiting(3), 3);
  await running.done;
  expect(told.some((p) => p.fault === throttled && p.starting)).toBe(true);
  expect(aws.waits.slice(0, 3)).toEqual([4000, 8000, 16000]);
  expect(told.at(-1)).toMatchObject({ fault: null });
  expect(states(told.at(-1))).toBe('SUCCEEDED SUCCEEDED SUCCEEDED');
});

test('a refusal ends the starting; what runs is watched to its end, and the rest can be started later', async () => {
  const denied = new AwsFault('access-denied', 'Not allowed.', 'Ask for it.');
  const aws = account({ refuse: (action, nth) => (action === 'start' && nth === 2 ? denied : undefined) });
  const { told, running } = sweep(aws, waiting(3), 2);
  await running.done;
  expect(told.at(-1)).toMatchObject({ starting: false, watching: false, fault: denied });
  expect(states(told.at(-1))).toBe('SUCCEEDED waiting waiting');
  running.resume();
  await running.done;
  expect(states(told.at(-1))).toBe('SUCCEEDED SUCCEEDED SUCCEEDED');
  expect(told.at(-1)?.fault).toBeNull();
});

test('a start whose answer was lost is found again instead of started twice', async () => {
  const aws = account();
  const cut = new AwsFault('unreachable', 'Cut.', '');
  const start = aws.client.startExecution.bind(aws.client);
  let lost = false;
  Object.assign(aws.client, { startExecution: async (given: ExecutionStart) => {
    const arn = await start(given);
    if (lost) return arn;
    lost = true;
    throw cut;
  } });
  const { told, running } = sweep(aws, waiting(2), 1);
  await running.done;
  expect(aws.runs.map((r) => r.name)).toEqual(['m1', 'm2']);
  expect(states(told.at(-1))).toBe('SUCCEEDED SUCCEEDED');
});

test('stopping stops what runs and starts no more, whatever is on its way', async () => {
  const aws = account({ lasts: 1000 });
  let stopped: Promise<void> | undefined;
  const { told, running } = sweep(aws, waiting(4), 3, (p) => {
    if (states(p) === 'RUNNING starting waiting waiting') stopped ??= Promise.resolve().then(() => running.stop('enough'));
  });
  await running.done;
  await stopped;
  expect(states(told.at(-1))).toBe('ABORTED ABORTED waiting waiting');
  expect(told.at(-1)).toMatchObject({ starting: false, watching: false, fault: null });
});

test('pausing starts no further ones and goes on watching', async () => {
  const aws = account();
  const { told, running } = sweep(aws, waiting(4), 1, (p) => {
    if (p.starting && states(p)?.startsWith('SUCCEEDED RUNNING')) running.pause();
  });
  await running.done;
  expect(states(told.at(-1))).toBe('SUCCEEDED SUCCEEDED waiting waiting');
});

test('a look that is refused for good ends the watching and says why', async () => {
  const gone = new AwsFault('not-found', 'The machine was deleted.', '');
  const aws = account({ refuse: (action, nth) => (action === 'list' && nth === 2 ? gone : undefined) });
  const { told, running } = sweep(aws, waiting(3), 1);
  await running.done;
  expect(told.at(-1)).toMatchObject({ watching: false, starting: false, fault: gone });
});

test('what was found without its input is watched and not started', async () => {
  const aws = account();
  await aws.client.startExecution({ arn: MACHINE, name: 'm1', input: '{}' });
  const [first, second] = waiting(2) as [SweepMember, SweepMember];
  const { told, running } = sweep(aws, [{ ...first, input: undefined, state: 'RUNNING', arn: aws.runs[0]?.arn }, { ...second, input: undefined }], 2);
  await running.done;
  expect(states(told.at(-1))).toBe('SUCCEEDED waiting');
  expect(aws.calls['start']).toBe(1);
});

test('nothing is told once it is left', async () => {
  const aws = account();
  const { told, running } = sweep(aws, waiting(3), 1, (p) => {
    if (states(p)?.startsWith('RUNNING')) running.leave();
  });
  await running.done;
  expect(states(told.at(-1))).toBe('RUNNING waiting waiting');
  expect(aws.runs).toHaveLength(1);
});
