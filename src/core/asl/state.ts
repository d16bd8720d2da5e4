import { isList, isObject, own, type Json, type JsonObject } from '../base/json.ts';
import { nearest } from '../base/nearest.ts';
import { FIELDS, REQUIRED } from './fields.ts';
import { below, describe, isFull, report, type At, type Here, type Scope, type Run } from './here.ts';
import { checkMap } from './map.ts';
import { STATE_TYPES, type QueryLanguage, type StateType } from './types.ts';
import { reportMissing, reportTwin } from './values.ts';
import { wrongType } from './placeholder.ts';

/** Checks one state by itself; where it leads is checked with its neighbours, in `transitions.ts`. */
export function checkState(run: Run, scope: Scope, name: string, value: Json, at: At): void {
  if (!isObject(value)) {
    const here: Here = { run, scope, state: name, type: undefined, language: scope.language };
    return report(here, 'asl-not-an-object', { what: `The state “${name}”`, found: describe(value) }, at);
  }
  const type = own(value, 'Type');
  const language = languageOf(scope, value);
  const here: Here = { run, scope, state: name, type: isStateType(type) ? type : undefined, language };
  if (scope.language === 'JSONata' && own(value, 'QueryLanguage') === 'JSONPath') {
    // AWS's refusal is recorded for states of the machine itself; asl-validator lets it pass inside of a Map.
    report(here, 'asl-language-downgrade', {}, below(at, 'QueryLanguage'), scope.kind === 'machine' ? 'error' : 'warning');
  }
  if (here.type === undefined) return reportType(here, type, value, at);
  checkFields(here, here.type, value, at);
  checkOnward(here, here.type, value, at);
  if (here.type === 'Map') checkMap(here, value, at);
  else if (here.type === 'Wait') checkDuration(here, value, at);
  else if (here.type === 'Task') checkTask(here, value, at);
}

function languageOf(scope: Scope, state: JsonObject): QueryLanguage {
  const own_ = own(state, 'QueryLanguage');
  return own_ === 'JSONata' || own_ === 'JSONPath' ? own_ : scope.language;
}

function isStateType(type: Json | undefined): type is StateType {
  return (STATE_TYPES as readonly unknown[]).includes(type);
}

function reportType(here: Here, type: Json | undefined, state: JsonObject, at: At): void {
  if (type === undefined) {
    report(here, 'asl-missing-field', { field: 'Type', what: 'the state', meant: nearest('Type', Object.keys(state)) ?? '' }, at);
  } else if (typeof type !== 'string') {
    wrongType(here, 'Type', `one of ${STATE_TYPES.join(', ')}`, type, below(at, 'Type'));
  } else {
    report(here, 'asl-not-one-of', { field: 'Type', found: type, values: STATE_TYPES.join(', '), meant: nearest(type, STATE_TYPES) ?? '' }, below(at, 'Type'));
  }
}

function checkFields(here: Here, type: StateType, state: JsonObject, at: At): void {
  const fields = FIELDS[type];
  const explained = reportMissing(here, state, REQUIRED[type] ?? [], `a ${type} state`, fields, at);
  for (const key in state) {
    const field = fields.get(key);
    if (field === undefined) {
      if (!explained.has(key)) reportUnknownField(here, type, key, at);
    } else if (field.language !== undefined && field.language !== here.language) {
      report(here, 'asl-field-of-other-language', { field: key, language: field.language, used: here.language, advice: field.instead ?? '' }, below(at, key));
    } else {
      field.check(here, key, state[key] as Json, below(at, key));
      reportTwin(here, state, key, fields, at);
    }
  }
}

function reportUnknownField(here: Here, type: StateType, field: string, at: At): void {
  if (isFull(here)) return;
  const usable = [...FIELDS[type]].filter(([, f]) => f.language === undefined || f.language === here.language).map(([name]) => name);
  const elsewhere = STATE_TYPES.filter((t) => FIELDS[t].has(field));
  const known = elsewhere.length > 0 ? `It is a field of ${elsewhere.join(', ')} states; a ${type} state has ${usable.join(', ')}.` : `A ${type} state has ${usable.join(', ')}.`;
  report(here, 'asl-unknown-field', { field, what: `a ${type} state`, meant: elsewhere.length > 0 ? '' : (nearest(field, usable) ?? ''), known }, below(at, field));
}

/** Exactly one of `Next` and `End`, but for Choice, Succeed and Fail, which have neither. */
function checkOnward(here: Here, type: StateType, state: JsonObject, at: At): void {
  if (!FIELDS[type].has('Next')) return;
  const next = Object.hasOwn(state, 'Next');
  const end = Object.hasOwn(state, 'End');
  if (next && end) report(here, 'asl-next-and-end', {}, below(at, 'End'));
  if (!next && !end) report(here, 'asl-no-way-on', {}, at);
}

function checkDuration(here: Here, state: JsonObject, at: At): void {
  const all = here.language === 'JSONata' ? ['Seconds', 'Timestamp'] : ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'];
  const [first, second] = all.filter((field) => Object.hasOwn(state, field));
  if (first === undefined) report(here, 'asl-missing-one-of', { what: 'A Wait state', fields: all.map((f) => `“${f}”`).join(', ') }, at);
  // `Seconds` beside `SecondsPath` is reported with all other pairs of that kind.
  else if (second !== undefined && second !== `${first}Path`) report(here, 'asl-fields-conflict', { field: first, other: second }, below(at, second));
}

function checkTask(here: Here, state: JsonObject, at: At): void {
  const heartbeat = own(state, 'HeartbeatSeconds');
  const timeout = own(state, 'TimeoutSeconds');
  if (typeof heartbeat === 'number' && typeof timeout === 'number' && heartbeat >= timeout) report(here, 'asl-heartbeat', { heartbeat, timeout }, below(at, 'HeartbeatSeconds'));
  const resource = own(state, 'Resource');
  if (typeof resource !== 'string' || !resource.endsWith('.waitForTaskToken')) return;
  const sent = own(state, here.language === 'JSONata' ? 'Arguments' : 'Parameters');
  if (!mentionsToken(sent)) report(here, 'asl-task-token', {}, below(at, 'Resource'));
}

/** Whether the token, or the whole context or input that may hold it, is handed on somewhere. */
function mentionsToken(value: Json | undefined, depth = 0): boolean {
  if (typeof value === 'string') return /Task\.Token|Task\['Token'\]|^\$\$?$|\$states\.context\s*(%|\.Task\s*%)/.test(value);
  if (depth > 100 || typeof value !== 'object' || value === null) return false;
  return (isList(value) ? value : Object.values(value)).some((v) => mentionsToken(v, depth + 1));
}
