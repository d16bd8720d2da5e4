import { expect, test } from 'vitest';
import type { Piece } from '../core/rehearse/coverage.ts';
import type { AppState } from './types.ts';
import { uncoveredOf } from './uncovered.ts';

const missing: readonly Piece[] = [{ kind: 'retry', step: 'train', index: 0 }, { kind: 'step', step: 'reject' }, { kind: 'catch', step: 'train', index: 1 }];
const state = (showsCoverage: boolean): AppState => ({ simulation: { showsCoverage, result: { coverage: { missing } } } }) as unknown as AppState;

test('pieces that no case takes are given by step, while they are shown, always as the same list', () => {
  expect(uncoveredOf(state(true), 'train')).toEqual([missing[0], missing[2]]);
  expect(uncoveredOf(state(true), 'train')).toBe(uncoveredOf(state(true), 'train'));
  expect(uncoveredOf(state(true), 'other')).toBe(uncoveredOf(state(true), 'another'));
  expect(uncoveredOf(state(false), 'train')).toEqual([]);
});
