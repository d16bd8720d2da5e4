import { expect, test } from 'vitest';
import { measuredSeconds } from './measured.ts';
import type { Attempt, StateVisit } from './timeline.ts';

const attempt = (start: number, end: number, outcome: Attempt['outcome'] = 'succeeded'): Attempt => ({ start, end, outcome });
const visit = (state: string, start: number, end: number, more: Partial<StateVisit> = {}): StateVisit => ({ state, step: 'a', start, end, outcome: 'succeeded', attempts: [], input: '{}', iteration: [], ...more });
const of = (...visits: readonly StateVisit[]): number | undefined => measuredSeconds({ steps: new Map([['a', visits]]) }, false).get('a');

test('a step takes as long as its last attempt', () => {
  expect(of(visit('A', 0, 100, { attempts: [attempt(0, 40, 'failed'), attempt(70, 100)] }))).toBe(30);
});

test('a step of several states takes as long as all of them, each time anew', () => {
  expect(of(visit('Job', 0, 60), visit('Metrics', 60, 62.04), visit('Job', 100, 180), visit('Metrics', 180, 184))).toBe(73);
  expect(of(visit('Create', 0, 5), visit('Wait', 5, 35), visit('Describe', 35, 36), visit('Wait', 36, 66), visit('Describe', 66, 67))).toBe(67);
});

test('of a simulation only the own call of a step counts', () => {
  expect(measuredSeconds({ steps: new Map([['a', [visit('Job', 0, 60), visit('Metrics', 60, 62)]]]) }, true).get('a')).toBe(60);
});

test('of the items of a Map the middle one is taken, whatever order they come in', () => {
  expect(of(visit('Job', 0, 10, { iteration: [0] }), visit('Job', 0, 90, { iteration: [1] }), visit('Metrics', 10, 12, { iteration: [0] }), visit('Job', 5, 45, { iteration: [2] }))).toBe(40);
});

test('what failed, or still runs, tells nothing', () => {
  expect(of(visit('A', 0, 9, { outcome: 'failed' }))).toBeUndefined();
  expect(of(visit('A', 0, 9, { outcome: 'caught' }), visit('A', 20, 20.333))).toBe(0.3);
  expect(of(visit('A', 0, 9, { outcome: 'running', attempts: [attempt(0, 9, 'running')] }))).toBeUndefined();
});
