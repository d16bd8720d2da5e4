import { isList, isObject, type Json, type JsonObject } from '../base/json.ts';
import { nearest } from '../base/nearest.ts';
import { checkCondition } from './expressions.ts';
import { below, describe, isFull, isTooDeep, report, shorten, type At, type Here } from './here.ts';
import { readPath } from './path.ts';
import { checkPath } from './paths.ts';
import { withoutTokens, wrongType } from './placeholder.ts';
import { checkAssign, checkTemplate } from './templates.ts';
import { number, reportMissing, text, timestamp, trueOrFalse, type FieldCheck } from './values.ts';

/** The rules of a Choice state. */

const ORDERS = ['Equals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];

/** Every comparison of JSONPath and what it compares with: a value of its type, or by `…Path` one that is looked up. */
const COMPARISONS: ReadonlyMap<string, FieldCheck> = new Map<string, FieldCheck>([
  ...family('Boolean', ['Equals'], trueOrFalse),
  ...family('Numeric', ORDERS, number({ min: -Infinity, whole: false })),
  ...family('String', ORDERS, text),
  ...family('Timestamp', ORDERS, timestamp),
  ['StringMatches', text],
  ...['IsNull', 'IsPresent', 'IsNumeric', 'IsString', 'IsBoolean', 'IsTimestamp'].map((name) => [name, trueOrFalse] as const),
]);

function family(type: string, orders: readonly string[], check: FieldCheck): readonly (readonly [string, FieldCheck])[] {
  return orders.flatMap((order) => [[type + order, check], [`${type}${order}Path`, checkPath]] as const);
}

const COMBINATIONS: ReadonlySet<string> = new Set(['And', 'Or', 'Not']);
const OUTER: ReadonlySet<string> = new Set(['Next', 'Assign', 'Comment']);
const JSONPATH_FIELDS: readonly string[] = ['Variable', ...COMPARISONS.keys(), ...COMBINATIONS, ...OUTER];
const JSONATA_FIELDS: readonly string[] = ['Condition', 'Next', 'Assign', 'Output', 'Comment'];
const KNOWN: ReadonlySet<string> = new Set([...JSONPATH_FIELDS, ...JSONATA_FIELDS]);
/** For the hint; all 39 comparisons would fill the screen. */
const SHOWN = { JSONPath: 'Variable, one comparison such as StringEquals, And, Or, Not, Next, Assign and Comment', JSONata: 'Condition, Next, Assign, Output and Comment' };

export function checkChoices(here: Here, field: string, value: Json, at: At): void {
  if (!isList(value)) return wrongType(here, field, 'a list of rules', value, at);
  if (value.length === 0) report(here, 'asl-empty-list', { field, element: 'rule' }, at);
  value.forEach((rule, i) => {
    const there = below(at, i);
    if (!isObject(rule)) return report(here, 'asl-wrong-type', { field, wanted: 'a list of rules', found: `a list with ${describe(rule)}` }, there);
    if (Object.keys(rule).length === 0) report(here, 'asl-empty-rule', {}, there);
    else if (here.language === 'JSONata') checkJsonataRule(here, rule, there);
    else checkRule(here, rule, there, true);
  });
}

function checkJsonataRule(here: Here, rule: JsonObject, at: At): void {
  const explained = reportMissing(here, rule, ['Condition', 'Next'], 'a Choice rule', KNOWN, at);
  for (const key of Object.keys(rule)) {
    const value = rule[key] as Json;
    const there = below(at, key);
    if (key === 'Condition') checkCondition(here, key, value, there);
    else if (key === 'Assign') checkAssign(here, key, value, there, 'input');
    else if (key === 'Output') checkTemplate(here, key, value, there, 'input');
    else if (key === 'Comment') text(here, key, value, there);
    else if (key === 'Next') continue;
    else if (KNOWN.has(key)) otherLanguage(here, key, there, 'Write the comparison as an expression in “Condition”.');
    else if (!explained.has(key)) unknownField(here, key, JSONATA_FIELDS, there);
  }
}

function checkRule(here: Here, rule: JsonObject, at: At, outermost: boolean): void {
  if (isTooDeep(here, at)) return;
  const explained = reportMissing(here, rule, outermost ? ['Next'] : [], 'a Choice rule', KNOWN, at);
  const comparisons: string[] = [];
  const unknown: string[] = [];
  for (const key of Object.keys(rule)) {
    const value = rule[key] as Json;
    const there = below(at, key);
    const compare = COMPARISONS.get(key);
    if (compare !== undefined) {
      comparisons.push(key);
      compare(here, key, value, there);
    } else if (COMBINATIONS.has(key)) {
      comparisons.push(key);
      checkCombination(here, key, value, there);
    } else if (key === 'Variable') checkVariable(here, key, value, there);
    else if (key === 'Comment') text(here, key, value, there);
    else if (OUTER.has(key)) checkOuter(here, key, value, there, outermost);
    else if (key === 'Condition' || key === 'Output') otherLanguage(here, key, there, key === 'Output' ? 'Use a Pass state, or give the state "QueryLanguage": "JSONata".' : 'Use “Variable” with a comparison, or give the state "QueryLanguage": "JSONata".');
    else if (!explained.has(key)) unknown.push(key);
  }
  checkComparisonCount(here, rule, comparisons, unknown, at);
}

/** AWS documents a reference path; whether it refuses others is not recorded, and asl-validator does. */
function checkVariable(here: Here, field: string, value: Json, at: At): void {
  checkPath(here, field, value, at);
  const path = typeof value === 'string' ? readPath(withoutTokens(value)) : undefined;
  if (path?.ok === true && !path.reference) report(here, 'asl-reference-path', { field, found: shorten(String(value)) }, at, 'warning');
}

function checkOuter(here: Here, key: string, value: Json, at: At, outermost: boolean): void {
  if (!outermost) report(here, 'asl-nested-rule', { field: key }, at);
  else if (key === 'Assign') checkAssign(here, key, value, at, 'input');
}

function checkCombination(here: Here, key: string, value: Json, at: At): void {
  if (key === 'Not') {
    if (isObject(value)) checkRule(here, value, at, false);
    else wrongType(here, key, 'a rule', value, at);
    return;
  }
  if (!isList(value)) return wrongType(here, key, 'a list of rules', value, at);
  if (value.length === 0) report(here, 'asl-empty-list', { field: key, element: 'rule' }, at);
  value.forEach((rule, i) => {
    if (isObject(rule)) checkRule(here, rule, below(at, i), false);
    else report(here, 'asl-wrong-type', { field: key, wanted: 'a list of rules', found: `a list with ${describe(rule)}` }, below(at, i));
  });
}

function checkComparisonCount(here: Here, rule: JsonObject, comparisons: readonly string[], unknown: string[], at: At): void {
  if (comparisons.length > 1) report(here, 'asl-many-comparisons', { count: comparisons.length, found: comparisons.join(', ') }, at);
  if (comparisons.length === 0) {
    // A misspelt comparison is the usual reason: one message for both.
    const found = unknown.shift() ?? '';
    report(here, 'asl-no-comparison', { found, meant: found === '' ? '' : (nearest(found, JSONPATH_FIELDS) ?? '') }, found === '' ? at : below(at, found));
  }
  const needsVariable = comparisons.some((c) => !COMBINATIONS.has(c));
  const explained = needsVariable ? reportMissing(here, rule, ['Variable'], 'a Choice rule', KNOWN, at) : new Set();
  for (const key of unknown) if (!explained.has(key)) unknownField(here, key, JSONPATH_FIELDS, below(at, key));
}

function unknownField(here: Here, field: string, known: readonly string[], at: At): void {
  if (isFull(here)) return;
  report(here, 'asl-unknown-field', { field, what: 'a Choice rule', meant: nearest(field, known) ?? '', known: `Its fields are ${SHOWN[here.language]}.` }, at);
}

function otherLanguage(here: Here, field: string, at: At, advice: string): void {
  const language = here.language === 'JSONata' ? 'JSONPath' : 'JSONata';
  report(here, 'asl-field-of-other-language', { field, language, used: here.language, advice }, at);
}
