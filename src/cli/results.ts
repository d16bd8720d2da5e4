import { join, resolve } from 'node:path';
import type { Pipeline } from '../core/model/pipeline.ts';
import { UsageError, type Io } from './command.ts';
import { sameFile, writeTextFiles, type NamedText } from './files.ts';

/** @throws UsageError where the pipeline was read and has no environment of that name */
export function requireEnvironment(pipeline: Pipeline | null, name: string | undefined): void {
  if (name === undefined || pipeline === null) return;
  const known = Object.keys(pipeline.environments ?? {});
  if (known.includes(name)) return;
  throw new UsageError(`The pipeline has no environment “${name}”${known.length > 0 ? `; it has ${known.join(', ')}` : ''}`);
}

/**
 * Writes what was made of a pipeline; never over the pipeline itself, whatever its file is called.
 * @param where folder as it was given, else where cauce was called
 * @returns the full paths
 * @throws UsageError with the reason
 */
export async function writeResults(files: readonly NamedText[], where: { readonly folder: string | undefined; readonly pipeline: string }, io: Io): Promise<readonly string[]> {
  const folder = resolve(io.directory, where.folder ?? '.');
  const over = await sameFile(files.map(({ name }) => join(folder, name)), resolve(io.directory, where.pipeline));
  if (over !== undefined) throw new UsageError(`${over} is the pipeline itself and would be overwritten. Rename it to end in .cauce.json, or name another folder with --out`);
  try {
    return await writeTextFiles(folder, files);
  } catch (error) {
    throw new UsageError(`The files cannot be written to ${folder}: ${reasonOf(error)}`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: 'it is a file, not a folder', ENOTDIR: 'a part of the path is a file, not a folder', EISDIR: 'it holds a folder of their name',
  EACCES: 'you may not write there', EPERM: 'you may not write there', EROFS: 'it can only be read', ENOSPC: 'the disk is full',
};
function reasonOf(error: unknown): string {
  return REASONS[String((error as { code?: unknown }).code)] ?? (error as Error).message;
}
