import { isObject, type Json, type JsonObject } from '../../base/json.ts';
import type { Sight } from '../sight.ts';
import type { JsonataNode } from './jsonataNode.ts';

/**
 * What most expressions are: a literal, a value by its path, texts joined, a comparison. Read without the `jsonata` package and
 * without waiting. `undefined` says "not by this way": whatever is missing, a list on the way or of another type is the
 * package's affair, errors included, so that there is only one authority.
 */
export type FastPath = (sight: Sight) => Json | undefined;

const PLAIN_PATH = /^\s*\$[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\s*$/;
/** Words that are operators or values where JSONata expects a name. */
const RESERVED: ReadonlySet<string> = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function']);

/** A path such as `$states.input.a.b`, read without parsing it as JSONata. */
export function fastPathOfText(source: string): FastPath | undefined {
  if (!PLAIN_PATH.test(source)) return undefined;
  const [name = '', ...steps] = source.trim().slice(1).split('.');
  return steps.some((step) => RESERVED.has(step)) ? undefined : pathReader(name, steps);
}

/** Deeper ones could overflow the stack. */
const DEEPEST = 100;

/** The fast path of a parsed expression, where it has one. */
export function fastPathOf(node: JsonataNode, depth = 0): FastPath | undefined {
  if (depth > DEEPEST) return undefined;
  if (node.predicate !== undefined || node.group !== undefined || node.stages !== undefined || node.keepArray === true || node.keepSingletonArray === true) return undefined;
  switch (node.type) {
    case 'string':
    case 'number':
    case 'value':
      return literal(node.value as Json);
    case 'variable':
      return node.value === '' || node.value === '$' ? undefined : pathReader(String(node.value), []);
    case 'path':
      return path(node.steps ?? []);
    case 'binary':
      return binary(node, depth + 1);
    default:
      return undefined;
  }
}

function literal(value: Json): FastPath | undefined {
  return typeof value === 'object' && value !== null ? undefined : () => value;
}

function path(steps: readonly JsonataNode[]): FastPath | undefined {
  const [first, ...rest] = steps;
  if (first?.type !== 'variable' || first.value === '' || first.value === '$') return undefined;
  if (steps.some((step) => Object.keys(step).some((key) => key !== 'type' && key !== 'value' && key !== 'position'))) return undefined;
  return rest.every((step) => step.type === 'name') ? pathReader(String(first.value), rest.map((step) => String(step.value))) : undefined;
}

function pathReader(name: string, steps: readonly string[]): FastPath | undefined {
  if (name !== 'states') return (sight) => walk(sight.variables.get(name), steps);
  const [part, ...rest] = steps;
  switch (part) {
    case 'input':
      return (sight) => walk(sight.input, rest);
    case 'result':
      return (sight) => walk(sight.result, rest);
    case 'errorOutput':
      return (sight) => walk(sight.errorOutput, rest);
    case 'context':
      return (sight) => walk(sight.context(), rest);
    case undefined:
      return statesOf;
    default:
      return undefined;
  }
}

/** `$states`: only the parts that there are. */
export function statesOf(sight: Sight): JsonObject {
  const states: Record<string, Json> = { input: sight.input, context: sight.context() };
  if (sight.result !== undefined) states['result'] = sight.result;
  if (sight.errorOutput !== undefined) states['errorOutput'] = sight.errorOutput;
  return states;
}

function walk(start: Json | undefined, steps: readonly string[]): Json | undefined {
  let value = start;
  for (const step of steps) {
    if (!isObject(value) || !Object.hasOwn(value, step)) return undefined;
    value = value[step];
  }
  return value;
}

function binary(node: JsonataNode, depth: number): FastPath | undefined {
  const lhs = node.lhs === undefined ? undefined : fastPathOf(node.lhs, depth);
  const rhs = node.rhs === undefined ? undefined : fastPathOf(node.rhs, depth);
  const operator = OPERATORS[String(node.value)];
  if (lhs === undefined || rhs === undefined || operator === undefined) return undefined;
  return (sight) => {
    const left = lhs(sight);
    if (left === undefined) return undefined;
    const right = rhs(sight);
    return right === undefined ? undefined : operator(left, right);
  };
}

/** Only where both sides have the simple types for which JavaScript means the same. */
const OPERATORS: Readonly<Record<string, (left: Json, right: Json) => Json | undefined>> = {
  '&': (left, right) => (isWritten(left) && isWritten(right) ? String(left) + String(right) : undefined),
  '=': (left, right) => (isPlain(left) && isPlain(right) ? left === right : undefined),
  '!=': (left, right) => (isPlain(left) && isPlain(right) ? left !== right : undefined),
  '<': (left, right) => (isOrdered(left, right) ? (left as string) < (right as string) : undefined),
  '<=': (left, right) => (isOrdered(left, right) ? (left as string) <= (right as string) : undefined),
  '>': (left, right) => (isOrdered(left, right) ? (left as string) > (right as string) : undefined),
  '>=': (left, right) => (isOrdered(left, right) ? (left as string) >= (right as string) : undefined),
  and: (left, right) => (typeof left === 'boolean' && typeof right === 'boolean' ? left && right : undefined),
  or: (left, right) => (typeof left === 'boolean' && typeof right === 'boolean' ? left || right : undefined),
};

function isPlain(value: Json): value is string | number | boolean | null {
  return typeof value !== 'object' || value === null;
}

function isOrdered(left: Json, right: Json): boolean {
  return (typeof left === 'number' || typeof left === 'string') && typeof left === typeof right;
}

/** What JSONata writes into a text as JavaScript does; other numbers are rounded to 15 digits. */
function isWritten(value: Json): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'boolean' || (Number.isInteger(value) && Math.abs(value as number) < 1e15);
}
