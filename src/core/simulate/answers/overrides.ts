import { own, type Json } from '../../base/json.ts';
import type { Answers } from '../answer.ts';

/** Answers that a person pinned or edited, by state; every other call, and how long any of them takes, is left to `otherwise`. */
export function withPinned(pinned: Readonly<Record<string, Json>>, otherwise: Answers): Answers {
  return (call) => {
    const value = own(pinned, call.state);
    if (value === undefined) return otherwise(call);
    const { seconds } = otherwise(call);
    return { return: value, ...(seconds === undefined ? {} : { seconds }) };
  };
}

/**
 * Seconds for answers that have none of their own, such as those of a mock file; `undefined` leaves them at 0. Results and errors
 * alike: a job that fails has run before.
 */
export function withDurations(secondsOf: (state: string, resource: string) => number | undefined, otherwise: Answers): Answers {
  return (call) => {
    const answer = otherwise(call);
    if (answer.seconds !== undefined) return answer;
    const seconds = secondsOf(call.state, call.resource);
    return seconds === undefined ? answer : { ...answer, seconds };
  };
}
