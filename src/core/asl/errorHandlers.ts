import { isList, isObject, type Json } from '../base/json.ts';
import { nearest } from '../base/nearest.ts';
import { below, describe, report, type At, type Here } from './here.ts';
import { LIMITS } from './limits.ts';
import { checkResultPath } from './paths.ts';
import { checkAssign, checkTemplate } from './templates.ts';
import { anything, number, object, oneOf, text, type FieldCheck } from './values.ts';
import { wrongType } from './placeholder.ts';

/** `Retry` and `Catch`: lists that are tried from the first element on, by the name of the error. */

const ERROR_NAMES: ReadonlySet<string> = new Set([
  'States.ALL', 'States.DataLimitExceeded', 'States.ExceedToleratedFailureThreshold', 'States.HeartbeatTimeout', 'States.Http.Socket', 'States.IntrinsicFailure',
  'States.ItemReaderFailed', 'States.NoChoiceMatched', 'States.ParameterPathFailure', 'States.Permissions', 'States.QueryEvaluationError',
  'States.ResultPathMatchFailure', 'States.ResultWriterFailed', 'States.Runtime', 'States.TaskFailed', 'States.Timeout', 'States.BranchFailed',
]);

const errorEquals: FieldCheck = (here, field, value, at) => {
  if (!isList(value)) return wrongType(here, field, 'a list of error names', value, at);
  // asl-validator takes an empty list, and no refusal of AWS is recorded.
  if (value.length === 0) report(here, 'asl-empty-list', { field, element: 'error name' }, at, 'warning');
  value.forEach((name, i) => {
    if (typeof name !== 'string') report(here, 'asl-wrong-type', { field, wanted: 'a list of error names', found: `a list with ${describe(name)}` }, below(at, i));
    else if (name.startsWith('States.') && !ERROR_NAMES.has(name)) report(here, 'asl-error-name', { found: name, meant: nearest(name, ERROR_NAMES) ?? '' }, below(at, i));
  });
  if (value.length > 1 && value.includes('States.ALL')) report(here, 'asl-catch-all-alone', {}, at);
};

/** AWS documents a positive whole number; asl-validator takes 0, and definitions have it. */
const interval: FieldCheck = (here, field, value, at) => {
  if (value === 0) report(here, 'asl-out-of-range', { field, found: 0, range: 'a whole number of at least 1' }, at, 'warning');
  else positive(here, field, value, at);
};
const positive = number({ min: 1, max: LIMITS.seconds });

const retrier = object(
  'a Retry element',
  {
    ErrorEquals: errorEquals,
    IntervalSeconds: interval,
    MaxAttempts: number({ min: 0, max: LIMITS.retries }),
    BackoffRate: number({ min: 1, whole: false }),
    MaxDelaySeconds: number({ min: 1, max: LIMITS.maxDelaySeconds }),
    JitterStrategy: oneOf('FULL', 'NONE'),
    Comment: text,
  },
  ['ErrorEquals'],
);

const jsonPathCatcher = object(
  'a Catch element',
  {
    ErrorEquals: errorEquals,
    Next: anything,
    ResultPath: (here, field, value, at) => value !== null && checkResultPath(here, field, value, at),
    Assign: (here, field, value, at) => checkAssign(here, field, value, at, 'error'),
    Comment: text,
  },
  ['ErrorEquals', 'Next'],
);

const jsonataCatcher = object(
  'a Catch element of a JSONata state',
  {
    ErrorEquals: errorEquals,
    Next: anything,
    Output: (here, field, value, at) => checkTemplate(here, field, value, at, 'error'),
    Assign: (here, field, value, at) => checkAssign(here, field, value, at, 'error'),
    Comment: text,
  },
  ['ErrorEquals', 'Next'],
);

export function checkRetry(here: Here, field: string, value: Json, at: At): void {
  checkHandlers(here, field, value, at, retrier);
}

export function checkCatch(here: Here, field: string, value: Json, at: At): void {
  checkHandlers(here, field, value, at, here.language === 'JSONata' ? jsonataCatcher : jsonPathCatcher);
}

function checkHandlers(here: Here, field: string, value: Json, at: At, check: FieldCheck): void {
  if (!isList(value)) return wrongType(here, field, 'a list', value, at);
  value.forEach((element, i) => {
    check(here, field, element, below(at, i));
    const errors = isObject(element) ? element['ErrorEquals'] : undefined;
    if (i < value.length - 1 && isList(errors) && errors.includes('States.ALL')) report(here, 'asl-catch-all-last', { field }, below(at, i));
  });
}
