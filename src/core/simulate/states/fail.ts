import { reportedFailure } from '../failure.ts';
import { textField } from '../fields.ts';
import type { Leaving } from '../leave.ts';
import type { Course } from '../thread.ts';
import type { Visit } from '../visit.ts';

/** Fail: ends its scope with the error and cause it names. */
export function* fail(visit: Visit): Course<Leaving> {
  const error = yield* textField(visit, 'Error');
  const cause = yield* textField(visit, 'Cause');
  throw reportedFailure(error, cause);
}
