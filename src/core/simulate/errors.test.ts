import { describe, expect, test } from 'vitest';
import { gives, simulated, taskState, throws } from '../../testing/simulated.ts';
import type { Json, JsonObject } from '../base/json.ts';

const JSONATA = { QueryLanguage: 'JSONata' };
/** Moments of the calls, in seconds from the start. */
const moments = (run: Awaited<ReturnType<typeof simulated>>): readonly number[] =>
  run.events.filter((e) => e.type.endsWith('Scheduled')).map((e) => (e.timestamp.getTime() - Date.UTC(2026, 0, 1)) / 1000);

describe('Retry', () => {
  test.each<[string, JsonObject, readonly number[]]>([
    ['the defaults: three times after 1, 2, 4 seconds', {}, [0, 1, 3, 7]],
    ['an interval', { IntervalSeconds: 10, MaxAttempts: 2 }, [0, 10, 30]],
    ['a backoff', { IntervalSeconds: 2, BackoffRate: 1.5, MaxAttempts: 3 }, [0, 2, 5, 9.5]],
    ['no backoff', { IntervalSeconds: 5, BackoffRate: 1 }, [0, 5, 10, 15]],
    ['a longest delay', { IntervalSeconds: 4, MaxDelaySeconds: 6, MaxAttempts: 4 }, [0, 4, 10, 16, 22]],
    ['no attempts', { MaxAttempts: 0 }, [0]],
    ['an error of another name', { ErrorEquals: ['Other'] }, [0]],
  ])('%s', async (_, retrier, expected) => {
    const run = await simulated({ A: taskState({ Retry: [{ ErrorEquals: ['Boom'], ...retrier }] }) }, { A: [throws('Boom', 'why')] });
    expect(moments(run)).toEqual(expected);
    expect([run.status, run.error, run.cause]).toEqual(['FAILED', 'Boom', 'why']);
    expect(run.calls.map((c) => c.attempt)).toEqual(expected.map((_, i) => i));
    expect(run.transitions).toBe(expected.length);
  });

  test('full jitter draws from the seed, and stays below the delay', async () => {
    const retried = async (seed: number): Promise<readonly number[]> =>
      moments(await simulated({ A: taskState({ Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 10, BackoffRate: 1, JitterStrategy: 'FULL' }] }) }, { A: [throws('Boom')] }, { seed }));
    const once = await retried(1);
    expect(await retried(1)).toEqual(once);
    expect(await retried(2)).not.toEqual(once);
    for (const [i, at] of once.entries()) if (i > 0) expect(at - (once[i - 1] as number)).toBeLessThanOrEqual(10);
  });

  test('each retrier counts its own attempts, and is chosen by the order of the list', async () => {
    const Retry = [{ ErrorEquals: ['One'], IntervalSeconds: 1, MaxAttempts: 1 }, { ErrorEquals: ['Two'], IntervalSeconds: 100, MaxAttempts: 2, BackoffRate: 1 }, { ErrorEquals: ['States.ALL'], MaxAttempts: 0 }];
    const run = await simulated({ A: taskState({ Retry }) }, { A: ['One', 'Two', 'Two', 'One'].map((e) => throws(e)) });
    expect(moments(run)).toEqual([0, 1, 101, 201]);
    expect(run.error).toBe('One');
  });

  test('counts anew at each visit', async () => {
    const Again = { Type: 'Choice', Choices: [{ Variable: '$.done', IsPresent: true, Next: 'End' }], Default: 'A' };
    const A = { ...taskState({ Retry: [{ ErrorEquals: ['Boom'], MaxAttempts: 1 }] }), End: undefined as unknown as Json, Next: 'Again' };
    const run = await simulated({ A: JSON.parse(JSON.stringify(A)) as JsonObject, Again, End: { Type: 'Succeed' } }, { A: [throws('Boom'), gives({}), throws('Boom'), gives({ done: 1 })] });
    expect(run.status).toBe('SUCCEEDED');
    expect(run.calls.map((c) => [c.invocation, c.attempt])).toEqual([[0, 0], [1, 1], [2, 0], [3, 1]]);
  });

  test('then the catchers', async () => {
    const run = await simulated({ A: taskState({ Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }], Catch: [{ ErrorEquals: ['Boom'], Next: 'B' }] }), B: { Type: 'Pass', End: true } }, { A: [throws('Boom', 'why')] });
    expect([run.status, run.output, run.calls.length]).toEqual(['SUCCEEDED', { Error: 'Boom', Cause: 'why' }, 2]);
  });

  test('of a Map and a Parallel begins all their branches anew', async () => {
    const inner = { StartAt: 'A', States: { A: taskState() } };
    const Retry = [{ ErrorEquals: ['Boom'], MaxAttempts: 1 }];
    for (const state of [{ Type: 'Parallel', Branches: [inner], Retry, End: true }, { Type: 'Map', ItemsPath: '$.l', ItemProcessor: inner, Retry, End: true }]) {
      const run = await simulated({ P: state }, { A: [throws('Boom'), gives(7)] }, { input: { l: [1] } });
      expect([run.status, run.output, run.calls.length]).toEqual(['SUCCEEDED', [7], 2]);
    }
  });
});

describe('which errors a name stands for', () => {
  const thrown = ['Custom', 'States.TaskFailed', 'States.Timeout', 'States.HeartbeatTimeout', 'Lambda.Unknown', 'States.DataLimitExceeded'];
  test.each<[string, readonly string[]]>([
    // AWS's text says that no wildcard stands for States.DataLimitExceeded; two recorded executions show that it does.
    ['States.ALL', thrown],
    ['States.TaskFailed', ['Custom', 'States.TaskFailed', 'Lambda.Unknown', 'States.DataLimitExceeded']],
    ['States.Timeout', ['States.Timeout', 'States.HeartbeatTimeout']],
    ['States.HeartbeatTimeout', ['States.HeartbeatTimeout']],
    ['Custom', ['Custom']],
    ['Cust', []],
    ['States.DataLimitExceeded', ['States.DataLimitExceeded']],
  ])('%s', async (name, caught) => {
    const found: string[] = [];
    for (const error of thrown) {
      const run = await simulated({ A: taskState({ Catch: [{ ErrorEquals: [name], Next: 'B' }] }), B: { Type: 'Pass', End: true } }, { A: [throws(error)] });
      if (run.status === 'SUCCEEDED') found.push(error);
    }
    expect(found).toEqual(caught);
  });

  test('nothing catches or retries States.Runtime', async () => {
    const all = [{ ErrorEquals: ['States.Runtime', 'States.ALL'], Next: 'B' }];
    const run = await simulated({ A: taskState({ Parameters: { 'x.$': '$.missing' }, Retry: [{ ErrorEquals: ['States.ALL'] }], Catch: all }), B: { Type: 'Pass', End: true } });
    expect([run.status, run.error, run.calls.length]).toEqual(['FAILED', 'States.Runtime', 0]);
  });
});

describe('Catch', () => {
  const B = { Type: 'Pass', End: true };
  test.each<[string, JsonObject, Json]>([
    ['without a place: the error output', {}, { Error: 'Boom', Cause: 'why' }],
    ['ResultPath', { ResultPath: '$.failure' }, { given: 1, failure: { Error: 'Boom', Cause: 'why' } }],
    ['ResultPath null', { ResultPath: null }, { given: 1 }],
  ])('%s', async (_, more, output) => {
    const run = await simulated({ A: taskState({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B', ...more }] }), B }, { A: [throws('Boom', 'why')] }, { input: { given: 1 } });
    expect(run.output).toEqual(output);
  });
  test('Output and Assign of JSONata see the error output and the input', async () => {
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'B', Output: { at: '{% $states.errorOutput.Error & $states.input.given %}' }, Assign: { why: '{% $states.errorOutput.Cause %}' } }];
    const run = await simulated({ A: taskState({ Catch }), B: { Type: 'Pass', Output: { in: '{% $states.input %}', why: '{% $why %}' }, End: true } }, { A: [throws('Boom', 'why')] }, { machine: JSONATA, input: { given: '1' } });
    expect(run.output).toEqual({ in: { at: 'Boom1' }, why: 'why' });
  });
  test('Assign of JSONPath', async () => {
    const run = await simulated({ A: taskState({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B', ResultPath: null, Assign: { 'e.$': '$.Error' } }] }), B: { ...B, Parameters: { 'e.$': '$e' } } }, { A: [throws('Boom')] });
    expect(run.output).toEqual({ e: 'Boom' });
  });
  test('the first catcher that takes it', async () => {
    const Catch = [{ ErrorEquals: ['Other'], Next: 'B' }, { ErrorEquals: ['Boom'], Next: 'C' }, { ErrorEquals: ['States.ALL'], Next: 'B' }];
    const run = await simulated({ A: taskState({ Catch }), B, C: { Type: 'Pass', Result: 'here', End: true } }, { A: [throws('Boom')] });
    expect(run.output).toBe('here');
  });
});

describe('time-outs', () => {
  test.each<[string, JsonObject, Parameters<typeof gives>[1] | 'never', string | undefined, number]>([
    ['in time', { TimeoutSeconds: 60 }, 60, undefined, 60],
    ['too late', { TimeoutSeconds: 60 }, 61, 'States.Timeout', 60],
    ['by a path', { TimeoutSecondsPath: '$.t' }, 61, 'States.Timeout', 5],
    ['no answer at all', { TimeoutSeconds: 9 }, 'never', 'States.Timeout', 9],
    ['no heartbeat', { HeartbeatSeconds: 3, TimeoutSeconds: 9 }, 'never', 'States.HeartbeatTimeout', 3],
    ['heartbeats in time, but no answer', { HeartbeatSeconds: 3 }, 50, undefined, 50],
  ])('%s', async (_, more, seconds, error, duration) => {
    const run = await simulated({ A: taskState(more) }, { A: [seconds === 'never' ? { never: true } : gives(1, seconds)] }, { input: { t: 5 } });
    expect([run.error, run.durationSeconds]).toEqual([error, duration]);
    if (error !== undefined) expect(run.types.slice(-2)).toEqual(['LambdaFunctionTimedOut', 'ExecutionFailed']);
  });
  test('of JSONata, from an expression', async () => {
    const run = await simulated({ A: taskState({ TimeoutSeconds: '{% $states.input.t * 2 %}' }) }, { A: [gives(1, 99)] }, { machine: JSONATA, input: { t: 5 } });
    expect([run.error, run.durationSeconds]).toEqual(['States.Timeout', 10]);
  });
  test('of the machine: it ends TIMED_OUT, whatever would catch', async () => {
    const run = await simulated({ A: taskState({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }] }), B: { Type: 'Pass', End: true } }, { A: [gives(1, 99)] }, { machine: { TimeoutSeconds: 30 } });
    expect([run.status, run.durationSeconds, run.types.at(-1)]).toEqual(['TIMED_OUT', 30, 'ExecutionTimedOut']);
  });
  test('a task that never answers ends with the year of a standard machine, the five minutes of an express one', async () => {
    for (const [express, seconds] of [[false, 365 * 86_400], [true, 300]] as const) {
      const run = await simulated({ A: taskState() }, { A: [{ never: true }] }, { express });
      expect([run.status, run.durationSeconds]).toEqual(['TIMED_OUT', seconds]);
    }
  });
});
