/** Set by `npm run check`, the half that is run at every edit; `npm test` and `vitest` alone try everything. */
const isFast = process.env['CAUCE_FAST'] === '1';

/** How often a property is tried: `full` times, in the fast half a sixth of that. */
export function runs(full: number): number {
  return isFast ? Math.ceil(full / 6) : full;
}

/** All of many equal cases, in the fast half every sixth one. */
export function sampled<T>(cases: readonly T[]): readonly T[] {
  return isFast ? cases.filter((_, i) => i % 6 === 0) : cases;
}
