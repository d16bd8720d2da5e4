import type { PathToken } from '../../model/binding.ts';
import { parseJsonata, type Ast } from './jsonataParser.ts';
import { contextAt, type Reading } from './reading.ts';
import { at, call, fromJson, keyOf, list, lit, obj, text, token, undef, withDefault, type Sym } from './sym.ts';

/** Is this string of a JSONata field an expression (AWS: it begins with `{%` and ends with `%}`)? */
export function isJsonataExpression(value: string): boolean {
  return value.startsWith('{%') && value.endsWith('%}') && value.length >= 4;
}

/** Reads the code between `{%` and `%}`. What the reader does not know becomes `code`, which only equals the same text. */
export function readJsonata(code: string, reading: Reading): Sym {
  const ast = parseJsonata(code, reading.marks);
  return ast ? read(ast, { reading, locals: NONE }) : { k: 'code', text: code.trim() };
}
const NONE: ReadonlyMap<string, Sym> = new Map();

interface Place { readonly reading: Reading; readonly locals: ReadonlyMap<string, Sym> }

function read(ast: Ast, place: Place): Sym {
  switch (ast.t) {
    case 'str': return text(ast.raw.map((p) => (typeof p === 'string' ? lit(p) : token(p.token))));
    case 'lit': return lit(ast.v);
    case 'list': return list(ast.items.map((x) => read(x, place)));
    case 'obj': return obj(ast.entries.map(([k, v]) => [String((read(k, place) as { v?: unknown }).v ?? ''), read(v, place)] as const));
    case 'keep': return read(ast.base, place);
    case 'var': case 'field': case 'index': return readChain(ast, place);
    case 'name': return { k: 'code', text: ast.name };
    case 'neg': return call('neg', read(ast.a, place));
    case 'op': return readOperator(ast.op, read(ast.a, place), read(ast.b, place));
    case 'if': return readCondition(ast, place);
    case 'call': return readCall(ast, place);
    case 'regex': return { k: 'code', text: `/${ast.source}/${ast.flags}` };
    case 'lambda': return { k: 'code', text: JSON.stringify(ast) };
  }
}

/** `$a.b[0].c`: the variable at its base, with the path of names and literal indexes. */
function readChain(ast: Ast, place: Place): Sym {
  const path: PathToken[] = [];
  let base = ast;
  for (;;) {
    if (base.t === 'field') { path.unshift(base.name); base = base.base; }
    else if (base.t === 'index' && base.by.t === 'lit' && typeof base.by.v === 'number') { path.unshift(base.by.v); base = base.base; }
    else break;
  }
  if (base.t === 'var') return readPath(base, path, place);
  if (base.t === 'index') return at(call('select', read(base.base, place), read(base.by, place)), path);
  return at(read(base, place), path);
}

function readPath(base: Ast & { t: 'var' }, path: readonly PathToken[], place: Place): Sym {
  const local = place.locals.get(base.name);
  if (local) return at(local, path);
  if (base.name === '') return { k: 'code', text: '$' };
  if (base.name !== 'states') return at(place.reading.variable(base.name), path);
  const rest = path.slice(1);
  switch (path[0]) {
    case 'input': return at(place.reading.input(), rest);
    case 'context': return contextAt(place.reading, rest);
    case 'result': return place.reading.result ? at(place.reading.result(), rest) : undef('$states.result');
    case 'errorOutput': return place.reading.error ? at(place.reading.error(), rest) : undef('$states.errorOutput');
    default: return undef(`$states.${String(path[0] ?? '')}`);
  }
}

/** Comparisons in one direction, so that `a > b` and `b < a` are one. */
export function comparison(op: string, a: Sym, b: Sym): Sym {
  switch (op) {
    case '<': return call('<', a, b);
    case '>': return call('<', b, a);
    case '<=': return call('<=', a, b);
    case '>=': return call('<=', b, a);
    case '!=': return call('not', comparison('=', a, b));
    default: {
      // `x = true` is `x` for a boolean; texts are compared with either one first.
      if (b.k === 'lit' && b.v === true) return a;
      if (a.k === 'lit' && a.v === true) return b;
      return keyOf(a) < keyOf(b) ? call('=', a, b) : call('=', b, a);
    }
  }
}

/** `and`, `or`: flattened, each part once (JSONPath compares a value of unknown type as each type). */
export function junction(op: 'and' | 'or', parts: readonly Sym[]): Sym {
  const flat = parts.flatMap((p) => (p.k === 'call' && p.fn === op ? p.args : [p]));
  const distinct = flat.filter((p, i) => flat.findIndex((q) => keyOf(q) === keyOf(p)) === i);
  return distinct.length === 1 ? (distinct[0] as Sym) : call(op, ...distinct);
}

function readOperator(op: string, a: Sym, b: Sym): Sym {
  if (op === '&') return text([a, b]);
  if (['=', '!=', '<', '>', '<=', '>='].includes(op)) return comparison(op, a, b);
  if (op === 'and' || op === 'or') return junction(op, [a, b]);
  return call(op, a, b);
}

function readCondition(ast: Ast & { t: 'if' }, place: Place): Sym {
  const then = read(ast.then, place);
  if (ast.otherwise !== undefined && ast.test.t === 'call' && ast.test.fn === 'exists' && ast.test.args.length === 1) {
    const tested = read(ast.test.args[0] as Ast, place);
    if (keyOf(tested) === keyOf(then)) {
      // `$exists(x) ? x : $error(…)` is x, known to be there.
      if (ast.otherwise.t === 'call' && ast.otherwise.fn === 'error') return then;
      return withDefault(then, read(ast.otherwise, place));
    }
  }
  if (isListForm(ast, place)) return read(ast.otherwise as Ast, place);
  return call('if', read(ast.test, place), then, ast.otherwise ? read(ast.otherwise, place) : undef('else'));
}

/** `$count(L) = 0 ? [] : $map(L, …)[]`: a list in every case (emitted-asl.md 5). Both must be of one list. */
function isListForm({ test, then, otherwise }: Ast & { t: 'if' }, place: Place): boolean {
  const map = otherwise?.t === 'keep' ? otherwise.base : otherwise;
  if (test.t !== 'op' || test.op !== '=' || test.a.t !== 'call' || test.a.fn !== 'count' || test.b.t !== 'lit' || test.b.v !== 0) return false;
  if (then.t !== 'list' || then.items.length > 0 || map?.t !== 'call' || map.fn !== 'map') return false;
  const [counted, mapped] = [test.a.args[0], map.args[0]];
  return counted !== undefined && mapped !== undefined && keyOf(read(counted, place)) === keyOf(read(mapped, place));
}

function readCall(ast: Ast & { t: 'call' }, place: Place): Sym {
  const [first, second, third] = ast.args;
  if (ast.fn === 'map' && first && second?.t === 'lambda') return readMap(read(first, place), second, place);
  const args = ast.args.map((a) => read(a, place));
  const [a, b] = args;
  switch (ast.fn) {
    case 'string': if (a && args.length === 1) return text([a]); break;
    case 'number': if (a && args.length === 1) return a.k === 'lit' && typeof a.v === 'string' ? lit(Number(a.v)) : call('number', a); break;
    case 'parse': if (a && args.length === 1) return parsed(a); break;
    case 'base64decode': if (a && args.length === 1) return call('base64', a); break;
    case 'uuid': if (args.length === 0) return call('uuid'); break;
    case 'split': if (a && b && args.length === 2) return call('split', a, b); break;
    case 'exists': if (a && args.length === 1) return call('exists', a); break;
    case 'not': if (a && args.length === 1) return call('not', a); break;
    case 'lookup': if (a && b?.k === 'lit' && typeof b.v === 'string') return at(a, [b.v]); break;
    case 'merge': if (a?.k === 'list' && a.items.length === 2) return call('merge', ...a.items); break;
    case 'replace': if (a?.k === 'call' && a.fn === 'uuid' && second?.t === 'str' && third?.t === 'str' && keyOf(b as Sym) === '"-"' && keyOf(args[2] as Sym) === '""') return call('shortUuid'); break;
  }
  return call(ast.fn, ...args);
}

/** The value of a JSON text. */
export function parsed(source: Sym): Sym {
  if (source.k === 'lit' && typeof source.v === 'string') {
    try {
      return fromJson(JSON.parse(source.v));
    } catch {
      return call('parse', source);
    }
  }
  // What was written as JSON comes back as it was.
  if (source.k === 'call' && source.fn === 'json' && source.args.length === 1) return source.args[0] as Sym;
  return call('parse', source);
}

/** `$map(L, function($i) { $i.a })`: the place `a` of every element. */
function readMap(source: Sym, lambda: Ast & { t: 'lambda' }, place: Place): Sym {
  const name = lambda.params[0] ?? '';
  const path: PathToken[] = [];
  let body = lambda.body;
  for (;;) {
    if (body.t === 'keep') body = body.base;
    else if (body.t === 'field') { path.unshift(body.name); body = body.base; }
    else if (body.t === 'index' && body.by.t === 'lit' && typeof body.by.v === 'number') { path.unshift(body.by.v); body = body.base; }
    else break;
  }
  if (body.t === 'var' && body.name === name) return at(source, ['*', ...path]);
  if (source.k === 'each') return { k: 'each', map: source.map, body: read(lambda.body, { ...place, locals: new Map([...place.locals, [name, source.body]]) }) };
  const element: Sym = { k: 'root', of: `element:${name}` };
  return call('map', source, read(lambda.body, { ...place, locals: new Map([...place.locals, [name, element]]) }));
}
