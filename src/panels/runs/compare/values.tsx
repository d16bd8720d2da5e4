import type { Json } from '../../../core/base/json.ts';
import { typedOf } from '../../../core/deliver/run/runForm.ts';
import { timeWord } from '../../../ui/statusLook.ts';

/** A value as a cell shows it; what is not there is said. Of two long texts that begin alike the beginning is left out. */
export function Shown({ value, beside, nothing }: { readonly value: Json | undefined; readonly beside?: Json | undefined; readonly nothing: string }) {
  if (value === undefined) return <span className="muted">{nothing}</span>;
  const text = textOf(value);
  return <>{beside === undefined ? text : fromDifference(text, textOf(beside))}</>;
}

/** Texts up to this length are seen whole. */
const SEEN = 56;
const BEFORE = 16;

/** A text from a little before the place where it differs from another. */
export function fromDifference(text: string, other: string): string {
  if (text.length <= SEEN && other.length <= SEEN) return text;
  let same = 0;
  while (same < text.length && text[same] === other[same]) same++;
  return same <= SEEN / 2 || same === text.length ? text : `…${text.slice(same - BEFORE)}`;
}

export function textOf(value: Json | undefined): string {
  return value === undefined ? '' : value === '' ? '""' : typedOf(value);
}

/** How far a number is from another: `+0.02`, and nothing where they are none. */
export function numberDelta(a: Json | undefined, b: Json | undefined): string | undefined {
  if (typeof a !== 'number' || typeof b !== 'number' || a === b) return undefined;
  return signed(b - a, (n) => String(Number(n.toPrecision(4))));
}

/** `+2 min 3 s`, with the share of the first where that says something. */
export function timeDelta(a: number, b: number): string {
  if (timeWord(Math.abs(b - a)) === timeWord(0)) return 'same';
  const share = a > 0 ? Math.round((b / a - 1) * 100) : 0;
  return signed(b - a, timeWord) + (share === 0 || Math.abs(share) > 999 ? '' : `, ${signed(share, String)} %`);
}

function signed(n: number, word: (n: number) => string): string {
  return `${n < 0 ? '−' : '+'}${word(Math.abs(n))}`;
}
