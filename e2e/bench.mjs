import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/**
 * `npm run bench [WORD]`: the figures of design.md 8, from every module `*.bench.ts` (whose path holds WORD). They are
 * measured here and never by a test: machines differ. Peers run in the same process on the same data. The modules are
 * bundled, so they find files from the working directory, which is the root of the project.
 */
const root = resolve(import.meta.dirname, '..');
process.chdir(root);
const word = process.argv[2] ?? '';
const modules = ['src', 'e2e'].flatMap((folder) => readdirSync(folder, { recursive: true }).map((f) => join(folder, f)));
const chosen = modules.filter((f) => f.endsWith('.bench.ts') && f.includes(word)).sort();
// Those in e2e/ measure the built site: it is built anew, so that no figure is of yesterday's.
if (chosen.some((f) => f.startsWith('e2e'))) execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], { stdio: ['ignore', 2, 2] });
const out = join(root, 'node_modules/.cache/bench');
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await build({ entryPoints: chosen, outdir: out, outbase: root, outExtension: { '.js': '.mjs' }, bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', logLevel: 'error' });

const figures = [];
for (const file of chosen) {
  console.error(`measuring ${file} …`);
  const { bench } = await import(pathToFileURL(join(out, file.replace(/\.ts$/, '.mjs'))).href);
  figures.push(...(await bench()));
}
console.log('| what | figure | budget | peer in the same run |\n| --- | ---: | ---: | --- |');
for (const f of figures) console.log(`| ${f.what} | ${amount(f.value, f.unit)} | ${f.budget === undefined ? '' : `${moreIsBetter(f) ? '≥' : '≤'} ${f.budget} ${f.unit}`} | ${peer(f)} |`);

function peer(f) {
  if (!f.peer) return '';
  return `${f.peer.name} ${amount(f.peer.value, f.unit)}: ${(moreIsBetter(f) ? f.value / f.peer.value : f.peer.value / f.value).toFixed(1)} ×`;
}
function moreIsBetter(f) {
  return f.unit === 'fps' || f.unit === '/s' || f.unit === '×';
}
function amount(value, unit) {
  return `${value >= 100 ? Math.round(value) : value.toPrecision(3)}${unit && ` ${unit}`}`;
}
