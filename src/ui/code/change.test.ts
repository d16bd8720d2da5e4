import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changeBetween } from './change.ts';

it('makes the new text of the old one', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (head, a, b, tail) => {
      const [before, after] = [head + a + tail, head + b + tail];
      const change = changeBetween(before, after);
      const made = change ? before.slice(0, change.start) + change.text + before.slice(change.end) : before;
      expect(made).toBe(after);
      if (change) expect(change.end - change.start).toBeLessThanOrEqual(a.length);
    }),
  );
});
