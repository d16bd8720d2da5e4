import { byCodeUnit } from '../../base/json.ts';
import { allSteps } from '../../model/scopes.ts';
import type { Pipeline, StepId } from '../../model/pipeline.ts';
import type { SourceMapEntry } from '../types.ts';
import type { Machine } from './machine.ts';

/** The state name of a step's name before collisions: trimmed, cut to 80 characters (emitted-asl.md 12). */
export function baseName(name: string): string {
  // AWS refuses control characters in names of states.
  return cut(name.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]/g, ' ').trim(), 80);
}
/** Counted in characters as a person counts them, not in UTF-16 units. */
function cut(text: string, length: number): string {
  return text.length <= length ? text : [...text].slice(0, length).join('').trimEnd();
}

/**
 * Which state is which step. Steps with one name are numbered in the order of their ids; where a source map is given it
 * may number them otherwise, but only among the names that the step can have.
 */
export function stateNames(pipeline: Pipeline, machine: Machine, sourceMap: readonly SourceMapEntry[] | undefined): ReadonlyMap<StepId, string> {
  const names = new Map<StepId, string>();
  const taken = new Set<string>();
  const states = [...machine.states.values()];
  const byPointer = new Map(states.map((s) => [s.pointer, s.name]));
  const steps = [...allSteps(pipeline)].sort(([a], [b]) => byCodeUnit(a, b));
  const base = new Map(steps.map(([id, { step }]) => [id, baseName(step.name) || 'Step']));
  for (const e of sourceMap ?? []) {
    const name = e.argument === undefined ? byPointer.get(e.pointer) : undefined;
    const expected = base.get(e.step);
    if (name === undefined || expected === undefined || taken.has(name) || names.has(e.step) || !isNumbered(name, expected)) continue;
    names.set(e.step, name);
    taken.add(name);
  }
  for (const [id] of steps) {
    if (names.has(id)) continue;
    const wanted = base.get(id) as string;
    let name = wanted;
    for (let n = 2; taken.has(name); n++) name = `${cut(wanted, 80 - ` (${n})`.length)} (${n})`;
    names.set(id, name);
    taken.add(name);
  }
  return names;
}

/** `name` is `base`, or `base` (cut where needed) with a number. */
function isNumbered(name: string, base: string): boolean {
  if (name === base) return true;
  const numbered = /^(.*) \((\d+)\)$/s.exec(name);
  return numbered !== null && base.startsWith(numbered[1] as string) && cut(base, 80 - ` (${numbered[2]})`.length) === numbered[1];
}
