import { expect, test } from 'vitest';
import type { HistoryEvent, HistoryEventType } from '../../core/simulate/history.ts';
import { AwsFault } from '../fault.ts';
import { createEventClock } from './eventClock.ts';
import type { Execution, ExecutionStatus, StepFunctions } from './types.ts';
import { watchExecution, type Look, type WatchOptions } from './watch.ts';

const ARN = 'arn:aws:states:eu-west-1:111122223333:execution:m:one';
const event = (id: number, type: HistoryEventType, at = 0): HistoryEvent => ({ id, previousEventId: id - 1, timestamp: new Date(at), type });

/** AWS as a script: what its history holds and how it describes the execution at each look; each call takes its budget. */
function scripted(looks: readonly { readonly history: readonly HistoryEvent[]; readonly status: ExecutionStatus; readonly refuses?: 'describe' | 'events' }[]) {
  let at = 0;
  const calls: string[] = [];
  const now = () => looks[Math.min(at, looks.length - 1)] as (typeof looks)[number];
  const passing = new AwsFault('throttled', 'Too many calls.', '');
  const client = {
    eventsAfter: (_: string, after: number) => {
      calls.push(`events after ${after}`);
      return now().refuses === 'events' ? Promise.reject(passing) : Promise.resolve(now().history.filter((e) => e.id > after));
    },
    describeExecution: () => {
      calls.push('describe');
      return now().refuses === 'describe' ? Promise.reject(passing) : Promise.resolve({ arn: ARN, status: now().status } as Execution);
    },
  } as unknown as StepFunctions;
  const pauses: number[] = [];
  let taken = 0;
  const options: WatchOptions = {
    client,
    budget: { take: async () => void taken++ },
    signal: new AbortController().signal,
    wait: async (ms) => {
      pauses.push(ms);
      at++;
    },
  };
  return { options, calls, pauses, taken: () => taken };
}
async function all(options: WatchOptions): Promise<Look[]> {
  const looks: Look[] = [];
  for await (const look of watchExecution(ARN, options)) {
    looks.push(look);
    if (looks.length > 20) throw new Error('it does not end');
  }
  return looks;
}

const started = [event(1, 'ExecutionStarted'), event(2, 'TaskStateEntered')];
const failed = [...started, event(3, 'ExecutionFailed')];

test('an execution that was redriven is not over because its history says that it failed once', async () => {
  const redriven = [...failed, event(4, 'ExecutionRedriven')];
  const aws = scripted([{ history: redriven, status: 'RUNNING' }, { history: redriven, status: 'RUNNING' }, { history: [...redriven, event(5, 'ExecutionSucceeded')], status: 'SUCCEEDED' }]);
  const looks = await all(aws.options);
  expect(looks.map((l) => [l.events.length, l.ended])).toEqual([[4, false], [0, false], [1, true]]);
  expect(aws.taken()).toBe(aws.calls.length);
});

test('what ends between the history and the description is read to its last event', async () => {
  const history = [...started];
  const aws = scripted([{ history, status: 'FAILED' }]);
  const { client } = aws.options;
  const looks = await all({ ...aws.options, client: { ...client, describeExecution: (arn) => {
    history.push(event(3, 'ExecutionFailed'));
    return client.describeExecution(arn);
  } } });
  expect(looks.map((l) => [l.events.map((e) => e.id), l.ended])).toEqual([[[1, 2, 3], true]]);
});

test('a description that lags behind the history is asked again until it says so too', async () => {
  const aws = scripted([{ history: failed, status: 'RUNNING' }, { history: failed, status: 'FAILED' }]);
  const looks = await all(aws.options);
  expect(looks.map((l) => [l.execution?.status, l.ended])).toEqual([['RUNNING', false], ['FAILED', true]]);
});

test('just after a redrive a description of before it ends nothing, unless it stays', async () => {
  const redriven = [...failed, event(4, 'ExecutionRedriven')];
  const aws = scripted([{ history: failed, status: 'FAILED' }, { history: failed, status: 'FAILED' }, { history: redriven, status: 'RUNNING' }, { history: [...redriven, event(5, 'ExecutionSucceeded')], status: 'SUCCEEDED' }]);
  const looks = await all({ ...aws.options, after: 3, redriven: true });
  expect(looks.map((l) => l.execution?.status)).toEqual(['FAILED', 'FAILED', 'RUNNING', 'SUCCEEDED']);
  const never = scripted([{ history: failed, status: 'FAILED' }]);
  expect((await all({ ...never.options, after: 3, redriven: true })).map((l) => l.ended)).toEqual([false, false, false, false, true]);
});

test('events are given once and never lost, whichever of the calls is refused', async () => {
  const aws = scripted([{ history: started, status: 'RUNNING', refuses: 'describe' }, { history: failed, status: 'FAILED', refuses: 'events' }, { history: failed, status: 'FAILED' }]);
  const looks = await all(aws.options);
  expect(looks.map((l) => [l.events.map((e) => e.id), l.fault?.kind, l.ended])).toEqual([[[1, 2], 'throttled', false], [[], 'throttled', false], [[3], undefined, true]]);
  expect(aws.pauses).toEqual([4000, 8000]);
});

test('while something happens it is looked at every 2 s, while nothing does every 5; every 5 what nobody has before them', async () => {
  const going = { status: 'RUNNING' as const };
  const script = [started, started, started, started, started, [...started, event(3, 'TaskScheduled')]].map((history) => ({ history, ...going }));
  const end = { history: [...started, event(3, 'TaskScheduled'), event(4, 'ExecutionAborted')], status: 'ABORTED' as const };
  const before = scripted([...script, end]);
  await all(before.options);
  expect(before.pauses.map(Math.round)).toEqual([2000, 2600, 3380, 4394, 5000, 2000]);
  const aside = scripted([...script, end]);
  await all({ ...aside.options, aside: () => true });
  expect(new Set(aside.pauses)).toEqual(new Set([5000]));
});

test('each page of a long history is a call of the budget, and is told', async () => {
  const aws = scripted([{ history: failed, status: 'FAILED' }]);
  const told: number[] = [];
  await all({ ...aws.options, reading: (n) => void told.push(n), client: { ...aws.options.client, eventsAfter: async (_, __, more) => {
    for (const n of [1000, 2000, 3000]) await more?.(n);
    return failed;
  } } });
  expect(told).toEqual([1000, 2000, 3000]);
  expect(aws.taken()).toBe(5);
});

test('the time of its events corrects the clock', async () => {
  let local = 1_000_000;
  const ahead = 300_000;
  const clock = { local: () => local, events: createEventClock(() => local) };
  const at = (id: number, type: HistoryEventType) => event(id, type, local - ahead);
  const first = at(1, 'ExecutionStarted');
  const aws = scripted([{ history: [first], status: 'RUNNING' }]);
  const controller = new AbortController();
  await all({ ...aws.options, clock, signal: controller.signal, client: { ...aws.options.client, eventsAfter: (_, after) => Promise.resolve(after === 0 ? [first] : [at(2, 'TaskStateEntered')]) }, wait: async () => {
    local += 2000;
    if (local > 1_003_000) controller.abort();
  } });
  expect(local - ahead - clock.events.now()).toBeGreaterThanOrEqual(-2000);
  expect(local - ahead - clock.events.now()).toBeLessThanOrEqual(2000);
});
