import { isList, isObject, type Json, type JsonObject } from './json.ts';

/**
 * `now`, with the parts of `before` in the place of those that equal them, order of keys included. What came from another
 * thread is a copy through and through; with the unchanged parts of the last one put back, all that is remembered by
 * identity is known again.
 */
export function sharing(before: Json | undefined, now: Json): Json {
  if (isList(now) && isList(before)) return sharedList(before, now);
  if (isObject(now) && isObject(before)) return sharedObject(before, now);
  return now;
}

function sharedList(before: readonly Json[], now: readonly Json[]): readonly Json[] {
  const items = now.map((value, i) => sharing(before[i], value));
  return now.length === before.length && items.every((x, i) => x === before[i]) ? before : items;
}

function sharedObject(before: JsonObject, now: JsonObject): JsonObject {
  const [keys, old] = [Object.keys(now), Object.keys(before)];
  const values = keys.map((key) => sharing(Object.hasOwn(before, key) ? before[key] : undefined, now[key] as Json));
  if (keys.length === old.length && keys.every((key, i) => key === old[i] && values[i] === before[key])) return before;
  return Object.fromEntries(keys.map((key, i) => [key, values[i] as Json]));
}
