import { utf8ToBytes } from '@noble/hashes/utils.js';

/*
 * UTF-8 and Base64 (RFC 3629, RFC 4648): core has neither the browser's nor Node's types, and AWS decodes in its own way.
 */

/** The UTF-8 bytes of a text; half of a surrogate pair becomes U+FFFD. */
export const utf8Bytes: (text: string) => Uint8Array = utf8ToBytes;

/** Bytes of a text in UTF-8, counted without making them. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  if (!/[^\0-\x7f]/.test(text)) return bytes;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7ff) bytes += unit >= 0xd800 && unit <= 0xdfff ? 1 : 2;
    else if (unit > 0x7f) bytes += 1;
  }
  return bytes;
}

/** The text of UTF-8 bytes; each byte that belongs to no character becomes U+FFFD. */
export function utf8Text(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i] as number;
    const more = first < 0x80 ? 0 : first >= 0xc2 && first < 0xe0 ? 1 : first >= 0xe0 && first < 0xf0 ? 2 : first >= 0xf0 && first < 0xf5 ? 3 : -1;
    let code = more === 0 ? first : first & (0x3f >> more);
    let k = 1;
    for (; k <= more && ((bytes[i + k] ?? 0) & 0xc0) === 0x80; k++) code = (code << 6) | ((bytes[i + k] as number) & 63);
    const least = more === 2 ? 0x800 : more === 3 ? 0x10000 : 0;
    const whole = more >= 0 && k > more && code >= least && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000);
    text += whole ? String.fromCodePoint(code) : '\ufffd';
    i += whole ? more + 1 : 1;
  }
  return text;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function base64From(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const three = ((bytes[i] as number) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const rest = bytes.length - i;
    text += DIGITS.charAt(three >> 18) + DIGITS.charAt((three >> 12) & 63);
    text += (rest > 1 ? DIGITS.charAt((three >> 6) & 63) : '=') + (rest > 2 ? DIGITS.charAt(three & 63) : '=');
  }
  return text;
}

/**
 * The bytes of a Base64 text, as lenient as AWS is (observed: Apache's decoder): other characters are skipped, the first `=`
 * ends it, what is left over of a byte is dropped, and `-_` stand for `+/`.
 */
export function bytesOfBase64(text: string): Uint8Array {
  const [digits = ''] = text.split('=', 1);
  const bytes = new Uint8Array((digits.length * 3) >> 2);
  let bits = 0;
  let held = 0;
  let n = 0;
  for (const digit of digits) {
    const value = digit === '-' ? 62 : digit === '_' ? 63 : DIGITS.indexOf(digit);
    if (value < 0) continue;
    held = ((held << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[n++] = (held >> bits) & 255;
    }
  }
  return bytes.subarray(0, n);
}
