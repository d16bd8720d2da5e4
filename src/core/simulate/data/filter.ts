import { isList, isObject, jsonEqual, type Json } from '../../base/json.ts';
import { endOfQuoted, unescaped } from '../../asl/path.ts';
import { runtimeFailure } from '../failure.ts';

/** Whether an item is selected; `root` is what `$` stands for in the condition. */
export type Filter = (item: Json, root: Json) => boolean;

/** A side of a comparison; undefined where its path finds nothing. */
type Operand = (item: Json, root: Json) => Json | undefined;

/** Prepares a path of the condition, written with `$` for what it is applied to. */
export type PreparePath = (text: string) => (value: Json) => Json | undefined;

/**
 * The condition of a filter `[?(…)]`, in the language of Jayway's JsonPath: comparisons, `in`, `=~` and the like, joined by
 * `&&`, `||` and `!`; a path alone asks whether it is there.
 * @throws StateFailure States.Runtime for a condition that cannot be read.
 */
export function prepareFilter(condition: string, preparePath: PreparePath): Filter {
  const reader = new Reader(condition, preparePath);
  const filter = reader.either();
  if (!reader.atEnd()) throw reader.unreadable();
  return filter;
}

const OPERATOR = /(?:===|!==|==|!=|<=|>=|=~|<|>|(?:in|nin|contains|all|anyof|noneof|subsetof|size|empty|type)\b)/iy;
const LITERAL = /(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** A text without quotes: AWS's own examples have some (`[?(@.Language==es)]`). */
const WORD = /[\p{L}_][\p{L}\p{N}_.-]*/uy;
const REGEX = /\/((?:\\.|[^\\/])*)\/([a-zA-Z]*)/y;

class Reader {
  private at = 0;
  private readonly text: string;
  private readonly preparePath: PreparePath;
  constructor(text: string, preparePath: PreparePath) {
    this.text = text;
    this.preparePath = preparePath;
  }

  unreadable(): Error {
    return runtimeFailure(`Failed to parse filter: [?(${this.text})]`);
  }

  atEnd(): boolean {
    this.space();
    return this.at === this.text.length;
  }

  either(): Filter {
    const first = this.both();
    if (!this.take('||')) return first;
    const second = this.either();
    return (item, root) => first(item, root) || second(item, root);
  }

  private both(): Filter {
    const first = this.one();
    if (!this.take('&&')) return first;
    const second = this.both();
    return (item, root) => first(item, root) && second(item, root);
  }

  private one(): Filter {
    if (this.take('!')) {
      const inner = this.one();
      return (item, root) => !inner(item, root);
    }
    if (this.take('(')) {
      const inner = this.either();
      if (!this.take(')')) throw this.unreadable();
      return inner;
    }
    return this.comparison();
  }

  private comparison(): Filter {
    const left = this.operand();
    this.space();
    const operator = this.match(OPERATOR)?.[0]?.toLowerCase();
    if (operator === undefined) return (item, root) => left(item, root) !== undefined;
    if (operator === '=~') return this.matching(left);
    const right = this.operand();
    const holds = compare(operator);
    return (item, root) => holds(left(item, root), right(item, root));
  }

  private matching(left: Operand): Filter {
    this.space();
    const found = this.match(REGEX);
    if (found === null) throw this.unreadable();
    let regex: RegExp;
    try {
      regex = new RegExp(`^(?:${found[1] ?? ''})$`, (found[2] ?? '').replace(/[^ims]/g, ''));
    } catch {
      throw this.unreadable();
    }
    return (item, root) => {
      const value = left(item, root);
      return value !== undefined && typeof value !== 'object' && regex.test(String(value));
    };
  }

  private operand(): Operand {
    this.space();
    const c = this.text[this.at];
    if (c === '@' || c === '$') return this.path();
    const value = this.literal();
    return () => value;
  }

  private path(): Operand {
    const from = this.at;
    let depth = 0;
    for (this.at++; this.at < this.text.length; this.at++) {
      const c = this.text[this.at] as string;
      if (c === "'" || c === '"') this.at = (endOfQuoted(this.text, this.at) ?? this.text.length) - 1;
      else if (c === '[' || c === '(') depth++;
      else if ((c === ']' || c === ')') && depth > 0) depth--;
      else if (depth === 0 && /[\s=<>!&|),\]~]/.test(c)) break;
    }
    const ofItem = this.text[from] === '@';
    const read = this.preparePath(`$${this.text.slice(from + 1, this.at)}`);
    return (item, root) => read(ofItem ? item : root);
  }

  /** A text in quotes, a number, true, false, null, or a list of these. */
  private literal(): Json {
    this.space();
    const c = this.text[this.at];
    if (c === "'" || c === '"') {
      const end = endOfQuoted(this.text, this.at);
      if (end === undefined) throw this.unreadable();
      const value = unescaped(this.text.slice(this.at + 1, end - 1));
      this.at = end;
      return value;
    }
    if (this.take('[')) {
      const items: Json[] = [];
      while (!this.take(']')) {
        items.push(this.literal());
        if (!this.take(',') && this.text[this.at] !== ']') throw this.unreadable();
      }
      return items;
    }
    const found = this.match(LITERAL)?.[0];
    if (found === undefined) {
      const word = this.match(WORD)?.[0];
      if (word === undefined) throw this.unreadable();
      return word;
    }
    return found === 'true' ? true : found === 'false' ? false : found === 'null' ? null : Number(found);
  }

  private take(token: string): boolean {
    this.space();
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found !== null) this.at += found[0].length;
    return found;
  }

  private space(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }
}

type Comparison = (a: Json | undefined, b: Json | undefined) => boolean;

function compare(operator: string): Comparison {
  switch (operator) {
    case '==': return same;
    case '!=': return (a, b) => !same(a, b);
    case '===': return (a, b) => typeof a === typeof b && same(a, b);
    case '!==': return (a, b) => !(typeof a === typeof b && same(a, b));
    case '<': return (a, b) => order(a, b, (n) => n < 0);
    case '<=': return (a, b) => order(a, b, (n) => n <= 0);
    case '>': return (a, b) => order(a, b, (n) => n > 0);
    case '>=': return (a, b) => order(a, b, (n) => n >= 0);
    case 'in': return (a, b) => isList(b) && b.some((x) => same(a, x));
    case 'nin': return (a, b) => isList(b) && !b.some((x) => same(a, x));
    case 'contains': return (a, b) => (typeof a === 'string' ? typeof b === 'string' && a.includes(b) : isList(a) && a.some((x) => same(x, b)));
    case 'all': return (a, b) => isList(a) && isList(b) && b.every((x) => a.some((y) => same(x, y)));
    case 'anyof': return (a, b) => isList(a) && isList(b) && a.some((x) => b.some((y) => same(x, y)));
    case 'noneof': return (a, b) => isList(a) && isList(b) && !a.some((x) => b.some((y) => same(x, y)));
    case 'subsetof': return (a, b) => isList(a) && isList(b) && a.every((x) => b.some((y) => same(x, y)));
    case 'size': return (a, b) => typeof b === 'number' && (typeof a === 'string' || isList(a)) && a.length === b;
    case 'type': return (a, b) => b === (a === null ? 'null' : isList(a) ? 'array' : typeof a);
    default: return (a, b) => (typeof a === 'string' || isList(a) ? a.length === 0 : isObject(a) && Object.keys(a).length === 0) === b;
  }
}

/** Numbers and texts are compared across, as Jayway does: 1 equals '1'. What is missing equals nothing. */
function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  if (typeof a === 'number' && typeof b === 'string') return b.trim() !== '' && a === Number(b);
  if (typeof a === 'string' && typeof b === 'number') return same(b, a);
  return jsonEqual(a, b);
}

function order(a: Json | undefined, b: Json | undefined, holds: (n: number) => boolean): boolean {
  if (typeof a === 'number' && typeof b === 'number') return holds(a - b);
  return typeof a === 'string' && typeof b === 'string' && holds(a < b ? -1 : a > b ? 1 : 0);
}
