import { expect, test } from 'vitest';
import type { Passage } from '../../core/rehearse/passages.ts';
import type { AppState } from '../../store/types.ts';
import type { SceneEdge } from '../scene/types.ts';
import { passingOf } from './passing.ts';

const wire = (...ids: readonly string[]): SceneEdge => ({ edges: ids.map((id) => ({ id, kind: 'data', from: 'a', to: 'b' })), target: 'b' }) as unknown as SceneEdge;

function state(at: number, passages: Readonly<Record<string, Passage>>, status = 'running'): AppState {
  const run = { passages: new Map(Object.entries(passages)), timeline: { duration: 100, steps: new Map([['b', [{ start: 40 }]]]) } };
  return { simulation: { at, statuses: new Map([['a', { kind: status }]]), result: { run } } } as unknown as AppState;
}

test('a line is to come, then on its way, then arrived', () => {
  const passages = { e: { left: 20, arrived: 40 } };
  expect([0, 20, 39, 40, 100].map((at) => passingOf(state(at, passages), wire('e')))).toEqual(['to-come', 'on-way', 'on-way', 'arrived', 'arrived']);
});

test('what is never read is skipped at the end, and what never comes once its source is over', () => {
  expect([20, 100].map((at) => passingOf(state(at, { e: { left: 20 } }), wire('e')))).toEqual(['on-way', 'skipped']);
  expect(passingOf(state(50, {}), wire('e'))).toBe('to-come');
  expect(passingOf(state(50, {}, 'failed'), wire('e'))).toBe('skipped');
});

test('a line of several edges stands as the one that has come farthest; an item comes when its step begins', () => {
  expect(passingOf(state(30, { f: { left: 10, arrived: 20 } }, 'succeeded'), wire('e', 'f'))).toBe('arrived');
  expect([39, 40].map((at) => passingOf(state(at, {}), wire()))).toEqual(['to-come', 'arrived']);
});

test('without a simulation there is nothing to be said', () => {
  expect(passingOf({ simulation: { result: null } } as unknown as AppState, wire('e'))).toBeNull();
});
