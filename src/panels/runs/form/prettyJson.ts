import { isList, isObject, type Json } from '../../../core/base/json.ts';

/** What fits into a line of the form stays on one. */
const WIDTH = 44;

/** JSON over as many lines as it needs to be read in a narrow field; what is no JSON stays as it is. */
export function prettyJson(text: string): string {
  try {
    return written(JSON.parse(text) as Json, '');
  } catch {
    return text;
  }
}

function written(value: Json, indent: string): string {
  const line = onOneLine(value);
  if (line.length + indent.length <= WIDTH || !(isList(value) || isObject(value))) return line;
  const inner = `${indent}  `;
  const parts = isList(value) ? value.map((v) => written(v, inner)) : Object.entries(value).map(([key, v]) => `${JSON.stringify(key)}: ${written(v, inner)}`);
  return `${isList(value) ? '[' : '{'}\n${parts.map((p) => inner + p).join(',\n')}\n${indent}${isList(value) ? ']' : '}'}`;
}

function onOneLine(value: Json): string {
  if (isList(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (isObject(value)) return Object.keys(value).length === 0 ? '{}' : `{${Object.entries(value).map(([key, v]) => `${JSON.stringify(key)}: ${onOneLine(v)}`).join(', ')}}`;
  return JSON.stringify(value);
}
