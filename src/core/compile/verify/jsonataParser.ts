/**
 * A small reader of JSONata 2.0.6, for the forms that are emitted and for most that people write. Where it meets more
 * it says so (`undefined`), and `verify` compares the expression as text. It is not the `jsonata` package on purpose:
 * that takes 200 µs an expression, and verifying a thousand steps would take a second.
 */
export type Ast =
  /** Text in pieces: plain strings, and deploy tokens that were found raw in the source. */
  | { readonly t: 'str'; readonly raw: readonly StringPart[] }
  | { readonly t: 'lit'; readonly v: null | boolean | number }
  | { readonly t: 'var'; readonly name: string }
  | { readonly t: 'name'; readonly name: string }
  | { readonly t: 'field'; readonly base: Ast; readonly name: string }
  | { readonly t: 'index'; readonly base: Ast; readonly by: Ast }
  | { readonly t: 'keep'; readonly base: Ast }
  | { readonly t: 'call'; readonly fn: string; readonly args: readonly Ast[] }
  | { readonly t: 'op'; readonly op: string; readonly a: Ast; readonly b: Ast }
  | { readonly t: 'neg'; readonly a: Ast }
  | { readonly t: 'if'; readonly test: Ast; readonly then: Ast; readonly otherwise: Ast | undefined }
  | { readonly t: 'list'; readonly items: readonly Ast[] }
  | { readonly t: 'obj'; readonly entries: readonly (readonly [Ast, Ast])[] }
  | { readonly t: 'regex'; readonly source: string; readonly flags: string }
  | { readonly t: 'lambda'; readonly params: readonly string[]; readonly body: Ast };
export type StringPart = string | { readonly token: string };

interface Token { readonly kind: 'num' | 'str' | 'name' | 'quoted' | 'var' | 'op' | 'regex' | 'end'; readonly text: string; readonly parts?: readonly StringPart[] }

class NotUnderstood extends Error {}

/** Marks around the name of a deploy token in the text that is parsed; see `markTokens`. */
export interface TokenMarks { readonly open: string; readonly close: string }

/** The tree of an expression, or undefined where it holds what this reader does not know. Trees are remembered by their text: an edit leaves most of a definition as it was. */
export function parseJsonata(source: string, marks: TokenMarks): Ast | undefined {
  if (marks.open !== marked.open || marks.close !== marked.close || trees.size >= REMEMBERED) {
    trees.clear();
    marked = marks;
  }
  let tree = trees.get(source);
  if (tree === undefined) trees.set(source, (tree = parse(source, marks) ?? 'not understood'));
  return tree === 'not understood' ? undefined : tree;
}

const REMEMBERED = 20_000;
const trees = new Map<string, Ast | 'not understood'>();
let marked: TokenMarks = { open: '', close: '' };

function parse(source: string, marks: TokenMarks): Ast | undefined {
  try {
    return new Parser(source, marks).whole();
  } catch (e) {
    if (e instanceof NotUnderstood) return undefined;
    throw e;
  }
}

const BINDING_POWER: Readonly<Record<string, number>> = {
  '.': 75, '[': 80, '(': 80, '*': 60, '/': 60, '%': 60, '+': 50, '-': 50, '&': 50,
  '=': 40, '!=': 40, '<': 40, '>': 40, '<=': 40, '>=': 40, in: 40, and: 30, or: 25, '?': 20,
};
const SYMBOLS = ['!=', '<=', '>=', ':=', '~>', '..', '**', '.', '[', ']', '{', '}', '(', ')', ',', ':', ';', '?', '&', '+', '-', '*', '/', '%', '=', '<', '>', '|', '^', '@', '#', '!'];
const ESCAPES: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const MAX_DEPTH = 200;

class Parser {
  private i = 0;
  private token: Token;
  private depth = 0;
  private readonly source: string;
  private readonly marks: TokenMarks;
  constructor(source: string, marks: TokenMarks) {
    this.source = source;
    this.marks = marks;
    this.token = this.read(true);
  }

  whole(): Ast {
    const ast = this.expression(0);
    if (this.token.kind !== 'end') throw new NotUnderstood();
    return ast;
  }

  private expression(power: number): Ast {
    if (++this.depth > MAX_DEPTH) throw new NotUnderstood();
    let left = this.prefix();
    for (;;) {
      const op = this.token.kind === 'op' || (this.token.kind === 'name' && ['and', 'or', 'in'].includes(this.token.text)) ? this.token.text : '';
      const p = BINDING_POWER[op] ?? 0;
      if (p <= power) break;
      left = this.infix(left, op, p);
    }
    this.depth--;
    return left;
  }

  private infix(left: Ast, op: string, p: number): Ast {
    this.next(op !== '.');
    switch (op) {
      case '.': {
        const t = this.token;
        if (t.kind !== 'name' && t.kind !== 'quoted') throw new NotUnderstood();
        this.next(false);
        return { t: 'field', base: left, name: t.text };
      }
      case '[': {
        if (this.is(']')) { this.next(false); return { t: 'keep', base: left }; }
        const by = this.expression(0);
        this.expect(']', false);
        return { t: 'index', base: left, by };
      }
      case '(': {
        if (left.t !== 'var') throw new NotUnderstood();
        return { t: 'call', fn: left.name, args: this.listUntil(')') };
      }
      case '?': {
        const then = this.expression(0);
        if (!this.is(':')) return { t: 'if', test: left, then, otherwise: undefined };
        this.next(true);
        return { t: 'if', test: left, then, otherwise: this.expression(0) };
      }
      default:
        return { t: 'op', op, a: left, b: this.expression(p) };
    }
  }

  private prefix(): Ast {
    const t = this.token;
    if (t.kind === 'num') { this.next(false); return { t: 'lit', v: Number(t.text) }; }
    if (t.kind === 'str') { this.next(false); return { t: 'str', raw: t.parts as readonly StringPart[] }; }
    if (t.kind === 'var') { this.next(false); return { t: 'var', name: t.text }; }
    if (t.kind === 'quoted') { this.next(false); return { t: 'name', name: t.text }; }
    if (t.kind === 'regex') { this.next(false); const cut = t.text.lastIndexOf('/'); return { t: 'regex', source: t.text.slice(0, cut), flags: t.text.slice(cut + 1) }; }
    if (t.kind === 'name') return this.word(t.text);
    if (t.kind !== 'op') throw new NotUnderstood();
    this.next(true);
    if (t.text === '-') {
      const a = this.expression(70);
      return a.t === 'lit' && typeof a.v === 'number' ? { t: 'lit', v: -a.v } : { t: 'neg', a };
    }
    if (t.text === '(') {
      const a = this.expression(0);
      this.expect(')', false);
      return a;
    }
    if (t.text === '[') return { t: 'list', items: this.listUntil(']') };
    if (t.text === '{') return { t: 'obj', entries: this.members() };
    throw new NotUnderstood();
  }

  private word(name: string): Ast {
    this.next(false);
    if (name === 'true' || name === 'false') return { t: 'lit', v: name === 'true' };
    if (name === 'null') return { t: 'lit', v: null };
    if (name !== 'function') return { t: 'name', name };
    this.expect('(', true);
    const params: string[] = [];
    while (!this.is(')')) {
      if (this.token.kind !== 'var') throw new NotUnderstood();
      params.push(this.token.text);
      this.next(false);
      if (this.is(',')) this.next(true);
    }
    this.next(false);
    this.expect('{', true);
    const body = this.expression(0);
    this.expect('}', false);
    return { t: 'lambda', params, body };
  }

  private listUntil(end: string): readonly Ast[] {
    const items: Ast[] = [];
    while (!this.is(end)) {
      items.push(this.expression(0));
      if (!this.is(',')) break;
      this.next(true);
    }
    this.expect(end, false);
    return items;
  }

  private members(): readonly (readonly [Ast, Ast])[] {
    const entries: (readonly [Ast, Ast])[] = [];
    while (!this.is('}')) {
      const key = this.expression(0);
      this.expect(':', true);
      entries.push([key, this.expression(0)]);
      if (!this.is(',')) break;
      this.next(true);
    }
    this.expect('}', false);
    return entries;
  }

  private is(op: string): boolean { return this.token.kind === 'op' && this.token.text === op; }
  private expect(op: string, operand: boolean): void {
    if (!this.is(op)) throw new NotUnderstood();
    this.next(operand);
  }
  private next(operand: boolean): void { this.token = this.read(operand); }

  /** `operand`: a value may stand here, so `/` begins a regular expression. */
  private read(operand: boolean): Token {
    const s = this.source;
    while (this.i < s.length && ' \t\n\r'.includes(s[this.i] as string)) this.i++;
    const c = s[this.i];
    if (c === undefined) return { kind: 'end', text: '' };
    if (c === "'" || c === '"') return this.string(c);
    if (c === '`') {
      const end = s.indexOf('`', this.i + 1);
      if (end < 0) throw new NotUnderstood();
      const text = s.slice(this.i + 1, end);
      this.i = end + 1;
      return { kind: 'quoted', text };
    }
    if (c === '/' && operand) return this.regex();
    const number = /^(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/.exec(s.slice(this.i, this.i + 40));
    if (number) { this.i += number[0].length; return { kind: 'num', text: number[0] }; }
    const word = /^\$?[A-Za-z_0-9]*/.exec(s.slice(this.i, this.i + 200)) as RegExpExecArray;
    if (word[0] !== '') {
      this.i += word[0].length;
      return word[0].startsWith('$') ? { kind: 'var', text: word[0].slice(1) } : { kind: 'name', text: word[0] };
    }
    const symbol = SYMBOLS.find((x) => s.startsWith(x, this.i));
    if (symbol === undefined) throw new NotUnderstood();
    this.i += symbol.length;
    return { kind: 'op', text: symbol };
  }

  private string(quote: string): Token {
    const s = this.source;
    const parts: StringPart[] = [];
    let text = '';
    for (let i = this.i + 1; i < s.length; i++) {
      const c = s[i] as string;
      if (c === quote) {
        this.i = i + 1;
        return { kind: 'str', text: '', parts: text === '' ? parts : [...parts, text] };
      }
      if (s.startsWith(this.marks.open, i)) {
        const end = s.indexOf(this.marks.close, i);
        if (text !== '') parts.push(text);
        text = '';
        parts.push({ token: s.slice(i + this.marks.open.length, end) });
        i = end + this.marks.close.length - 1;
      } else if (c === '\\') {
        const e = s[++i] ?? '';
        const code = e === 'u' ? s.slice(i + 1, i + 5) : '';
        if (/^[0-9a-fA-F]{4}$/.test(code)) { text += String.fromCharCode(parseInt(code, 16)); i += 4; }
        else if (ESCAPES[e] !== undefined) text += ESCAPES[e];
        else throw new NotUnderstood();
      } else text += c;
    }
    throw new NotUnderstood();
  }

  private regex(): Token {
    const s = this.source;
    let depth = 0;
    for (let i = this.i + 1; i < s.length; i++) {
      const c = s[i] as string;
      if (c === '\\') i++;
      else if (c === '[' || c === '(' || c === '{') depth++;
      else if (c === ']' || c === ')' || c === '}') depth--;
      else if (c === '/' && depth === 0) {
        const flags = /^[im]*/.exec(s.slice(i + 1)) as RegExpExecArray;
        const text = s.slice(this.i + 1, i + 1 + flags[0].length);
        this.i = i + 1 + flags[0].length;
        return { kind: 'regex', text };
      }
    }
    throw new NotUnderstood();
  }
}
