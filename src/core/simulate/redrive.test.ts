import { describe, expect, test } from 'vitest';
import { begun, gives, LAMBDA, taskState, throws, type ScriptedAnswers, type Simulated } from '../../testing/simulated.ts';
import type { JsonObject } from '../base/json.ts';
import type { TaskAnswer } from './answer.ts';
import type { SimulationOptions } from './simulate.ts';

/*
 * What AWS writes after a redrive was read in histories of real redriven executions: a state that is gone on with is not entered
 * again, and its first event follows the one of its entering.
 */
const scope = (states: JsonObject): JsonObject => ({ StartAt: Object.keys(states)[0] ?? '', States: states });
const parallel = (...branches: readonly JsonObject[]): JsonObject => ({ Type: 'Parallel', Branches: branches.map(scope), End: true });
const map = (states: JsonObject, more: JsonObject = {}): JsonObject => ({ Type: 'Map', ItemProcessor: scope(states), End: true, ...more });
const then = (Next: string, more: JsonObject = {}): JsonObject => ({ Type: 'Task', Resource: LAMBDA, Next, ...more });
const distributed = (states: JsonObject, more: JsonObject = {}, config: JsonObject = {}): JsonObject => ({ Type: 'Map', ItemProcessor: { ...scope(states), ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD', ...config } }, End: true, ...more });
const boom: TaskAnswer = throws('Boom', 'why');
type More = Partial<SimulationOptions> & { readonly machine?: JsonObject };

/** Runs, and redrives as long as it fails, so often at most. */
async function redriven(states: JsonObject, answers: ScriptedAnswers, times = 1, more: More = {}): Promise<{ readonly first: Simulated; readonly last: Simulated }> {
  const { execution, run } = begun(states, answers, more);
  const first = await run();
  let last = first;
  for (let i = 0; i < times; i++) {
    expect(execution.redrive()).toBeUndefined();
    last = await run();
  }
  return { first, last };
}

/** Events after the last redrive, with what each follows: `12 TaskScheduled after 4`. */
function after({ events }: Pick<Simulated, 'events'>): readonly string[] {
  return events.slice(events.findLastIndex((e) => e.type === 'ExecutionRedriven')).map((e) => `${e.id} ${e.type} after ${e.previousEventId}`);
}
const times = (run: Simulated, state: string): number => run.calls.filter((c) => c.state === state).length;

describe('a redriven execution', () => {
  const row = { A: then('B'), B: then('C'), C: { Type: 'Pass', End: true } };

  test('goes on in the same history with the state that failed; what succeeded is not run again', async () => {
    const { first, last } = await redriven(row, { A: [gives({ a: 1 })], B: [boom, gives('well', 30)] });
    expect([first.status, first.error, first.redriveStatus, first.redriveCount]).toEqual(['FAILED', 'Boom', 'REDRIVABLE', 0]);
    expect([last.status, last.output, last.redriveCount, times(last, 'A'), times(last, 'B')]).toEqual(['SUCCEEDED', 'well', 1, 1, 2]);
    expect(last.events.slice(0, first.events.length)).toEqual(first.events);
    const entered = first.events.find((e) => e.stateEnteredEventDetails?.name === 'B')?.id;
    const end = first.events.length;
    expect(after(last)).toEqual([
      `${end + 1} ExecutionRedriven after ${end}`,
      `${end + 2} LambdaFunctionScheduled after ${entered}`,
      `${end + 3} LambdaFunctionStarted after ${end + 2}`,
      `${end + 4} LambdaFunctionSucceeded after ${end + 3}`,
      `${end + 5} TaskStateExited after ${end + 4}`,
      `${end + 6} PassStateEntered after ${end + 5}`,
      `${end + 7} PassStateExited after ${end + 6}`,
      `${end + 8} ExecutionSucceeded after ${end + 7}`,
    ]);
    expect(last.events.find((e) => e.type === 'ExecutionRedriven')?.executionRedrivenEventDetails).toEqual({ redriveCount: 1 });
    // A redrive is charged, entering a state again is not: it is not entered.
    expect(last.transitions).toBe(first.transitions + 2);
  });

  test('what was read of it before stays as it was', async () => {
    const { execution, run } = begun(row, { B: [boom, gives(1)] });
    const first = await run();
    const before = JSON.stringify(first);
    execution.redrive();
    await run();
    expect(JSON.stringify(first)).toBe(before);
  });

  test('gives the state its input again, the variables as they were, and the context of a redrive', async () => {
    const send = { Payload: '{% {"in": $states.input, "x": $x, "e": $states.context.Execution, "s": $states.context.State} %}' };
    const states = {
      A: { Type: 'Pass', Assign: { x: 1 }, Output: { from: 'A' }, Next: 'B' },
      B: then('C', { Arguments: send, Assign: { x: '{% $x + 1 %}' }, Retry: [{ ErrorEquals: ['Boom'], MaxAttempts: 1, IntervalSeconds: 1 }] }),
      C: { Type: 'Pass', Output: '{% $x %}', End: true },
    };
    const { last } = await redriven(states, { B: [boom, boom, boom, boom, gives(1)] }, 2, { machine: { QueryLanguage: 'JSONata' } });
    expect([last.status, last.output]).toEqual(['SUCCEEDED', 2]);
    const sent = last.calls.map((c) => (c.input as { Payload: JsonObject }).Payload as { in: unknown; x: unknown; e: JsonObject; s: JsonObject });
    expect(sent.map((p) => [p.in, p.x])).toEqual(new Array(5).fill([{ from: 'A' }, 1]));
    // Retries begin at zero, the time of entering and of the start stay.
    expect(sent.map((p) => [p.s['RetryCount'], p.e['RedriveCount']])).toEqual([[0, 0], [1, 0], [0, 1], [1, 1], [0, 2]]);
    expect(new Set(sent.map((p) => p.s['EnteredTime'])).size).toBe(1);
    expect(sent.map((p) => p.e['RedriveTime'])).toEqual([undefined, undefined, '2026-01-01T00:00:01.000Z', '2026-01-01T00:00:01.000Z', '2026-01-01T00:00:02.000Z']);
    expect(last.calls.map((c) => [c.invocation, c.attempt])).toEqual([[0, 0], [1, 1], [2, 0], [3, 1], [4, 0]]);
  });

  test('may get other answers, and time may go by before it', async () => {
    const { execution, run } = begun(row, { B: [boom] });
    const first = await run();
    expect(execution.redrive({ answers: () => ({ return: 'other' }), afterSeconds: 3600 })).toBeUndefined();
    const last = await run();
    expect([first.durationSeconds, last.status, last.output, last.durationSeconds]).toEqual([0, 'SUCCEEDED', 'other', 3600]);
  });

  test('fails again where nothing is better', async () => {
    const { last } = await redriven(row, { B: [boom] }, 3);
    expect([last.status, last.error, last.redriveCount, times(last, 'A'), times(last, 'B')]).toEqual(['FAILED', 'Boom', 3, 1, 4]);
  });

  test('a Fail state fails again and is not entered again', async () => {
    const { last } = await redriven({ A: { Type: 'Pass', Next: 'F' }, F: { Type: 'Fail', Error: 'Ended', Cause: 'here' } }, {});
    expect([last.status, last.error, last.cause]).toEqual(['FAILED', 'Ended', 'here']);
    expect(last.types.slice(-3)).toEqual(['ExecutionFailed', 'ExecutionRedriven', 'ExecutionFailed']);
    expect(last.events.at(-1)?.previousEventId).toBe(last.events.length - 1);
  });

  test('a failure that was caught is not gone back to', async () => {
    const states = { A: then('Z', { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }] }), B: taskState(), Z: { Type: 'Succeed' } };
    const { last } = await redriven(states, { A: [boom], B: [boom, gives('mended')] });
    expect([last.status, last.output, times(last, 'A'), times(last, 'B')]).toEqual(['SUCCEEDED', 'mended', 1, 2]);
  });

  test('an expression that failed is evaluated again', async () => {
    const states = { A: { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $states.context.Execution.RedriveCount = 0 ? $nothing() : "now" %}', End: true } };
    const { first, last } = await redriven(states, {});
    expect([first.error, last.status, last.output]).toEqual(['States.QueryEvaluationError', 'SUCCEEDED', 'now']);
  });

  test('a Choice that nothing matched decides again', async () => {
    const states = { A: { Type: 'Choice', QueryLanguage: 'JSONata', Choices: [{ Condition: '{% $states.context.Execution.RedriveCount = 1 %}', Next: 'B' }] }, B: { Type: 'Succeed' } };
    const { first, last } = await redriven(states, {});
    expect([first.error, last.status]).toEqual(['States.NoChoiceMatched', 'SUCCEEDED']);
    expect(last.decisions.filter((d) => d.kind === 'rule')).toEqual([{ state: 'A', enteredId: 2, kind: 'rule', index: 0 }]);
  });
});

describe('time-outs', () => {
  test('of a task begin anew', async () => {
    const { first, last } = await redriven({ A: taskState({ TimeoutSeconds: 60 }) }, { A: [gives(1, 90), gives(2, 50)] });
    expect([first.error, first.durationSeconds, last.status, last.output, last.durationSeconds]).toEqual(['States.Timeout', 60, 'SUCCEEDED', 2, 110]);
  });

  test('of the machine begin anew; an execution that timed out goes on with the state that it was in', async () => {
    const states = { A: then('B'), B: taskState() };
    const { first, last } = await redriven(states, { A: [gives(1, 60)], B: [gives(2, 90), gives(3, 80)] }, 1, { machine: { TimeoutSeconds: 100 } });
    expect([first.status, first.durationSeconds, first.redriveStatus]).toEqual(['TIMED_OUT', 100, 'REDRIVABLE']);
    expect([last.status, last.output, last.durationSeconds, times(last, 'A')]).toEqual(['SUCCEEDED', 3, 180, 1]);
    expect(last.types.filter((t) => t.startsWith('Execution'))).toEqual(['ExecutionStarted', 'ExecutionTimedOut', 'ExecutionRedriven', 'ExecutionSucceeded']);
  });

  test('a Wait for seconds waits again, one for a time that has come does not', async () => {
    const wait = (more: JsonObject) => redriven({ W: { Type: 'Wait', End: true, ...more } }, {}, 1, { machine: { TimeoutSeconds: 40 } });
    expect((await redriven({ W: { Type: 'Wait', Seconds: 30, Next: 'A' }, A: taskState() }, { A: [gives(1, 20), gives(1, 5)] }, 1, { machine: { TimeoutSeconds: 40 } })).last.durationSeconds).toBe(45);
    expect((await wait({ Seconds: 50 })).last.status).toBe('TIMED_OUT');
    const until = await wait({ Timestamp: '2026-01-01T00:01:00Z' });
    expect([until.first.status, until.last.status, until.last.durationSeconds]).toEqual(['TIMED_OUT', 'SUCCEEDED', 60]);
  });
});

describe('an execution that was aborted', () => {
  test('is redrivable, and goes on with the state that it was in', async () => {
    const { execution, run } = begun({ A: taskState() }, { A: [gives(1, 60), gives(2, 5)] });
    for (let i = 0; i < 2; i++) await execution.step();
    execution.abort({ error: 'Stopped', cause: 'by hand' });
    const first = await run();
    expect([first.status, first.error, first.redriveStatus, first.types.at(-1)]).toEqual(['ABORTED', 'Stopped', 'REDRIVABLE', 'ExecutionAborted']);
    expect(execution.redrive()).toBeUndefined();
    expect(await run()).toMatchObject({ status: 'SUCCEEDED', output: 2 });
  });

  test('one that has ended stays as it is', async () => {
    const { execution, run } = begun({ A: taskState() });
    const first = await run();
    execution.abort();
    expect(execution.simulation()).toEqual({ ...first, calls: undefined, types: undefined });
  });
});

describe('Parallel', () => {
  const states = { P: parallel({ A: taskState() }, { B0: { Type: 'Pass', Next: 'B' }, B: taskState() }, { W: { Type: 'Wait', Seconds: 100, Next: 'C' }, C: taskState() }) };

  test('only what failed or was aborted goes on, each where it stood; outputs of the others stay', async () => {
    const { first, last } = await redriven(states, { A: [gives('a')], B: [{ ...boom, seconds: 10 }, gives('b')], C: [gives('c')] });
    expect(first.status).toBe('FAILED');
    expect([last.status, last.output, last.durationSeconds]).toEqual(['SUCCEEDED', ['a', 'b', 'c'], 110]);
    expect(['A', 'B', 'C'].map((s) => times(last, s))).toEqual([1, 2, 1]);
    expect(last.types.filter((t) => t === 'ParallelStateStarted' || t === 'PassStateEntered' || t === 'WaitStateEntered')).toHaveLength(3);
    const entered = (name: string): number => first.events.find((e) => e.stateEnteredEventDetails?.name === name)?.id ?? 0;
    expect(after(last)[1]).toContain(`LambdaFunctionScheduled after ${entered('B')}`);
    expect(last.events.find((e) => e.type === 'WaitStateExited')?.previousEventId).toBe(entered('W'));
    expect(last.events.find((e) => e.type === 'ParallelStateSucceeded')?.previousEventId).toBe(last.events.findLast((e) => e.stateExitedEventDetails?.name === 'C')?.id);
  });

  test('a branch that ended well only after the redrive is not run again at the next one', async () => {
    const { last } = await redriven({ P: parallel({ A: taskState() }, { B: taskState() }) }, { A: [boom, gives('a', 5)], B: [gives('x', 9), { ...boom, seconds: 9 }, gives('b')] }, 2);
    expect([last.status, last.output, times(last, 'A'), times(last, 'B')]).toEqual(['SUCCEEDED', ['a', 'b'], 2, 3]);
  });

  test('variables of a branch are those of the branch', async () => {
    const branch = { V: { Type: 'Pass', Assign: { y: 7 }, Next: 'B' }, B: then('O'), O: { Type: 'Pass', Output: '{% [$x, $y] %}', End: true } };
    const { last } = await redriven({ S: { Type: 'Pass', Assign: { x: 1 }, Next: 'P' }, P: parallel(branch) }, { B: [boom, gives(1)] }, 1, { machine: { QueryLanguage: 'JSONata' } });
    expect(last.output).toEqual([[1, 7]]);
  });

  test('one in another goes on inside', async () => {
    const { last } = await redriven({ P: parallel({ A: taskState() }, { Q: parallel({ C: taskState() }, { M: map({ D: taskState() }, { ItemsPath: '$.l' }) }) }) }, { A: [gives('a', 1)], C: [gives('c', 1)], D: [gives('d0'), { ...boom, seconds: 5 }, gives('d1')] }, 1, { input: { l: [0, 1] } });
    expect([last.status, last.output]).toEqual(['SUCCEEDED', ['a', ['c', ['d0', 'd1']]]]);
    expect(['A', 'C', 'D'].map((s) => times(last, s))).toEqual([1, 1, 3]);
  });

  test('a retry of its own begins all anew, as in an execution that is not redriven', async () => {
    const retried = { ...parallel({ A: taskState() }, { B: taskState() }), Retry: [{ ErrorEquals: ['Boom'], MaxAttempts: 1, IntervalSeconds: 1 }] };
    const { last } = await redriven({ P: retried }, { A: [gives('a')], B: [boom, boom, boom, gives('b')] });
    expect([last.status, last.output]).toEqual(['SUCCEEDED', ['a', 'b']]);
    // Two attempts; the redrive, which goes on with B alone; its retry.
    expect([times(last, 'A'), times(last, 'B')]).toEqual([3, 4]);
  });

  test.each<[string, string]>([['the data were too large', 'States.DataLimitExceeded'], ['all branches ended well and the state itself failed', 'States.Runtime']])('is run anew where %s', async (_, error) => {
    const large = 'x'.repeat(150_000);
    const selects = { ...parallel({ A: taskState() }, { B: taskState() }), OutputPath: '$[0].fits' };
    const [states, answers] = error === 'States.Runtime' ? [{ P: selects }, { A: [gives({}), gives({ fits: 1 })] }] : [{ P: parallel({ A: taskState() }, { B: taskState() }) }, { A: [gives(large)], B: [gives(large), gives('small')] }];
    const { first, last } = await redriven(states, answers);
    expect([first.error, last.status, times(last, 'A'), times(last, 'B')]).toEqual([error, 'SUCCEEDED', 2, 2]);
    expect(last.types.filter((t) => t === 'ParallelStateStarted')).toHaveLength(2);
  });
});

describe('Map', () => {
  test('iterations that ended well stay, the failed one goes on, those that had not begun begin', async () => {
    const states = { M: map({ A: then('B'), B: taskState() }, { ItemsPath: '$.l', MaxConcurrency: 1 }) };
    const { first, last } = await redriven(states, { A: [gives('a')], B: [gives('b0'), boom, gives('b1'), gives('b2')] }, 1, { input: { l: [0, 1, 2] } });
    expect([last.status, last.output, times(last, 'A'), times(last, 'B')]).toEqual(['SUCCEEDED', ['b0', 'b1', 'b2'], 3, 4]);
    expect(last.events.flatMap((e) => (e.mapIterationStartedEventDetails ? [e.mapIterationStartedEventDetails.index] : []))).toEqual([0, 1, 2]);
    expect(last.types.filter((t) => t === 'MapStateStarted')).toHaveLength(1);
    const started = first.events.find((e) => e.type === 'MapStateStarted')?.id;
    expect(last.events.filter((e) => e.type === 'MapIterationStarted').map((e) => e.previousEventId)).toEqual([started, started, started]);
    expect(last.calls.map((c) => [c.state, c.iteration, c.invocation])).toEqual([['A', [0], 0], ['B', [0], 0], ['A', [1], 1], ['B', [1], 1], ['B', [1], 2], ['A', [2], 2], ['B', [2], 3]]);
  });

  test('items stay those of the first attempt', async () => {
    const states = { M: map({ A: taskState() }, { Items: '{% [$states.context.Execution.RedriveCount, 5] %}', MaxConcurrency: 1 }) };
    const { last } = await redriven(states, { A: [boom, gives('x')] }, 1, { machine: { QueryLanguage: 'JSONata' } });
    expect(last.calls.map((c) => c.input)).toEqual([0, 0, 5]);
  });

  test('an iteration whose input could not be made begins', async () => {
    const states = { M: map({ A: taskState() }, { Items: [1, 2], MaxConcurrency: 1, ItemSelector: { v: '{% $states.context.Map.Item.Value = 2 and $states.context.Execution.RedriveCount = 0 ? $nothing() : $states.context.Map.Item.Value %}' } }) };
    const { first, last } = await redriven(states, { A: [gives('x')] }, 1, { machine: { QueryLanguage: 'JSONata' } });
    expect([first.error, last.status, last.output, times(last, 'A')]).toEqual(['States.QueryEvaluationError', 'SUCCEEDED', ['x', 'x'], 2]);
  });
});

describe('Distributed Map', () => {
  const inner = { A: then('B'), B: taskState() };
  const runOf = (run: Simulated): readonly (string | undefined)[] => run.events.filter((e) => e.type.startsWith('MapRun')).map((e) => `${e.type} ${(e.mapRunStartedEventDetails ?? e.mapRunRedrivenEventDetails)?.mapRunArn ?? ''}`);

  test('its run is redriven: children that failed or were aborted go on, those that had not begun begin', async () => {
    const states = { M: distributed(inner, { MaxConcurrency: 2, Items: [0, 1, 2, 3] }) };
    // Item 0 fails while 1 is under way; 2 and 3 have not begun.
    const { first, last } = await redriven(states, { A: [gives('a')], B: [{ ...boom, seconds: 5 }, gives('b1', 9), gives('b', 1)] }, 1, { machine: { QueryLanguage: 'JSONata' } });
    expect([first.error, last.status, last.output]).toEqual(['States.ExceedToleratedFailureThreshold', 'SUCCEEDED', ['b', 'b', 'b', 'b']]);
    expect([times(last, 'A'), times(last, 'B')]).toEqual([4, 6]);
    const arn = first.events.find((e) => e.mapRunStartedEventDetails)?.mapRunStartedEventDetails?.mapRunArn ?? '';
    expect(runOf(last)).toEqual([`MapRunStarted ${arn}`, 'MapRunFailed ', `MapRunRedriven ${arn}`, 'MapRunSucceeded ']);
    const redrive = last.events.find((e) => e.type === 'MapRunRedriven');
    expect([redrive?.mapRunRedrivenEventDetails?.redriveCount, redrive?.previousEventId]).toEqual([1, first.events.find((e) => e.type === 'MapStateStarted')?.id]);
    expect(last.children.map((c) => c.executionArn).slice(0, 2)).toEqual(first.children.map((c) => c.executionArn));
    expect(last.children.map((c) => c.events.filter((e) => e.type.startsWith('Execution')).map((e) => e.type.slice(9)))).toEqual([
      ['Started', 'Failed', 'Redriven', 'Succeeded'], ['Started', 'Aborted', 'Redriven', 'Succeeded'], ['Started', 'Succeeded'], ['Started', 'Succeeded'],
    ]);
    expect(last.children[0]?.events.find((e) => e.type === 'ExecutionRedriven')?.executionRedrivenEventDetails).toEqual({ redriveCount: 1 });
    expect(after(last.children[0] ?? { events: [] })[1]).toMatch(/LambdaFunctionScheduled after \d$/);
  });

  test('express children begin anew under their name', async () => {
    const { first, last } = await redriven({ M: distributed(inner, { Items: [0, 1] }, { ExecutionType: 'EXPRESS' }) }, { A: [gives('a')], B: [gives('b'), { ...boom, seconds: 5 }, gives('c')] }, 1, { machine: { QueryLanguage: 'JSONata' } });
    expect([last.status, last.output, times(last, 'A'), times(last, 'B')]).toEqual(['SUCCEEDED', ['b', 'c'], 3, 3]);
    expect(last.children.map((c) => c.executionArn)).toEqual(first.children.map((c) => c.executionArn));
    expect(last.children[1]?.events.map((e) => e.type).filter((t) => t.startsWith('Execution'))).toEqual(['ExecutionStarted', 'ExecutionFailed', 'ExecutionStarted', 'ExecutionSucceeded']);
  });

  test('failures are counted anew; a child that fails again fails the run again', async () => {
    const { last } = await redriven({ M: distributed({ B: taskState() }, { Items: [0, 1, 2], ToleratedFailureCount: 1, MaxConcurrency: 1 }) }, { B: [boom, boom, boom, gives('b'), gives('c')] }, 1, { machine: { QueryLanguage: 'JSONata' } });
    // The second time only item 0 fails, which is tolerated.
    expect([last.status, last.output]).toEqual(['SUCCEEDED', ['b', 'c']]);
  });

  test('a run that never began begins', async () => {
    const reader = { Resource: 'arn:aws:states:::s3:getObject', ReaderConfig: { InputType: 'JSON' }, Arguments: { Bucket: 'b', Key: 'k' } };
    const { first, last } = await redriven({ M: distributed({ B: taskState() }, { ItemReader: reader }) }, { M: [throws('S3.NoSuchKeyException', 'gone'), gives({ Body: '[1, 2]' })], B: [gives('b')] }, 1, { machine: { QueryLanguage: 'JSONata' } });
    expect(first.error).toBe('States.ItemReaderFailed');
    expect([last.status, last.output, runOf(last).length]).toEqual(['SUCCEEDED', ['b', 'b'], 2]);
  });

  test('results of a redriven run are written beside those of the first', async () => {
    const states = { M: distributed({ B: taskState() }, { Items: [0], ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: 'b', Prefix: 'results' } } }) };
    const { first, last } = await redriven(states, { B: [boom, gives('b')] }, 1, { machine: { QueryLanguage: 'JSONata' } });
    const run = first.events.find((e) => e.mapRunStartedEventDetails)?.mapRunStartedEventDetails?.mapRunArn.split(':').at(-1);
    expect((last.output as { ResultWriterDetails: JsonObject }).ResultWriterDetails).toEqual({ Bucket: 'b', Key: `results/${run}/Redrive-1/manifest.json` });
  });

  test('a child whose history is full has failed for good', async () => {
    const loop = { A: then('A') };
    const { execution, run } = begun({ M: distributed(loop, { Items: [0] }) }, {}, { machine: { QueryLanguage: 'JSONata' }, limits: { events: 40 } });
    expect((await run()).error).toBe('States.ExceedToleratedFailureThreshold');
    expect(execution.redrive()).toBeUndefined();
    const last = await run();
    expect([last.error, last.children[0]?.events.length, last.types.slice(-4)]).toEqual(['States.ExceedToleratedFailureThreshold', 40, ['MapRunRedriven', 'MapRunFailed', 'MapStateFailed', 'ExecutionFailed']]);
  });
});

describe('a redrive is refused', () => {
  const day = 86_400;
  test.each<[string, string, JsonObject, ScriptedAnswers, More, number]>([
    ['of one that succeeded', 'Execution is SUCCEEDED and cannot be redriven', { A: taskState() }, {}, {}, 0],
    ['of an express one', 'Express executions cannot be redriven', { A: taskState() }, { A: [boom] }, { express: true }, 0],
    ['after fourteen days', 'Execution redrivable period exceeded', { A: taskState() }, { A: [boom] }, {}, 14 * day],
    ['of one that was open for a year', 'Execution has exceeded the max execution time', { A: taskState() }, { A: [{ never: true }] }, {}, 0],
    ['where the history is full', 'Execution history event limit exceeded', { A: then('A') }, {}, { limits: { events: 30 } }, 0],
    ['where the simulation stopped it', 'The simulation was stopped at its limit of state transitions', { A: then('A') }, {}, { limits: { transitions: 30 } }, 0],
  ])('%s', async (_, reason, states, answers, more, afterSeconds) => {
    const { execution, run } = begun(states, answers, more);
    const first = await run();
    const refusal = execution.redrive({ afterSeconds });
    expect(refusal?.reason).toBe(reason);
    expect(refusal?.message).toMatch(/^[A-Z].*\.$/);
    if (afterSeconds === 0) expect([first.redriveStatus, first.redriveStatusReason]).toEqual(['NOT_REDRIVABLE', reason]);
    expect(JSON.stringify(await run())).toBe(JSON.stringify(first));
  });

  test('while it runs', async () => {
    const { execution } = begun({ A: taskState() }, { A: [gives(1, 5)] });
    await execution.step();
    expect(execution.redrive()).toMatchObject({ reason: 'Execution is RUNNING and cannot be redriven' });
    expect(execution.simulation()).toMatchObject({ redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason: 'Execution is RUNNING and cannot be redriven' });
  });

  test('is not just before that', async () => {
    const { execution, run } = begun({ A: taskState() }, { A: [boom] });
    await run();
    expect(execution.redrive({ afterSeconds: 14 * day - 1 })).toBeUndefined();
  });
});

test('the same redrives give the same bytes', async () => {
  const states = { P: parallel({ A: taskState() }, { M: distributed({ B: taskState({ Resource: LAMBDA }) }, { ItemsPath: '$.l' }) }) };
  const once = async (): Promise<string> => JSON.stringify((await redriven(states, { A: [gives(1, 3), gives(2, 3)], B: [gives(1), { ...boom, seconds: 1 }, gives(2)] }, 1, { input: { l: [1, 2, 3] }, seed: 5 })).last);
  expect(await once()).toBe(await once());
});
