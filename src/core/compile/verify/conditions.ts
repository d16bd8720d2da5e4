import { isList, isObject, jsonEqual, type Json, type JsonObject } from '../../base/json.ts';
import { readBinding } from '../../model/binding.ts';
import type { StepId } from '../../model/pipeline.ts';
import type { Expectation } from './expect.ts';
import type { Reading } from './reading.ts';
import { readPlain } from './reading.ts';
import { parseJsonata } from './jsonataParser.ts';
import { comparison, isJsonataExpression, junction, readJsonata } from './readJsonata.ts';
import { readJsonPath } from './readJsonPath.ts';
import { at, call, fromJson, keyOf, lit, root, text, toJson, undef, type Sym } from './sym.ts';

/** The condition of a rule as it is emitted, in either language. */
export function emittedCondition(rule: JsonObject, reading: Reading): Sym {
  const { Condition: condition } = rule;
  if (condition !== undefined) {
    return typeof condition === 'string' && isJsonataExpression(condition) ? readJsonata(condition.slice(2, -2), reading) : fromJson(condition);
  }
  for (const [key, op] of [['And', 'and'], ['Or', 'or']] as const) {
    const parts = rule[key];
    if (isList(parts)) return junction(op, parts.filter(isObject).map((p) => emittedCondition(p, reading)));
  }
  if (isObject(rule['Not'])) return call('not', emittedCondition(rule['Not'], reading));
  const name = Object.keys(rule).find((k) => /^(Is|Boolean|Numeric|String|Timestamp)/.test(k));
  // The left side is always a path: AWS takes no literal and no function there.
  if (name === undefined || typeof rule['Variable'] !== 'string' || !rule['Variable'].startsWith('$')) return undef('a condition without a variable');
  return testOf(name, readJsonPath(rule['Variable'], reading), rule[name] as Json, reading);
}

const OPERATORS: Readonly<Record<string, string>> = { Equals: '=', LessThan: '<', GreaterThan: '>', LessThanEquals: '<=', GreaterThanEquals: '>=' };

function testOf(name: string, left: Sym, right: Json, reading: Reading): Sym {
  if (name === 'IsPresent') {
    // JSONPath has no constant condition; the name of the state is always there.
    const present = keyOf(left) === keyOf(at(root('context'), ['State', 'Name'])) ? lit(true) : call('exists', left);
    return right === true ? present : negated(present);
  }
  // A comparison with null has a test of its own in JSONPath.
  if (name === 'IsNull') return right === true ? comparison('=', left, lit(null)) : negated(comparison('=', left, lit(null)));
  if (name.startsWith('Is')) return call(name, left, fromJson(right));
  if (name === 'StringMatches') return call('matches', left, unescaped(readPlain(String(right), reading.marks)));
  const [, type, op, path] = /^(Boolean|Numeric|String|Timestamp)(Equals|LessThanEquals|GreaterThanEquals|LessThan|GreaterThan)(Path)?$/.exec(name) ?? [];
  if (type === undefined || op === undefined) return undef(name);
  const value = path ? readJsonPath(String(right), reading) : typeof right === 'string' ? readPlain(right, reading.marks) : fromJson(right);
  if (!path && value.k === 'lit' && { Boolean: 'boolean', Numeric: 'number', String: 'string', Timestamp: 'string' }[type] !== typeof value.v) return undef(`${name} of a ${typeof value.v}`);
  return comparison(OPERATORS[op] as string, left, value);
}

/** What a drawn condition means. */
export function drawnCondition(when: Json, step: StepId, expect: Expectation): Sym {
  const value = (json: Json): Sym => expect.binding(readBinding(json), step);
  if (!isObject(when)) return fromJson(when);
  const { $compare: compare, $all: all, $any: any, $not: not, $exists: exists } = when;
  if (isList(all)) return junction('and', all.map((w) => drawnCondition(w, step, expect)));
  if (isList(any)) return junction('or', any.map((w) => drawnCondition(w, step, expect)));
  if (not !== undefined) return call('not', drawnCondition(not, step, expect));
  if (exists !== undefined) return call('exists', value(exists));
  if (isList(compare) && compare.length === 3) {
    const [a, op, b] = compare as [Json, Json, Json];
    const known = constant(toJson(value(a)), String(op), toJson(value(b)));
    if (known !== undefined) return lit(known);
    if (op === 'matches') return call('matches', value(a), value(b));
    return comparison(op === '==' ? '=' : String(op), value(a), value(b));
  }
  return value(when);
}

/** StringMatches reads `\\\\` as a backslash. */
function unescaped(pattern: Sym): Sym {
  if (pattern.k === 'call' && pattern.fn === 'text') return text(pattern.args.map(unescaped));
  return pattern.k === 'lit' ? lit(String(pattern.v).replaceAll('\\\\', '\\')) : pattern;
}

function negated(sym: Sym): Sym {
  return sym.k === 'lit' ? lit(sym.v !== true) : call('not', sym);
}

/** A comparison of two values that are known before the execution. */
function constant(a: Json | undefined, op: string, b: Json | undefined): boolean | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (op === 'matches') return wildcard(String(b)).test(String(a));
  if (op === '==' || op === '!=') return jsonEqual(a, b) === (op === '==');
  if (typeof a !== typeof b || (typeof a !== 'number' && typeof a !== 'string')) return false;
  const [x, y] = [a, b as typeof a];
  return op === '<' ? x < y : op === '<=' ? x <= y : op === '>' ? x > y : x >= y;
}
function wildcard(pattern: string): RegExp {
  return new RegExp(`^${pattern.split('*').map((p) => p.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('[\\s\\S]*')}$`);
}

/** `$contains(x, /^…$/)` is `x matches …`. */
function asMatch(sym: Sym & { k: 'call' }): Sym {
  const [text, regex] = sym.args;
  const source = sym.fn === 'contains' && regex?.k === 'code' ? /^\/\^(.*)\$\/$/s.exec(regex.text)?.[1] : undefined;
  if (text === undefined || source === undefined) return sym;
  const pattern = source.replaceAll('[\\s\\S]*', '*').replaceAll('.*', '*').replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))).replace(/\\(.)/g, '$1');
  return call('matches', text, lit(pattern));
}

const PIECE_BY_PIECE = "function($rest, $piece) { $contains($rest, $piece) ? $substringAfter($rest, $piece) : '' }";
const LAMBDA = JSON.stringify(parseJsonata(PIECE_BY_PIECE, { open: '${', close: '}' }));

/** `$reduce($split(␂ & pattern & ␃, '*'), …, ␂ & x & ␃␄) = ␄` is `x matches pattern`. */
function asPieces(a: Sym, b: Sym): Sym | undefined {
  const [fold, end] = a.k === 'call' ? [a, b] : [b, a];
  if (fold.k !== 'call' || fold.fn !== 'reduce' || fold.args.length !== 3 || keyOf(end) !== keyOf(lit('\u0004'))) return undefined;
  const [pieces, step, value] = fold.args as [Sym, Sym, Sym];
  if (pieces.k !== 'call' || pieces.fn !== 'split' || keyOf(pieces.args[1] as Sym) !== '"*"' || step.k !== 'code' || step.text !== LAMBDA) return undefined;
  const [pattern, matched] = [between(pieces.args[0] as Sym, '\u0002', '\u0003'), between(value, '\u0002', '\u0003\u0004')];
  return pattern && matched ? call('matches', matched, pattern) : undefined;
}

/** What stands between two marks of a joined text. */
function between(sym: Sym, start: string, end: string): Sym | undefined {
  const parts = sym.k === 'call' && sym.fn === 'text' ? [...sym.args] : [sym];
  const cut = (i: number, by: (s: string) => string | undefined): boolean => {
    const part = parts.at(i);
    const left = part?.k === 'lit' && typeof part.v === 'string' ? by(part.v) : undefined;
    if (left !== undefined) parts.splice(i, 1, lit(left));
    return left !== undefined;
  };
  return cut(0, (s) => (s.startsWith(start) ? s.slice(start.length) : undefined)) && cut(-1, (s) => (s.endsWith(end) ? s.slice(0, -end.length) : undefined)) ? text(parts) : undefined;
}

/** A joined text of one part is that part, where only its characters count. */
function onlyPart(sym: Sym): Sym {
  return sym.k === 'call' && sym.fn === 'text' && sym.args.length === 1 ? (sym.args[0] as Sym) : sym;
}

/** Double negations and negated tests are written in more than one way. */
export function plainCondition(sym: Sym): Sym {
  if (sym.k !== 'call') return sym;
  const args = sym.args.map(plainCondition);
  const [first] = args;
  if (sym.fn === 'contains') return asMatch(sym);
  const pieces = sym.fn === '=' && first && args[1] ? asPieces(first, args[1]) : undefined;
  if (pieces) return plainCondition(pieces);
  if (sym.fn === 'matches') return call('matches', ...args.map(onlyPart));
  if (sym.fn === 'not' && first?.k === 'lit') return negated(first);
  if (sym.fn === 'exists' && first && toJson(first) !== undefined) return lit(toJson(first) !== null);
  if (['=', '<', '<='].includes(sym.fn) && first && args[1]) {
    const known = constant(toJson(first), sym.fn === '=' ? '==' : sym.fn, toJson(args[1]));
    if (known !== undefined) return lit(known);
  }
  // What became the same by folding stands once; so do JSONPath's comparisons with each type of a value that has none.
  if (sym.fn === 'and' || sym.fn === 'or') return junction(sym.fn, args);
  if (sym.fn === 'not' && args[0]?.k === 'call' && args[0].fn === 'not') return args[0].args[0] as Sym;
  if (sym.fn === '=' && args.some((a) => keyOf(a) === 'false')) return call('not', args.find((a) => keyOf(a) !== 'false') ?? lit(false));
  return call(sym.fn, ...args);
}
