import { createHash, randomUUID } from 'node:crypto';
import { isList, isObject, jsonEqual, own, type Json } from '../core/base/json.ts';

/** An error as Step Functions names it. */
export class RunError extends Error {
  readonly name_: string;
  constructor(name: string, cause: string) {
    super(cause);
    this.name_ = name;
  }
}
const missing = (what: string): never => { throw new RunError('States.Runtime', `The JSONPath '${what}' could not be found`); };

export interface PathScope {
  readonly dollar: Json;
  readonly context: Json;
  variable(name: string): Json | undefined;
}

/**
 * The value of a `.$` key or a `…Path` field: paths of names, indexes, `[*]` and `..`-free steps, variables, `$$`, and the 18
 * intrinsic functions. For tests of what Cauce emits; filters and slices are not part of that.
 */
export function evaluatePath(source: string, scope: PathScope): Json {
  const reader = new Reader(source.trim(), scope);
  return reader.whole();
}

class Reader {
  private i = 0;
  private readonly s: string;
  private readonly scope: PathScope;
  constructor(source: string, scope: PathScope) {
    this.s = source;
    this.scope = scope;
  }

  whole(): Json {
    const value = this.value();
    this.space();
    if (this.i < this.s.length) throw new RunError('States.Runtime', `cannot read ${this.s} at ${this.i}`);
    return value;
  }

  private value(): Json {
    this.space();
    const rest = this.s.slice(this.i);
    if (rest.startsWith('$')) return this.path();
    if (rest.startsWith("'")) return this.string(false);
    const word = /^(true|false|null)\b|^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?/.exec(rest);
    if (word) { this.i += word[0].length; return JSON.parse(word[0]) as Json; }
    const fn = /^States\.([A-Za-z0-9]+)\(/.exec(rest);
    if (!fn) throw new RunError('States.Runtime', `cannot read ${rest}`);
    this.i += fn[0].length;
    return this.call(fn[1] as string);
  }

  private call(fn: string): Json {
    const args: Json[] = [];
    for (this.space(); this.s[this.i] !== ')'; this.space()) {
      args.push(fn === 'Format' && args.length === 0 && this.s[this.i] === "'" ? this.string(true) : this.value());
      this.space();
      if (this.s[this.i] === ',') this.i++;
      else if (this.s[this.i] !== ')') throw new RunError('States.Runtime', `cannot read ${this.s}`);
    }
    this.i++;
    const run = own(INTRINSICS, fn);
    if (!run) throw new RunError('States.Runtime', `no function States.${fn}`);
    return run(args);
  }

  private path(): Json {
    const from = this.i++;
    let values: readonly Json[];
    if (this.s[this.i] === '$') { this.i++; values = [this.scope.context]; }
    else {
      const name = /^[A-Za-z][A-Za-z0-9_]*/.exec(this.s.slice(this.i));
      if (name) this.i += name[0].length;
      values = [name ? (this.scope.variable(name[0]) ?? missing(`$${name[0]}`)) : this.scope.dollar];
    }
    let many = false;
    for (;;) {
      const rest = this.s.slice(this.i);
      const step = /^\.([^\s.,()[\]'"*]+)/.exec(rest) ?? /^\[(-?\d+|\*)\]/.exec(rest);
      let key: string;
      if (step) { key = step[1] as string; this.i += step[0].length; }
      else if (rest.startsWith("['")) { this.i++; key = this.string(false); this.i++; }
      else break;
      const index = step?.[0].startsWith('[') === true && key !== '*';
      if (key === '*') many = true;
      values = values.flatMap((v) => {
        if (key === '*') return isList(v) ? v : isObject(v) ? Object.values(v) : [];
        const found = index ? (isList(v) ? v.at(Number(key)) : undefined) : isObject(v) ? own(v, key) : undefined;
        return found === undefined ? [] : [found];
      });
    }
    if (many) return values;
    return values[0] ?? (values.length > 0 ? (values[0] as Json) : missing(this.s.slice(from, this.i)));
  }

  private string(raw: boolean): string {
    let out = '';
    for (this.i++; this.i < this.s.length; this.i++) {
      const c = this.s[this.i] as string;
      if (c === "'") { this.i++; return out; }
      if (c === '\\') { const e = this.s[++this.i] ?? ''; out += raw ? `\\${e}` : e; }
      else out += c;
    }
    throw new RunError('States.Runtime', `an open text in ${this.s}`);
  }
  private space(): void { while (/\s/.test(this.s[this.i] ?? '')) this.i++; }
}

const text = (v: Json | undefined): string => (typeof v === 'string' ? v : JSON.stringify(v));
const list = (v: Json | undefined): readonly Json[] => (isList(v) ? v : []);
const failed = (why: string): never => { throw new RunError('States.IntrinsicFailure', why); };

function parse(source: Json | undefined): Json {
  try {
    return JSON.parse(text(source)) as Json;
  } catch {
    return failed(`not JSON: ${text(source)}`);
  }
}

function format([template, ...args]: readonly Json[]): Json {
  let next = 0;
  return text(template).replace(/\\([\s\S])|\{\}/g, (_, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    if (next >= args.length) failed('too few values for States.Format');
    const value = args[next++] as Json;
    // AWS writes lists and objects as Java does (recorded): never what one wants.
    return isList(value) || isObject(value) ? failed('States.Format of a list or object') : text(value);
  });
}

const INTRINSICS: Readonly<Record<string, (a: readonly Json[]) => Json>> = {
  Array: (a) => a,
  ArrayPartition: ([l, n]) => Array.from({ length: Math.ceil(list(l).length / Number(n)) }, (_, i) => list(l).slice(i * Number(n), (i + 1) * Number(n))),
  ArrayContains: ([l, v]) => list(l).some((x) => jsonEqual(x, v)),
  ArrayRange: ([from, to, by]) => Array.from({ length: Math.max(0, Math.floor((Number(to) - Number(from)) / Number(by)) + 1) }, (_, i) => Number(from) + i * Number(by)),
  ArrayGetItem: ([l, i]) => list(l)[Number(i)] ?? failed('no such element'),
  ArrayLength: ([l]) => list(l).length,
  ArrayUnique: ([l]) => list(l).filter((v, i, all) => all.findIndex((x) => jsonEqual(x, v)) === i),
  Base64Encode: ([t]) => Buffer.from(text(t)).toString('base64'),
  Base64Decode: ([t]) => Buffer.from(text(t), 'base64').toString(),
  Hash: ([v, how]) => createHash(text(how).replace('-', '').toLowerCase()).update(text(v)).digest('hex'),
  JsonMerge: ([a, b]) => (isObject(a) && isObject(b) ? { ...a, ...b } : failed('States.JsonMerge takes objects')),
  MathRandom: ([from]) => Number(from),
  MathAdd: ([a, b]) => Number(a) + Number(b),
  StringSplit: ([t, by]) => text(t).split(text(by)).filter((p) => p !== ''),
  UUID: () => randomUUID(),
  Format: format,
  StringToJson: ([t]) => parse(t),
  JsonToString: ([v]) => JSON.stringify(v),
};
