import type { Json } from '../core/base/json.ts';

/** Characters of a text that is neither a place nor an ARN. */
const TEXT = 32;

/**
 * A value in a few characters, for a pill or a row: `0.87`, `s3://…/preprocess/train`, `…role/income-sagemaker`, `[…3 items]`,
 * `{…2 keys}`. What tells one of its kind from another is kept: the end of a place or an ARN, the beginning of a text.
 */
export function shortValue(value: Json | undefined): string {
  if (value === undefined) return 'not told';
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
  if (typeof value === 'string') return shortText(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[…${value.length} ${value.length === 1 ? 'item' : 'items'}]`;
  const keys = Object.keys(value).length;
  return keys === 0 ? '{}' : `{…${keys} ${keys === 1 ? 'key' : 'keys'}}`;
}

function shortText(text: string): string {
  if (text === '') return 'empty text';
  const [, scheme, rest] = /^(s3:\/\/)(.+)$/.exec(text) ?? [];
  if (scheme !== undefined && rest !== undefined) {
    const parts = rest.split('/').filter((p) => p !== '');
    return parts.length > 3 ? `${scheme}…/${parts.slice(-2).join('/')}` : text;
  }
  if (text.startsWith('arn:')) return `…${text.split(':').slice(5).join(':')}`;
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > TEXT ? `${line.slice(0, TEXT - 1)}…` : line;
}
