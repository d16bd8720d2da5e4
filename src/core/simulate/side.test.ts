import { describe, expect, test } from 'vitest';
import { begun, gives, simulated, taskState, throws } from '../../testing/simulated.ts';
import type { Json, JsonObject } from '../base/json.ts';

const scope = (states: JsonObject): JsonObject => ({ StartAt: Object.keys(states)[0] ?? '', States: states });
const map = (states: JsonObject, more: JsonObject = {}): JsonObject => ({ Type: 'Map', ItemProcessor: scope(states), End: true, ...more });
const parallel = (...branches: readonly JsonObject[]): JsonObject => ({ Type: 'Parallel', Branches: branches.map(scope), End: true });
const wait = (Seconds: number): JsonObject => ({ Type: 'Wait', Seconds, End: true });
const numbers = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);
const JSONATA = { machine: { QueryLanguage: 'JSONata' } };

describe('Wait goes by in virtual time', () => {
  const ten = '2026-01-01T00:00:10Z';
  test.each<[string, JsonObject, number]>([
    ['Seconds', { Seconds: 90 }, 90],
    ['SecondsPath', { SecondsPath: '$.s' }, 45],
    ['Timestamp', { Timestamp: ten }, 10],
    ['TimestampPath', { TimestampPath: '$.t' }, 10],
    ['a time that is over', { Timestamp: '2020-01-01T00:00:00Z' }, 0],
    ['Seconds of an expression', { QueryLanguage: 'JSONata', Seconds: '{% $states.input.s + 1 %}' }, 46],
    ['Timestamp of an expression', { QueryLanguage: 'JSONata', Timestamp: '{% $states.input.t %}' }, 10],
  ])('%s', async (_, more, seconds) => {
    const run = await simulated({ W: { Type: 'Wait', End: true, ...more } }, {}, { input: { s: 45, t: ten } });
    expect([run.status, run.durationSeconds, run.output]).toEqual(['SUCCEEDED', seconds, { s: 45, t: ten }]);
    expect(run.types).toEqual(['ExecutionStarted', 'WaitStateEntered', 'WaitStateExited', 'ExecutionSucceeded']);
  });
});

describe('Parallel', () => {
  test('takes as long as its longest branch; outputs stand in the order of the branches', async () => {
    const run = await simulated({ P: parallel({ A: taskState() }, { B: taskState() }) }, { A: [gives('a', 60)], B: [gives('b', 5)] });
    expect([run.output, run.durationSeconds]).toEqual([['a', 'b'], 60]);
  });
  test('one failure ends the others, the innermost state first', async () => {
    const run = await simulated({ P: parallel({ A: taskState() }, { M: map({ Q: parallel({ W: wait(100) }) }, { ItemsPath: '$.l' }) }) }, { A: [{ ...throws('Boom', 'why'), seconds: 7 }] }, { input: { l: [1] } });
    expect([run.status, run.error, run.cause, run.durationSeconds]).toEqual(['FAILED', 'Boom', 'why', 7]);
    expect(run.types.slice(-7)).toEqual(['LambdaFunctionFailed', 'WaitStateAborted', 'ParallelStateAborted', 'MapIterationAborted', 'MapStateAborted', 'ParallelStateFailed', 'ExecutionFailed']);
  });
  test('follows the last event of its own branches, not one that happens beside it', async () => {
    const run = await simulated({ P: parallel({ Q: parallel({ A: wait(5) }) }, { B: { Type: 'Pass', Next: 'C' }, C: wait(5) }) });
    const { previousEventId } = run.events.find((e) => e.type === 'ParallelStateSucceeded') ?? {};
    expect(run.events[(previousEventId ?? 0) - 1]?.stateExitedEventDetails?.name).toBe('A');
  });
  test('no branch sees what another one assigns, and nothing comes out', async () => {
    const branch = (name: string): JsonObject => ({ [`${name}1`]: { Type: 'Pass', Assign: { x: name, [name]: 1 }, Next: `${name}2` }, [`${name}2`]: { Type: 'Pass', Output: { x: '{% $x %}', outer: '{% $outer %}' }, End: true } });
    const P = { ...parallel(branch('a'), branch('b')), Next: 'After' };
    const { End: _, ...rest } = P as JsonObject;
    const run = await simulated({ Before: { Type: 'Pass', Assign: { x: 'before', outer: 'o' }, Next: 'P' }, P: rest, After: { Type: 'Pass', Output: { x: '{% $x %}', was: '{% $states.input %}', a: '{% $exists($a) %}' }, End: true } }, {}, JSONATA);
    expect(run.output).toEqual({ x: 'before', was: [{ x: 'a', outer: 'o' }, { x: 'b', outer: 'o' }], a: false });
  });
});

describe('Map', () => {
  test.each<[number, number, number]>([[100, 5, 200], [100, 1, 1000], [100, 100, 30], [7, 3, 30], [0, 5, 0]])('%i items of 10 s, %i at a time: %i s', async (items, MaxConcurrency, seconds) => {
    const run = await simulated({ M: map({ A: taskState() }, { MaxConcurrency }) }, { A: [gives('done', 10)] }, { input: numbers(items) });
    expect([run.status, run.durationSeconds, (run.output as readonly Json[]).length]).toEqual(['SUCCEEDED', seconds, items]);
  });
  test('without MaxConcurrency an inline one runs 40 at a time, a distributed one all', async () => {
    for (const [ProcessorConfig, seconds] of [[{ Mode: 'INLINE' }, 30], [{ Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, 10]] as const) {
      const run = await simulated({ M: { ...map({}), ItemProcessor: { ...scope({ A: taskState() }), ProcessorConfig } } }, { A: [gives(1, 10)] }, { input: numbers(100) });
      expect(run.durationSeconds).toBe(seconds);
    }
  });
  test('results stand in the order of the items, whichever is done first', async () => {
    const states = { W: { Type: 'Wait', SecondsPath: '$', End: true } };
    const run = await simulated({ M: map(states) }, {}, { input: [9, 1, 5] });
    expect(run.output).toEqual([9, 1, 5]);
  });
  test('nested: Map.Item is of the innermost, ItemSelector sees the one that it selects', async () => {
    const inner = map({ P: { Type: 'Pass', Parameters: { 'i.$': '$$.Map.Item.Index', 'v.$': '$$.Map.Item.Value', 'in.$': '$' }, End: true } }, { ItemsPath: '$.l', ItemSelector: { 'o.$': '$.o', 'mine.$': '$$.Map.Item.Value' } });
    const run = await simulated({ M: map({ N: inner }, { ItemSelector: { 'o.$': '$$.Map.Item.Index', 'l.$': '$$.Map.Item.Value' } }) }, {}, { input: [['a'], ['b', 'c']] });
    expect(run.output).toEqual([[{ i: 0, v: 'a', in: { o: 0, mine: 'a' } }], [{ i: 0, v: 'b', in: { o: 1, mine: 'b' } }, { i: 1, v: 'c', in: { o: 1, mine: 'c' } }]]);
  });
  test('one failing iteration ends the others', async () => {
    const run = await simulated({ M: map({ A: taskState() }) }, { A: [gives(1, 1), { ...throws('Boom'), seconds: 2 }, gives(1, 3)] }, { input: numbers(3) });
    expect(run.types.slice(-6)).toEqual(['LambdaFunctionFailed', 'MapIterationFailed', 'TaskStateAborted', 'MapIterationAborted', 'MapStateFailed', 'ExecutionFailed']);
  });
  test('the indexes of the iterations around reach whoever answers', async () => {
    const run = await simulated({ M: map({ N: map({ A: taskState() }) }) }, {}, { input: [[1], [2, 3]] });
    expect(run.calls.map((c) => c.iteration)).toEqual([[0, 0], [1, 0], [1, 1]]);
  });
});

describe('histories', () => {
  test('ids count from one, each event follows an earlier one, time never goes back', async () => {
    const run = await simulated({ M: map({ P: parallel({ A: taskState({ Retry: [{ ErrorEquals: ['States.ALL'] }] }) }, { W: wait(3) }) }) }, { A: [throws('Boom'), gives(1, 4)] }, { input: numbers(5) });
    expect(run.status).toBe('SUCCEEDED');
    for (const [i, e] of run.events.entries()) {
      expect(e.id).toBe(i + 1);
      expect(e.previousEventId).toBeLessThan(e.id);
      expect(e.timestamp.getTime()).toBeGreaterThanOrEqual(run.events[e.previousEventId - 1]?.timestamp.getTime() ?? 0);
      if (i > 0) expect(e.timestamp.getTime()).toBeGreaterThanOrEqual(run.events[i - 1]?.timestamp.getTime() ?? 0);
    }
    expect(run.events.filter((e) => e.previousEventId === 0)).toHaveLength(1);
  });
  test.each<[string, string, readonly string[]]>([
    ['a function', 'arn:aws:lambda:us-east-1:111111111111:function:f', ['LambdaFunctionScheduled', 'LambdaFunctionStarted', 'LambdaFunctionSucceeded']],
    ['an activity', 'arn:aws:states:us-east-1:111111111111:activity:a', ['ActivityScheduled', 'ActivityStarted', 'ActivitySucceeded']],
    ['a call', 'arn:aws:states:::sns:publish', ['TaskScheduled', 'TaskStarted', 'TaskSucceeded']],
    ['a job', 'arn:aws:states:::sagemaker:createTrainingJob.sync', ['TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded']],
    ['a callback', 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', ['TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded']],
  ])('of %s', async (_, Resource, types) => {
    const run = await simulated({ A: taskState({ Resource }) });
    expect(run.types).toEqual(['ExecutionStarted', 'TaskStateEntered', ...types, 'TaskStateExited', 'ExecutionSucceeded']);
  });
});

describe('a Map Run beside a branch that fails', () => {
  const ItemProcessor = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'Long', States: { Long: { Type: 'Wait', Seconds: 100, End: true } } };
  const branch = (name: string, state: JsonObject): JsonObject => ({ StartAt: name, States: { [name]: { ...state, End: true } } });
  const machine = { P: { Type: 'Parallel', Branches: [branch('M', { Type: 'Map', ItemProcessor }), branch('Bad', taskState())], End: true } };

  test('is aborted with its children, before its state', async () => {
    const run = await simulated(machine, { Bad: [throws('E')] }, { input: [1, 2] });
    expect(run.types.slice(-5)).toEqual(['LambdaFunctionFailed', 'MapRunAborted', 'MapStateAborted', 'ParallelStateFailed', 'ExecutionFailed']);
    expect(run.children.map((c) => c.events.at(-1)?.type)).toEqual(['ExecutionAborted', 'ExecutionAborted']);
    const [aborted, state] = run.events.slice(-4);
    expect(state?.previousEventId).toBe(aborted?.id);
  });

  test('goes on where the execution is redriven', async () => {
    const { execution, run } = begun(machine, { Bad: [throws('E'), gives({})] }, { input: [1, 2] });
    await run();
    expect(execution.redrive()).toBeUndefined();
    const again = await run();
    expect([again.status, again.types.filter((t) => t.startsWith('MapRun'))]).toEqual(['SUCCEEDED', ['MapRunStarted', 'MapRunAborted', 'MapRunRedriven', 'MapRunSucceeded']]);
  });
});
