import type { PathToken } from '../../model/binding.ts';
import type { Language } from '../../model/pipeline.ts';
import { at, lit, root, text, token, type Sym } from './sym.ts';
import type { TokenMarks } from './jsonataParser.ts';

/** What an expression can see where it stands. */
export interface Reading {
  readonly marks: TokenMarks;
  variable(name: string): Sym;
  input(): Sym;
  /** The raw result of a Task, Parallel or Map; absent where the language has none. */
  readonly result?: () => Sym;
  /** The error output, in a catcher. */
  readonly error?: () => Sym;
  /** What `$` is in a JSONPath field. */
  readonly dollar?: () => Sym;
  /** Name of the Map whose `ItemSelector` is read: there the context has an item. */
  readonly itemOf?: string;
}

/** A place in the context object. */
export function contextAt(reading: Reading, path: readonly PathToken[]): Sym {
  if (path[0] === 'Map' && path[1] === 'Item' && reading.itemOf !== undefined) {
    if (path[2] === 'Value') return at(root(`item:${reading.itemOf}`), path.slice(3));
    if (path[2] === 'Index') return root(`index:${reading.itemOf}`);
  }
  return at(root('context'), path);
}

/** A plain string of the definition: literal text and deploy tokens. */
export function readPlain(value: string, marks: TokenMarks): Sym {
  if (!value.includes(marks.open)) return lit(value);
  const parts: Sym[] = [];
  let from = 0;
  for (let i = value.indexOf(marks.open); i >= 0; i = value.indexOf(marks.open, from)) {
    const end = value.indexOf(marks.close, i);
    parts.push(lit(value.slice(from, i)), token(value.slice(i + marks.open.length, end)));
    from = end + marks.close.length;
  }
  return text([...parts, lit(value.slice(from))]);
}

/**
 * The definition with every raw `${Name}` put between two marks that occur nowhere else in it. After parsing, a literal
 * `${x}` (written with an escape) and a deploy token could not be told apart any more.
 */
export function markTokens(definitionText: string): { readonly text: string; readonly marks: TokenMarks } {
  const free: string[] = [];
  // Control characters first, since with them the text keeps one byte a character; then those for private use.
  for (let code = 0x80; free.length < 2; code = code === 0x9f ? 0xe000 : code + 1) {
    const c = String.fromCharCode(code);
    if (!definitionText.includes(c) && !new RegExp(`\\\\u${code.toString(16).padStart(4, '0')}`, 'i').test(definitionText)) free.push(c);
  }
  const marks = { open: free[0] as string, close: free[1] as string };
  return { text: definitionText.replace(/\$\{([A-Za-z][A-Za-z0-9]*)\}/g, `${marks.open}$1${marks.close}`), marks };
}

/**
 * The definition with its deploy tokens so that they can be told from literals after parsing. In JSONata, where braces of
 * literals are written with escapes throughout, the tokens themselves are marks enough: nothing has to be copied.
 */
export function readableTokens(definitionText: string, language: Language): { readonly text: string; readonly marks: TokenMarks } {
  return language === 'jsonata' && !AMBIGUOUS.test(definitionText) ? { text: definitionText, marks: AS_WRITTEN } : markTokens(definitionText);
}
const AS_WRITTEN: TokenMarks = { open: '${', close: '}' };
/** What would read like a token and is none: its `$` or `{` written with an escape, or no name between the braces. */
const AMBIGUOUS = /\\u00(?:24|7b)|\$\{(?![A-Za-z][A-Za-z0-9]*\})/i;
