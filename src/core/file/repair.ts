import type * as z from 'zod/mini';
import { isList, isObject, own, type Json } from '../base/json.ts';
import { pointer as pointerOf, withValueAt, type Pointer } from '../base/pointer.ts';

/** A part that was left out of a value, and what was wrong. */
export interface Removal {
  /** What is gone, below the value that was judged; empty: all of it. */
  readonly gone: Pointer;
  /** Where the fault is, at or below `gone`. */
  readonly at: Pointer;
  /** Continues a sentence that begins with the part: `is 3; a text is needed`. */
  readonly problem: string;
}

/**
 * Takes out of a value the smallest parts that make a schema refuse it: the faulty field if it may be absent, else what
 * holds it. `value` is undefined when nothing is left.
 */
export function repair(schema: z.ZodMiniType, value: Json): { readonly value: Json | undefined; readonly removals: readonly Removal[] } {
  const first = schema.safeParse(value);
  if (first.success) return { value, removals: [] };
  const removals = first.error.issues
    .map((issue) => ({ issue, path: issue.path.filter((t) => typeof t !== 'symbol') }))
    .sort((a, b) => comparePaths(a.path, b.path))
    .map(({ issue, path }): Removal => ({ gone: pointerOf(...path.slice(0, removableLength(schema, path))), at: pointerOf(...path), problem: problemOf(issue, value) }));
  const nothing = { value: undefined, removals: removals.map((r) => ({ ...r, gone: '' })) };
  // From the last to the first, so that indexes of lists stay right while elements go.
  const parts = [...new Set(removals.map((r) => r.gone))].reverse();
  if (parts.includes('')) return nothing;
  const kept = parts.reduce<Json>((now, gone) => withValueAt(now, gone, undefined) ?? null, value);
  return schema.safeParse(kept).success ? { value: kept, removals } : nothing;
}

/** How much of the path can be taken out and leave the rest whole: an optional field, an element of a list, an entry of a record. */
function removableLength(schema: z.core.$ZodType, path: readonly (string | number)[]): number {
  let length = 0;
  let at: z.core.$ZodType | undefined = schema;
  for (const [i, token] of path.entries()) {
    at = inner(at);
    const def = (at as z.core.$ZodTypes | undefined)?._zod.def;
    if (def?.type === 'array') {
      if ((def.checks ?? []).length === 0) length = i + 1;
      at = def.element;
    } else if (def?.type === 'record') {
      length = i + 1;
      at = def.valueType;
    } else if (def?.type === 'object') {
      at = def.shape[String(token)];
      if ((at as z.core.$ZodTypes | undefined)?._zod.def.type === 'optional') length = i + 1;
    } else {
      break;
    }
  }
  return length;
}

function inner(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  const def = (schema as z.core.$ZodTypes | undefined)?._zod.def;
  return def?.type === 'optional' ? def.innerType : schema;
}

function comparePaths(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i], b[i]];
    if (x === y) continue;
    return typeof x === 'number' && typeof y === 'number' ? x - y : String(x) < String(y) ? -1 : 1;
  }
  return a.length - b.length;
}

const KINDS: Readonly<Record<string, string>> = { string: 'a text', number: 'a number', boolean: 'true or false', array: 'a list', object: 'an object', record: 'an object' };

function problemOf(issue: z.core.$ZodIssue, root: Json): string {
  const found = valueAtPath(root, issue.path);
  if (found === undefined) return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      return `is ${describe(found)}; ${KINDS[issue.expected] ?? issue.expected} is needed`;
    case 'invalid_value':
      return `is ${describe(found)}; it can be ${issue.values.map(String).join(', ')}`;
    case 'too_small':
    case 'too_big': {
      const bound = issue.code === 'too_small' ? `${issue.minimum} is the least` : `${issue.maximum} is the most`;
      return issue.origin === 'array' ? `has ${isList(found) ? found.length : 0} elements; ${bound}` : `is ${describe(found)}; ${bound}`;
    }
    default:
      return `is ${describe(found)}, which does not fit`;
  }
}

function valueAtPath(root: Json, path: readonly PropertyKey[]): Json | undefined {
  return path.reduce<Json | undefined>((v, t) => (isList(v) ? v[Number(t)] : isObject(v) ? own(v, String(t)) : undefined), root);
}

/** A value as a message names it: short, whatever it holds. */
export function describe(value: Json): string {
  if (isList(value)) return 'a list';
  if (isObject(value)) return 'an object';
  if (typeof value === 'string') return `the text “${value.length > 40 ? `${value.slice(0, 40)}…` : value}”`;
  return String(value);
}
