import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Budget of design.md 8 for the JavaScript that the page needs before it shows the editor. */
export const FIRST_LOAD_LIMIT = 250;
const AWS_LIMIT = 60;

/** kB of JavaScript, gzip, that `dist/index.html` asks for: its scripts and all that they import statically. */
export function firstLoad(dist = resolve(import.meta.dirname, '../dist')) {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const files = [...html.matchAll(/(?:src|href)="\.?\/?([^"]+\.js)"/g)].map((m) => m[1]);
  if (files.length === 0) throw new Error('dist/index.html asks for no script: has the build changed its form?');
  return withImports(files, new Set(), dist);
}

/** kB of the SDK and what is around it, gzip: the part that loads at the first sign-in, beyond the first load. */
function awsLoad(dist = resolve(import.meta.dirname, '../dist')) {
  const first = new Set(firstLoad(dist).files.map((f) => f.file));
  const chunk = readdirSync(join(dist, 'assets')).find((name) => /^account-.*\.js$/.test(name));
  if (chunk === undefined) throw new Error('dist/assets has no chunk "account": has src/aws changed its door?');
  return withImports([join('assets', chunk)], first, dist);
}

/** Files and all that they import statically, without those already loaded. */
function withImports(files, loaded, dist) {
  const seen = new Set(loaded);
  const visit = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(join(dist, file), 'utf8');
    for (const m of text.matchAll(/(?:^|[;}\s])(?:import|export)\s*(?:[\w*{][^'"();]*?from\s*)?["']\.\/([^"']+\.js)["']/g)) visit(join(file, '..', m[1]));
  };
  files.forEach(visit);
  const sizes = [...seen].filter((file) => !loaded.has(file)).map((file) => ({ file, kB: gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1000 }));
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
  const aws = awsLoad();
  console.log(`${aws.kB.toFixed(1).padStart(8)} kB  at the first sign-in, beyond it (limit ${AWS_LIMIT})`);
  if (aws.kB > AWS_LIMIT) {
    console.log('The AWS SDK grew: import fewer of its commands, or load a part of src/aws later.');
    process.exitCode = 1;
  }
}
