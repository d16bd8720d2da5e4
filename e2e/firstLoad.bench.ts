import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Figure } from '../src/testing/bench.ts';
import { FIRST_LOAD_LIMIT, firstLoad } from './size.mjs';

/** What the built page loads before it shows the editor. */
export async function bench(): Promise<readonly Figure[]> {
  if (!existsSync('dist/index.html')) execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], { stdio: 'inherit' });
  return [{ what: 'first load, JavaScript, gzip', value: firstLoad('dist').kB, unit: 'kB', budget: FIRST_LOAD_LIMIT }];
}
