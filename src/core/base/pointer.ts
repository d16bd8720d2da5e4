import { isList, isObject, own, withOwn, type Json } from './json.ts';

/** JSON pointers (RFC 6901). Throughout Cauce a place in a document is one of these. */
export type Pointer = string;

export function pointer(...tokens: readonly (string | number)[]): Pointer {
  return tokens.reduce<Pointer>(childPointer, '');
}

/** The pointer of a child; what nearly every walk over a document needs, without building lists of tokens. */
export function childPointer(parent: Pointer, token: string | number): Pointer {
  if (typeof token === 'string' && (token.includes('/') || token.includes('~'))) return `${parent}/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return `${parent}/${token}`;
}

export function pointerTokens(p: Pointer): readonly string[] {
  if (p === '') return [];
  const tokens = p.slice(1).split('/');
  return p.includes('~') ? tokens.map((t) => t.replaceAll('~1', '/').replaceAll('~0', '~')) : tokens;
}

/** The value at a pointer, or undefined where there is none. */
export function valueAt(root: Json | undefined, p: Pointer): Json | undefined {
  let value: Json | undefined = root;
  for (const token of pointerTokens(p)) {
    if (isList(value)) value = value[Number(token)];
    else if (isObject(value)) value = own(value, token);
    else return undefined;
  }
  return value;
}

/**
 * A copy of `root` with the value at a pointer set, or removed when `value` is undefined (an element of a list closes up).
 * Missing parents become objects. Setting at an index past the end of a list appends.
 */
export function withValueAt(root: Json | undefined, p: Pointer, value: Json | undefined): Json | undefined {
  return write(root, pointerTokens(p), value);
}

function write(root: Json | undefined, tokens: readonly string[], value: Json | undefined): Json | undefined {
  const [head, ...rest] = tokens;
  if (head === undefined) return value;
  if (isList(root)) {
    const index = head === '-' ? root.length : Number(head);
    const next = write(root[index], rest, value);
    if (next === undefined) return root.filter((_, i) => i !== index);
    return index >= root.length ? [...root, next] : root.map((x, i) => (i === index ? next : x));
  }
  const object = isObject(root) ? root : {};
  const next = write(own(object, head), rest, value);
  if (next === undefined) return Object.fromEntries(Object.entries(object).filter(([k]) => k !== head));
  if (Object.hasOwn(object, head)) return Object.fromEntries(Object.entries(object).map(([k, v]) => [k, k === head ? next : v]));
  return withOwn(object, head, next);
}
