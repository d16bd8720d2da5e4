import { AwsFault } from './fault.ts';

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

/**
 * AWS's own time, which its refusal of a signature's date states: `…is now earlier than 20261125T105021Z (20261125T105521Z - 5 min.)`.
 * A page cannot read the Date header unless the server exposes it.
 * @returns milliseconds since 1970, undefined where the message has none
 */
function serverTimeIn(message: string): number | undefined {
  const m = /\((\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z [-+] \d+ min\.?\)/.exec(message);
  if (!m) return undefined;
  const [year, month, day, hour, minute, second] = m.slice(1).map(Number) as [number, number, number, number, number, number];
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
