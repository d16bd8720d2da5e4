import { pointer } from '../../base/pointer.ts';
import type { Catalog } from '../../catalog/kind.ts';
import { isFail, isTask, type Step, type StepId } from '../../model/pipeline.ts';
import { drawnSteps, type Check, type DrawnStep } from './check.ts';
import { cut80 } from './expect.ts';
import { endsBranch } from './firstSteps.ts';
import { containersOf } from './graph.ts';
import type { StateNode } from './machine.ts';

/** Every drawn step is there once, as what it is and where it belongs; and there is no state that nobody asked for. */
export function checkStates(check: Check, catalog: Catalog): void {
  for (const p of check.machine.problems) check.report('verify-states', `In the definition ${p.text}`, { pointer: p.pointer });
  const drawn = drawnSteps(check);
  for (const d of drawn) {
    if (!d.state && endsBranch(check, d.id)) continue;
    if (!d.state) check.report('verify-states', `The step ${d.step.name} is not in the definition`, { step: d.id, state: check.expect.stateOf(d.id) });
    else checkState(check, d, d.state, catalog);
  }
  const known = new Map(drawn.flatMap((d) => (d.state ? [[d.state, d] as const] : [])));
  const byName = new Map(drawn.flatMap((d) => (d.state ? [[d.state.name, d] as const] : [])));
  for (const state of check.machine.states.values()) {
    if (!known.has(state)) checkMade(check, state, byName);
    if ([...state.name].length > 80) check.report('verify-states', `The name of the state ${state.name} is longer than 80 characters`, { pointer: state.pointer });
  }
}

const TYPES: Readonly<Record<string, string>> = { choice: 'Choice', map: 'Map', parallel: 'Parallel', wait: 'Wait', pass: 'Pass', succeed: 'Succeed', fail: 'Fail' };

function checkState(check: Check, d: DrawnStep, state: StateNode, catalog: Catalog): void {
  const where = { step: d.id, state: state.name, pointer: state.pointer };
  const { onFailure } = check.expect.pipeline;
  // A drawn Fail that the handler "on failure" must see is a Pass which hands over to it (emitted-asl.md 8.3).
  const types = isFail(d.step) && onFailure !== undefined && state.scope.depth === 0 ? ['Pass'] : [isTask(d.step) ? 'Task' : (TYPES[d.step.kind] ?? d.step.kind)];
  if (!types.includes(state.type)) check.report('verify-states', `${d.step.name} should be a ${types.join(' or ')} state and is a ${state.type}`, where);
  if (isTask(d.step)) {
    const wanted = resourceOf(d.step, catalog);
    if (wanted !== undefined && state.json['Resource'] !== wanted) {
      check.report('verify-states', `${d.step.name} should call ${wanted} and calls ${String(state.json['Resource'])}`, { ...where, pointer: state.pointer + pointer('Resource') });
    }
  }
  const around = containersOf(state).filter((c) => check.expect.isDrawn(c.name)).map((c) => c.name).reverse();
  const expected = d.scope.path.map((id) => check.expect.stateOf(id));
  if (around.join('\n') !== expected.join('\n')) {
    check.report('verify-states', `${d.step.name} is drawn in ${expected.join(' in ') || 'the pipeline itself'} and stands in ${around.join(' in ') || 'the machine itself'}`, where);
  }
  checkBranch(check, d, state);
}

/** Steps of two branches of a Parallel drawn by hand stay in two branches. */
function checkBranch(check: Check, d: DrawnStep, state: StateNode): void {
  const { branch } = d.scope;
  const container = d.scope.path.at(-1);
  const parallel = container === undefined ? undefined : check.expect.steps.get(container)?.step;
  if (branch === undefined || parallel?.kind !== 'parallel' || !('branches' in parallel)) return;
  const index = (parallel.branches as readonly { id: string }[]).findIndex((b) => b.id === branch);
  let scope = state.scope;
  while (scope.container && scope.container.name !== check.expect.stateOf(container as StepId)) scope = scope.container.scope;
  if (scope.container && scope.index !== index) check.report('verify-states', `${d.step.name} stands in another branch than the one it is drawn in`, { step: d.id, state: state.name, pointer: state.pointer });
}

function resourceOf(step: Step, catalog: Catalog): string | undefined {
  const kind = catalog.kind(step.kind);
  if (kind?.resource !== undefined) return kind.resource;
  return step.kind.startsWith('cauce:') ? undefined : `arn:aws:states:::${step.kind}`;
}

/** States that the compiler makes (emitted-asl.md 12): only these, and each of its type. */
function checkMade(check: Check, state: StateNode, drawn: ReadonlyMap<string, DrawnStep>): void {
  const plain = state.name.replace(/ \(\d+\)$/, '');
  const made = (name: string, type: string): boolean => plain === name && state.type === type;
  const ok =
    check.signals.writerOf.has(state) || check.signals.writers.includes(state) || made('Parameters', 'Pass') || (state.type === 'Pass' && isForSucceed(check, plain, state)) || made('Failed', 'Fail') || (/^Parallel \d+$/.test(plain) && state.type === 'Parallel') ||
    ownersOf(plain, drawn).some((d) => d.state && isMadeFor(d, d.state, plain, state));
  if (!ok) check.report('verify-states', `The definition has a ${state.type} state ${state.name} that is not drawn`, { state: state.name, pointer: state.pointer });
  if (state.type === 'Parallel' && (state.json['Arguments'] ?? state.json['Parameters'] ?? state.json['InputPath']) !== undefined) {
    check.report('verify-value', `${state.name} changes the input of its branches`, { state: state.name, pointer: state.pointer });
  }
}

/** A Succeed that is no state, with nothing before it in its branch, is a Pass that returns what the branch must. */
function isForSucceed(check: Check, plain: string, state: StateNode): boolean {
  return [...check.expect.steps.keys()].some((id) => {
    const name = cut80(check.expect.stateOf(id), ' result');
    return (plain === name || state.name === name) && endsBranch(check, id);
  });
}

/** The steps for which a state of this name may be made: its name begins with theirs, which may be cut where it is long. */
function ownersOf(name: string, drawn: ReadonlyMap<string, DrawnStep>): readonly DrawnStep[] {
  const found: DrawnStep[] = [];
  for (let space = name.indexOf(' '); space >= 0; space = name.indexOf(' ', space + 1)) {
    const owner = drawn.get(name.slice(0, space));
    if (owner) found.push(owner);
  }
  return name.length < 60 ? found : [...drawn.values()].filter((d) => name.startsWith((d.state?.name ?? '').slice(0, 60)));
}

function isMadeFor(d: DrawnStep, own: StateNode, plain: string, state: StateNode): boolean {
  const name = own.name;
  const is = (suffix: string): boolean => plain === cut80(name, suffix) || state.name === cut80(name, suffix);
  if (state.type === 'Fail' && (is(' failed') || (d.step.kind === 'choice' && is(' no match')))) return true;
  if (state.type === 'Pass' && (is(' result') || is(' start') || (d.step.kind === 'map' && is(' items')) || (d.step.kind === 'succeed' && is(' outputs')))) return true;
  if (state.type === 'Pass' && plain.startsWith(name.slice(0, 60)) && / part \d+$/.test(plain)) return true;
  if (d.step.kind === 'cauce:evaluation' && state.type === 'Task' && is(' metrics')) return state.json['Resource'] === 'arn:aws:states:::aws-sdk:s3:getObject';
  return d.step.kind === 'cauce:endpoint' && plain.startsWith(name.slice(0, 60));
}
