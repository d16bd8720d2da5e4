import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Budget of design.md 8 for the JavaScript that the page needs before it shows the editor. */
export const FIRST_LOAD_LIMIT = 250;

/** kB of JavaScript, gzip, that `dist/index.html` asks for: its scripts and all that they import statically. */
export function firstLoad(dist = resolve(import.meta.dirname, '../dist')) {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const files = [...html.matchAll(/(?:src|href)="\.?\/?([^"]+\.js)"/g)].map((m) => m[1]);
  if (files.length === 0) throw new Error('dist/index.html asks for no script: has the build changed its form?');
  const seen = new Set();
  const visit = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(join(dist, file), 'utf8');
    for (const m of text.matchAll(/(?:^|[;}\s])(?:import|export)\s*(?:[\w*{][^'"();]*?from\s*)?["']\.\/([^"']+\.js)["']/g)) visit(join(file, '..', m[1]));
  };
  files.forEach(visit);
  const sizes = [...seen].map((file) => ({ file, kB: gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1000 }));
  return { files: sizes, kB: sizes.reduce((sum, s) => sum + s.kB, 0) };
}

if (process.argv[1] === import.meta.filename) {
  const { files, kB } = firstLoad();
  for (const s of files) console.log(`${s.kB.toFixed(1).padStart(8)} kB  ${s.file}`);
  console.log(`${kB.toFixed(1).padStart(8)} kB  first load, JavaScript, gzip (limit ${FIRST_LOAD_LIMIT})`);
  if (kB > FIRST_LOAD_LIMIT) {
    console.log('Too much is loaded before the editor shows: load what is needed later with import().');
    process.exitCode = 1;
  }
}
