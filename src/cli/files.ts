import { mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { diagnostic } from '../core/diagnostic/catalogue.ts';
import type { Diagnostic } from '../core/diagnostic/diagnostic.ts';
import type { Io } from './command.ts';

/** A file as it was named, with its text or the reason why it has none. */
export type ReadFile = { readonly file: string; readonly text: string } | { readonly file: string; readonly unreadable: Diagnostic };

export interface NamedText {
  readonly name: string;
  readonly text: string;
}

export async function readTextFile(file: string, io: Io): Promise<ReadFile> {
  try {
    return { file, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(resolve(io.directory, file))) };
  } catch (error) {
    return { file, unreadable: unreadable(file, error) };
  }
}

function unreadable(file: string, error: unknown): Diagnostic {
  const [reason, hint] = REASONS[String((error as { code?: unknown }).code)] ?? ['cannot be read', 'Check the file and its permissions.'];
  return diagnostic('file-unreadable', { problem: `${file} ${reason}`, hint }, { file });
}
const REASONS: Readonly<Record<string, readonly [reason: string, hint: string]>> = {
  ENOENT: ['does not exist', 'Check the path; it is taken relative to where cauce was called.'],
  EISDIR: ['is a folder', 'Name a file in it.'],
  EACCES: ['may not be read', 'Check the permissions of the file.'],
  ERR_ENCODING_INVALID_ENCODED_DATA: ['is not text in UTF-8', 'Save it as UTF-8, or check that it is the right file.'],
};

/**
 * Writes whole files or none of their bytes: a file that another program reads is never half written.
 * @returns the full paths, in the order given
 */
export async function writeTextFiles(folder: string, files: readonly NamedText[]): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const written: string[] = [];
  for (const { name, text } of files) {
    const path = join(folder, basename(name));
    const partial = `${path}.${process.pid}.part`;
    try {
      await writeFile(partial, text);
      await rename(partial, path);
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
    written.push(path);
  }
  return written;
}

/** Which of the paths is this file, links followed; undefined when none is. */
export async function sameFile(paths: readonly string[], file: string): Promise<string | undefined> {
  const real = (path: string): Promise<string | undefined> => realpath(path).catch(() => undefined);
  const wanted = await real(file);
  for (const path of paths) if (wanted !== undefined && (await real(path)) === wanted) return path;
  return undefined;
}
