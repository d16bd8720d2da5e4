import { expect, it } from 'vitest';
import type { ChaosOutcome, ChaosResult } from '../../core/rehearse/chaos.ts';
import { countsOf, rowsOf, summaryOf } from './chaosRows.ts';

const row = (step: string, error: string, outcome: ChaosOutcome, status: ChaosResult['status'] = 'FAILED'): ChaosResult => ({ step, state: step, key: step, error, fault: { error }, outcome, status });
const ROWS = [row('prepare', 'Z', 'retried', 'SUCCEEDED'), row('prepare', 'A', 'ends the pipeline'), row('train', 'A', 'caught'), row('train', 'B', 'ends the pipeline'), row('mend', 'A', 'not reached', 'SUCCEEDED')];
const names = (rows: readonly ChaosResult[]) => rows.map((r) => `${r.step} ${r.error}`);
const all = { outcome: null, text: '' };
const nameOf = (r: ChaosResult): string => ({ prepare: 'Prepare the data', train: 'Train', mend: 'Mend' })[r.step] ?? r.step;

it('filters by outcome, and by words of the step or the error', () => {
  const inOrder = { by: 'step', down: false } as const;
  expect(names(rowsOf(ROWS, nameOf, { ...all, outcome: 'ends the pipeline' }, inOrder))).toEqual(['prepare A', 'train B']);
  expect(names(rowsOf(ROWS, nameOf, { ...all, text: ' the DATA' }, inOrder))).toEqual(['prepare Z', 'prepare A']);
  expect(names(rowsOf(ROWS, nameOf, { ...all, text: 'train b' }, inOrder))).toEqual(['train B']);
});

it('sorts by any column, both ways; what is equal stays in the order of the definition', () => {
  expect(names(rowsOf(ROWS, nameOf, all, { by: 'outcome', down: false }))).toEqual(['prepare A', 'train B', 'train A', 'prepare Z', 'mend A']);
  expect(names(rowsOf(ROWS, nameOf, all, { by: 'error', down: true }))).toEqual(['prepare Z', 'train B', 'prepare A', 'train A', 'mend A']);
  expect(names(rowsOf(ROWS, nameOf, all, { by: 'step', down: true }))[0]).toBe('mend A');
  expect(names(rowsOf(ROWS, nameOf, all, { by: 'end', down: false })).slice(-2)).toEqual(['prepare Z', 'mend A']);
});

it('counts, and says in a line how many end the pipeline and at how many steps', () => {
  expect(countsOf(ROWS).get('ends the pipeline')).toBe(2);
  expect(summaryOf(ROWS)).toBe('2 of 4 faults end the pipeline; 2 steps have no catch for them');
  expect(summaryOf(ROWS.slice(1, 2))).toBe('1 of 1 faults ends the pipeline; 1 step has no catch for them');
  expect(summaryOf([ROWS[0] as ChaosResult, ROWS[2] as ChaosResult])).toBe('None of 2 faults ends the pipeline uncaught; 1 fails after the catch');
  expect(summaryOf(ROWS.slice(0, 1))).toBe('None of 1 faults ends the pipeline uncaught');
  expect(summaryOf([])).toBe('No task is reached');
});
