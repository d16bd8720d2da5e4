import { isObject, own, type Json, type JsonObject } from '../base/json.ts';
import { below, describe, report, type At, type Here, type Run, type Scope } from './here.ts';
import { LIMITS } from './limits.ts';
import { checkState } from './state.ts';
import { checkTransitions } from './transitions.ts';
import { anything, number, oneOf, reportMissing, reportUnknown, text, type FieldCheck } from './values.ts';
import { wrongType } from './placeholder.ts';

const MACHINE: ReadonlyMap<string, FieldCheck> = new Map<string, FieldCheck>([
  ['Comment', text],
  ['QueryLanguage', oneOf('JSONPath', 'JSONata')],
  ['StartAt', anything],
  ['States', anything],
]);
const FIELDS: Readonly<Record<Scope['kind'], ReadonlyMap<string, FieldCheck>>> = {
  machine: new Map([...MACHINE, ['Version', oneOf('1.0')], ['TimeoutSeconds', number({ min: 1, max: LIMITS.seconds })]]),
  branch: MACHINE,
  processor: new Map([...MACHINE, ['ProcessorConfig', anything]]),
};
const NAMES: Readonly<Record<Scope['kind'], string>> = { machine: 'the definition', branch: 'the branch', processor: 'the body of a Map' };

/** Checks one list of states with the fields around it. Lists inside it are put on `run.pending`. */
export function checkMachine(run: Run, outer: Scope): void {
  const { value, at, kind } = outer;
  const before: Here = { run, scope: outer, state: outer.state, type: undefined, language: outer.language };
  if (!isObject(value)) return report(before, 'asl-not-an-object', { what: capital(NAMES[kind]), found: describe(value) }, at);
  const scope = withLanguage(outer, value);
  const here: Here = { ...before, scope, language: scope.language };
  run.scopes.push(scope);
  if (outer.language === 'JSONata' && own(value, 'QueryLanguage') === 'JSONPath' && kind !== 'machine') report(here, 'asl-language-downgrade', {}, below(at, 'QueryLanguage'));
  checkOwnFields(here, value, at, kind);
  const states = own(value, 'States');
  if (states === undefined) return;
  const statesAt = below(at, 'States');
  if (!isObject(states)) return wrongType(here, 'States', 'an object of states', states, statesAt);
  const names = Object.keys(states);
  if (names.length === 0) return report(here, 'asl-no-states', {}, statesAt);
  for (const name of names) {
    const stateAt = below(statesAt, name);
    checkName({ ...here, state: name }, name, stateAt);
    checkState(run, scope, name, states[name] as Json, stateAt);
  }
}

/** The second look at a scope, when all names of the machine are known. */
export function checkWaysOn(run: Run, scope: Scope): void {
  const states = isObject(scope.value) ? own(scope.value, 'States') : undefined;
  if (isObject(states) && Object.keys(states).length > 0) checkTransitions(run, scope, states);
}

function withLanguage(scope: Scope, machine: JsonObject): Scope {
  const language = own(machine, 'QueryLanguage');
  return language === 'JSONata' || (language === 'JSONPath' && scope.kind === 'machine') ? { ...scope, language } : scope;
}

function checkOwnFields(here: Here, machine: JsonObject, at: At | undefined, kind: Scope['kind']): void {
  const known = FIELDS[kind];
  const explained = reportMissing(here, machine, ['StartAt', 'States'], NAMES[kind], known, at);
  for (const key of Object.keys(machine)) {
    const check = known.get(key);
    if (check === undefined && FIELDS.machine.has(key)) {
      // asl-validator takes these in branches too; there they mean nothing.
      report(here, 'asl-unknown-field', { field: key, what: NAMES[kind], known: 'Write it at the top of the definition.' }, below(at, key), 'warning');
    } else if (check === undefined) {
      if (!explained.has(key)) reportUnknown(here, key, NAMES[kind], known.keys(), at);
    } else check(here, key, machine[key] as Json, below(at, key));
  }
}

function checkName(here: Here, name: string, at: At): void {
  // Counted in characters as a person counts them, not in UTF-16 units.
  const length = name.length <= LIMITS.stateName ? name.length : [...name].length;
  if (length === 0 || length > LIMITS.stateName) report(here, 'asl-state-name-length', { length, limit: LIMITS.stateName }, at);

  if (/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/.test(name)) report(here, 'asl-state-name-characters', {}, at);
  if (here.run.stateNames.has(name)) report(here, 'asl-duplicate-state-name', { name }, at);
  else here.run.stateNames.set(name, at);
}

function capital(words: string): string {
  return words.replace(/^./, (c) => c.toUpperCase());
}
