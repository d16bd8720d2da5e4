import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from './sha256.ts';

test('hashes every text as Node does, whatever its length and characters', () => {
  const reference = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
  for (let length = 0; length <= 130; length++) expect(sha256('é'.repeat(length % 7) + 'x'.repeat(length))).toBe(reference('é'.repeat(length % 7) + 'x'.repeat(length)));
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => sha256(text) === reference(text)));
  expect(sha256('ab\ud800c'.repeat(40_000))).toBe(reference('ab\ud800c'.repeat(40_000)));
});
