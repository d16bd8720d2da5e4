import { isList, isObject, type Json, type JsonObject } from '../../base/json.ts';
import type { PathToken } from '../../model/binding.ts';
import { Members, membersOf } from './members.ts';

/**
 * Where a value comes from, in one form for both query languages. `verify` reads every emitted expression into a Sym and
 * every binding of the drawing into a Sym, and compares the two: it never looks at how the compiler got there.
 */
export type Sym =
  | { readonly k: 'lit'; readonly v: null | boolean | number | string }
  | { readonly k: 'obj'; readonly members: Members<Sym> }
  | { readonly k: 'list'; readonly items: readonly Sym[] }
  /** A deploy token `${Name}`: a text. */
  | { readonly k: 'token'; readonly name: string }
  /** Something that an execution gives: `input`, `context`, `result:<state>`, `item:<map state>`, `index:<map state>`, `error:<state>`. */
  | { readonly k: 'root'; readonly of: string }
  | { readonly k: 'at'; readonly base: Sym; readonly path: readonly PathToken[] }
  | { readonly k: 'call'; readonly fn: string; readonly args: readonly Sym[] }
  /** A list with one element for each item of a Map. */
  | { readonly k: 'each'; readonly map: string; readonly body: Sym }
  /** One of several, depending on the path taken. `optional` ones need not occur. */
  | { readonly k: 'phi'; readonly alts: readonly Sym[]; readonly optional: readonly Sym[] }
  /** Nothing was assigned on some path. */
  | { readonly k: 'undef'; readonly name: string }
  /** An expression that is compared as text. */
  | { readonly k: 'code'; readonly text: string };

export const lit = (v: null | boolean | number | string): Sym => ({ k: 'lit', v });
export const token = (name: string): Sym => ({ k: 'token', name });
export const root = (of: string): Sym => ({ k: 'root', of });
export const call = (fn: string, ...args: readonly Sym[]): Sym => ({ k: 'call', fn, args });
export const list = (items: readonly Sym[]): Sym => ({ k: 'list', items });
export const obj = (entries: Iterable<readonly [string, Sym]>): Sym => ({ k: 'obj', members: membersOf(entries) });
/** An object of the same keys, every value read by `read`. */
export function objectSym(json: JsonObject, read: (value: Json, key: string) => Sym): Sym {
  const names = Object.keys(json);
  return { k: 'obj', members: new Members(names, names.map((name) => read(json[name] as Json, name))) };
}
export const undef = (name: string): Sym => ({ k: 'undef', name });
export const each = (map: string, body: Sym): Sym => ({ k: 'each', map, body });

export function fromJson(value: Json): Sym {
  if (isList(value)) return list(value.map(fromJson));
  if (isObject(value)) return objectSym(value, fromJson);
  return lit(value);
}

/** The JSON of a Sym that is made of literals only, else undefined. */
export function toJson(sym: Sym): Json | undefined {
  if (sym.k === 'lit') return sym.v;
  if (sym.k === 'list') {
    const items = sym.items.map(toJson);
    return items.includes(undefined) ? undefined : (items as Json[]);
  }
  if (sym.k === 'obj') {
    const entries = sym.members.entries().map(([k, v]) => [k, toJson(v)] as const);
    return entries.some(([, v]) => v === undefined) ? undefined : Object.fromEntries(entries as [string, Json][]);
  }
  return undefined;
}

const keys = new WeakMap<Sym, string>();
/** A text that two Syms share exactly when they are the same value. */
export function keyOf(sym: Sym): string {
  const known = keys.get(sym);
  if (known !== undefined) return known;
  const key = makeKey(sym);
  keys.set(sym, key);
  return key;
}
/** Are two Syms the same value? */
export function same(a: Sym, b: Sym): boolean {
  return a === b || keyOf(a) === keyOf(b);
}
function makeKey(sym: Sym): string {
  switch (sym.k) {
    case 'lit': return JSON.stringify(sym.v);
    case 'obj': return `{${sym.members.entries().map(([k, v]) => `${JSON.stringify(k)}:${keyOf(v)}`).sort().join()}}`;
    case 'list': return `[${sym.items.map(keyOf).join()}]`;
    case 'token': return `\${${sym.name}}`;
    case 'root': return `<${sym.of}>`;
    case 'at': return `${keyOf(sym.base)}${sym.path.map((t) => `.${typeof t === 'number' ? '#' : ''}${JSON.stringify(t)}`).join('')}`;
    case 'call': return `${sym.fn}(${sym.args.map(keyOf).join()})`;
    case 'each': return `each<${sym.map}>(${keyOf(sym.body)})`;
    case 'phi': return `one-of(${[...sym.alts.map(keyOf), ...sym.optional.map((o) => `${keyOf(o)}?`)].sort().join('|')})`;
    case 'undef': return `nothing(${sym.name})`;
    case 'code': return `code(${sym.text})`;
  }
}

export function phi(alts: readonly Sym[], optional: readonly Sym[] = []): Sym {
  if (alts.length === 1 && optional.length === 0) return alts[0] as Sym;
  const found = new Map<string, Sym>();
  const maybe = new Map<string, Sym>(optional.flatMap((o) => (o.k === 'phi' ? [...o.alts, ...o.optional] : [o])).map((o) => [keyOf(o), o]));
  for (const a of alts) {
    if (a.k === 'phi') {
      for (const x of a.alts) found.set(keyOf(x), x);
      for (const x of a.optional) maybe.set(keyOf(x), x);
    } else found.set(keyOf(a), a);
  }
  for (const k of found.keys()) maybe.delete(k);
  const only = [...found.values()];
  return only.length === 1 && maybe.size === 0 ? (only[0] as Sym) : { k: 'phi', alts: only, optional: [...maybe.values()] };
}

function mapAlternatives(sym: Sym & { k: 'phi' }, f: (s: Sym) => Sym): Sym {
  return phi(sym.alts.map(f), sym.optional.map(f));
}

/** The place `path` in a value. Maps over lists at `*`, as JSONPath does. */
export function at(sym: Sym, path: readonly PathToken[]): Sym {
  const head = path[0];
  if (head === undefined) return sym;
  switch (sym.k) {
    case 'phi': return mapAlternatives(sym, (s) => at(s, path));
    case 'undef': return sym;
    case 'root':
      // The context object's copy of the input and the state input at the top are the same thing.
      if (sym.of === 'context' && head === 'Execution' && path[1] === 'Input') return at(root('input'), path.slice(2));
      return { k: 'at', base: sym, path };
    case 'at':
      if (sym.base.k === 'root' && sym.base.of === 'context' && sym.path.length === 1 && sym.path[0] === 'Execution' && head === 'Input') return at(root('input'), path.slice(1));
      return { k: 'at', base: sym.base, path: [...sym.path, ...path] };
    case 'obj': {
      const member = typeof head === 'string' ? sym.members.get(head) : undefined;
      return member ? at(member, path.slice(1)) : undef(String(head));
    }
    case 'list': {
      if (head === '*') return list(sym.items.map((i) => at(i, path.slice(1))));
      const item = typeof head === 'number' ? sym.items.at(head) : undefined;
      return item ? at(item, path.slice(1)) : undef(String(head));
    }
    case 'each': return head === '*' ? each(sym.map, at(sym.body, path.slice(1))) : { k: 'at', base: sym, path };
    case 'call':
      if (sym.fn === 'default') return withDefault(at(sym.args[0] as Sym, path), at(sym.args[1] as Sym, path));
      if (sym.fn === 'merge') return at(mergedAt(sym.args[0] as Sym, sym.args[1] as Sym, head), path.slice(1));
      return { k: 'at', base: sym, path };
    case 'lit': case 'token': return undef(String(head));
    case 'code': return { k: 'at', base: sym, path };
  }
}

/** One member of two merged objects; the second one wins where it has the member. */
function mergedAt(first: Sym, second: Sym, name: PathToken): Sym {
  const a = at(first, [name]);
  const b = at(second, [name]);
  if (b.k === 'undef') return a;
  if (second.k === 'obj' || a.k === 'undef') return b;
  return withDefault(b, a);
}

/** `value` where it is there, else `otherwise`. */
export function withDefault(value: Sym, otherwise: Sym): Sym {
  if (keyOf(value) === keyOf(otherwise)) return value;
  if (value.k === 'undef') return otherwise;
  return otherwise.k === 'undef' ? value : call('default', value, otherwise);
}

/** Joined text: nested texts are flattened, neighbouring literals melt together. */
export function text(parts: readonly Sym[]): Sym {
  const flat: Sym[] = [];
  const add = (p: Sym): void => {
    if (p.k === 'call' && p.fn === 'text') return p.args.forEach(add);
    const last = flat.at(-1);
    if (p.k === 'lit') {
      if (p.v === '') return;
      const v = literalText(p.v);
      if (last?.k === 'lit') flat[flat.length - 1] = lit(String(last.v) + v);
      else flat.push(lit(v));
    } else if (p.k === 'call' && p.fn === 'json' && toJson(p.args[0] as Sym) !== undefined) add(lit(JSON.stringify(toJson(p.args[0] as Sym))));
    else if ((p.k === 'obj' || p.k === 'list') && toJson(p) !== undefined) add(lit(JSON.stringify(toJson(p))));
    else flat.push(p);
  };
  parts.forEach(add);
  if (flat.length === 0) return lit('');
  const only = flat[0] as Sym;
  return flat.length === 1 && isText(only) ? only : call('text', ...flat);
}
function literalText(v: null | boolean | number | string): string {
  return typeof v === 'string' ? v : JSON.stringify(v);
}

/** Is this certainly a text, so that joining it alone changes nothing? */
export function isText(sym: Sym): boolean {
  if (sym.k === 'lit') return typeof sym.v === 'string';
  if (sym.k === 'token') return true;
  if (sym.k === 'at') return (sym.base.k === 'root' && sym.base.of === 'context' && sym.path[0] === 'Execution') || (sym.base.k === 'call' && sym.base.fn === 'split');
  if (sym.k === 'phi') return sym.alts.every(isText) && sym.optional.every(isText);
  return sym.k === 'call' && ['text', 'base64', 'uuid', 'shortUuid', 'json'].includes(sym.fn);
}

/** Does the emitted value say what the drawing says? `expected` may leave alternatives optional. */
export function matches(emitted: Sym, expected: Sym): boolean {
  if (emitted === expected) return true;
  if (isAnError(expected)) return emitted.k === 'phi' ? emitted.alts.every((a) => matches(a, expected)) : comesFromError(emitted);
  if (expected.k === 'phi') {
    const { certain, possible } = opened(expected);
    // A default may be the value's own (a run parameter's) or this reading's: both are tried.
    const says = (g: Sym, a: Sym): boolean => matches(g, a) || matches(withoutDefault(g, possible), a);
    const got = emitted.k === 'phi' ? emitted.alts : [emitted];
    return got.every((g) => [...certain, ...possible].some((a) => says(g, a))) && certain.every((a) => got.some((g) => says(g, a)));
  }
  if (emitted.k === 'phi') return emitted.alts.every((a) => matches(a, expected));
  if (emitted.k !== expected.k) return false;
  if (emitted.k === 'lit' && expected.k === 'lit') return emitted.v === expected.v;
  if (emitted.k === 'token' && expected.k === 'token') return emitted.name === expected.name;
  if (emitted.k === 'root' && expected.k === 'root') return emitted.of === expected.of;
  if (emitted.k === 'list' && expected.k === 'list') return emitted.items.length === expected.items.length && emitted.items.every((x, i) => matches(x, expected.items[i] as Sym));
  if (emitted.k === 'obj' && expected.k === 'obj') {
    const values = emitted.members.values();
    return emitted.members.size === expected.members.size && emitted.members.keys().every((key, i) => {
      const drawn = expected.members.get(key, i);
      return drawn !== undefined && matches(values[i] as Sym, drawn);
    });
  }
  if (emitted.k === 'each' && expected.k === 'each') return emitted.map === expected.map && matches(emitted.body, expected.body);
  if (emitted.k === 'at' && expected.k === 'at') {
    return emitted.path.length === expected.path.length && emitted.path.every((t, i) => t === expected.path[i]) && matches(emitted.base, expected.base);
  }
  if (emitted.k === 'call' && expected.k === 'call') {
    if (emitted.fn === 'json' && expected.fn === 'text' && expected.args.length === 1) return matchesPart('text', emitted, expected.args[0] as Sym);
    return emitted.fn === expected.fn && emitted.args.length === expected.args.length && emitted.args.every((x, i) => matchesPart(emitted.fn, x, expected.args[i] as Sym));
  }
  return emitted.k === expected.k && keyOf(emitted) === keyOf(expected);
}

/** In the drawing: the error that a handler was entered with, whichever step it came from. */
export const AN_ERROR = 'an error';

function isAnError(sym: Sym): boolean {
  return sym.k === 'at' ? isAnError(sym.base) : sym.k === 'root' && sym.of === AN_ERROR;
}

/** From an error output, or what a drawn Fail hands to "on failure". */
function comesFromError(emitted: Sym): boolean {
  let found = emitted.k === 'obj' || emitted.k === 'lit' || emitted.k === 'call';
  walk(emitted, (s) => {
    if (s.k === 'root' && s.of.startsWith('error:')) found = true;
    if (s.k === 'undef') found = false;
  });
  return found;
}

/** The alternatives of a value, those of its alternatives included; what is possible inside a possible one is only possible. */
function opened(phi: Extract<Sym, { k: 'phi' }>): { readonly certain: readonly Sym[]; readonly possible: readonly Sym[] } {
  const certain: Sym[] = [];
  const possible: Sym[] = [];
  for (const alt of phi.alts) {
    const inner = alt.k === 'phi' ? opened(alt) : { certain: [alt], possible: [] };
    certain.push(...inner.certain);
    possible.push(...inner.possible);
  }
  for (const alt of phi.optional) {
    const inner = alt.k === 'phi' ? opened(alt) : { certain: [], possible: [alt] };
    possible.push(...inner.certain, ...inner.possible);
  }
  return { certain, possible };
}

/** A value that may also be absent where it is made has the same default there: `$exists(x) ? x : d`. */
function withoutDefault(emitted: Sym, defaults: readonly Sym[]): Sym {
  const [value, otherwise] = emitted.k === 'call' && emitted.fn === 'default' ? emitted.args : [];
  return value && otherwise && defaults.some((d) => matches(otherwise, d)) ? value : emitted;
}

/** Inside a text, JSONPath may write a value that is not a text as its JSON: the same characters. */
function matchesPart(fn: string, emitted: Sym, expected: Sym): boolean {
  if (fn === 'text' && emitted.k === 'call' && emitted.fn === 'json' && !isText(expected)) return matches(emitted.args[0] as Sym, expected);
  return matches(emitted, expected);
}

/** For messages: short and readable. */
export function describe(sym: Sym): string {
  const words = keyOf(sym);
  return words.length > 160 ? `${words.slice(0, 157)}…` : words;
}

/** Visits a Sym and everything in it. */
export function walk(sym: Sym, visit: (s: Sym) => void): void {
  visit(sym);
  if (sym.k === 'obj') for (const v of sym.members.values()) walk(v, visit);
  else if (sym.k === 'list') for (const v of sym.items) walk(v, visit);
  else if (sym.k === 'at') walk(sym.base, visit);
  else if (sym.k === 'call') for (const v of sym.args) walk(v, visit);
  else if (sym.k === 'each') walk(sym.body, visit);
  else if (sym.k === 'phi') {
    for (const v of sym.alts) walk(v, visit);
    for (const v of sym.optional) walk(v, visit);
  }
}
