import { isList, isObject, type Json, type JsonObject } from '../base/json.ts';
import { nearest } from '../base/nearest.ts';
import { checkExpressionText } from './expressions.ts';
import { below, describe, isFull, report, type At, type Here } from './here.ts';
import { hasToken, isPlaceholder, wrongType } from './placeholder.ts';

/** Checks of single values. In JSONata most of them may be an expression instead. */
export type FieldCheck = (here: Here, field: string, value: Json, at: At) => void;

export const anything: FieldCheck = () => {};

export const text: FieldCheck = (here, field, value, at) => {
  if (typeof value !== 'string') wrongType(here, field, 'a text', value, at);
};

export const trueOrFalse: FieldCheck = (here, field, value, at) => {
  if (typeof value === 'boolean' || (typeof value === 'string' && hasToken(value))) return;
  wrongType(here, field, 'true or false', value, at);
};

/** `End`: AWS takes `true` only. */
export const onlyTrue: FieldCheck = (here, field, value, at) => {
  if (value !== true) wrongType(here, field, 'true', value, at);
};

export const textOrExpression: FieldCheck = (here, field, value, at) => {
  if (typeof value !== 'string') wrongType(here, field, 'a text', value, at);
  else if (here.language === 'JSONata') checkExpressionText(here, field, value, at, 'input');
};

interface NumberRule {
  readonly min: number;
  readonly max?: number;
  readonly whole?: boolean;
}

export function number(rule: NumberRule): FieldCheck {
  const { min, max = Infinity, whole = true } = rule;
  const wanted = whole ? 'a whole number' : 'a number';
  const range = max === Infinity ? `${wanted} of at least ${min}` : `${wanted} from ${min} to ${max.toLocaleString('en-US')}`;
  return (here, field, value, at) => {
    if (typeof value === 'string' && hasToken(value)) return;
    if (typeof value !== 'number') wrongType(here, field, wanted, value, at);
    else if (value < min || value > max || (whole && !Number.isInteger(value))) report(here, 'asl-out-of-range', { field, found: value, range }, at);
  };
}

/** The check, or in JSONata an expression instead of the value. */
export function orExpression(wanted: string, check: FieldCheck): FieldCheck {
  return (here, field, value, at) => {
    if (here.language === 'JSONata' && typeof value === 'string' && (value.startsWith('{%') || !hasToken(value))) {
      if (!checkExpressionText(here, field, value, at, 'input') && !isPlaceholder(here, field, value, at)) {
        report(here, 'asl-expression-wanted', { field, wanted, found: describe(value) }, at);
      }
    } else check(here, field, value, at);
  };
}

export function oneOf(...values: readonly string[]): FieldCheck {
  const known = new Set(values);
  return (here, field, value, at) => {
    if (typeof value !== 'string') return wrongType(here, field, `one of ${values.join(', ')}`, value, at);
    if (known.has(value) || hasToken(value)) return;
    report(here, 'asl-not-one-of', { field, found: value, values: values.join(', '), meant: nearest(value, values) ?? '' }, at);
  };
}

export function listOf(element: string, check: FieldCheck): FieldCheck {
  return (here, field, value, at) => {
    if (!isList(value)) return wrongType(here, field, 'a list', value, at);
    if (value.length === 0) report(here, 'asl-empty-list', { field, element }, at);
    value.forEach((item, i) => check(here, field, item, below(at, i)));
  };
}

/** A date and time of RFC 3339: upper case T and Z, an offset required, each part in its range. */
function isTimestamp(value: string): boolean {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|[+-](\d\d):(\d\d))$/.exec(value)?.slice(1).map(Number);
  if (parts === undefined) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, offsetHour = 0, offsetMinute = 0] = parts.map((n) => (Number.isNaN(n) ? 0 : n));
  const days = [31, year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days && hour <= 23 && minute <= 59 && second <= 60 && offsetHour <= 23 && offsetMinute <= 59;
}

export const timestamp: FieldCheck = (here, field, value, at) => {
  if (typeof value !== 'string') return wrongType(here, field, 'a time as text', value, at);
  if (!isTimestamp(value) && !isPlaceholder(here, field, value, at)) report(here, 'asl-timestamp', { field, found: describe(value) }, at);
};

/** An object with these fields and no others. */
export function object(what: string, fields: Readonly<Record<string, FieldCheck>>, required: readonly string[] = []): FieldCheck {
  const known = new Map(Object.entries(fields));
  return (here, field, value, at) => {
    if (!isObject(value)) return wrongType(here, field, 'an object', value, at);
    const explained = reportMissing(here, value, required, what, known, at);
    for (const key of Object.keys(value)) {
      const check = known.get(key);
      if (check !== undefined) check(here, key, value[key] as Json, below(at, key));
      else if (!explained.has(key)) reportUnknown(here, key, what, known.keys(), at);
      reportTwin(here, value, key, known, at);
    }
  };
}

export function reportUnknown(here: Here, field: string, what: string, known: Iterable<string>, at: At | undefined): void {
  if (isFull(here)) return;
  const all = [...known];
  report(here, 'asl-unknown-field', { field, what, meant: nearest(field, all) ?? '', known: `Its fields are ${all.join(', ')}.` }, below(at, field));
}

/** `Seconds` and `SecondsPath` at once. `Result` and `ResultPath` are no such pair. */
export function reportTwin(here: Here, value: JsonObject, field: string, known: ReadonlyMap<string, unknown>, at: At | undefined): void {
  if (!field.endsWith('Path')) return;
  const other = field.slice(0, -4);
  if (other !== 'Result' && known.has(other) && Object.hasOwn(value, other)) report(here, 'asl-fields-conflict', { field: other, other: field }, below(at, field));
}

/**
 * Reports required fields that are not there. Where an unknown field is most likely the missing one misspelt, one report
 * says both; the names of those fields are returned.
 */
export function reportMissing(here: Here, value: JsonObject, required: readonly string[], what: string, known: { has: (key: string) => boolean }, at: At | undefined): ReadonlySet<string> {
  const explained = new Set<string>();
  for (const field of required) {
    if (Object.hasOwn(value, field)) continue;
    const meant = nearest(field, Object.keys(value).filter((key) => !known.has(key) && !explained.has(key)));
    if (meant !== undefined) explained.add(meant);
    report(here, 'asl-missing-field', { field, what, meant: meant ?? '' }, meant === undefined ? at : below(at, meant));
  }
  return explained;
}
