const TIMESTAMP = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d\d):(\d\d)(?::(\d\d))?)$/;

/**
 * Milliseconds since 1970 of a time as `parseNanoseconds` takes it, with the fraction of a millisecond that it may have.
 */
export function parseTimestamp(text: string): number | undefined {
  const nanoseconds = parseNanoseconds(text);
  return nanoseconds === undefined ? undefined : Number(nanoseconds / 1_000_000n) + Number(nanoseconds % 1_000_000n) / 1e6;
}

/**
 * Nanoseconds since 1970 of an ISO-8601 extended offset date-time such as `2016-03-14T01:59:00Z` or `…T01:59:00.5+02:00`;
 * undefined for anything else. As strict as AWS is (recorded): a zone is
 * needed, and 2016-13-05 or 25 o'clock is no time. The rules are those of Java's ISO_OFFSET_DATE_TIME.
 */
export function parseNanoseconds(text: string): bigint | undefined {
  const found = TIMESTAMP.exec(text);
  if (found === null) return undefined;
  const [year, month, day, hour, minute, second, offsetHour, offsetMinute, offsetSecond] = [1, 2, 3, 4, 5, 6, 9, 10, 11].map((i) => Number(found[i] ?? 0)) as [number, number, number, number, number, number, number, number, number];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59 || offsetMinute > 59 || offsetSecond > 59) return undefined;
  const offset = (offsetHour * 60 + offsetMinute) * 60 + offsetSecond;
  // ZoneOffset of Java ends at 18 hours.
  if (offset > 18 * 3600) return undefined;
  const midnight = new Date(0);
  // Not Date.UTC: it takes the years 0 to 99 for 1900 to 1999.
  midnight.setUTCFullYear(year, month - 1, day);
  const seconds = midnight.getTime() / 1000 + hour * 3600 + minute * 60 + second - (found[8] === '-' ? -offset : offset);
  return BigInt(seconds) * 1_000_000_000n + BigInt((found[7] ?? '').padEnd(9, '0'));
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
