import { queryFailure, runtimeFailure } from '../failure.ts';
import { wrongType } from '../fields.ts';
import { parseTimestamp } from '../data/timestamp.ts';
import { leave, type Leaving } from '../leave.ts';
import type { Course } from '../thread.ts';
import type { Visit } from '../visit.ts';

/** Wait: for a number of seconds or until a time, given in the field or by a path. A time that is over is not waited for. */
export function* wait(visit: Visit): Course<Leaving> {
  const until = (yield* untilSeconds(visit)) ?? (yield* untilTimestamp(visit)) ?? visit.now;
  if (until > visit.now) yield { kind: 'sleep', until };
  return yield* leave(visit, undefined);
}

const MOST_SECONDS = 99_999_999;

function* untilSeconds(visit: Visit): Course<number | undefined> {
  const written = visit.state.field('Seconds');
  const path = visit.state.field('SecondsPath');
  if (written === undefined && typeof path !== 'string') return undefined;
  const value = written === undefined ? readSecondsPath(visit, path as string) : yield* visit.fill('Seconds', written);
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    if (written !== undefined) throw wrongType(visit, 'Seconds', written, 'number', value ?? null);
    throw runtimeFailure(`The SecondsPath parameter does not reference an integer value: ${path as string} == ${JSON.stringify(value)}`);
  }
  if (value < 0) throw negative(visit, path, value);
  if (value > MOST_SECONDS) throw runtimeFailure(`The Seconds field must be at most ${MOST_SECONDS}: ${value}`);
  return visit.now + value * 1000;
}

function readSecondsPath(visit: Visit, path: string): ReturnType<Visit['path']> {
  try {
    return visit.path(path);
  } catch {
    throw runtimeFailure(`The SecondsPath parameter does not reference an input value: ${path}`);
  }
}

function negative(visit: Visit, path: unknown, value: number): Error {
  if (typeof path === 'string') return runtimeFailure(`The SecondsPath parameter references a negative value: ${path} == ${value}`);
  const reason = `The Seconds field cannot be negative: ${value}`;
  return visit.language === 'JSONata' ? queryFailure(reason, 'Seconds') : runtimeFailure(reason);
}

function* untilTimestamp(visit: Visit): Course<number | undefined> {
  const written = visit.state.field('Timestamp');
  const path = visit.state.field('TimestampPath');
  if (written === undefined && typeof path !== 'string') return undefined;
  const value = written === undefined ? visit.path(path as string) : yield* visit.fill('Timestamp', written);
  const time = typeof value === 'string' ? parseTimestamp(value) : undefined;
  if (time !== undefined) return time;
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  if (written === undefined) throw runtimeFailure(`The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: ${path as string} == ${shown}`);
  const reason = `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${shown}`;
  throw visit.language === 'JSONata' ? queryFailure(reason, 'Timestamp') : runtimeFailure(reason);
}
