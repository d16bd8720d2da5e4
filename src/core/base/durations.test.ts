import { expect, test } from 'vitest';
import { durationInWords } from './durations.ts';

test.each([
  [0.04, '0 s'],
  [4.52, '4.5 s'],
  [9.96, '10 s'],
  [99.4, '99 s'],
  [100, '1.7 min'],
  [720, '12 min'],
  [5970, '1.7 h'],
  [360_000, '100 h'],
])('%d seconds are %s', (seconds, words) => {
  expect(durationInWords(seconds)).toBe(words);
});
