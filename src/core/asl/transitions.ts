import { isList, isObject, own, type Json, type JsonObject } from '../base/json.ts';
import { below, describe, report, suggest, type At, type Here, type Run, type Scope } from './here.ts';
import { hasToken } from './placeholder.ts';

/** Where the states of one list lead: every target exists here, something ends, everything can be reached. */

interface Step {
  readonly field: string;
  readonly target: Json;
  readonly at: At;
}

export function checkTransitions(run: Run, scope: Scope, states: JsonObject): void {
  const machine = scope.value as JsonObject;
  const machineHere: Here = { run, scope, state: scope.state, type: undefined, language: scope.language };
  const statesAt = below(scope.at, 'States');
  const waysOn = new Map<string, readonly string[]>();
  let ends = false;
  for (const name in states) {
    const state = states[name] as Json;
    const targets: string[] = [];
    for (const step of isObject(state) ? stepsOf(state, below(statesAt, name)) : []) {
      const target = resolve(machineHere, name, step, states);
      if (target !== undefined) targets.push(target);
    }
    waysOn.set(name, targets);
    ends ||= !isObject(state) || isTerminal(state);
  }
  if (!ends) report(machineHere, 'asl-no-terminal-state', {}, statesAt);
  const start = own(machine, 'StartAt');
  if (start === undefined) return;
  const first = resolve(machineHere, scope.state, { field: 'StartAt', target: start, at: below(scope.at, 'StartAt') }, states);
  if (first !== undefined) reportUnreachable(machineHere, first, waysOn, statesAt);
}

/** All fields of a state that name another. */
function stepsOf(state: JsonObject, at: At): readonly Step[] {
  const steps: Step[] = [];
  const add = (field: string, holder: JsonObject, there: At) => {
    const target = own(holder, field);
    if (target !== undefined) steps.push({ field, target, at: below(there, field) });
  };
  const addAll = (list: string) => {
    const elements = own(state, list);
    if (isList(elements)) elements.forEach((element, i) => isObject(element) && add('Next', element, below(below(at, list), i)));
  };
  if (state['Type'] === 'Choice') {
    add('Default', state, at);
    addAll('Choices');
  } else if (state['Type'] !== 'Fail' && state['Type'] !== 'Succeed') {
    add('Next', state, at);
    addAll('Catch');
  }
  return steps;
}

function isTerminal(state: JsonObject): boolean {
  const type = state['Type'];
  return type === 'Succeed' || type === 'Fail' || own(state, 'End') === true;
}

/**
 * The state that a field means, reported if there is none. A misspelt name is taken for the similar one, so that one slip
 * does not make all that follows unreachable.
 */
function resolve(machineHere: Here, state: string | undefined, step: Step, states: JsonObject): string | undefined {
  const { field, target, at } = step;
  if (typeof target === 'string' && Object.hasOwn(states, target)) return target;
  const here: Here = { ...machineHere, state };
  if (typeof target !== 'string') {
    // YAML reads an unquoted true or 1 as a value: the state is there, the quotes are missing.
    const named = typeof target !== 'object' && Object.hasOwn(states, String(target)) ? String(target) : undefined;
    report(here, 'asl-wrong-type', { field, wanted: named === undefined ? 'the name of a state' : `the text "${named}"`, found: describe(target) }, at, named === undefined ? 'error' : 'warning');
    return named;
  }
  if (hasToken(target)) return undefined;
  const meant = suggest(here, target, () => Object.keys(states));
  const elsewhere = here.run.stateNames.has(target);
  report(here, 'asl-no-such-state', { field, target, meant: elsewhere ? '' : (meant ?? ''), elsewhere: elsewhere ? 1 : 0 }, at);
  return meant;
}

function reportUnreachable(here: Here, start: string, waysOn: ReadonlyMap<string, readonly string[]>, statesAt: At): void {
  const reached = new Set([start]);
  for (const name of reached) for (const next of waysOn.get(name) ?? []) reached.add(next);
  for (const name of waysOn.keys()) {
    if (!reached.has(name)) report({ ...here, state: name }, 'asl-unreachable-state', { name }, below(statesAt, name));
  }
}
