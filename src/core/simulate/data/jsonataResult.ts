import type { Json } from '../../base/json.ts';

/** What a result contains that no JSON has. */
export class UnsupportedResult extends Error {}

/** Marks that the `jsonata` package leaves on its lists. */
const MARKS = ['sequence', 'keepSingleton', 'cons', 'outerWrapper', 'tupleStream'] as const;

/**
 * A result as plain JSON: without the package's marks, -0 as 0; what is plain already stays the very same object.
 * @throws UnsupportedResult for functions, and numbers that JSON has not.
 */
export function plainJson(value: unknown): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw new UnsupportedResult();
      return value === 0 ? 0 : value;
    case 'object':
      if (value === null) return null;
      return Array.isArray(value) ? plainList(value) : plainObject(value as Record<string, unknown>);
    default:
      throw new UnsupportedResult();
  }
}

function plainList(list: readonly unknown[]): Json {
  let isSame = !MARKS.some((mark) => Object.hasOwn(list, mark));
  const plain: Json[] = [];
  for (const member of list) {
    const made = member === undefined ? null : plainJson(member);
    isSame &&= Object.is(made, member);
    plain.push(made);
  }
  return isSame ? (list as readonly Json[]) : plain;
}

function plainObject(object: Readonly<Record<string, unknown>>): Json {
  if (object['_jsonata_lambda'] === true || object['_jsonata_function'] === true) throw new UnsupportedResult();
  let isSame = true;
  const plain: [string, Json][] = [];
  for (const key of Object.keys(object)) {
    const member = object[key];
    if (member === undefined) {
      isSame = false;
      continue;
    }
    const made = plainJson(member);
    isSame &&= Object.is(made, member);
    plain.push([key, made]);
  }
  return isSame ? (object as Json) : Object.fromEntries(plain);
}
