import { expect, test } from 'vitest';
import { fromDifference, numberDelta, timeDelta } from './values.tsx';

test('short texts are seen whole; of long ones that begin alike only what comes from the difference on', () => {
  expect(fromDifference('ml.m5.xlarge', 'ml.m5.large')).toBe('ml.m5.xlarge');
  const same = `{% $exists($states.context.Execution.Input.InstanceType) ? `;
  expect(fromDifference(`${same}'a' %}`, `${same}'b' %}`)).toBe("…nstanceType) ? 'a' %}");
  // One that goes on where the other ends is shown whole: it has no place of its own to begin from.
  expect(fromDifference(same, `${same} and more`)).toBe(same);
  const early = `x${'-'.repeat(80)}`;
  expect(fromDifference(early, `y${'-'.repeat(80)}`)).toBe(early);
});

test('differences of times and numbers', () => {
  expect(timeDelta(100, 220)).toBe('+2 min, +120 %');
  expect(timeDelta(220, 100)).toBe('−2 min, −55 %');
  expect(timeDelta(5, 5.01)).toBe('same');
  expect(timeDelta(0, 4)).toBe('+4 s');
  expect(numberDelta(0.871, 0.858)).toBe('−0.013');
  expect(numberDelta(3, 12)).toBe('+9');
  expect(numberDelta(3, 3)).toBeUndefined();
  expect(numberDelta('3', 12)).toBeUndefined();
});
