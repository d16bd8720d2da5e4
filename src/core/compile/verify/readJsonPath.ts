import type { Json } from '../../base/json.ts';
import { isList, isObject } from '../../base/json.ts';
import type { PathToken } from '../../model/binding.ts';
import { contextAt, readPlain, type Reading } from './reading.ts';
import { parsed } from './readJsonata.ts';
import { at, call, fromJson, list, lit, obj, text, toJson, undef, type Sym } from './sym.ts';

/** Reads the value of a `.$` key: a path, a variable, or an intrinsic function. */
export function readJsonPath(source: string, reading: Reading): Sym {
  const code = source.trim();
  const result = new Reader(code, reading).whole();
  return result ?? { k: 'code', text: code };
}

class NotUnderstood extends Error {}

class Reader {
  private i = 0;
  private readonly s: string;
  private readonly reading: Reading;
  constructor(source: string, reading: Reading) {
    this.s = source;
    this.reading = reading;
  }

  whole(): Sym | undefined {
    try {
      const sym = this.value();
      this.space();
      return this.i === this.s.length ? sym : undefined;
    } catch (e) {
      if (e instanceof NotUnderstood) return undefined;
      throw e;
    }
  }

  private value(): Sym {
    this.space();
    const c = this.s[this.i];
    if (c === '$') return this.path();
    if (c === "'") return readPlain(this.string(), this.reading.marks);
    const rest = this.s.slice(this.i);
    const word = /^(true|false|null)\b/.exec(rest) ?? /^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?/.exec(rest);
    if (word) { this.i += word[0].length; return lit(JSON.parse(word[0]) as number); }
    const fn = /^States\.([A-Za-z0-9]+)\(/.exec(rest);
    if (!fn) throw new NotUnderstood();
    this.i += fn[0].length;
    return this.intrinsic(fn[1] as string);
  }

  private intrinsic(fn: string): Sym {
    const args: Sym[] = [];
    // The template of States.Format has escapes of its own (`\{`), so it is kept raw.
    let template: string | undefined;
    this.space();
    if (fn === 'Format' && this.s[this.i] === "'") {
      template = this.string(true);
      this.space();
      if (this.s[this.i] === ',') this.i++;
    }
    for (this.space(); this.s[this.i] !== ')'; this.space()) {
      args.push(this.value());
      this.space();
      if (this.s[this.i] === ',') this.i++;
      else if (this.s[this.i] !== ')') throw new NotUnderstood();
    }
    this.i++;
    return template === undefined ? apply(fn, args) : format(template, args, this.reading);
  }

  private path(): Sym {
    this.i++;
    let start: (path: readonly PathToken[]) => Sym;
    if (this.s[this.i] === '$') { this.i++; start = (p) => contextAt(this.reading, p); }
    else {
      const name = /^[A-Za-z][A-Za-z0-9_]*/.exec(this.s.slice(this.i, this.i + 200));
      if (name) { this.i += name[0].length; start = (p) => at(this.reading.variable(name[0]), p); }
      else start = (p) => at(this.reading.dollar ? this.reading.dollar() : undef('$'), p);
    }
    const path: PathToken[] = [];
    for (;;) {
      const rest = this.s.slice(this.i);
      const dot = /^\.([^\s.,()[\]'"*?@$]+)/.exec(rest);
      const index = /^\[(-?[0-9]+|\*)\]/.exec(rest);
      if (dot) { path.push(dot[1] as string); this.i += dot[0].length; }
      else if (rest.startsWith('.*')) { path.push('*'); this.i += 2; }
      else if (index) { path.push(index[1] === '*' ? '*' : Number(index[1])); this.i += index[0].length; }
      else if (rest.startsWith("['")) {
        this.i++;
        path.push(this.string());
        if (this.s[this.i] !== ']') throw new NotUnderstood();
        this.i++;
      } else break;
    }
    return start(path);
  }

  private string(raw = false): string {
    let out = '';
    for (this.i++; this.i < this.s.length; this.i++) {
      const c = this.s[this.i] as string;
      if (c === "'") { this.i++; return out; }
      if (c === '\\') {
        const e = this.s[++this.i] ?? '';
        out += raw ? `\\${e}` : e;
      } else out += c;
    }
    throw new NotUnderstood();
  }

  private space(): void { while (this.s[this.i] === ' ' || this.s[this.i] === '\n') this.i++; }
}

/** The text of States.Format: `{}` takes the next argument. */
function format(template: string, args: readonly Sym[], reading: Reading): Sym {
  const parts: Sym[] = [];
  let text_ = '';
  let next = 0;
  for (let i = 0; i < template.length; i++) {
    const c = template[i] as string;
    if (c === '\\') text_ += template[++i] ?? '';
    else if (c === '{' && template[i + 1] === '}') {
      i++;
      const arg = args[next++];
      if (arg === undefined) throw new NotUnderstood();
      parts.push(readPlain(text_, reading.marks), arg);
      text_ = '';
    } else if (c === '{' || c === '}') throw new NotUnderstood();
    else text_ += c;
  }
  if (next !== args.length) throw new NotUnderstood();
  return text([...parts, readPlain(text_, reading.marks)]);
}

function apply(fn: string, args: readonly Sym[]): Sym {
  const [a, b, c] = args;
  switch (fn) {
    case 'Format': return text(args);
    case 'Array': return list(args);
    case 'StringToJson': if (a && args.length === 1) return jsonFrom(a); break;
    case 'JsonToString': if (a && args.length === 1) return a.k === 'lit' && typeof a.v === 'string' ? lit(JSON.stringify(a.v)) : call('json', a); break;
    case 'Base64Decode': if (a) return call('base64', a); break;
    case 'UUID': return call('uuid');
    case 'Hash': if (a?.k === 'call' && a.fn === 'uuid' && b?.k === 'lit' && b.v === 'MD5') return call('shortUuid'); break;
    case 'StringSplit': if (a && b) return call('split', a, b); break;
    case 'ArrayGetItem': if (a && b?.k === 'lit' && typeof b.v === 'number') return at(a, [b.v]); break;
    case 'JsonMerge': if (a && b && c?.k === 'lit' && c.v === false) return call('merge', a, b); break;
    case 'MathAdd': if (a && b) return call('+', a, b); break;
  }
  return call(fn, ...args);
}

/**
 * The value of a JSON text that was put together with States.Format: `[{},{}]` with each argument as JSON. The arguments
 * are replaced by strings that occur nowhere, the whole is parsed, and they are put back.
 */
function jsonFrom(source: Sym): Sym {
  if (source.k !== 'call' || source.fn !== 'text') return parsed(source);
  const holes: Sym[] = [];
  let json = '';
  for (const p of source.args) {
    if (p.k === 'lit') json += String(p.v);
    else if (p.k === 'call' && p.fn === 'json') { json += JSON.stringify(`\u0000${holes.length}`); holes.push(p.args[0] as Sym); }
    else return call('parse', source);
  }
  try {
    return fill(JSON.parse(json) as Json, holes);
  } catch {
    return call('parse', source);
  }
}
function fill(value: Json, holes: readonly Sym[]): Sym {
  if (typeof value === 'string' && value.startsWith('\u0000')) return holes[Number(value.slice(1))] ?? lit(value);
  if (isList(value)) return list(value.map((v) => fill(v, holes)));
  if (isObject(value)) return obj(Object.entries(value).map(([k, v]) => [k, fill(v, holes)] as const));
  return lit(value);
}

/** A payload template of JSONPath: keys that end in `.$` are evaluated, the rest is data. */
export function readTemplate(value: Json, reading: Reading): Sym {
  if (typeof value === 'string') return readPlain(value, reading.marks);
  if (isList(value)) return list(value.map((v) => readTemplate(v, reading)));
  if (!isObject(value)) return fromJson(value);
  return obj(Object.entries(value).map(([k, v]) => (k.endsWith('.$') && typeof v === 'string' ? ([k.slice(0, -2), readJsonPath(v, reading)] as const) : ([plainText(k, reading), readTemplate(v, reading)] as const))));
}
function plainText(key: string, reading: Reading): string {
  return String(toJson(readPlain(key, reading.marks)) ?? key);
}
