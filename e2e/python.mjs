import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');
const CACHE = resolve(import.meta.dirname, '../node_modules/.cache/python');
const PYTHONS = ['python3', 'python', 'py'];
const MINUTE = 60_000;

/** @type {Promise<{python: string} | {missing: string}> | undefined} */
let made;

/**
 * A virtual environment with the packages of `requirements.txt`, made at the first call and kept for as long as that file
 * stays the same. Start a package by `-m` or `-c`: its scripts name the folder in which they were installed.
 * @returns {Promise<{python: string} | {missing: string}>} the interpreter, or in a few words why there is none here (a
 *   test that needs it then skips, saying so)
 */
export function pythonTools() {
  made ??= make();
  return made;
}

async function make() {
  const folder = join(CACHE, createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 16));
  if (existsSync(folder)) return { python: interpreter(folder) };
  const system = await findPython();
  if (system === undefined) return { missing: 'no Python 3 was found' };
  // Made aside and then renamed: of two makers at the same time one is too late, and nobody sees half an environment.
  const partial = `${folder}.${process.pid}.part`;
  mkdirSync(CACHE, { recursive: true });
  try {
    await run(system, ['-m', 'venv', partial], MINUTE);
    await run(interpreter(partial), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--retries', '1', '--requirement', REQUIREMENTS], 4 * MINUTE);
    if (!existsSync(folder)) renameSync(partial, folder);
  } catch (error) {
    if (!existsSync(folder)) return { missing: `its packages cannot be installed: ${error.message}` };
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return { python: interpreter(folder) };
}

async function findPython() {
  for (const name of PYTHONS) {
    try {
      await run(name, ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))'], MINUTE);
      return name;
    } catch {
      // Not there, too old, or without the modules that make an environment: the next name.
    }
  }
  return undefined;
}

function interpreter(folder) {
  return process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
}

/** Rejects with the last line that the command printed as an error. */
function run(command, args, timeout) {
  return new Promise((done, fail) => {
    execFile(command, args, { timeout }, (error, _out, printed) => {
      if (error) fail(new Error(printed.trim().split('\n').at(-1) || error.message.split('\n')[0]));
      else done(undefined);
    });
  });
}
