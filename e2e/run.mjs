import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * `npm run check` is the fast half, for every edit; `npm test` adds the build, its size and the stories in a browser.
 * Every step runs, whatever failed before it; the last line says how many tests passed and failed.
 */
const root = resolve(import.meta.dirname, '..');
const bin = (name) => join(root, 'node_modules', name);
const reports = join(root, 'node_modules/.cache/reports');
const UNIT = join(reports, 'unit.json');
const STORIES = join(reports, 'stories.json');

const STATIC = [
  { name: 'types', command: [bin('typescript/bin/tsc'), '-b'] },
  { name: 'lint', command: [bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0', '--cache', '--cache-location', 'node_modules/.cache/eslint/'] },
  { name: 'import rules', command: [bin('dependency-cruiser/bin/dependency-cruise.mjs'), 'src', '--config', '.dependency-cruiser.cjs'] },
  { name: 'unused code', command: [bin('knip/bin/knip.js'), '--no-progress', '--treat-config-hints-as-errors'] },
];
const UNIT_TESTS = [
  { name: 'unit tests', command: [bin('vitest/vitest.mjs'), 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${UNIT}`], count: () => countUnit() },
];
const CHECK = [...STATIC, ...UNIT_TESTS];
const BUILD = [
  { name: 'build', command: [bin('vite/bin/vite.js'), 'build', '--logLevel', 'warn'] },
  { name: 'size', command: ['e2e/size.mjs'], needs: 'dist/index.html' },
];
const BROWSER = [{ name: 'stories', command: [bin('@playwright/test/cli.js'), 'test', '--reporter=dot,json'], needs: 'dist/index.html', browser: true, count: () => countStories() }];

const total = { passed: 0, failed: 0, skipped: 0 };
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const whole = process.argv[2] === 'test';
if (whole) rmSync(join(root, 'dist'), { recursive: true, force: true });
// Vitest leaves one core free: the other checks run there, and each shows what it printed when it ends.
await Promise.all([runInTurn(STATIC), runInTurn(UNIT_TESTS)]);
if (whole) await runInTurn([...BUILD, ...BROWSER]);

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;

async function runInTurn(steps) {
  for (const step of steps) await runStep(step);
}

async function runStep(step) {
  const started = Date.now();
  const shown = !CHECK.includes(step);
  if (shown) console.log(`\n── ${step.name}`);
  const { ok, output } = await execute(step, shown);
  if (!shown) process.stdout.write(`\n── ${step.name}\n${output}`);
  const count = step.count?.();
  if (count) for (const key of Object.keys(total)) total[key] += count[key];
  // A step without a count of its own is one test; a step that fails outside its tests is a failure too.
  if (!count) total[ok ? 'passed' : 'failed'] += 1;
  else if (!ok && count.failed === 0) total.failed += 1;
  const what = count ? `${count.passed} passed, ${count.failed} failed` : ok ? 'ok' : 'FAILED';
  console.log(`── ${step.name}: ${what} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** Runs the step's command; what it prints is shown at once or handed back. */
async function execute(step, shown) {
  if (step.needs && !existsSync(join(root, step.needs))) {
    console.log(`${step.needs} is missing: the build failed`);
    return { ok: false, output: '' };
  }
  const env = { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }), ...(whole ? {} : { CAUCE_FAST: '1' }), PLAYWRIGHT_JSON_OUTPUT_FILE: STORIES };
  if (step.browser) {
    try {
      const { findBrowser } = await import('./browser.mjs');
      env['CAUCE_BROWSER'] = await findBrowser();
    } catch (error) {
      console.log(error.message);
      return { ok: false, output: '' };
    }
  }
  return new Promise((done) => {
    const child = spawn(process.execPath, step.command, { cwd: root, stdio: shown ? 'inherit' : ['ignore', 'pipe', 'pipe'], env });
    const printed = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => printed.push(data));
    const end = (ok) => done({ ok, output: Buffer.concat(printed).toString() });
    child.on('error', () => end(false));
    child.on('close', (code) => end(code === 0));
  });
}

function countUnit() {
  const report = readReport(UNIT);
  return report && { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests + report.numTodoTests };
}

function countStories() {
  const stats = readReport(STORIES)?.stats;
  return stats && { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
