import { expect, test } from 'vitest';
import { fileStem } from './fileStem.ts';

test.each([
  ['income-training', 'income-training'],
  ['Größe 2.1', 'Größe 2.1'],
  ['../../etc/passwd\0', 'etc-passwd'],
  ['..', 'pipeline'],
  ['', 'pipeline'],
  ['a\u2028b\ud800c', 'a-b-c'],
])('%j becomes %j', (name, stem) => {
  expect(fileStem(name)).toBe(stem);
});

test('a long name stays within what a system takes, whole characters only', () => {
  expect(fileStem('x'.repeat(300))).toHaveLength(80);
  expect(fileStem('𠀀'.repeat(300))).toBe('𠀀'.repeat(50));
});
