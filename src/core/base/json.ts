/** Any JSON value. The in-memory pipeline is JSON too: unknown fields survive because nothing strips them. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** Own property or undefined; safe for keys like `__proto__` and `constructor`. */
export function own<T>(object: { readonly [key: string]: T } | undefined, key: string): T | undefined {
  return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** An object of the same keys with every value replaced; also with the key `__proto__`. Without lists in between: passes over whole documents use it. */
export function mapValues<T, V>(object: { readonly [key: string]: T }, replace: (value: T, key: string) => V): { readonly [key: string]: V } {
  const made: { [key: string]: V } = {};
  for (const key of Object.keys(object)) put(made, key, replace(object[key] as T, key));
  return made;
}

/** The object of a list of entries with every value replaced; like `Object.fromEntries(entries.map(…))`. */
export function objectOf<T, V>(entries: readonly (readonly [string, T])[], replace: (value: T) => V): { readonly [key: string]: V } {
  const made: { [key: string]: V } = {};
  for (const [key, value] of entries) put(made, key, replace(value));
  return made;
}

function put<V>(object: { [key: string]: V }, key: string, value: V): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}

/** A copy with one own property set, also when the key is `__proto__`. */
export function withOwn<T>(object: { readonly [key: string]: T }, key: string, value: T): { readonly [key: string]: T } {
  return Object.fromEntries([...Object.entries(object).filter(([k]) => k !== key), [key, value]]);
}

/** What a JSON text holds; a text that is none is what it is. */
export function jsonOrText(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** Structural equality of JSON values; the order of keys does not matter. */
export function jsonEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isList(a) && isList(b)) return a.length === b.length && a.every((x, i) => jsonEqual(x, b[i]));
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((k) => Object.hasOwn(b, k) && jsonEqual(a[k], b[k]));
  }
  return false;
}

/** Order of strings by code unit: the same on every machine, unlike `localeCompare`. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
