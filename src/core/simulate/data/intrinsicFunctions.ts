import { isList, isObject, jsonEqual, type Json } from '../../base/json.ts';
import { randomFrom, uuidFrom, type Random } from '../random.ts';
import { base64From, bytesOfBase64, utf8Bytes, utf8Text } from '../../base/bytes.ts';
import { hashOf } from './hash.ts';
import { setOwn } from './ownKeys.ts';
import { formatted } from './stringTemplate.ts';

/**
 * The intrinsic functions (AWS developer guide, "Intrinsic functions for JSONPath states") over the values of their arguments;
 * undefined where these do not do: AWS says no more than "Invalid arguments in States.X". Rounding follows what AWS was
 * observed to do where it differs from its guide: States.MathAdd rounds, the others cut the fraction off.
 */
export type IntrinsicFunction = (values: readonly Json[], random: Random) => Json | undefined;

/** Base64 and hashes take so many characters at most. */
const MOST_CHARACTERS = 10_000;
const MOST_OF_RANGE = 1000;

export const INTRINSIC_FUNCTIONS: ReadonlyMap<string, IntrinsicFunction> = new Map<string, IntrinsicFunction>([
  ['Array', (values) => values],
  ['ArrayContains', ([list, value]) => (isList(list) ? list.some((x) => jsonEqual(x, value)) : undefined)],
  ['ArrayGetItem', ([list, index]) => (isList(list) ? itemOf(list, whole(index)) : undefined)],
  ['ArrayLength', ([list]) => (isList(list) ? list.length : undefined)],
  ['ArrayPartition', ([list, size]) => (isList(list) ? partition(list, whole(size)) : undefined)],
  ['ArrayRange', ([first, last, step]) => range(whole(first), whole(last), whole(step))],
  ['ArrayUnique', ([list]) => (isList(list) ? unique(list) : undefined)],
  ['Base64Decode', ([text]) => (isShort(text) ? utf8Text(bytesOfBase64(text)) : undefined)],
  ['Base64Encode', ([text]) => (isShort(text) ? base64From(utf8Bytes(text)) : undefined)],
  ['Format', ([template, ...values]) => (typeof template === 'string' ? formatted(template, values) : undefined)],
  ['Hash', ([value, algorithm]) => hash(value, algorithm)],
  ['JsonMerge', ([a, b, deep]) => merge(a, b, deep)],
  ['JsonToString', ([value]) => JSON.stringify(value)],
  ['MathAdd', ([a, b]) => add(a, b)],
  ['MathRandom', ([from, to, seed], random) => randomBetween(whole(from), whole(to), seed, random)],
  ['StringSplit', ([text, separators]) => (typeof text === 'string' && typeof separators === 'string' ? split(text, separators) : undefined)],
  ['StringToJson', ([text]) => (typeof text === 'string' ? parsed(text) : undefined)],
  ['UUID', (_, random) => uuidFrom(random)],
]);

/** A number without its fraction, which AWS cuts off. */
function whole(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? Math.trunc(value) + 0 : undefined;
}

function isShort(value: Json | undefined): value is string {
  return typeof value === 'string' && value.length <= MOST_CHARACTERS;
}

function itemOf(list: readonly Json[], index: number | undefined): Json | undefined {
  if (index === undefined) return undefined;
  // Observed: of an empty list AWS gets null, past the end of another it fails.
  return list.length === 0 ? null : list[index];
}

function partition(list: readonly Json[], size: number | undefined): Json | undefined {
  if (size === undefined || size < 1) return undefined;
  const parts: Json[] = [];
  for (let i = 0; i < list.length; i += size) parts.push(list.slice(i, i + size));
  return parts;
}

function range(first: number | undefined, last: number | undefined, step: number | undefined): Json | undefined {
  if (first === undefined || last === undefined || step === undefined || step === 0) return undefined;
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  return count > MOST_OF_RANGE ? undefined : Array.from({ length: count }, (_, i) => first + i * step);
}

/** Texts, numbers and the like are found by their text, so that a list of many stays fast; only equal lists and objects are compared in full. */
function unique(list: readonly Json[]): Json {
  const scalars = new Set<Json>();
  const others: Json[] = [];
  return list.filter((value) => {
    if (value !== null && typeof value === 'object') return others.some((x) => jsonEqual(x, value)) ? false : others.push(value) > 0;
    return scalars.has(value) ? false : scalars.add(value).size > 0;
  });
}

function hash(value: Json | undefined, algorithm: Json | undefined): Json | undefined {
  if (value === undefined || typeof algorithm !== 'string') return undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return isShort(text) ? hashOf(text, algorithm) : undefined;
}

/** Shallow: AWS has no deep merge yet and fails at true. */
function merge(a: Json | undefined, b: Json | undefined, deep: Json | undefined): Json | undefined {
  if (!isObject(a) || !isObject(b) || deep !== false) return undefined;
  const merged: Record<string, Json> = {};
  for (const object of [a, b]) for (const key of Object.keys(object)) setOwn(merged, key, object[key] as Json);
  return merged;
}

function isInt32(value: number): boolean {
  return value >= -2147483648 && value <= 2147483647;
}

/** Each is rounded, halves upwards (recorded: -2.5 becomes -2); all three have to fit 32 bits. */
function add(a: Json | undefined, b: Json | undefined): Json | undefined {
  if (typeof a !== 'number' || typeof b !== 'number') return undefined;
  const [x, y] = [Math.round(a), Math.round(b)];
  return isInt32(x) && isInt32(y) && isInt32(x + y) ? x + y + 0 : undefined;
}

/** From `from` to below `to`; the same seed gives the same number. */
function randomBetween(from: number | undefined, to: number | undefined, seed: Json | undefined, random: Random): Json | undefined {
  if (from === undefined || to === undefined || from >= to) return undefined;
  if (seed !== undefined && typeof seed !== 'number') return undefined;
  return from + Math.floor((seed === undefined ? random : randomFrom(seed)).next() * (to - from));
}

/** Each character of the second text separates; what is empty between two of them is left out (recorded). */
function split(text: string, separators: string): Json {
  if (separators === '') return text === '' ? [] : [text];
  const set = new Set(separators);
  const parts: string[] = [];
  let part = '';
  for (const c of text) {
    if (!set.has(c)) part += c;
    else if (part !== '') {
      parts.push(part);
      part = '';
    }
  }
  return part === '' ? parts : [...parts, part];
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
