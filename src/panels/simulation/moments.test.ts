import { expect, it } from 'vitest';
import { redriveMarks } from './moments.ts';

it('marks each time of a redrive once, and names those that have room for it', () => {
  const timeline = { duration: 100, steps: new Map(), critical: new Set<string>(), before: new Map(), failure: null, redrives: [20, 20, 25, 60] };
  expect(redriveMarks(timeline, 100)).toEqual([{ at: 20, isNamed: true }, { at: 25, isNamed: false }, { at: 60, isNamed: true }]);
});
