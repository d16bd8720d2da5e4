import { isList, isObject, type Json } from '../core/base/json.ts';
import { pointer, pointerTokens, valueAt } from '../core/base/pointer.ts';

/** A copy of a value without what stands at some pointers: what belongs to one recorded execution, like its ids and times. */
export function withoutPointers(value: unknown, pointers: readonly string[]): Json {
  const copy = JSON.parse(JSON.stringify(value)) as Json;
  for (const tokens of pointers.map(pointerTokens)) {
    const parent = valueAt(copy, pointer(...tokens.slice(0, -1)));
    if (isObject(parent) || isList(parent)) Reflect.deleteProperty(parent, tokens.at(-1) ?? '');
  }
  return copy;
}
