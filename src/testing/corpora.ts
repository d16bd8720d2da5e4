import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * Folder of the corpora: data from public sources that is kept outside of the project. Named by CAUCE_CORPORA, else
 * beside the project; null where they are absent, and a test that needs them says so in one line and skips.
 */
export function findCorpora(part: string): string | null {
  const folder = resolve(process.env['CAUCE_CORPORA'] ?? resolve(import.meta.dirname, '../../../shared/corpora'), part);
  if (existsSync(folder)) return folder;
  console.log(`skipped: the corpora have no ${part} here (CAUCE_CORPORA names their folder)`);
  return null;
}
