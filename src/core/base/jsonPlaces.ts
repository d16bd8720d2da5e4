import { endOfString } from './jsonScan.ts';
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

/**
 * The places of a valid JSON text. Containers are looked into one by one on the way to a pointer, and remembered: a first
 * place costs some passes over the text, the next ones little.
 */
export function jsonPlaces(text: string): {
  readonly locate: (pointer: Pointer) => Place;
  readonly duplicates: () => readonly DuplicateKey[];
} {
  const place = textPlaces(text);
  const start = skipSpace(text, 0);
  const root: Part = { at: start, value: start, key: '' };
  return {
    locate: (pointer) => {
      let part = root;
      for (const token of pointerTokens(pointer)) {
        // The last of several equal keys, as JSON.parse takes it.
        const next = (part.byKey ??= new Map(partsOf(text, part).map((p) => [p.key, p]))).get(token);
        if (next === undefined) break;
        part = next;
      }
      return place(part.at);
    },
    duplicates: () => {
      const all: DuplicateKey[] = [];
      const path: (string | number)[] = [];
      findDuplicates(text, start, path, (at, key) => all.push({ key, pointer: toPointer(...path), ...place(at) }));
      return all;
    },
  };
}

/** A member or element: where it begins (its key, if it has one), where its value begins, its key or index. */
interface Part {
  readonly at: number;
  readonly value: number;
  readonly key: string;
  byKey?: ReadonlyMap<string, Part>;
}

function partsOf(text: string, container: Part): readonly Part[] {
  const open = text[container.value];
  const parts: Part[] = [];
  if (open !== '{' && open !== '[') return parts;
  let at = skipSpace(text, container.value + 1);
  while (at < text.length && text[at] !== '}' && text[at] !== ']') {
    let key = String(parts.length);
    let value = at;
    if (open === '{') {
      const end = endOfString(text, at) + 1;
      key = JSON.parse(text.slice(at, end)) as string;
      value = skipSpace(text, skipSpace(text, end) + 1);
    }
    parts.push({ at, value, key });
    at = skipSpace(text, endOfValue(text, value));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return parts;
}

function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case 0x22: // "
        i = endOfString(text, i);
        if (depth === 0) return i + 1;
        break;
      case 0x5b: // [
      case 0x7b: // {
        depth++;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        if (depth === 0) return i;
        if (--depth === 0) return i + 1;
        break;
      case 0x2c: // ,
        if (depth === 0) return i;
        break;
    }
  }
  return text.length;
}

function skipSpace(text: string, at: number): number {
  while (text.charCodeAt(at) <= 0x20) at++;
  return at;
}

/** Walks a value once, keeps the keys that come again, returns where the value ends. */
function findDuplicates(text: string, start: number, path: (string | number)[], found: (at: number, key: string) => void): number {
  const open = text[start];
  if (open !== '{' && open !== '[') return endOfValue(text, start);
  const seen = new Set<string>();
  let at = skipSpace(text, start + 1);
  for (let index = 0; at < text.length && text[at] !== '}' && text[at] !== ']'; index++) {
    let value = at;
    if (open === '{') {
      const end = endOfString(text, at) + 1;
      const key = JSON.parse(text.slice(at, end)) as string;
      path.push(key);
      if (seen.has(key)) found(at, key);
      seen.add(key);
      value = skipSpace(text, skipSpace(text, end) + 1);
    } else path.push(index);
    at = skipSpace(text, findDuplicates(text, value, path, found));
    path.pop();
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return at + 1;
}
