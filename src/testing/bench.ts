/** One line of `npm run bench`. A module `*.bench.ts` exports `bench(): Promise<readonly Figure[]>`. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 'kB' | 'fps' | '/s' | '×' | '%' | '';
  /** Of design.md 8: the most it may be (for `fps`, `/s` and `×` the least). */
  readonly budget?: number;
  /** Peer and its figure in the same run. */
  readonly peer?: { readonly name: string; readonly value: number };
}

/** Median time of a call in milliseconds, after warming up: what a person waits, not the best case. */
export async function medianMs(call: () => unknown, runs = 9, warmUp = 3): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < warmUp + runs; i++) {
    const started = performance.now();
    await call();
    if (i >= warmUp) times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] as number;
}
