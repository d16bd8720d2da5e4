/** What a path begins with: `$` the state's input, `$$` the context object, `$name` a variable. */
export type PathRoot = 'input' | 'context' | 'variable';

export interface Path {
  readonly ok: true;
  readonly root: PathRoot;
  /** The name of the variable that it begins with. */
  readonly variable?: string;
  /** Only names and single indexes: selects exactly one place, so it may be written to. */
  readonly reference: boolean;
  /** Where reading stopped. */
  readonly end: number;
}

export interface SyntaxFault {
  readonly ok: false;
  readonly at: number;
  readonly reason: string;
}

/**
 * Reads a path of the Amazon States Language (JSONPath as the Java library of AWS takes it, with `$$` and variables) from
 * `start`. Inside an intrinsic function (`embedded`) a path ends at a comma, a bracket or white space.
 */
export function readPath(text: string, start = 0, embedded = false): Path | SyntaxFault {
  if (text[start] !== '$') return fault(start, 'a path begins with $');
  let at = start + 1;
  let root: PathRoot = 'input';
  let variable: string | undefined;
  if (text[at] === '$') {
    root = 'context';
    at++;
  } else {
    variable = match(VARIABLE, text, at);
    if (variable !== undefined) {
      root = 'variable';
      at += variable.length;
    }
  }
  let reference = true;
  while (at < text.length && !(embedded && /[,)\s]/.test(text[at] ?? ''))) {
    const segment = readSegment(text, at, embedded);
    if (!segment.ok) return segment;
    reference &&= segment.reference;
    at = segment.end;
  }
  return { ok: true, root, reference, end: at, ...(variable === undefined ? {} : { variable }) };
}

/** The fault of a text that has to be one whole path, if any. */
export function pathFault(text: string): SyntaxFault | undefined {
  const path = readPath(text);
  return path.ok ? undefined : path;
}

type Segment = { readonly ok: true; readonly reference: boolean; readonly end: number } | SyntaxFault;

const VARIABLE = /[\p{ID_Start}_][\p{ID_Continue}]*/uy;
/** Of an unquoted name; everything after a backslash belongs to it. */
const NAME = /(?:\\.|[^\\.[\]()\s,'"*?])+/sy;
const NUMBER = /-?\d+/y;
const SLICE = /-?\d*\s*:\s*-?\d*(?:\s*:\s*-?\d*)?/y;

function readSegment(text: string, at: number, embedded: boolean): Segment {
  if (text[at] === '[') return readBracket(text, at);
  if (text[at] !== '.') return fault(at, /\s/.test(text[at] ?? '') ? 'a name with a space is written as [\'a b\']' : 'a dot or [ is missing');
  const descends = text[at + 1] === '.';
  const from = at + (descends ? 2 : 1);
  if (text[from] === '[') return descends ? asMany(readBracket(text, from)) : readBracket(text, from);
  if (text[from] === '*') return { ok: true, reference: false, end: from + 1 };
  const name = match(NAME, text, from);
  if (name === undefined) return fault(from, 'a name is missing after the dot');
  const end = from + name.length;
  if (text[end] === '(') {
    const close = closing(text, end);
    return close === undefined ? fault(end, 'a bracket is not closed') : { ok: true, reference: false, end: close + 1 };
  }
  const next = text[end];
  if (next !== undefined && next !== '.' && next !== '[' && !(embedded && /[,)\s]/.test(next))) {
    return fault(end, /\s/.test(next) ? "a name with a space is written as ['a b']" : `“${next}” cannot stand in a name; write the name as ['…']`);
  }
  return { ok: true, reference: !descends, end };
}

/** What stands in square brackets: names, indexes, a slice, a star, a filter. */
function readBracket(text: string, at: number): Segment {
  let here = skipSpace(text, at + 1);
  if (text[here] === '?' || text[here] === '(') {
    const close = closing(text, at);
    if (close === undefined) return fault(at, 'a bracket is not closed');
    return /^\?\s*\(.*\)\s*$|^\(.*\)\s*$/s.test(text.slice(here, close)) ? { ok: true, reference: false, end: close + 1 } : fault(here, 'a filter is written as [?(…)]');
  }
  let items = 0;
  let reference = true;
  for (;;) {
    const end = readSelector(text, here);
    if (typeof end !== 'number') return end;
    reference &&= /^(['"].*|\d+)$/s.test(text.slice(here, end));
    items++;
    here = skipSpace(text, end);
    if (text[here] === ']') return { ok: true, reference: reference && items === 1, end: here + 1 };
    if (text[here] !== ',') return fault(here, here >= text.length ? 'a bracket is not closed' : `“${text[here] ?? ''}” is not expected in brackets`);
    here = skipSpace(text, here + 1);
  }
}

function readSelector(text: string, at: number): number | SyntaxFault {
  const quote = text[at];
  if (quote === '*') return at + 1;
  if (quote === "'" || quote === '"') {
    const end = endOfQuoted(text, at);
    return end === undefined ? fault(at, 'a quote is not closed') : end;
  }
  const slice = match(SLICE, text, at);
  if (slice !== undefined) return at + slice.length;
  const number = match(NUMBER, text, at);
  return number === undefined ? fault(at, at >= text.length ? 'a bracket is not closed' : 'brackets hold a number, a name in quotes, * or a filter') : at + number.length;
}

/** The index of the bracket that closes the one at `at`, past quoted texts. */
function closing(text: string, at: number): number | undefined {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    const c = text[i];
    if (c === "'" || c === '"') i = (endOfQuoted(text, i) ?? text.length) - 1;
    else if (c === '(' || c === '[') depth++;
    else if ((c === ')' || c === ']') && --depth === 0) return i;
  }
  return undefined;
}

function endOfQuoted(text: string, at: number): number | undefined {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === text[at]) return i + 1;
  }
  return undefined;
}

function asMany(segment: Segment): Segment {
  return segment.ok ? { ...segment, reference: false } : segment;
}

function skipSpace(text: string, at: number): number {
  while (/\s/.test(text[at] ?? '')) at++;
  return at;
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function fault(at: number, reason: string): SyntaxFault {
  return { ok: false, at, reason };
}
