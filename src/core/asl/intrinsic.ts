import { nearest } from '../base/nearest.ts';
import { LIMITS } from './limits.ts';
import { readPath, type Path, type SyntaxFault } from './path.ts';

/** The intrinsic functions of JSONPath states and how many arguments each takes (AWS, "Intrinsic functions"). */
const INTRINSICS: ReadonlyMap<string, readonly [min: number, max: number]> = new Map([
  ['Array', [0, Infinity]],
  ['ArrayContains', [2, 2]],
  ['ArrayGetItem', [2, 2]],
  ['ArrayLength', [1, 1]],
  ['ArrayPartition', [2, 2]],
  ['ArrayRange', [3, 3]],
  ['ArrayUnique', [1, 1]],
  ['Base64Decode', [1, 1]],
  ['Base64Encode', [1, 1]],
  ['Format', [1, Infinity]],
  ['Hash', [2, 2]],
  ['JsonMerge', [3, 3]],
  ['JsonToString', [1, 1]],
  ['MathAdd', [2, 2]],
  ['MathRandom', [2, 3]],
  ['StringSplit', [2, 2]],
  ['StringToJson', [1, 1]],
  ['UUID', [0, 0]],
]);

/** A value between the brackets of a call. */
export type IntrinsicArgument =
  | { readonly kind: 'call'; readonly call: IntrinsicCall }
  | { readonly kind: 'path'; readonly path: Path; readonly written: string }
  /** What stands between the single quotes, its escapes in it: States.Format has to tell \\{ from {. */
  | { readonly kind: 'text'; readonly written: string }
  | { readonly kind: 'literal'; readonly value: number | boolean | null };

export interface IntrinsicCall {
  readonly ok: true;
  readonly name: string;
  readonly arguments: readonly IntrinsicArgument[];
  readonly end: number;
  /** Variables read by its paths. */
  readonly variables: readonly string[];
  /** What looks wrong though not every checker refuses it: gaps and values of States.Format that do not match in number, a missing comma. */
  readonly doubt?: Doubt;
}

export interface Doubt {
  readonly problem: string;
  readonly advice: string;
}

/** The fault of a text that has to be one whole call of an intrinsic function, if any. */
export function readIntrinsic(text: string): IntrinsicCall | SyntaxFault {
  const call = readCall(text, 0, 1);
  if (call.ok && skipSpace(text, call.end) < text.length) return fault(call.end, 'something follows the closing bracket');
  return call;
}

const HEAD = /States\.(\w*)/y;

function readCall(text: string, start: number, depth: number): IntrinsicCall | SyntaxFault {
  HEAD.lastIndex = start;
  const head = HEAD.exec(text);
  const name = head?.[1] ?? '';
  const count = INTRINSICS.get(name);
  if (head === null) return fault(start, 'a function is written as States.Name(…)');
  if (count === undefined) {
    const meant = nearest(name, INTRINSICS.keys());
    return fault(start, `there is no function States.${name}${meant === undefined ? '' : `; did you mean States.${meant}?`}`);
  }
  if (depth > LIMITS.intrinsicNesting) return fault(start, `functions are nested more than ${LIMITS.intrinsicNesting} deep`);
  let at = start + head[0].length;
  if (text[at] !== '(') return fault(at, `the opening bracket of States.${name} is missing`);
  at = skipSpace(text, at + 1);
  const args: Argument[] = [];
  let comma: Doubt | undefined;
  while (text[at] !== ')') {
    const argument = readArgument(text, at, depth);
    if (!argument.ok) return argument;
    args.push(argument);
    at = skipSpace(text, argument.end);
    if (at > argument.end && /['$\w-]/.test(text[at] ?? '')) comma = { problem: `A comma is missing between values of States.${name}`, advice: 'Write a comma between two values.' };
    else if (text[at] === ',') {
      at = skipSpace(text, at + 1);
      if (text[at] === ')') return fault(at, 'a value is missing after the comma');
    } else if (text[at] !== ')') {
      return fault(at, at >= text.length ? `the closing bracket of States.${name} is missing` : 'a comma is missing between values');
    }
  }
  const [min, max] = count;
  if (args.length < min || args.length > max) return fault(start, `States.${name} takes ${counted(min, max)}, and has ${args.length}`);
  const variables = args.flatMap((a) => a.variables);
  const doubt = comma ?? formatDoubt(name, args) ?? args.find((a) => a.doubt !== undefined)?.doubt;
  return { ok: true, name, arguments: args.map((a) => a.argument), end: at + 1, variables, ...(doubt === undefined ? {} : { doubt }) };
}

interface Argument {
  readonly ok: true;
  readonly argument: IntrinsicArgument;
  readonly end: number;
  /** Of a text in quotes: how many {} it holds. */
  readonly gaps?: number;
  readonly variables: readonly string[];
  readonly doubt?: Doubt;
}

const LITERAL = /(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?=[\s,)]|$)/y;

function readArgument(text: string, at: number, depth: number): Argument | SyntaxFault {
  if (text[at] === '$') {
    const path = readPath(text, at, true);
    if (!path.ok) return path;
    return { ok: true, argument: { kind: 'path', path, written: text.slice(at, path.end) }, end: path.end, variables: path.variable === undefined ? [] : [path.variable] };
  }
  if (text[at] === "'") return readText(text, at);
  if (text.startsWith('States.', at)) {
    const call = readCall(text, at, depth + 1);
    if (!call.ok) return call;
    return { ok: true, argument: { kind: 'call', call }, end: call.end, variables: call.variables, ...(call.doubt === undefined ? {} : { doubt: call.doubt }) };
  }
  LITERAL.lastIndex = at;
  const literal = LITERAL.exec(text);
  if (literal !== null) return { ok: true, argument: { kind: 'literal', value: JSON.parse(literal[0].replace(/^(-?)0+(?=\d)/, '$1')) as number | boolean | null }, end: at + literal[0].length, variables: [] };
  if (at >= text.length) return fault(at, 'the closing bracket is missing');
  return fault(at, text[at] === '"' ? 'texts stand in single quotes' : 'a value is a path, a number, a text in single quotes or a function');
}

function readText(text: string, start: number): Argument | SyntaxFault {
  let gaps = 0;
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') {
      // Refused by AWS when the machine is created (recorded); other escapes are taken.
      if (text[i + 1] === '"') return fault(i, 'a double quote needs no backslash here');
      i++;
    } else if (text[i] === '{' && text[i + 1] === '}') gaps++;
    else if (text[i] === "'") return { ok: true, argument: { kind: 'text', written: text.slice(start + 1, i) }, end: i + 1, gaps, variables: [] };
  }
  return fault(start, 'a single quote is not closed');
}

function formatDoubt(name: string, args: readonly Argument[]): Doubt | undefined {
  const gaps = args[0]?.gaps;
  if (name !== 'Format' || gaps === undefined || gaps === args.length - 1) return undefined;
  return { problem: `States.Format has ${gaps} {} and ${args.length - 1} values to put there`, advice: 'Give as many values as there are {}, or write \\{\\} for plain braces.' };
}

function counted(min: number, max: number): string {
  if (max === Infinity) return `${min} or more values`;
  if (max === 0) return 'no values';
  return min === max ? `${min} ${min === 1 ? 'value' : 'values'}` : `${min} to ${max} values`;
}

function skipSpace(text: string, at: number): number {
  while (/\s/.test(text[at] ?? '')) at++;
  return at;
}

function fault(at: number, reason: string): SyntaxFault {
  return { ok: false, at, reason };
}
