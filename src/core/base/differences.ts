import { isList, isObject, own, type Json } from './json.ts';
import { childPointer, type Pointer } from './pointer.ts';

/** One place in which two values differ; undefined where there is nothing at it. */
export interface Difference {
  readonly at: Pointer;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** The innermost places in which two values differ, in the order of `before`, then of what only `after` has. */
export function differencesOf(before: Json | undefined, after: Json | undefined): readonly Difference[] {
  const found: Difference[] = [];
  const compare = (a: Json | undefined, b: Json | undefined, at: Pointer): void => {
    if (isList(a) && isList(b)) {
      for (let i = 0; i < Math.max(a.length, b.length); i++) compare(a[i], b[i], childPointer(at, i));
    } else if (isObject(a) && isObject(b)) {
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) compare(own(a, key), own(b, key), childPointer(at, key));
    } else if (a !== b) found.push({ at, before: a, after: b });
  };
  compare(before, after, '');
  return found;
}
