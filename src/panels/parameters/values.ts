import { isList, isObject, type Json } from '../../core/base/json.ts';
import { parseJsonText } from '../../core/base/jsonText.ts';
import type { ParameterType } from '../../core/model/pipeline.ts';

export type ReadValue = { readonly ok: true; readonly value: Json | undefined } | { readonly ok: false; readonly reason: string };

/** Types that are typed as a text and kept as one. */
export function isTextType(type: ParameterType): boolean {
  return !['integer', 'number', 'boolean', 'list', 'object'].includes(type);
}

/** How a value is written in a cell. A value that is not of the parameter's type shows as the JSON that it is. */
export function printValue(type: ParameterType, value: Json | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string' && isTextType(type)) return value;
  return JSON.stringify(value);
}

/** Reads what a person typed into a cell: a number becomes a number, a list a list. Nothing typed is no value. */
export function readValue(type: ParameterType, text: string): ReadValue {
  if (isTextType(type)) return { ok: true, value: text === '' ? undefined : text };
  const trimmed = text.trim();
  if (trimmed === '') return { ok: true, value: undefined };
  switch (type) {
    case 'integer':
    case 'number': {
      const value = Number(trimmed.replace(/^\+/, ''));
      if (!Number.isFinite(value) || !/^[-+]?[\d.]/.test(trimmed) || /^[-+]?0[xob]/i.test(trimmed)) return { ok: false, reason: `${trimmed} is not a number. Write it like ${type === 'integer' ? '12' : '0.5'}.` };
      if (type === 'integer' && !Number.isSafeInteger(value)) return { ok: false, reason: `${trimmed} is not a whole number. Round it, or make the parameter a number.` };
      return { ok: true, value };
    }
    case 'boolean':
      if (trimmed === 'true' || trimmed === 'false') return { ok: true, value: trimmed === 'true' };
      return { ok: false, reason: `${trimmed} is neither true nor false.` };
    default:
      return readJson(type as 'list' | 'object', trimmed);
  }
}

function readJson(type: 'list' | 'object', text: string): ReadValue {
  const read = parseJsonText(text);
  if (!read.ok) return { ok: false, reason: `${read.message}. Write it like ${type === 'list' ? '["a", 2]' : '{"name": "value"}'}.` };
  const { value } = read;
  if (type === 'list' ? isList(value) : isObject(value)) return { ok: true, value };
  return { ok: false, reason: type === 'list' ? 'A list stands in brackets: ["a", 2].' : 'An object stands in braces: {"name": "value"}.' };
}

/** A list of allowed values as a person types it: one a line, or a list in JSON. */
export function readAllowed(type: ParameterType, text: string): ReadValue {
  const lines = text.split('\n').map((l) => l.trim()).filter((l) => l !== '');
  const values: Json[] = [];
  for (const line of lines) {
    const read = readValue(type, line);
    if (!read.ok) return read;
    if (read.value !== undefined) values.push(read.value);
  }
  return { ok: true, value: values.length === 0 ? undefined : values };
}

/** Can a default or an environment's value of the old type stand under the new one? Else the text of it is read anew. */
export function converted(value: Json | undefined, to: ParameterType): Json | undefined {
  if (value === undefined) return undefined;
  const read = readValue(to, typeof value === 'string' ? value : JSON.stringify(value));
  return read.ok ? read.value : value;
}
