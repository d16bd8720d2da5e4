import { isList, isObject, type Json } from '../core/base/json.ts';

/** A copy of a value without what stands at some pointers: what belongs to one recorded execution, like its ids and times. */
export function withoutPointers(value: unknown, pointers: readonly string[]): Json {
  const copy = JSON.parse(JSON.stringify(value)) as Json;
  for (const pointer of pointers) {
    const parts = pointer.split('/').slice(1).map((p) => p.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = parts.pop() ?? '';
    let at: Json | undefined = copy;
    for (const part of parts) at = isList(at) ? at[Number(part)] : isObject(at) ? at[part] : undefined;
    if (isObject(at) || isList(at)) Reflect.deleteProperty(at, last);
  }
  return copy;
}
