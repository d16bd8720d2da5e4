/** Most systems take 255 bytes; endings such as `.manifest.json` and those of unfinished files come after. */
const MOST_BYTES = 200;

/** A file name without its ending, from the name of a pipeline: what no system refuses, at most 80 characters. */
export function fileStem(name: string): string {
  const allowed = name.trim().replace(/[^\p{L}\p{N}._ -]+/gu, '-').replace(/^[.\s-]+|[.\s-]+$/g, '');
  let stem = '';
  let bytes = 0;
  for (const character of [...allowed].slice(0, 80)) {
    bytes += bytesOf(character.codePointAt(0) ?? 0);
    if (bytes > MOST_BYTES) break;
    stem += character;
  }
  return stem || 'pipeline';
}

function bytesOf(codePoint: number): number {
  return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
}
