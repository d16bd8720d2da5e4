import { expect, test } from 'vitest';
import { pipelineOf } from '../../testing/build.ts';
import { MAX_HISTORY, newHistory, record, redo, seal, undo } from './history.ts';

const doc = (name: string) => pipelineOf({}, { name });

test('edits with one key are one step back; a sealed one ends that', () => {
  const [a, b, c, d] = [doc('a'), doc('b'), doc('c'), doc('d')] as const;
  let history = record(record(newHistory(a), 'type', b, 'field'), 'type', c, 'field');
  expect(history.past.map((e) => e.label)).toEqual(['type']);
  history = record(seal(history), 'type', d, 'field');
  expect(undo(history).present).toBe(c);
  expect(undo(undo(history)).present).toBe(a);
  expect(redo(redo(undo(undo(history)))).present).toBe(d);
  expect(undo(undo(undo(history))).present).toBe(a);
});

test('an edit after an undo forgets what was undone, and is not merged into what is before', () => {
  const first = doc('a');
  const history = record(undo(record(record(newHistory(first), 'one', doc('b'), 'k'), 'two', doc('c'))), 'three', doc('d'), 'k');
  expect(history.future).toEqual([]);
  expect(undo(undo(history)).present).toBe(first);
});

test('nothing is recorded for nothing, and the past has an end', () => {
  const first = doc('a');
  const start = newHistory(first);
  expect(record(start, 'nothing', first)).toBe(start);
  let history = start;
  for (let n = 0; n < MAX_HISTORY + 20; n++) history = record(history, `${n}`, doc(`${n}`));
  expect(history.past).toHaveLength(MAX_HISTORY);
});
