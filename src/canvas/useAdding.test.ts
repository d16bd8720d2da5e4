import { expect, it } from 'vitest';
import { clear } from './useAdding.ts';

const LANES = [{ branch: 'l', x: 0, w: 288 }, { branch: 'r', x: 288, w: 264 }];

it('keeps a dropped step off the head and the walls', () => {
  expect(clear({ x: 5, y: 10 })).toEqual({ x: 40, y: 94 });
  expect(clear({ x: 90, y: 200 })).toEqual({ x: 90, y: 200 });
});

it('keeps it in its lane, which the last one may grow', () => {
  expect(clear({ x: 236, y: 200 }, LANES, 'r').x).toBe(304);
  expect(clear({ x: 200, y: 200 }, LANES, 'l').x).toBe(40);
  expect(clear({ x: 900, y: 200 }, LANES, 'r').x).toBe(900);
});
