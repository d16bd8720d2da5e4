import { expect, test } from 'vitest';
import { nearest } from './nearest.ts';

const fields = ['InputPath', 'OutputPath', 'ResultPath', 'Resource', 'End', 'Next'];

test.each([
  ['inputpath', 'InputPath'],
  ['Resuorce', 'Resource'],
  ['OutputPth', 'OutputPath'],
  ['Edn', 'End'],
  ['ResultPath', 'ResultPath'],
  ['Colour', undefined],
  ['', undefined],
  ['It', undefined],
])('%s: %s', (word, expected) => {
  expect(nearest(word, fields)).toBe(expected);
});
