import type { Json } from '../../base/json.ts';

/**
 * Data on its way from state to state: the value, and the JSON text that events carry, made once however many events show it.
 * Values are never changed.
 */
export class Datum {
  readonly value: Json;
  private made: string | undefined;

  constructor(value: Json) {
    this.value = value;
  }

  get text(): string {
    return (this.made ??= JSON.stringify(this.value));
  }
}

/** Whether a text has more bytes in UTF-8, counted only where the number of characters leaves a doubt about the limit. */
export function exceeds(text: string, limit: number): boolean {
  if (text.length * 3 <= limit) return false;
  return text.length > limit || bytesOf(text) > limit;
}

/** Bytes of a text in UTF-8. */
export function bytesOf(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c >= 0x800) bytes += c >= 0xd800 && c <= 0xdfff ? 1 : 2;
    else if (c >= 0x80) bytes++;
  }
  return bytes;
}
