#!/usr/bin/env node
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/*
 * The entry of the command `cauce`. Its sources are TypeScript: they are bundled once into a cache, under a name made of
 * the sources' sizes and times, and imported from there. So it works right after `npm ci`, follows every edit, starts
 * fast, and several may run at once: each bundles into a folder of its own and renames it into place.
 */
const root = resolve(import.meta.dirname, '../..');
const SOURCES = ['src/cli', 'src/core'];
const DAY = 24 * 3600 * 1000;

const main = await import(pathToFileURL(join(await bundle(), 'main.js')).href);
if (process.argv[2] !== '--warm') process.exitCode = await main.run(process.argv.slice(2), { directory: callerDirectory() });

/** `npm run` calls from the root of the package and tells in INIT_CWD where the person was. */
function callerDirectory() {
  const npm = process.env['INIT_CWD'];
  return npm && realpathSync(process.cwd()) === realpathSync(root) ? npm : process.cwd();
}

async function bundle() {
  const key = sourceKey();
  const caches = [process.env['CAUCE_CACHE'], join(root, 'node_modules/.cache/cauce'), join(tmpdir(), `cauce-${process.getuid?.() ?? 'cli'}`)];
  for (const cache of caches.filter(Boolean)) {
    const ready = join(cache, key);
    if (existsSync(ready)) return ready;
    const own = join(cache, `${key}.${randomUUID()}`);
    try {
      mkdirSync(own, { recursive: true });
    } catch {
      continue; // installed where this person may not write
    }
    await build(own);
    try {
      renameSync(own, ready);
    } catch (error) {
      rmSync(own, { recursive: true, force: true });
      if (!existsSync(ready)) throw error; // else somebody was faster
    }
    sweep(cache, key);
    return ready;
  }
  throw new Error('cauce finds no folder for its cache: neither node_modules nor the temporary folder can be written.');
}

function sourceKey() {
  const hash = createHash('sha256').update(process.version);
  for (const name of ['package.json', 'package-lock.json', ...SOURCES.flatMap(filesBelow)]) {
    const file = statSync(join(root, name), { throwIfNoEntry: false });
    hash.update(`${name}\0${file?.size}\0${file?.mtimeMs}\n`);
  }
  return hash.digest('hex').slice(0, 20);
}

function filesBelow(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((e) => (e.isDirectory() ? filesBelow(join(folder, e.name)) : /\.(test|bench)\./.test(e.name) ? [] : [join(folder, e.name)]));
}

async function build(outdir) {
  const { build: esbuild } = await import('esbuild');
  await esbuild({
    entryPoints: [join(root, 'src/cli/main.ts')],
    outdir,
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    mainFields: ['module', 'main'],
    minify: true,
    // Some packages are CommonJS and ask for Node's own modules by `require`.
    banner: { js: "import { createRequire as cauceRequire } from 'node:module'; const require = cauceRequire(import.meta.url);" },
    logLevel: 'error',
  });
}

/** Bundles of older sources go after a day: one that still runs may load a part of itself late. */
function sweep(cache, key) {
  for (const name of readdirSync(cache)) {
    const age = Date.now() - (statSync(join(cache, name), { throwIfNoEntry: false })?.mtimeMs ?? Infinity);
    if (name !== key && age > DAY) rmSync(join(cache, name), { recursive: true, force: true });
  }
}
