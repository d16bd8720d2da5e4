import { expect, test } from 'vitest';
import { simulate } from '../simulate/simulate.ts';
import type { JsonObject } from '../base/json.ts';
import { pairedTimes, stepTimes, type StepTime } from './stepTimes.ts';

const definition: JsonObject = {
  QueryLanguage: 'JSONata', StartAt: 'Prepare',
  States: {
    Prepare: { Type: 'Wait', Seconds: 10, Next: 'Each' },
    Each: {
      Type: 'Map', Items: '{% [20, 30, 5] %}', Next: 'Train',
      ItemProcessor: { StartAt: 'Inside', States: { Inside: { Type: 'Wait', Seconds: '{% $states.input %}', End: true } } },
    },
    Train: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments: { FunctionName: 'f' }, Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 7, MaxAttempts: 2, BackoffRate: 1 }], End: true },
  },
};
const START = Date.UTC(2026, 0, 1);
const { events } = await simulate(definition, { input: {}, startTime: START, answers: ({ attempt }) => (attempt === 0 ? { throw: { error: 'Lambda.Unknown', cause: undefined }, seconds: 3 } : { return: {}, seconds: 4 }) });
const states = new Map([['Prepare', 'prepare'], ['Inside', 'inside'], ['Train', 'train']]);

test('a step takes as long as some go through it is under way, with its retries and the waits between', () => {
  const times = stepTimes(events, states);
  expect([...times]).toEqual([
    ['prepare', { start: 0, seconds: 10, goes: 1, retries: 0, outcome: 'succeeded' }],
    ['inside', { start: 10, seconds: 30, goes: 3, retries: 0, outcome: 'succeeded' }],
    ['train', { start: 40, seconds: 14, goes: 1, retries: 1, outcome: 'succeeded' }],
  ]);
});

test('what still runs, runs until now', () => {
  const cut = events.filter((e) => e.timestamp.getTime() <= START + 15_000);
  expect(stepTimes(cut, states, START + 25_000).get('inside')).toMatchObject({ seconds: 15, outcome: 'running' });
});

test('steps of two runs stand in the order of the first, those of the second alone where they began', () => {
  const time = (start: number): StepTime => ({ start, seconds: 1, goes: 1, retries: 0, outcome: 'succeeded' });
  const run = (...steps: string[]) => new Map(steps.map((s, i) => [s, time(i)]));
  expect(pairedTimes(run('a', 'b', 'd'), run('x', 'a', 'c', 'd', 'e')).map((p) => [p.step, p.a?.start, p.b?.start])).toEqual([['x', undefined, 0], ['a', 0, 1], ['c', undefined, 2], ['b', 1, undefined], ['d', 2, 3], ['e', undefined, 4]]);
});
