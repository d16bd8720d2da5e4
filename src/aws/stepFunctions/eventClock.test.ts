import { expect, test } from 'vitest';
import { createEventClock } from './eventClock.ts';

/** A computer ten minutes behind AWS, and looks at it every two seconds. */
const BEHIND = 600_000;

test('the time of AWS is learned from events to within two looks', () => {
  let local = 1_000_000;
  const clock = createEventClock(() => local);
  expect(clock.now()).toBe(local);
  // The first look gives what was written before: AWS's time is at least that.
  clock.heard({ oldest: local + BEHIND - 60_000, newest: local + BEHIND - 5_000, before: undefined, answered: local });
  expect(clock.now()).toBe(local + BEHIND - 5_000);
  local += 2_000;
  clock.heard({ oldest: local + BEHIND - 1_500, newest: local + BEHIND - 500, before: local - 2_000, answered: local });
  expect(local + BEHIND - clock.now()).toBe(500);
});

test('a clock that is ahead is corrected by the first event that comes while it is looked at', () => {
  const local = 1_000_000;
  const clock = createEventClock(() => local);
  clock.heard({ oldest: local - BEHIND - 1_000, newest: local - BEHIND - 1_000, before: local - 2_000, answered: local });
  expect(clock.now()).toBe(local - BEHIND + 1_000);
});

test('a clock that fits is left alone, and what was known otherwise is a beginning', () => {
  let local = 1_000_000;
  const clock = createEventClock(() => local, () => local + 90_000);
  expect(clock.now()).toBe(1_090_000);
  clock.heard({ oldest: 1_089_500, newest: 1_089_500, before: 998_000, answered: local });
  expect(clock.now()).toBe(1_090_000);
  local += 5_000;
  expect(clock.now()).toBe(1_095_000);
});

test('a clock that somebody sets is followed', () => {
  let local = 1_000_000;
  const clock = createEventClock(() => local);
  clock.heard({ oldest: 999_000, newest: 999_500, before: 998_000, answered: local });
  local -= BEHIND;
  clock.heard({ oldest: 1_001_000, newest: 1_001_500, before: local - 2_000, answered: local });
  expect(clock.now()).toBe(1_001_500);
});
