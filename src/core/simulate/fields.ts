import { isList, type Json } from '../base/json.ts';
import { queryFailure, runtimeFailure } from './failure.ts';
import type { Course } from './thread.ts';
import type { Visit } from './visit.ts';

/** `InputPath`: what of its input a JSONPath state works on. `null` leaves an empty object. */
export function applyInputPath(visit: Visit): void {
  visit.input = visit.raw.value;
  visit.dollar = visit.raw.value;
  const path = visit.state.field('InputPath');
  if (visit.language !== 'JSONPath') return;
  if (path !== undefined) visit.input = path === null ? {} : visit.path(String(path));
  visit.dollar = visit.input;
  visit.saw('afterInputPath', visit.input);
}

/** A number that a field holds, an expression gives, or its twin `…Path` refers to. Undefined where the state has neither. */
export function* numberField(visit: Visit, name: string, kind: 'integer' | 'float' = 'integer'): Course<number | undefined> {
  const direct = visit.state.field(name);
  if (direct !== undefined) {
    const value = yield* visit.fill(name, direct);
    if (typeof value === 'number') return value;
    throw wrongType(visit, name, direct, 'number', value);
  }
  const path = visit.state.field(`${name}Path`);
  if (typeof path !== 'string') return undefined;
  const value = visit.path(path);
  const number = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && (kind === 'float' || Number.isInteger(number))) return number;
  throw runtimeFailure(`The ${name}Path field refers to value ${quoted(value)} which is not a valid ${kind}: ${path}`);
}

/** A text that a field holds, an expression gives, or its twin `…Path` refers to. */
export function* textField(visit: Visit, name: string): Course<string | undefined> {
  const direct = visit.state.field(name);
  const path = visit.state.field(`${name}Path`);
  if (direct === undefined && typeof path !== 'string') return undefined;
  const value = direct === undefined ? visit.pathOrIntrinsic(`${name}Path`, path as string) : yield* visit.fill(name, direct);
  if (typeof value === 'string') return value;
  if (direct === undefined) throw runtimeFailure(`The ${name}Path field refers to a value that is not a string: ${String(path)} == ${JSON.stringify(value)}`);
  throw wrongType(visit, name, direct, 'string', value);
}

/** AWS's words for a value of a JSONata field that has another type. */
export function wrongType(visit: Visit, field: string, written: Json, expected: string, value: Json): Error {
  const expression = typeof written === 'string' ? written.replace(/^\{%\s*|\s*%\}$/g, '') : JSON.stringify(written);
  const reason = `The JSONata expression '${expression}' specified for the field '${field}' returned an unexpected result type. Expected '${expected}', but was '${typeName(value)}' for value: ${JSON.stringify(value)}`;
  return visit.language === 'JSONata' ? queryFailure(reason, field) : runtimeFailure(`The field '${field}' must be a ${expected} but was: ${JSON.stringify(value)}`);
}

function typeName(value: Json): string {
  if (value === null) return 'null';
  if (isList(value)) return 'array';
  return typeof value;
}

function quoted(value: Json): string {
  return `"${typeof value === 'string' ? value : JSON.stringify(value)}"`;
}
