import { sha256 as hash } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { utf8Bytes } from '../base/bytes.ts';

/** SHA-256 (FIPS 180-4) of a text's UTF-8 bytes, in hexadecimal: synchronous and without a platform. */
export function sha256(text: string): string {
  return bytesToHex(hash(utf8Bytes(text)));
}
