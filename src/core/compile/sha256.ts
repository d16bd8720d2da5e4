/** SHA-256 (FIPS 180-4) of a text's UTF-8 bytes, in hexadecimal: synchronous and without a platform. */
export function sha256(text: string): string {
  const message = utf8(text);
  const length = message.length;
  const words = new Int32Array((((length + 8) >> 6) + 1) << 4);
  const whole = length & ~3;
  for (let i = 0; i < whole; i += 4) words[i >> 2] = ((message[i] as number) << 24) | ((message[i + 1] as number) << 16) | ((message[i + 2] as number) << 8) | (message[i + 3] as number);
  for (let i = whole; i < length; i++) words[i >> 2] = (words[i >> 2] as number) | ((message[i] as number) << (24 - (i & 3) * 8));
  words[length >> 2] = (words[length >> 2] as number) | (0x80 << (24 - (length & 3) * 8));
  words[words.length - 2] = Math.floor(length / 0x20000000);
  words[words.length - 1] = length << 3;
  const hash = Int32Array.from(INITIAL);
  const w = new Int32Array(64);
  for (let block = 0; block < words.length; block += 16) round(hash, words, block, w);
  return Array.from(hash, (h) => (h >>> 0).toString(16).padStart(8, '0')).join('');
}

function utf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code >= 0xd800 && code < 0xdc00) {
      const low = text.charCodeAt(i + 1);
      if (low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        i++;
      } else code = 0xfffd;
    } else if (code >= 0xdc00 && code < 0xe000) code = 0xfffd;
    if (code < 0x80) bytes[n++] = code;
    else if (code < 0x800) {
      bytes[n++] = 0xc0 | (code >> 6);
      bytes[n++] = 0x80 | (code & 0x3f);
    } else if (code < 0x10000) {
      bytes[n++] = 0xe0 | (code >> 12);
      bytes[n++] = 0x80 | ((code >> 6) & 0x3f);
      bytes[n++] = 0x80 | (code & 0x3f);
    } else {
      bytes[n++] = 0xf0 | (code >> 18);
      bytes[n++] = 0x80 | ((code >> 12) & 0x3f);
      bytes[n++] = 0x80 | ((code >> 6) & 0x3f);
      bytes[n++] = 0x80 | (code & 0x3f);
    }
  }
  return bytes.subarray(0, n);
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((p) => n % p !== 0)) found.push(n);
  return found;
}

const fraction = (x: number): number => Math.floor((x - Math.floor(x)) * 0x100000000);
const INITIAL = primes(8).map((p) => fraction(Math.sqrt(p)) | 0);
const K = Int32Array.from(primes(64).map((p) => fraction(Math.cbrt(p)) | 0));

/** One block of sixteen words from `start`, in 32-bit integers throughout: a sum that leaves them costs a conversion each. */
function round(hash: Int32Array, words: Int32Array, start: number, w: Int32Array): void {
  for (let i = 0; i < 16; i++) w[i] = words[start + i] as number;
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15] as number;
    const y = w[i - 2] as number;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = ((((((w[i - 16] as number) + s0) | 0) + (w[i - 7] as number)) | 0) + s1) | 0;
  }
  let a = hash[0] as number;
  let b = hash[1] as number;
  let c = hash[2] as number;
  let d = hash[3] as number;
  let e = hash[4] as number;
  let f = hash[5] as number;
  let g = hash[6] as number;
  let h = hash[7] as number;
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = ((((((((h + s1) | 0) + ((e & f) ^ (~e & g))) | 0) + (K[i] as number)) | 0)) + (w[i] as number)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  hash[0] = (hash[0] as number) + a;
  hash[1] = (hash[1] as number) + b;
  hash[2] = (hash[2] as number) + c;
  hash[3] = (hash[3] as number) + d;
  hash[4] = (hash[4] as number) + e;
  hash[5] = (hash[5] as number) + f;
  hash[6] = (hash[6] as number) + g;
  hash[7] = (hash[7] as number) + h;
}
