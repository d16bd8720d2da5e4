import type { Json } from '../../../core/base/json.ts';
import type { Shape } from '../../../core/catalog/shape.ts';

/**
 * The literal that a typed text means in a field of a shape. What is not such a value stays the text that was typed: nothing
 * is lost, and the problem is shown at the field.
 */
export function readLiteral(text: string, shape: Shape | undefined): Json {
  const t = text.trim();
  switch (shape?.type) {
    case 'integer':
    case 'number':
      return /^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(t) && Number.isFinite(Number(t)) ? Number(t) : text;
    case 'boolean':
      return t === 'true' ? true : t === 'false' ? false : text;
    case 'string':
    case 'timestamp':
      return text;
    default:
      return readJson(text);
  }
}

/** Free JSON: what parses is that value, the rest is a text. A quoted text is a text. */
export function readJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** A literal as it stands in its input, so that `readLiteral` gives it again. */
export function showLiteral(value: Json | undefined, shape: Shape | undefined): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return JSON.stringify(value);
  const free = shape === undefined || shape.type === 'document' || shape.type === 'structure' || shape.type === 'list' || shape.type === 'map';
  // In a free field the text "true" or "12" keeps its quotes, else it would be read as the value.
  return free && readJson(value) !== value ? JSON.stringify(value) : value;
}

/** The range or choice that a field allows, in words; shown under a literal. */
export function rangeOf(shape: Shape | undefined): string | undefined {
  if (shape?.type === 'integer' || shape?.type === 'number') {
    if (shape.min !== undefined && shape.max !== undefined) return `${group(shape.min)} to ${group(shape.max)}`;
    if (shape.min !== undefined) return `${group(shape.min)} or more`;
    if (shape.max !== undefined) return `at most ${group(shape.max)}`;
  }
  if (shape?.type === 'string' && shape.max !== undefined && shape.max <= 256 && !shape.enum) return `up to ${group(shape.max)} characters`;
  return undefined;
}

/** 86400 is easier to read as 86 400. */
function group(n: number): string {
  return Number.isInteger(n) && Math.abs(n) >= 10_000 ? String(n).replaceAll(/\B(?=(\d{3})+$)/g, ' ') : String(n);
}
