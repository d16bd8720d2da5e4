import { parseTree, type Node } from 'jsonc-parser';
import { pointer as toPointer, pointerTokens, type Pointer } from './pointer.ts';

/** A place in a text, counted from 1 as editors do; columns in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface DuplicateKey extends Place {
  readonly pointer: Pointer;
  readonly key: string;
}

/** From an offset in a text to its line and column. */
export function textPlaces(text: string): (offset: number) => Place {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

/** The index of a valid JSON text: built by a full parse, so only made when a place is wanted. */
export function jsonPlaces(text: string): {
  readonly locate: (pointer: Pointer) => Place;
  readonly duplicates: () => readonly DuplicateKey[];
} {
  const root = parseTree(text);
  const place = textPlaces(text);
  const members = new WeakMap<Node, ReadonlyMap<string, Node>>();

  /** The last of several equal keys, as JSON.parse takes it. */
  const member = (node: Node, key: string): Node | undefined => {
    if (node.type === 'array') return node.children?.[Number(key)];
    let map = members.get(node);
    if (map === undefined) {
      map = new Map(node.type === 'object' ? node.children?.map((p) => [String(p.children?.[0]?.value), p]) : []);
      members.set(node, map);
    }
    return map.get(key);
  };

  return {
    locate: (pointer) => {
      let node = root;
      let offset = root?.offset ?? 0;
      for (const token of pointerTokens(pointer)) {
        const found = node && member(node, token);
        if (found === undefined) break;
        offset = found.offset;
        node = found.type === 'property' ? found.children?.[1] : found;
      }
      return place(offset);
    },
    duplicates: () => (root === undefined ? [] : duplicatesBelow(root, [], place)),
  };
}

function duplicatesBelow(node: Node, path: readonly (string | number)[], place: (offset: number) => Place): readonly DuplicateKey[] {
  const children = node.children ?? [];
  if (node.type === 'array') return children.flatMap((child, i) => duplicatesBelow(child, [...path, i], place));
  if (node.type !== 'object') return [];
  const seen = new Set<string>();
  return children.flatMap((property) => {
    const key = String(property.children?.[0]?.value);
    const value = property.children?.[1];
    const here = [...path, key];
    const again = seen.has(key) ? [{ key, pointer: toPointer(...here), ...place(property.offset) }] : [];
    seen.add(key);
    return [...again, ...(value ? duplicatesBelow(value, here, place) : [])];
  });
}
