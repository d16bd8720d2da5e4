import { sleep } from './retry.ts';

/**
 * A budget of calls that all who poll share. An account has one limit for everybody (15 DescribeExecution, 20
 * GetExecutionHistory a second), so one page takes a part of it, whatever it watches.
 */
export interface Budget {
  /** Resolves when one more call may be made; first come, first served. */
  take(): Promise<void>;
}

/** @param perSecond calls a second in the long run; as many may be made at once after a pause */
export function createBudget(perSecond: number, now: () => number, wait: (ms: number) => Promise<void> = sleep): Budget {
  const spacing = 1000 / perSecond;
  // The time at which the bucket would be full again: a call in its future by more than the whole bucket has to wait.
  let full = -Infinity;
  return {
    async take() {
      const at = now();
      full = Math.max(full, at) + spacing;
      const early = full - at - 1000;
      if (early > 0) await wait(early);
    },
  };
}
