import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];
const isRoot = process.getuid?.() === 0;

/** Quiet, without a GPU, and allowed to run as root. Playwright adds the rest. */
export const BROWSER_ARGS = ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', ...(isRoot ? ['--no-sandbox'] : [])];

/**
 * The Chromium that the stories run in: the environment variable CAUCE_BROWSER, else Playwright's own, else a system
 * Chrome or Chromium, else one installed by Playwright, else one from the system's packages (root on Debian). Each is
 * started once before it is believed: a browser without its libraries is as good as none.
 * @returns {Promise<string>} path of the executable
 */
export async function findBrowser() {
  const named = process.env['CAUCE_BROWSER'];
  if (named) {
    const failure = await startFailure(named);
    if (failure) throw new Error(`CAUCE_BROWSER is ${named}, which does not start: ${failure}`);
    return named;
  }
  const installers = [() => undefined, installByPlaywright, installByDebian];
  for (const install of installers) {
    install();
    for (const path of [chromium.executablePath(), ...systemBrowsers()]) if (existsSync(path) && !(await startFailure(path))) return path;
  }
  throw new Error('No Chrome or Chromium found: install one (for example "npx playwright install --with-deps chromium"), or name yours in CAUCE_BROWSER.');
}

function systemBrowsers() {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...PLACES];
}

async function startFailure(executablePath) {
  try {
    const browser = await chromium.launch({ executablePath, args: BROWSER_ARGS, timeout: 30_000 });
    await browser.close();
    return null;
  } catch (error) {
    return String(error).split('\n')[0];
  }
}

function installByPlaywright() {
  run(process.execPath, [join(import.meta.dirname, '../node_modules/@playwright/test/cli.js'), 'install', 'chromium'], 240_000);
}

function installByDebian() {
  if (!isRoot || !existsSync('/usr/bin/apt-get')) return;
  run('apt-get', ['update'], 180_000);
  run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], 420_000);
}

/** Installing is an attempt: whether it worked shows when the browser is started. */
function run(command, args, timeout) {
  console.log(`No browser yet: ${command === 'apt-get' ? `apt-get ${args.join(' ')}` : 'playwright install chromium'}`);
  try {
    execFileSync(command, args, { timeout, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  } catch {
    console.log('  that did not work');
  }
}
