import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTimestamp } from './timestamp.ts';

describe('times', () => {
  test.each([
    ['2016-03-14T01:59:00Z', Date.UTC(2016, 2, 14, 1, 59)],
    ['2016-03-14T01:59:00.5+02:00', Date.UTC(2016, 2, 13, 23, 59, 0, 500)],
    ['2016-03-14T01:59Z', Date.UTC(2016, 2, 14, 1, 59)],
    ['2024-02-29T00:00:00-05:30', Date.UTC(2024, 1, 29, 5, 30)],
    ['0001-01-01T00:00:00Z', -62135596800000],
    ['2016-12-05T21:29:29.123456789Z', Date.UTC(2016, 11, 5, 21, 29, 29) + 123.456789],
  ])('%s', (text, milliseconds) => {
    expect(parseTimestamp(text)).toBeCloseTo(milliseconds, 3);
  });

  test.each(['', '2016-12-05T21:29:29', '2016-13-05T21:29:29Z', '2016-12-05T25:29:29Z', '05-12-2016T21:29:29Z', '2023-02-29T00:00:00Z', '2023-02-24 12:15:56.832957', '2016-12-05', '2016-12-05T21:60:29Z', '2016-12-05T21:29:29+19:00', '2016-12-05T21:29:29.Z', '2016-12-05T21:29:29z'])('refuses %s', (text) => {
    expect(parseTimestamp(text)).toBeUndefined();
  });

  test('every date that JavaScript writes', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }), (date) => {
        expect(parseTimestamp(date.toISOString())).toBe(date.getTime());
      }),
    );
  });
});
