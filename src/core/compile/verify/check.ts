import { pointer, type Pointer } from '../../base/pointer.ts';
import type { Where } from '../../diagnostic/diagnostic.ts';
import type { Step, StepId } from '../../model/pipeline.ts';
import type { Scope } from '../../model/scopes.ts';
import type { Expectation } from './expect.ts';
import type { Machine, StateNode } from './machine.ts';
import type { Signals } from './signals.ts';
import { describe, matches, walk, type Sym } from './sym.ts';
import type { Values } from './values.ts';

export type VerifyCode = 'verify-states' | 'verify-order' | 'verify-way' | 'verify-value' | 'verify-variable' | 'verify-failure' | 'verify-text' | 'verify-not-understood' | 'verify-asl';

/** What every check works with. */
export interface Check {
  readonly machine: Machine;
  readonly values: Values;
  readonly expect: Expectation;
  readonly signals: Signals;
  report(code: VerifyCode, what: string, where: Where): void;
}

export interface DrawnStep { readonly id: StepId; readonly step: Step; readonly scope: Scope; readonly state: StateNode | undefined }

/** Every drawn step with its state, where there is one. */
export function drawnSteps(check: Check): readonly DrawnStep[] {
  return [...check.expect.steps].map(([id, { step, scope }]) => ({ id, step, scope, state: check.machine.states.get(check.expect.stateOf(id)) }));
}

/** Compares what is emitted with what is drawn, member by member, and reports the innermost differences. */
export function compare(check: Check, emitted: Sym | undefined, expected: Sym | undefined, place: Place): void {
  if (emitted === undefined && expected === undefined) return;
  if (emitted && expected && matches(emitted, expected)) return;
  const label = `${place.step ? `${place.name}, ` : ''}${place.path === '' ? place.field : place.path.slice(1)}`;
  const where: Where = { ...(place.step ? { step: place.step } : {}), ...(place.argument !== undefined ? { argument: place.argument + place.path } : {}), state: place.state, pointer: place.pointer + place.path };
  if (emitted === undefined) return check.report('verify-value', `${label}: drawn, but not in the definition`, where);
  if (expected === undefined) return check.report('verify-value', `${label}: in the definition, but not drawn`, where);
  if (emitted.k === 'obj' && expected.k === 'obj') {
    for (const key of new Set([...emitted.members.keys(), ...expected.members.keys()])) {
      compare(check, emitted.members.get(key), expected.members.get(key), { ...place, path: place.path + pointer(key) });
    }
    return;
  }
  if (emitted.k === 'list' && expected.k === 'list' && emitted.items.length === expected.items.length) {
    emitted.items.forEach((e, i) => compare(check, e, expected.items[i], { ...place, path: place.path + pointer(i) }));
    return;
  }
  if (sameCode(emitted, expected)) return;
  const code = emitted.k === 'code' ? 'verify-not-understood' : 'verify-value';
  check.report(code, `${label}: the definition has ${describe(emitted)}, the drawing says ${describe(expected)}`, where);
}

export interface Place {
  readonly name: string;
  readonly step?: StepId;
  readonly state: string;
  readonly field: string;
  /** Pointer of the field below the step, where it has one there. */
  readonly argument?: Pointer;
  /** Pointer of the field in the definition. */
  readonly pointer: Pointer;
  readonly path: Pointer;
}

/** A person's expression in a syntax that `verify` does not read: the emitted code must hold it word for word. */
function sameCode(emitted: Sym, expected: Sym): boolean {
  if (emitted.k !== 'code') return false;
  const pieces: string[] = [];
  walk(expected, (s) => s.k === 'code' && pieces.push(s.text));
  return pieces.length > 0 && pieces.every((p) => emitted.text.includes(p));
}

export function placeOf(state: StateNode, field: string, drawn?: DrawnStep, argument?: Pointer): Place {
  return {
    name: drawn?.step.name ?? state.name, state: state.name, field, pointer: `${state.pointer}${pointer(field)}`, path: '',
    ...(drawn ? { step: drawn.id } : {}), ...(argument !== undefined ? { argument } : {}),
  };
}
