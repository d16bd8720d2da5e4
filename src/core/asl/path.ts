/** What a path begins with: `$` the state's input, `$$` the context object, `$name` a variable. */
export type PathRoot = 'input' | 'context' | 'variable';

/** What a step of a path selects of the value that it is applied to. */
export type Selector =
  | { readonly kind: 'name'; readonly name: string }
  /** Negative: from the end of the list. */
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'slice'; readonly from: number | undefined; readonly to: number | undefined; readonly step: number }
  | { readonly kind: 'any' }
  /** The condition as it is written, without `?(` and `)`. */
  | { readonly kind: 'filter'; readonly condition: string }
  /** `(…)` in square brackets: a script, which the checker lets pass and nothing runs. */
  | { readonly kind: 'script'; readonly script: string }
  | { readonly kind: 'function'; readonly name: string; readonly argument: string };

export interface Step {
  /** `..`: applied to the value and everything below it. */
  readonly descends: boolean;
  readonly selectors: readonly Selector[];
}

export interface Path {
  readonly ok: true;
  readonly root: PathRoot;
  /** The name of the variable that it begins with. */
  readonly variable?: string;
  /** Only names and single indexes: selects exactly one place, so it may be written to. */
  readonly reference: boolean;
  readonly steps: readonly Step[];
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
  const steps: Step[] = [];
  while (at < text.length && !(embedded && /[,)\s]/.test(text[at] ?? ''))) {
    const segment = readSegment(text, at, embedded);
    if (!segment.ok) return segment;
    steps.push(segment.step);
    at = segment.end;
  }
  return { ok: true, root, reference: steps.every(selectsOne), steps, end: at, ...(variable === undefined ? {} : { variable }) };
}

function selectsOne({ descends, selectors: [only, second] }: Step): boolean {
  return !descends && second === undefined && (only?.kind === 'name' || (only?.kind === 'index' && only.index >= 0));
}

/** The fault of a text that has to be one whole path, if any. */
export function pathFault(text: string): SyntaxFault | undefined {
  const path = readPath(text);
  return path.ok ? undefined : path;
}

type Segment = { readonly ok: true; readonly step: Step; readonly end: number } | SyntaxFault;

function single(selector: Selector, end: number, descends = false): Segment {
  return { ok: true, step: { descends, selectors: [selector] }, end };
}

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
  if (text[from] === '[') return readBracket(text, from, descends);
  if (text[from] === '*') return single({ kind: 'any' }, from + 1, descends);
  const name = match(NAME, text, from);
  if (name === undefined) return fault(from, 'a name is missing after the dot');
  const end = from + name.length;
  if (text[end] === '(') {
    const close = closing(text, end);
    return close === undefined ? fault(end, 'a bracket is not closed') : single({ kind: 'function', name, argument: text.slice(end + 1, close) }, close + 1, descends);
  }
  const next = text[end];
  if (next !== undefined && next !== '.' && next !== '[' && !(embedded && /[,)\s]/.test(next))) {
    return fault(end, /\s/.test(next) ? "a name with a space is written as ['a b']" : `“${next}” cannot stand in a name; write the name as ['…']`);
  }
  return single({ kind: 'name', name: name.replace(/\\(.)/gs, '$1') }, end, descends);
}

/** What stands in square brackets: names, indexes, a slice, a star, a filter. */
function readBracket(text: string, at: number, descends = false): Segment {
  let here = skipSpace(text, at + 1);
  if (text[here] === '?' || text[here] === '(') {
    const close = closing(text, at);
    if (close === undefined) return fault(at, 'a bracket is not closed');
    const [, filter, script] = /^\?\s*\((.*)\)\s*$|^\((.*)\)\s*$/s.exec(text.slice(here, close)) ?? [];
    if (filter !== undefined) return single({ kind: 'filter', condition: filter }, close + 1, descends);
    return script === undefined ? fault(here, 'a filter is written as [?(…)]') : single({ kind: 'script', script }, close + 1, descends);
  }
  const selectors: Selector[] = [];
  for (;;) {
    const end = readSelector(text, here);
    if (typeof end !== 'number') return end;
    selectors.push(selectorOf(text.slice(here, end)));
    here = skipSpace(text, end);
    if (text[here] === ']') return { ok: true, step: { descends, selectors }, end: here + 1 };
    if (text[here] !== ',') return fault(here, here >= text.length ? 'a bracket is not closed' : `“${text[here] ?? ''}” is not expected in brackets`);
    here = skipSpace(text, here + 1);
  }
}

/** Where the selector at `at` ends. */
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

function selectorOf(written: string): Selector {
  if (written === '*') return { kind: 'any' };
  if (/^['"]/.test(written)) return { kind: 'name', name: unescaped(written.slice(1, -1)) };
  if (!written.includes(':')) return { kind: 'index', index: Number(written) };
  const [from, to, step] = written.split(':').map((part) => (part.trim() === '' ? undefined : Number(part)));
  return { kind: 'slice', from, to, step: step ?? 1 };
}

const ESCAPES: ReadonlyMap<string, string> = new Map([['b', '\b'], ['f', '\f'], ['n', '\n'], ['r', '\r'], ['t', '\t']]);

/** A quoted text of a path without its escapes, which are those of Java. */
export function unescaped(text: string): string {
  return text.replace(/\\(?:u([\da-fA-F]{4})|(.))/gs, (_, code: string | undefined, c: string | undefined) => (code === undefined ? (ESCAPES.get(c ?? '') ?? c ?? '') : String.fromCharCode(parseInt(code, 16))));
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

/** Where the quoted text that begins at `at` ends; undefined where it does not. */
export function endOfQuoted(text: string, at: number): number | undefined {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === text[at]) return i + 1;
  }
  return undefined;
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
