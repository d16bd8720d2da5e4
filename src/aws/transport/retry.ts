import { AwsFault, isPassing } from '../fault.ts';

export interface RetryOptions {
  readonly attempts?: number;
  readonly wait?: (ms: number) => Promise<void>;
  readonly random?: () => number;
}

const BASE_MS = 300;
const MOST_MS = 8_000;

/** Tries again what failed with a fault that passes, after a random time that doubles its bound (full jitter). */
export async function withRetries<T>(work: () => Promise<T>, { attempts = 4, wait = sleep, random = Math.random }: RetryOptions = {}): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= attempts || !(error instanceof AwsFault) || !isPassing(error)) throw error;
      await wait(random() * Math.min(MOST_MS, BASE_MS * 2 ** attempt));
    }
  }
}

export function sleep(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
