import { pointer as toPointer, pointerTokens, type Pointer } from './pointer.ts';

/** A stretch of a text, as offsets; `end` is the offset after its last character. */
export interface Span {
  readonly pointer: Pointer;
  /** Of the quote of the member's name, or of the value itself in a list and at the root. */
  readonly start: number;
  readonly end: number;
}
export interface JsonSpans {
  /** The span of a value, or of the nearest value around a pointer that is not there. */
  readonly of: (pointer: Pointer) => Span;
  /** The innermost value at an offset; the root when the offset lies outside. */
  readonly at: (offset: number) => Span;
}

/** One value of the text. Pointers are made when asked for: most values are never asked about. */
interface Found {
  readonly token: string | number | null;
  readonly start: number;
  end: number;
  readonly parent: number;
  /** Next value in the same container; -1 at the end. */
  next: number;
}

/**
 * Which stretch of a JSON text belongs to which pointer, both ways, in one pass over the text: cheap enough to be asked after
 * every edit of a large pipeline. The text must be valid JSON (RFC 8259).
 */
export function jsonSpans(text: string): JsonSpans {
  const found = scan(text);
  const root: Found = found[0] ?? { token: null, start: 0, end: text.length, parent: -1, next: -1 };
  const spanOf = (value: Found): Span => {
    const tokens: (string | number)[] = [];
    for (let v: Found | undefined = value; v && v.token !== null; v = found[v.parent]) tokens.push(v.token);
    return { pointer: toPointer(...tokens.reverse()), start: value.start, end: value.end };
  };
  /** The first value of a container stands right behind it. The last of several equal names counts, as in JSON.parse. */
  const child = (index: number, token: string): number => {
    let last = -1;
    for (let i = found[index + 1]?.parent === index ? index + 1 : -1; i >= 0; i = (found[i] as Found).next) if (String((found[i] as Found).token) === token) last = i;
    return last;
  };
  return {
    of: (pointer) => {
      let index = 0;
      for (const token of pointerTokens(pointer)) {
        const next = child(index, token);
        if (next < 0) break;
        index = next;
      }
      return spanOf(found[index] ?? root);
    },
    at: (offset) => {
      let low = 0;
      let high = found.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((found[middle] as Found).start <= offset) low = middle;
        else high = middle - 1;
      }
      let value = found[low] ?? root;
      while (value.end <= offset && value.parent >= 0) value = found[value.parent] as Found;
      return spanOf(value);
    },
  };
}

const [QUOTE, COMMA, OPEN_LIST, BACKSLASH, CLOSE_LIST, OPEN, CLOSE, COLON] = [...'",[\\]{}:'].map((c) => c.charCodeAt(0));

/** Every value in the order of the text. */
function scan(text: string): readonly Found[] {
  const found: Found[] = [];
  /** Open containers: index in `found`, next index of a list or -1 for an object, the value before in it. */
  const open: { readonly index: number; next: number; last: number }[] = [];
  let name: { readonly start: number; readonly token: string } | null = null;
  let i = 0;

  const begin = (): Found => {
    const around = open.at(-1);
    const token = name ? name.token : around ? around.next++ : null;
    const value: Found = { token, start: name?.start ?? i, end: i, parent: around?.index ?? -1, next: -1 };
    name = null;
    if (around) {
      if (around.last >= 0) (found[around.last] as Found).next = found.length;
      around.last = found.length;
    }
    found.push(value);
    return value;
  };

  while (i < text.length) {
    const c = text.charCodeAt(i);
    if (c <= 32 || c === COMMA || c === COLON) {
      i++;
    } else if (c === OPEN || c === OPEN_LIST) {
      begin();
      open.push({ index: found.length - 1, next: c === OPEN_LIST ? 0 : -1, last: -1 });
      i++;
    } else if (c === CLOSE || c === CLOSE_LIST) {
      i++;
      const done = open.pop();
      if (done) (found[done.index] as Found).end = i;
    } else if (c === QUOTE) {
      const start = i;
      const end = endOfText(text, i);
      if (name === null && open.at(-1)?.next === -1) {
        const quoted = text.slice(start, end);
        name = { start, token: quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1) };
        i = end;
      } else {
        const value = begin();
        i = value.end = end;
      }
    } else {
      const value = begin();
      while (i < text.length && !endsWord(text.charCodeAt(i))) i++;
      value.end = i;
    }
  }
  return found;
}

function endsWord(c: number): boolean {
  return c <= 32 || c === COMMA || c === CLOSE || c === CLOSE_LIST;
}

function endOfText(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text.charCodeAt(i) !== QUOTE) i += text.charCodeAt(i) === BACKSLASH ? 2 : 1;
  return Math.min(i + 1, text.length);
}
