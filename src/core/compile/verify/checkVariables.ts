import { isObject, type Json } from '../../base/json.ts';
import { pointer } from '../../base/pointer.ts';
import type { Check } from './check.ts';
import { emittedCondition } from './conditions.ts';
import { targetOf, type ScopeNode, type StateNode } from './machine.ts';
import { same, walk, type Sym } from './sym.ts';
import { assignedNames } from './values.ts';

const FIELDS: readonly (readonly [string, string?])[] = [
  ['Arguments'], ['Parameters'], ['Items', 'ItemsPath'], ['MaxConcurrency', 'MaxConcurrencyPath'], ['TimeoutSeconds', 'TimeoutSecondsPath'], ['HeartbeatSeconds', 'HeartbeatSecondsPath'],
  ['Seconds', 'SecondsPath'], ['Timestamp', 'TimestampPath'], ['Error', 'ErrorPath'], ['Cause', 'CausePath'],
];

/** Variables: assigned on every path before they are read, under one name in one scope; and every state hands on its input. */
export function checkVariables(check: Check): void {
  const sound: Sound = new Set();
  const checkRead = (state: StateNode, field: string, value: Sym): void => checkReads(check, state, field, value, sound);
  for (const state of check.machine.states.values()) {
    for (const [field, twin] of FIELDS) {
      const value = check.values.field(state, field, twin ?? '');
      if (value) checkRead(state, field, value);
    }
    checkRead(state, 'Output', check.values.output(state));
    for (const edge of state.out) {
      for (const name of assignedNames(edge.assign)) checkRead(state, `Assign/${name}`, check.values.assignedBy(edge, name) as Sym);
      if (edge.kind === 'rule') checkRead(state, `Choices/${edge.index}`, emittedCondition(edge.json, check.values.entry(state)));
    }
    if (state.type === 'Map') checkRead(state, 'ItemSelector', check.values.input(state.children[0] as ScopeNode));
    checkHandsOn(check, state);
  }
  checkNames(check, check.machine.top, []);
}

/** Values of which it has been shown that nothing in them is missing: parts of them are shared by many fields. */
type Sound = Set<Sym>;

function checkReads(check: Check, state: StateNode, field: string, value: Sym, sound: Sound): void {
  if (sound.has(value)) return;
  let missing: string | undefined;
  walk(value, (s) => { if (s.k === 'undef') missing ??= s.name; });
  if (missing === undefined) {
    sound.add(value);
    return;
  }
  if (check.expect.hasExpressionOf(state.name)) return;
  check.report('verify-variable', `${state.name}, ${field}: reads ${missing}, which some path has not assigned`, { state: state.name, pointer: `${state.pointer}/${field}` });
}

/** A state that does not end its scope hands on its own input (emitted-asl.md 13); one that ends a branch returns an object. */
function checkHandsOn(check: Check, state: StateNode): void {
  const where = { state: state.name, pointer: state.pointer };
  const { language } = check.expect;
  if (state.type !== 'Fail' && state.type !== 'Choice') {
    const output = check.values.output(state);
    if (!state.end && !makesOutputs(state) && !same(output, check.values.input(state.scope))) check.report('verify-value', `${state.name} does not hand on its input`, where);
    if (state.end && state.scope.container && !returnsObject(output)) check.report('verify-value', `${state.name} ends a branch and returns more than is asked for`, where);
  }
  for (const edge of state.out) {
    if (edge.kind !== 'catch') continue;
    const keeps = language === 'jsonpath' ? edge.json['ResultPath'] === null : same(check.values.read(edge.json['Output'] ?? null, check.values.entry(state)), check.values.input(state.scope));
    if (!keeps) check.report('verify-value', `A catcher of ${state.name} does not hand on the input`, { ...where, pointer: `${state.pointer}${pointer('Catch', edge.index)}` });
  }
  if (state.json['InputPath'] !== undefined) check.report('verify-value', `${state.name} changes its input`, where);
}
/** A Pass right before a Succeed: JSONPath's Succeed cannot make outputs itself. */
function makesOutputs(state: StateNode): boolean {
  return state.type === 'Pass' && state.out.every((e) => targetOf(e)?.type === 'Succeed');
}
function returnsObject(output: Sym): boolean {
  return output.k === 'obj' || (output.k === 'phi' && output.alts.every((a) => a.k === 'obj'));
}

const RESERVED = new Set(['states']);

/** AWS refuses a name that is assigned in a scope and in one around it. */
function checkNames(check: Check, scope: ScopeNode, around: readonly ReadonlyMap<string, StateNode>[]): void {
  const own = new Map<string, StateNode>();
  for (const state of scope.states.values()) {
    for (const name of namesAssigned(state.json)) {
      const outer = around.find((s) => s.has(name))?.get(name);
      if (outer) check.report('verify-variable', `${state.name} assigns ${name}, which ${outer.name} assigns in a scope around it`, { state: state.name, pointer: `${state.pointer}/Assign` });
      if (!/^[A-Za-z][A-Za-z0-9_]{0,79}$/.test(name) || RESERVED.has(name)) check.report('verify-variable', `${state.name} assigns a variable of the name ${name}, which Step Functions does not take`, { state: state.name, pointer: `${state.pointer}/Assign` });
      own.set(name, state);
    }
  }
  for (const state of scope.states.values()) for (const child of state.children) checkNames(check, child, [...around, own]);
}

function namesAssigned(json: Json): readonly string[] {
  if (!isObject(json)) return [];
  const lists = ['Catch', 'Choices'].flatMap((k) => (Array.isArray(json[k]) ? (json[k] as readonly Json[]) : []));
  return [json, ...lists].flatMap((x) => (isObject(x) && isObject(x['Assign']) ? assignedNames(x['Assign']) : []));
}
