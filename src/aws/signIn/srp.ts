import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * Secure Remote Password (RFC 5054, group 3072) as Cognito user pools speak it: the password never leaves the page, not even
 * as a hash. Numbers are JavaScript's own big integers; hashes are those of @noble/hashes.
 */
const N = BigInt(
  '0xFFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF',
);
const G = 2n;
const INFO = utf8ToBytes('Caldera Derived Key');

export interface SrpStart {
  /** The secret exponent; to be forgotten after the answer. */
  readonly a: bigint;
  /** `SRP_A`, hexadecimal. */
  readonly publicA: string;
}

/** @param random 128 random bytes */
export function startSrp(random: Uint8Array): SrpStart {
  const a = fromHex(bytesToHex(random)) % N;
  return { a, publicA: power(G, a).toString(16) };
}

export interface SrpChallenge {
  readonly salt: string;
  readonly publicB: string;
  readonly secretBlock: string;
  /** `USER_ID_FOR_SRP`: the name by which the pool keeps the user, not what the person typed. */
  readonly userId: string;
}

/**
 * The signature that proves the password (`PASSWORD_CLAIM_SIGNATURE`, Base64).
 * @param poolName what stands behind the underscore in the id of the user pool
 * @param timestamp as `srpTimestamp` writes it
 * @throws Error where the server's number would give its secret away
 */
export function answerSrp(start: SrpStart, { salt, publicB, secretBlock, userId }: SrpChallenge, poolName: string, password: string, timestamp: string): string {
  const b = fromHex(publicB);
  if (b % N === 0n) throw new Error('The server sent an unusable number.');
  const u = hashed(padded(fromHex(start.publicA)), padded(b));
  if (u === 0n) throw new Error('The server sent an unusable number.');
  const x = hashed(padded(fromHex(salt)), sha256(utf8ToBytes(`${poolName}${userId}:${password}`)));
  const k = hashed(padded(N), padded(G));
  const s = power(mod(b - k * power(G, x)), start.a + u * x);
  const key = hmac(sha256, hmac(sha256, padded(u), padded(s)), concatBytes(INFO, new Uint8Array([1]))).slice(0, 16);
  return toBase64(hmac(sha256, key, concatBytes(utf8ToBytes(poolName + userId), fromBase64(secretBlock), utf8ToBytes(timestamp))));
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Wed Nov 4 09:05:00 UTC 2026`: in English, the day without a leading zero, whatever the browser's language. */
export function srpTimestamp(ms: number): string {
  const d = new Date(ms);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${DAYS[d.getUTCDay()]} ${MONTHS[d.getUTCMonth()]} ${d.getUTCDate()} ${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())} UTC ${d.getUTCFullYear()}`;
}

/** base^exponent mod N, four bits of the exponent at a time. */
function power(base: bigint, exponent: bigint): bigint {
  const table = [1n];
  for (let i = 1; i < 16; i++) table.push(((table[i - 1] as bigint) * base) % N);
  let result = 1n;
  for (const digit of exponent.toString(16)) {
    result = (result * result) % N;
    result = (result * result) % N;
    result = (result * result) % N;
    result = (result * result) % N;
    const factor = table[parseInt(digit, 16)] as bigint;
    if (factor !== 1n) result = (result * factor) % N;
  }
  return result;
}

function mod(n: bigint): bigint {
  return ((n % N) + N) % N;
}

function hashed(...parts: readonly Uint8Array[]): bigint {
  return fromHex(bytesToHex(sha256(concatBytes(...parts))));
}

/** Big-endian, with a zero byte in front where the first bit is set: numbers are signed there. */
function padded(n: bigint): Uint8Array {
  const hex = n.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return hexToBytes(/^[89a-f]/.test(even) ? `00${even}` : even);
}

function fromHex(hex: string): bigint {
  return BigInt(`0x${hex}`);
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}
