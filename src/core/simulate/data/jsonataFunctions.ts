import type jsonata from 'jsonata';
import { isList, isObject, type Json } from '../../base/json.ts';
import { randomFrom, uuidFrom } from '../random.ts';
import type { Sight } from '../sight.ts';
import { hashOf } from './hash.ts';
import { LONGEST_LIST } from './jsonataBudget.ts';

/** Where an evaluation keeps what its functions need: no variable can have a space in its name. */
export const SIGHT_BINDING = ' sight';

type Implementation = Parameters<jsonata.Expression['registerFunction']>[1];
type Focus = ThisParameterType<Implementation>;

/** What Step Functions adds to JSONata or has of its own, and all that depends on time or chance (AWS developer guide, "Transforming data with JSONata"). */
export function registerFunctions(expression: jsonata.Expression): void {
  for (const [name, signature, run] of FUNCTIONS) expression.registerFunction(name, run as Implementation, signature);
  // Step Functions does not evaluate texts as expressions: `$parse` reads JSON instead.
  expression.assign('eval', undefined);
}

const FUNCTIONS: readonly (readonly [name: string, signature: string, run: (this: Focus, ...args: never[]) => unknown])[] = [
  ['partition', '<an:a>', partition],
  ['range', '<nnn:a<n>>', range],
  ['hash', '<ss:s>', hash],
  ['random', '<n?:n>', random],
  ['uuid', '<:s>', uuid],
  ['parse', '<s:x>', parse],
  ['shuffle', '<a:a>', shuffle],
  ['now', '<s?s?:s>', now],
  ['millis', '<:n>', millis],
  ['pad', '<s-ns?:s>', pad],
];

function partition(list: readonly unknown[] | undefined, size: number | undefined): unknown {
  if (list === undefined || size === undefined) return undefined;
  if (!Number.isInteger(size) || size < 1) throw wrongArgument(2);
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
}

/** From the first number to at most the last. A JSONata sequence: as recorded from AWS, a single number comes alone, not as a list. */
function range(first: number | undefined, last: number | undefined, step: number | undefined): unknown {
  if (first === undefined || last === undefined || step === undefined) return undefined;
  if (step === 0) throw wrongArgument(3);
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > LONGEST_LIST) throw { code: 'D2014', value: length };
  return Object.assign(
    Array.from({ length }, (_, i) => first + i * step),
    { sequence: true },
  );
}

function hash(text: string | undefined, algorithm: string | undefined): unknown {
  if (text === undefined || algorithm === undefined) return undefined;
  const code = hashOf(text, algorithm);
  if (code === undefined) throw wrongArgument(2);
  return code;
}

/** With a seed the same number each time, though not AWS's: its generator is not documented. */
function random(this: Focus, seed: number | undefined): number {
  return (seed === undefined ? sightOf(this).random : randomFrom(seedOf(seed))).next();
}

function seedOf(seed: number): number {
  let bits = 17;
  for (const char of String(seed)) bits = (Math.imul(bits, 31) + char.charCodeAt(0)) | 0;
  return bits;
}

function uuid(this: Focus): string {
  return uuidFrom(sightOf(this).random);
}

function parse(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return withoutNegativeZero(JSON.parse(text) as Json);
  } catch (error) {
    throw { code: 'D3137', message: `$parse() was given a text that is not JSON: ${(error as Error).message}` };
  }
}

function withoutNegativeZero(value: Json): Json {
  if (value === 0) return 0;
  if (isList(value)) return value.map(withoutNegativeZero);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutNegativeZero(part)])) : value;
}

function shuffle(this: Focus, list: readonly unknown[] | undefined): unknown {
  if (list === undefined || list.length <= 1) return list;
  const mixed = [...list];
  const { random } = sightOf(this);
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = Math.floor(random.next() * (i + 1));
    [mixed[i], mixed[j]] = [mixed[j], mixed[i]];
  }
  return mixed;
}

function now(this: Focus, picture: string | undefined, timezone: string | undefined): unknown {
  const at = sightOf(this).now;
  if (picture === undefined && timezone === undefined) return new Date(at).toISOString();
  return native(this, 'fromMillis')(at, picture, timezone);
}

function millis(this: Focus): number {
  return sightOf(this).now;
}

/** As the package's own, which would fill all memory for a large width. */
function pad(this: Focus, text: string | undefined, width: number, char: string | undefined): unknown {
  if (text === undefined) return undefined;
  if (Math.abs(width) > LONGEST_LIST) throw wrongArgument(2);
  const missing = Math.abs(width) - Array.from(text).length;
  if (missing <= 0) return text;
  const chars = Array.from(char === undefined || char === '' ? ' ' : char);
  const padding = Array.from({ length: missing }, (_, i) => chars[i % chars.length]).join('');
  return width > 0 ? text + padding : padding + text;
}

function sightOf(focus: Focus): Sight {
  return focus.environment.lookup(SIGHT_BINDING) as Sight;
}

function native(focus: Focus, name: string): (...args: unknown[]) => unknown {
  return (focus.environment.lookup(name) as { implementation: (...args: unknown[]) => unknown }).implementation;
}

/** What the package throws for an argument of a wrong type: "Argument 2 of function … does not match function signature". */
function wrongArgument(index: number): { code: string; index: number } {
  return { code: 'T0410', index };
}
