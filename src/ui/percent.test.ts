import { expect, test } from 'vitest';
import { percent } from './percent.ts';

test.each([[0.0004, 'less than 0.1 %'], [0.0141, '1.4 %'], [0.02, '2 %'], [0.129, '13 %']])('a share of %d is %s', (share, words) => {
  expect(percent(share)).toBe(words);
});
