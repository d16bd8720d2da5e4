import type { Json } from '../../base/json.ts';
import { pointer } from '../../base/pointer.ts';
import { isFail, isMap, isPass, isTask, isWait, type StepId } from '../../model/pipeline.ts';
import { compare, drawnSteps, placeOf, type Check, type DrawnStep } from './check.ts';
import { parameterUses } from './parameters.ts';
import { containersOf, orderOf } from './graph.ts';
import { targetOf, type StateNode } from './machine.ts';
import { at, keyOf, obj, root, walk, type Sym } from './sym.ts';
import { assignedNames } from './values.ts';

/** Every argument evaluates to what it is bound to in the drawing. */
export function checkValues(check: Check): void {
  for (const d of drawnSteps(check)) if (d.state) checkStep(check, d, d.state);
  checkOutputs(check);
  checkParameters(check);
}

function checkStep(check: Check, d: DrawnStep, state: StateNode): void {
  const { values, expect } = check;
  if (isTask(d.step)) {
    const field = expect.language === 'jsonata' ? 'Arguments' : 'Parameters';
    const emitted = values.field(state, field, '');
    const expected = expect.request(d.id);
    const empty = expected.k === 'obj' && expected.members.size === 0;
    compare(check, emitted, empty && emitted === undefined ? undefined : expected, placeOf(state, field, d, '/arguments'));
  } else if (isMap(d.step)) {
    const step = d.step as unknown as Record<string, Json | undefined>;
    compare(check, values.field(state, 'Items', 'ItemsPath'), drawn(check, step['items'], d.id), placeOf(state, 'Items', d, '/items'));
    const limit = step['maxConcurrency'];
    compare(check, values.field(state, 'MaxConcurrency'), limit === 0 && state.json['MaxConcurrency'] === undefined ? undefined : drawn(check, limit, d.id), placeOf(state, 'MaxConcurrency', d, '/maxConcurrency'));
  } else if (isWait(d.step) || (isFail(d.step) && state.type === 'Fail')) {
    const expected = expect.request(d.id);
    for (const field of isWait(d.step) ? ['Seconds', 'Timestamp'] : ['Error', 'Cause']) {
      compare(check, values.field(state, field), expected.k === 'obj' ? expected.members.get(field) : undefined, placeOf(state, field, d, `/arguments/${field}`));
    }
  } else if (isPass(d.step)) checkPass(check, d, state);
}

function drawn(check: Check, json: Json | undefined, step: StepId): Sym | undefined {
  return json === undefined ? undefined : check.expect.json(json, step);
}

/** What a Pass makes stands in its result (JSONPath), or where it is used: readers are compared with the drawing too. */
function checkPass(check: Check, d: DrawnStep, state: StateNode): void {
  const field = state.json['Parameters'] !== undefined ? 'Parameters' : state.json['Result'] !== undefined ? 'Result' : undefined;
  if (check.expect.language === 'jsonpath' && field !== undefined && state.json['ResultPath'] === null) {
    compare(check, check.values.result(state), check.expect.request(d.id), placeOf(state, field, d, '/arguments'));
  }
}

/** What an execution returns: exactly the outputs that the pipeline declares, at every good end. */
function checkOutputs(check: Check): void {
  const outputs = Object.entries(check.expect.pipeline.outputs ?? {});
  const nothing = obj([]);
  for (const state of check.machine.top.states.values()) {
    if (!state.end) continue;
    const absent = outputs.length === 0 ? undefined : notRunBefore(check, state);
    const expected = absent ? obj(outputs.map(([name, json]) => [name, check.expect.without(absent, json)] as const)) : nothing;
    compare(check, check.values.output(state), expected, { name: 'Output', state: state.name, field: `outputs at ${state.name}`, pointer: state.pointer, path: '' });
  }
}

/** The steps that have surely made nothing at an end of the machine: no path to it passes them, but for their own failures. */
function notRunBefore(check: Check, end: StateNode): ReadonlySet<StepId> {
  const leading = orderOf(end.scope).leadingTo(end);
  const absent = new Set<StepId>();
  for (const { id, state } of drawnSteps(check)) {
    const outermost = state && (containersOf(state).at(-1) ?? state);
    if (!outermost || outermost === end) continue;
    const onwards = outermost.out.flatMap((e) => (e.kind === 'catch' ? [] : (targetOf(e) ?? [])));
    if (!onwards.some((next) => leading.has(next))) absent.add(id);
  }
  return absent;
}

/** The state `Parameters` (emitted-asl.md 3): there when it must be, first, with every run parameter that is used. */
function checkParameters(check: Check): void {
  const { machine, values, expect } = check;
  const used = [...parameterUses(expect.pipeline)].filter((name) => expect.pipeline.parameters?.[name]?.phase === 'run');
  const state = machine.states.get('Parameters');
  const made = state !== undefined && !expect.isDrawn('Parameters') ? state : undefined;
  const where = { state: 'Parameters', pointer: pointer('States', 'Parameters') };
  if (!made) {
    const late = used.find((name) => !atStart(check, name));
    if (expect.pipeline.settings?.checkInputFirst === true && late !== undefined) check.report('verify-value', `The pipeline asks for an early check of its input; in the definition ${late} is not checked at the start`, where);
    return;
  }
  const edge = made.out.find((e) => e.kind === 'next');
  if (machine.top.startAt !== 'Parameters' || !edge) return check.report('verify-states', 'The state Parameters is not the first one', where);
  const params = values.assignedBy(edge, 'params');
  for (const name of used) {
    const emitted = params && at(params, [name]);
    compare(check, emitted?.k === 'undef' ? undefined : emitted, expect.parameter(name), { name: 'Parameters', state: 'Parameters', field: name, pointer: where.pointer, path: '' });
    if (expect.language === 'jsonpath' && !checkedByPath(check, made, name)) check.report('verify-value', `The state Parameters does not check ${name}`, where);
  }
  for (const name of assignedNames(edge.assign)) {
    if (name !== 'params' && name !== 'deployed' && keyOf(values.assignedBy(edge, name) as Sym) !== '0' && !isStart(check, name)) check.report('verify-variable', `The state Parameters assigns ${name}`, where);
  }
  const deployed = values.assignedBy(edge, 'deployed');
  if (deployed?.k === 'obj') for (const [name, value] of deployed.members.entries()) compare(check, value, expect.parameter(name), { name: 'Parameters', state: 'Parameters', field: name, pointer: where.pointer, path: '' });
}

/** In JSONPath the check is the state's own `Parameters`: a path that is not there ends the execution. */
function checkedByPath(check: Check, state: StateNode, name: string): boolean {
  const result = check.values.result(state);
  return result.k === 'obj' && result.members.has(name);
}

/** Values that the first loop, or a Map over a literal list, needs may be assigned here as well. */
function isStart(check: Check, name: string): boolean {
  return [...check.machine.states.values()].some((s) => s.name !== 'Parameters' && JSON.stringify(s.json).includes(`$${name}`));
}

/** Is the parameter a whole field of the state at which the execution starts? Then it is missed at once. */
function atStart(check: Check, name: string): boolean {
  const start = check.machine.top.states.get(check.machine.top.startAt);
  const args = start && (start.json['Arguments'] ?? start.json['Parameters']);
  if (!start || args === undefined) return false;
  const wanted = keyOf(at(root('input'), [name]));
  let found = false;
  walk(check.values.read(args, check.values.entry(start)), (s) => { found ||= keyOf(s) === wanted; });
  return found;
}
