import { AwsFault } from './fault.ts';
import { serverTimeIn } from './readFault.ts';

/**
 * The time as AWS has it. Signatures older than five minutes are refused, and a laptop's clock may well be off by ten: the
 * difference is learned from what servers say (a fresh token, a refused signature) and added to every date that is signed.
 */
export interface AwsClock {
  /** Milliseconds since 1970 by AWS's clock, as far as it is known. */
  now(): number;
  /** Milliseconds to add to this computer's time; 0 while nothing was learned. */
  offset(): number;
  /** A server stated its time just now. Below a minute it is taken for travel time and rounding. */
  learn(serverTime: number): void;
}

const NOISE_MS = 60_000;

export function createAwsClock(local: () => number): AwsClock {
  let offset = 0;
  return {
    now: () => local() + offset,
    offset: () => offset,
    learn(serverTime) {
      const found = serverTime - local();
      offset = Math.abs(found) < NOISE_MS ? 0 : found;
    },
  };
}

/** Runs a signed call; where AWS refuses the date of its signature it is made once more with the time that the refusal states. */
export async function withClock<T>(clock: AwsClock, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const time = error instanceof AwsFault && error.kind === 'clock' ? serverTimeIn(error.detail) : undefined;
    if (time === undefined) throw error;
    clock.learn(time);
    return call();
  }
}
