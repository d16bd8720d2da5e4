import { expect, it } from 'vitest';
import { isCrowded } from './crowded.ts';

const port = (side: 'top' | 'bottom' | 'left', name: string, x: number) => ({ side, name, at: { x, y: 0 } });

it('tells names that would run into the one beside them', () => {
  expect(isCrowded([port('top', 'Model artifact', 100)])).toBe(false);
  expect(isCrowded([port('top', 'model', 80), port('top', 'test', 150)])).toBe(false);
  expect(isCrowded([port('top', 'train', 80), port('top', 'validation', 120)])).toBe(true);
  // A name above stands left of its port, one below right of it: only the other neighbour is in its way.
  expect(isCrowded([port('top', 'validation', 80), port('top', 'in', 120)])).toBe(false);
  expect(isCrowded([port('bottom', 'validation', 80), port('bottom', 'in', 120)])).toBe(true);
  expect(isCrowded([port('left', 'validation', 0), port('left', 'train', 0)])).toBe(false);
});
