import { checkChoices } from './choice.ts';
import { checkCatch, checkRetry } from './errorHandlers.ts';
import { below, report, scopeOf } from './here.ts';
import { isObject, type Json } from '../base/json.ts';
import { checkExpressionText } from './expressions.ts';
import { LIMITS } from './limits.ts';
import { itemBatcher, itemReader, items, itemsPath, label, resultWriter } from './map.ts';
import { checkPath, checkReferencePath, checkResultPath, checkTextPath } from './paths.ts';
import { checkResource } from './resource.ts';
import { checkAssign, checkRequest, checkTemplate } from './templates.ts';
import type { QueryLanguage, StateType } from './types.ts';
import { anything, number, oneOf, onlyTrue, orExpression, text, textOrExpression, timestamp, type FieldCheck } from './values.ts';
import { wrongType } from './placeholder.ts';

/** Which fields a state has, by its type and query language (AWS's developer guide, one page for each type of state). */
export interface Field {
  /** Only in this language; in both if it is absent. */
  readonly language?: QueryLanguage;
  readonly check: FieldCheck;
  /** What to use in the other language. */
  readonly instead?: string;
}

const both = (check: FieldCheck): Field => ({ check });
const path = (check: FieldCheck, instead: string): Field => ({ language: 'JSONPath', check, instead });
const ata = (check: FieldCheck, instead: string): Field => ({ language: 'JSONata', check, instead });

const nullOr = (check: FieldCheck): FieldCheck => (here, field, value, at) => {
  if (value !== null) check(here, field, value, at);
};
/** What is filled in before the work is done. */
const before: FieldCheck = (here, field, value, at) => checkTemplate(here, field, value, at, 'input');
/** What is filled in when there is a result. */
const after: FieldCheck = (here, field, value, at) => checkTemplate(here, field, value, at, 'result');

const seconds = (min: number) => orExpression('a whole number', number({ min, max: LIMITS.seconds }));
const count = orExpression('a whole number', number({ min: 0 }));
const percentage = orExpression('a number', number({ min: 0, max: 100, whole: false }));

const credentials: FieldCheck = (here, field, value, at) => {
  if (typeof value === 'string' && here.language === 'JSONata' && checkExpressionText(here, field, value, at, 'input')) return;
  if (!isObject(value)) return wrongType(here, field, 'an object with RoleArn', value, at);
  before(here, field, value, at);
  if (!Object.hasOwn(value, 'RoleArn') && !Object.hasOwn(value, 'RoleArn.$')) report(here, 'asl-missing-field', { field: 'RoleArn', what: 'Credentials', meant: '' }, at, 'warning');
};

const branches: FieldCheck = (here, field, value, at) => {
  if (!Array.isArray(value)) return wrongType(here, field, 'a list of machines', value, at);
  if (value.length === 0) report(here, 'asl-empty-list', { field, element: 'branch' }, at);
  const { scope, state, run } = here;
  (value as readonly Json[]).forEach((branch, i) => {
    run.pending.push(scopeOf({ kind: 'branch', value: branch, at: below(at, i), parent: scope, state, language: scope.language, machineType: scope.machineType, distributed: false }));
  });
};

const COMMON = { Type: both(anything), Comment: both(text), QueryLanguage: both(oneOf('JSONPath', 'JSONata')) };
const FILTERED = {
  InputPath: path(nullOr(checkPath), 'In JSONata there is nothing to cut off: read what is needed from $states.input.'),
  OutputPath: path(nullOr(checkPath), 'Use “Output”.'),
};
const GOING = { Next: both(anything), End: both(onlyTrue) };
const RESULT_PATH = path(nullOr(checkResultPath), 'Use “Output”, or keep the value by “Assign”.');
const resultSelector: FieldCheck = (here, field, value, at) => {
  if (isObject(value)) after(here, field, value, at);
  // AWS documents an object; asl-validator takes a list.
  else if (Array.isArray(value)) report(here, 'asl-wrong-type', { field, wanted: 'an object', found: 'a list' }, at, 'warning');
  else wrongType(here, field, 'an object', value, at);
};
const RESULT_SELECTOR = path(resultSelector, 'Use “Output” with $states.result.');
const HANDLED = { Retry: both(checkRetry), Catch: both(checkCatch) };
const PARAMETERS = path(before, 'Use “Arguments”.');
const ARGUMENTS = ata(checkRequest, 'Use “Parameters”.');
const output = (check: FieldCheck) => ata(check, 'Use “ResultSelector”, “ResultPath” or “OutputPath”.');
const assign = (reads: 'input' | 'result') => both((here, field, value, at) => checkAssign(here, field, value, at, reads));
const twin = (plain: string, check: FieldCheck = checkReferencePath) => path(check, `Use “${plain}” with an expression.`);

const table = (fields: Readonly<Record<string, Field>>): ReadonlyMap<string, Field> => new Map(Object.entries(fields));

export const FIELDS: Readonly<Record<StateType, ReadonlyMap<string, Field>>> = {
  Task: table({
    ...COMMON, ...FILTERED, ...GOING, ...HANDLED,
    Resource: both(checkResource), Parameters: PARAMETERS, Arguments: ARGUMENTS, Credentials: both(credentials),
    TimeoutSeconds: both(seconds(1)), TimeoutSecondsPath: twin('TimeoutSeconds'), HeartbeatSeconds: both(seconds(1)), HeartbeatSecondsPath: twin('HeartbeatSeconds'),
    ResultSelector: RESULT_SELECTOR, ResultPath: RESULT_PATH, Output: output(after), Assign: assign('result'),
  }),
  Parallel: table({
    ...COMMON, ...FILTERED, ...GOING, ...HANDLED,
    Branches: both(branches), Parameters: PARAMETERS, Arguments: ARGUMENTS,
    ResultSelector: RESULT_SELECTOR, ResultPath: RESULT_PATH, Output: output(after), Assign: assign('result'),
  }),
  Map: table({
    ...COMMON, ...FILTERED, ...GOING, ...HANDLED,
    ItemProcessor: both(anything), Iterator: both(anything), ItemSelector: both(before), Parameters: path(before, 'Use “ItemSelector”.'),
    Items: ata(items, 'Use “ItemsPath”.'), ItemsPath: path(itemsPath, 'Use “Items” with an expression.'),
    MaxConcurrency: both(count), MaxConcurrencyPath: twin('MaxConcurrency'), Label: both(label), ItemReader: both(itemReader), ItemBatcher: both(itemBatcher), ResultWriter: both(resultWriter),
    ToleratedFailureCount: both(count), ToleratedFailureCountPath: twin('ToleratedFailureCount'),
    ToleratedFailurePercentage: both(percentage), ToleratedFailurePercentagePath: twin('ToleratedFailurePercentage'),
    ResultSelector: RESULT_SELECTOR, ResultPath: RESULT_PATH, Output: output(after), Assign: assign('result'),
  }),
  Pass: table({
    ...COMMON, ...FILTERED, ...GOING,
    Result: path(anything, 'Use “Output”.'), ResultPath: RESULT_PATH, Parameters: path(before, 'Use “Output”.'),
    Output: ata(before, 'Use “Parameters” or “Result”.'), Assign: assign('input'),
  }),
  Wait: table({
    ...COMMON, ...FILTERED, ...GOING,
    Seconds: both(seconds(0)), SecondsPath: twin('Seconds'), Timestamp: both(orTimestampExpression), TimestampPath: twin('Timestamp'),
    Output: ata(before, 'Use “OutputPath”.'), Assign: assign('input'),
  }),
  Choice: table({
    ...COMMON, ...FILTERED,
    Choices: both(checkChoices), Default: both(anything), Output: ata(before, 'Use “OutputPath”.'), Assign: assign('input'),
  }),
  Succeed: table({ ...COMMON, ...FILTERED, Output: ata(before, 'Use “OutputPath”.') }),
  Fail: table({
    ...COMMON,
    Error: both(textOrExpression), ErrorPath: twin('Error', checkTextPath), Cause: both(textOrExpression), CausePath: twin('Cause', checkTextPath),
  }),
};

/** A time in both languages; in JSONata it may be an expression that gives one. */
function orTimestampExpression(...[here, field, value, at]: Parameters<FieldCheck>): void {
  const isExpression = here.language === 'JSONata' && typeof value === 'string' && checkExpressionText(here, field, value, at, 'input');
  if (!isExpression) timestamp(here, field, value, at);
}

/** Fields without which a state of the type is refused; a Map's processor and a Wait's duration have rules of their own. */
export const REQUIRED: Readonly<Partial<Record<StateType, readonly string[]>>> = { Task: ['Resource'], Parallel: ['Branches'], Choice: ['Choices'] };
