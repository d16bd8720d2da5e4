import { expect, it } from 'vitest';
import { about, secondsInWords } from './duration.ts';

it('says seconds in words', () => {
  expect(secondsInWords(86400)).toBe('24 h');
  expect(secondsInWords(370)).toBe('6 min 10 s');
  expect(secondsInWords(5)).toBe('5 s');
});

it('says estimates without seconds', () => {
  expect(about(5)).toBe('about 5 s');
  expect(about(1945)).toBe('about 32 min');
  expect(about(3630)).toBe('about 1 h 1 min');
});
