import type { Compression } from '../core/deliver/carry/carriedPipeline.ts';

/** Gzip of the platform: browsers and Node have it alike. */
export const gzip: Compression = {
  compress: (bytes) => through(bytes, new CompressionStream('gzip'), Infinity),
  expand: (bytes, limit) => through(bytes, new DecompressionStream('gzip'), limit),
};

async function through(bytes: Uint8Array, change: ReadableWritablePair<Uint8Array, BufferSource>, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(change).getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    chunks.push(next.value);
    size += next.value.length;
    if (size > limit) {
      await reader.cancel();
      throw new RangeError(`more than ${limit} bytes`);
    }
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
