import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { utf8Bytes } from '../../base/bytes.ts';

const ALGORITHMS: ReadonlyMap<string, (bytes: Uint8Array) => Uint8Array> = new Map([
  ['MD5', md5],
  ['SHA-1', sha1],
  ['SHA-256', sha256],
  ['SHA-384', sha384],
  ['SHA-512', sha512],
]);

/** The hash of a text's UTF-8 bytes in hexadecimal (`States.Hash`, `$hash`); undefined where the algorithm is none of AWS's five. */
export function hashOf(text: string, algorithm: string): string | undefined {
  const hash = ALGORITHMS.get(algorithm)?.(utf8Bytes(text));
  return hash === undefined ? undefined : bytesToHex(hash);
}
