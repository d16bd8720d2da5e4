import type { Figure } from '../src/testing/bench.ts';
import { FIRST_LOAD_LIMIT, firstLoad } from './size.mjs';

/** What the built page loads before it shows the editor. */
export async function bench(): Promise<readonly Figure[]> {
  return [{ what: 'first load, JavaScript, gzip', value: firstLoad('dist').kB, unit: 'kB', budget: FIRST_LOAD_LIMIT }];
}
