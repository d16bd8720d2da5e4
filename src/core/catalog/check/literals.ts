import { isList, isObject, type Json, type JsonObject } from '../../base/json.ts';
import { childPointer, type Pointer } from '../../base/pointer.ts';
import { looksLikeBinding } from '../../model/binding.ts';
import { derivedAt, derivedBelow, memberShapes, shapeOr } from '../lookup.ts';
import type { Shape } from '../shape.ts';
import { checkBinding } from './bindings.ts';
import { removeFix, report, reportMissing, setFix, short, type Check } from './context.ts';
import { nearest } from './nearest.ts';
import { secretIn } from './secrets.ts';
import { textProblem, type TextProblem, type TextShape } from './text.ts';

/** Checks a value, and all that is inside it, against its shape. `name` is the nearest name above it. */
export function checkValue(check: Check, shape: Shape, value: Json, at: Pointer, name: string): void {
  if (isObject(value)) {
    if (looksLikeBinding(value)) checkBinding(check, shape, value, at, name, checkLiteral);
    else checkObject(check, shape, value, at, name);
  } else if (isList(value)) checkList(check, shape, value, at, name);
  else checkScalar(check, shape, value, at, name);
}

/** What `{"$literal": x}` and parameters hold is never a binding. */
function checkLiteral(check: Check, shape: Shape, value: Json, at: Pointer, name: string): void {
  if (isObject(value) || isList(value)) checkFree(check, value, at, name);
  else checkScalar(check, shape, value, at, name);
}

function checkObject(check: Check, shape: Shape, value: JsonObject, at: Pointer, name: string): void {
  switch (shape.type) {
    case 'structure': {
      let count = 0;
      const members = memberShapes(check.model, shape);
      for (const key of Object.keys(value)) {
        const member = members.get(key);
        const below = childPointer(at, key);
        if (member) {
          count++;
          checkValue(check, member, value[key] as Json, below, key);
        } else {
          unknownMember(check, shape, value, key, at, below);
          checkFree(check, value[key] as Json, below, key);
        }
      }
      for (const name of shape.required ?? []) if (isEmpty(value[name])) checkMissing(check, shape, name, at);
      // Of a step without any (a Wait) the structure of the pipeline is wrong, which is reported there.
      const none = count === 0 && (at === '' || Object.keys(value).length > 0);
      if (shape.union && count !== 1 && !none) report(check, 'one-of-members', at, { count, members: Object.keys(shape.members).join(', ') });
      return;
    }
    case 'map': {
      const keys = shapeOr(check.model, shape.key);
      const values = shapeOr(check.model, shape.value);
      const names = Object.keys(value);
      sizeProblem(check, shape, names.length, 'entries', at);
      for (const key of names) {
        const below = childPointer(at, key);
        const problem = keys.type === 'string' ? textProblem(keys, key) : undefined;
        if (problem) textReport(check, keys as TextShape, key, problem, below, 'The key ');
        checkValue(check, values, value[key] as Json, below, key);
      }
      return;
    }
    case 'document':
      return checkFree(check, value, at, name);
    case 'string':
      report(check, 'json-as-text', at, { found: 'object' });
      return checkFree(check, value, at, name);
    default:
      report(check, 'wrong-type', at, { found: 'an object', expected: wanted(shape) });
  }
}

function checkList(check: Check, shape: Shape, value: readonly Json[], at: Pointer, name: string): void {
  if (shape.type === 'list') {
    const element = shapeOr(check.model, shape.member);
    sizeProblem(check, shape, value.length, 'elements', at);
    for (let i = 0; i < value.length; i++) checkValue(check, element, value[i] as Json, childPointer(at, i), name);
  } else if (shape.type === 'document') checkFree(check, value, at, name);
  else if (shape.type === 'string') {
    report(check, 'json-as-text', at, { found: 'list' });
    checkFree(check, value, at, name);
  } else {
    const only = value.length === 1 ? value[0] : undefined;
    report(check, 'wrong-type', at, { found: 'a list', expected: wanted(shape) }, only === undefined ? {} : { fix: setFix(check, at, only, 'Use its element') });
  }
}

function checkScalar(check: Check, shape: Shape, value: null | boolean | number | string, at: Pointer, name: string): void {
  // An empty text in the place of a required one is missing, and null was left open: that is said once, there.
  if (value === null || (value === '' && check.missing.has(at))) return;
  if (typeof value === 'string') {
    const what = secretIn(name, value);
    if (what !== undefined) report(check, 'secret-literal', at, { what });
  }
  switch (shape.type) {
    case 'document':
      return;
    case 'string': {
      // Numbers and booleans arrive as their text (emitted-asl.md 2.1).
      const problem = textProblem(shape, String(value));
      if (problem) textReport(check, shape, String(value), problem, at);
      return;
    }
    case 'integer':
    case 'number':
      return checkNumber(check, shape, value, at);
    case 'boolean':
      if (typeof value !== 'boolean') wrongType(check, shape, value, at, value === 'true' ? true : value === 'false' ? false : undefined);
      return;
    case 'timestamp':
      if (typeof value !== 'string' || !TIMESTAMP.test(value)) wrongType(check, shape, value, at);
      return;
    case 'list':
      return wrongType(check, shape, value, at, [value]);
    default:
      return wrongType(check, shape, value, at);
  }
}

/** RFC 3339 with an offset or `Z` (emitted-asl.md 10). */
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

function checkNumber(check: Check, shape: Shape & { readonly type: 'integer' | 'number' }, value: boolean | number | string, at: Pointer): void {
  if (typeof value !== 'number') return wrongType(check, shape, value, at, typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined);
  if (shape.type === 'integer' && !Number.isInteger(value)) return wrongType(check, shape, value, at, Math.round(value));
  if (shape.min !== undefined && value < shape.min) report(check, 'out-of-range', at, { value, bound: 'minimum', limit: shape.min }, { fix: setFix(check, at, shape.min, `Set ${shape.min}`) });
  if (shape.max !== undefined && value > shape.max) report(check, 'out-of-range', at, { value, bound: 'maximum', limit: shape.max }, { fix: setFix(check, at, shape.max, `Set ${shape.max}`) });
}

function wrongType(check: Check, shape: Shape, value: boolean | number | string, at: Pointer, instead?: Json): void {
  const found = typeof value === 'string' ? `the text “${short(value)}”` : `${value}`;
  report(check, 'wrong-type', at, { found, expected: wanted(shape) }, instead === undefined ? {} : { fix: setFix(check, at, instead, `Set ${JSON.stringify(instead)}`) });
}

function wanted(shape: Shape): string {
  switch (shape.type) {
    case 'structure':
    case 'map':
      return 'an object';
    case 'list':
      return 'a list';
    case 'string':
      return 'a text';
    case 'integer':
      return 'a whole number';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'timestamp':
      return 'a time like 2026-01-31T06:00:00Z';
    case 'document':
      return 'any JSON';
  }
}

/** Longer enumerations (instance types) grow every month: a value that is not in ours may be new. */
const OPEN_ENDED = 20;

/** Reports what `textProblem` found, with a fix where one is obvious. */
function textReport(check: Check, shape: TextShape, text: string, problem: TextProblem, at: Pointer, before = ''): void {
  const made = check.kind ? derivedAt(check.kind, at) : undefined;
  const makeName = made && made.rule !== 'place' ? { fix: removeFix(check, at, 'Use made name') } : {};
  const named = before === '' ? {} : { field: `${before}“${short(text)}”` };
  switch (problem.why) {
    case 'choices': {
      const near = nearest(text, shape.enum ?? []);
      const open = problem.allowed.length > OPEN_ENDED;
      const args = { value: short(text), allowed: listed(problem.allowed), ...(near === undefined ? {} : { nearest: near }), ...named };
      report(check, open ? 'not-listed' : 'not-a-choice', at, args, near === undefined || before !== '' ? {} : { fix: setFix(check, at, near, `Set ${near}`) });
      return;
    }
    case 'pattern':
      report(check, 'wrong-form', at, { value: short(text), pattern: problem.pattern, ...named }, makeName);
      return;
    case 'too-long':
      if (made && made.rule !== 'place') report(check, 'name-length', at, { length: problem.length, limit: problem.limit, ...named }, makeName);
      else report(check, 'wrong-length', at, { length: problem.length, unit: 'characters', bound: 'limit', limit: problem.limit, ...named });
      return;
    case 'too-short':
      report(check, 'wrong-length', at, { length: problem.length, unit: problem.length === 1 ? 'character' : 'characters', bound: 'minimum', limit: problem.limit, ...named });
  }
}

function sizeProblem(check: Check, shape: Shape & { readonly type: 'list' | 'map' }, length: number, unit: string, at: Pointer): void {
  // An empty list or map is as good as none: AWS's minimum of one is not worth an error while a person fills it in.
  if (shape.min !== undefined && length < shape.min && length > 0) report(check, 'wrong-length', at, { length, unit, bound: 'minimum', limit: shape.min });
  if (shape.max !== undefined && length > shape.max) report(check, 'wrong-length', at, { length, unit, bound: 'limit', limit: shape.max });
}

function unknownMember(check: Check, shape: Shape & { readonly type: 'structure' }, holder: JsonObject, key: string, at: Pointer, below: Pointer): void {
  const near = nearest(key, Object.keys(shape.members).filter((m) => !Object.hasOwn(holder, m)));
  const renamed = near === undefined ? undefined : Object.fromEntries(Object.entries(holder).map(([k, v]) => [k === key ? near : k, v]));
  report(check, 'unknown-argument', below, { field: key, ...(near === undefined ? {} : { nearest: near }) }, renamed === undefined ? {} : { fix: setFix(check, at, renamed, `Rename to ${near ?? ''}`) });
}

/** Inside free JSON only secrets are looked for. */
export function checkFree(check: Check, value: Json, at: Pointer, name: string): void {
  if (typeof value === 'string') {
    const what = secretIn(name, value);
    if (what !== undefined) report(check, 'secret-literal', at, { what });
  } else if (isList(value)) value.forEach((v, i) => checkFree(check, v, childPointer(at, i), name));
  else if (isObject(value) && !looksLikeBinding(value)) for (const [key, v] of Object.entries(value)) checkFree(check, v, childPointer(at, key), key);
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '';
}

/** A required member that is not there; where Cauce makes something below it, only what else is required there is missing. */
function checkMissing(check: Check, shape: Shape & { readonly type: 'structure' }, name: string, at: Pointer): void {
  const here = childPointer(at, name);
  if (check.kind && derivedAt(check.kind, here)) return;
  const below = memberShapes(check.model, shape).get(name);
  if (check.kind && derivedBelow(check.kind, here) && below?.type === 'structure') {
    for (const inner of below.required ?? []) checkMissing(check, below, inner, here);
  } else reportMissing(check, here);
}

function listed(words: readonly string[]): string {
  return words.length <= 12 ? words.join(', ') : `${words.slice(0, 10).join(', ')} and ${words.length - 10} more`;
}
