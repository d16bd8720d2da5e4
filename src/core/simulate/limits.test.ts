import { describe, expect, test } from 'vitest';
import { gives, simulated, taskState } from '../../testing/simulated.ts';
import type { JsonObject } from '../base/json.ts';

const endless = { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } };
const pass = { Type: 'Pass', End: true };
/** A text whose JSON, with its quotes, has so many bytes. */
const bytes = (n: number, character = 'x'): string => character.repeat((n - 2) / new TextEncoder().encode(character).length);

describe('256 KiB of UTF-8', () => {
  test.each<[string, string, boolean]>([
    ['just as much', bytes(262_144), true],
    ['one more', bytes(262_145), false],
    ['of two bytes a character, as much', bytes(262_144, 'é'), true],
    ['of two bytes a character, more', bytes(262_146, 'é'), false],
  ])('%s', async (_, text, fits) => {
    const given = await simulated({ A: pass }, {}, { input: text });
    expect([given.status, given.error]).toEqual(fits ? ['SUCCEEDED', undefined] : ['FAILED', 'States.DataLimitExceeded']);
    const answered = await simulated({ A: taskState() }, { A: [gives(text)] });
    expect([answered.status, answered.error]).toEqual(fits ? ['SUCCEEDED', undefined] : ['FAILED', 'States.DataLimitExceeded']);
  });
});

test.each<[string, JsonObject, JsonObject]>([
  ['Parameters', {}, { 'a.$': '$', 'b.$': '$' }],
  ['Arguments', { QueryLanguage: 'JSONata' }, { a: '{% $states.input %}', b: '{% $states.input %}' }],
])('what %s make of an input has the same limit, and is not sent', async (field, machine, template) => {
  const run = await simulated({ A: taskState({ [field]: template }) }, {}, { machine, input: bytes(200_000) });
  expect([run.status, run.error, run.calls.length]).toEqual(['FAILED', 'States.DataLimitExceeded', 0]);
});

describe('variables', () => {
  const assigns = (Assign: JsonObject, more: JsonObject = { End: true }): JsonObject => ({ Type: 'Pass', Assign, ...more });
  const tooLarge = 'States.DataLimitExceeded';

  test.each<[string, number, string | undefined]>([['as many bytes as one may have', 262_144, undefined], ['one more', 262_145, tooLarge]])('%s', async (_, size, error) => {
    const run = await simulated({ A: assigns({ a: bytes(size) }) });
    expect([run.error, run.cause?.includes(`assigns ${size} bytes`)]).toEqual([error, error === undefined ? undefined : true]);
  });
  test('those of one Assign count together, and their failure can be caught', async () => {
    const Catch = [{ ErrorEquals: [tooLarge], Next: 'B' }];
    const run = await simulated({ A: taskState({ Assign: { a: bytes(200_000), b: bytes(100_000) }, Catch }), B: pass });
    expect([run.status, run.types.includes('PassStateEntered')]).toEqual(['SUCCEEDED', true]);
  });
  test('a state has its own size, and an execution holds 10 MiB of them', async () => {
    // 40 variables of 256 KiB are 10 MiB: one byte more does not fit, and an old value makes room for its new one.
    const chain = (names: readonly string[], end: JsonObject): JsonObject => Object.fromEntries([...names.map((name, i) => [`S${i}`, assigns({ [name]: bytes(262_144) }, { Next: i === names.length - 1 ? 'Last' : `S${i + 1}` })] as const), ['Last', end]]);
    const forty = Array.from({ length: 40 }, (_, i) => `v${i}`);
    expect((await simulated(chain(forty, pass))).status).toBe('SUCCEEDED');
    expect((await simulated(chain(forty, assigns({ v0: bytes(262_000) })))).status).toBe('SUCCEEDED');
    const full = await simulated(chain(forty, assigns({ more: 1 })));
    expect([full.status, full.error, full.cause]).toEqual(['FAILED', tooLarge, expect.stringContaining('10485761 bytes') as unknown]);
  });
  test('those of a branch count while it is under way, those of the children of a Distributed Map in each child', async () => {
    const inner = (size: number, more: JsonObject = {}): JsonObject => ({ StartAt: 'W', States: { W: assigns({ w: bytes(size) }, { Next: 'X' }), X: { Type: 'Wait', Seconds: 1, End: true } }, ...more });
    const limits = { variableBytes: 1000 };
    const parallel = (...sizes: readonly number[]): JsonObject => ({ Type: 'Parallel', Branches: sizes.map((s) => inner(s)), End: true });
    expect((await simulated({ P: parallel(600, 600) }, {}, { limits })).error).toBe(tooLarge);
    expect((await simulated({ P: { Type: 'Parallel', Branches: [inner(600)], Next: 'Q' }, Q: parallel(600) }, {}, { limits })).status).toBe('SUCCEEDED');
    const distributed = { Type: 'Map', ItemProcessor: inner(600, { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } }), End: true };
    expect((await simulated({ M: distributed }, {}, { limits, input: [1, 2, 3] })).status).toBe('SUCCEEDED');
  });
});

describe('nothing goes on for ever', () => {
  test('a history ends at 25 000 events, of which the last says so', async () => {
    const run = await simulated(endless);
    expect([run.status, run.error, run.events.length, run.types.at(-1)]).toEqual(['FAILED', 'States.Runtime', 25_000, 'ExecutionFailed']);
    expect(run.cause).toBe('The execution reached the maximum number of history events (25000).');
  });
  test('nor does anything catch that, inside a Parallel or a Map', async () => {
    const inner = { StartAt: 'A', States: endless };
    const more: JsonObject = { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }], Retry: [{ ErrorEquals: ['States.ALL'] }], End: true };
    for (const state of [{ Type: 'Parallel', Branches: [inner, inner], ...more }, { Type: 'Map', ItemProcessor: inner, ...more }]) {
      const run = await simulated({ P: state, C: pass }, {}, { input: [1, 2] });
      expect([run.status, run.error]).toEqual(['FAILED', 'States.Runtime']);
      expect(run.events.length).toBeLessThanOrEqual(25_000);
      expect(run.types.at(-1)).toBe('ExecutionFailed');
    }
  });
  test('transitions, where the history may be longer', async () => {
    const run = await simulated(endless, {}, { limits: { events: Infinity, transitions: 1000 } });
    expect([run.status, run.cause, run.transitions]).toEqual(['FAILED', 'The simulation was stopped after 1000 state transitions.', 1001]);
  });
  test('the children of a Distributed Map count their own events, and their transitions together', async () => {
    const ItemProcessor = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'A', States: endless };
    const run = await simulated({ M: { Type: 'Map', ItemProcessor, ToleratedFailurePercentage: 100, ResultWriter: { WriterConfig: { OutputType: 'JSON', Transformation: 'NONE' } }, End: true } }, {}, { input: [1, 2], limits: { events: 500 } });
    expect(run.status).toBe('SUCCEEDED');
    expect(run.children.map((c) => [c.events.length, c.events.at(-1)?.type])).toEqual([[500, 'ExecutionFailed'], [500, 'ExecutionFailed']]);
    const stopped = await simulated({ M: { Type: 'Map', ItemProcessor, ToleratedFailurePercentage: 100, End: true } }, {}, { input: [1, 2], limits: { events: Infinity, transitions: 1000 } });
    expect([stopped.status, stopped.cause]).toEqual(['FAILED', 'The simulation was stopped after 1000 state transitions.']);
  });
  test('an expression without end', async () => {
    const run = await simulated({ A: { ...pass, Output: '{% ($f := function($n) { $f($n + 1) + 1 }; $f(1)) %}' } }, {}, { machine: { QueryLanguage: 'JSONata' } });
    expect([run.status, run.error]).toEqual(['FAILED', 'States.QueryEvaluationError']);
    expect(run.types.at(-2)).toBe('EvaluationFailed');
  });
});
