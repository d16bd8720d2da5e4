import { isMap, isParallel, type StepId } from '../../model/pipeline.ts';
import type { Resolved } from '../resolve/resolve.ts';
import { valuesOf } from '../resolve/stepValues.ts';
import type { Plan, ScopePlan, Signal } from '../schedule/plan.ts';
import { innerScope, rootScope, type AslScope } from '../scope.ts';
import { walk, type Value } from '../value.ts';
import type { StateNames } from './names.ts';

/** Where everything will stand in the machine, known before any state is made. */
export interface Layout {
  /** The scope of variables that each step's states lie in. */
  readonly scopeOf: ReadonlyMap<StepId, AslScope>;
  /** The scope of each drawn scope, by key. */
  readonly rootOf: ReadonlyMap<string, AslScope>;
  /** Scopes of the branches of the compiler's Parallels. */
  readonly branchScopes: ReadonlyMap<Plan, readonly AslScope[]>;
  readonly parallelNames: ReadonlyMap<Plan, string>;
  /** Maps whose body needs a frame: the item with its index, or the outer item (emitted-asl.md 9.1). */
  readonly frames: ReadonlyMap<StepId, { readonly index: boolean; readonly outer: boolean }>;
  /** The scope in which each signal is waited for. */
  readonly waitScopes: ReadonlyMap<Signal, AslScope>;
}

export function layoutOf(resolved: Resolved, plans: ReadonlyMap<string, ScopePlan>, names: StateNames): Layout {
  const scopeOf = new Map<StepId, AslScope>();
  const rootOf = new Map<string, AslScope>();
  const branchScopes = new Map<Plan, readonly AslScope[]>();
  const parallelNames = new Map<Plan, string>();
  const waitScopes = new Map<Signal, AslScope>();
  const signals = [...plans.values()].flatMap((p) => p.signals);
  const visitScope = (key: string, asl: AslScope): void => {
    rootOf.set(key, asl);
    const plan = plans.get(key);
    if (plan?.main) visit(plan.main, asl, key);
    for (const handler of plan?.handlers ?? []) visit(handler.plan, asl, key);
  };
  const visit = (plan: Plan, asl: AslScope, key: string): void => {
    for (const signal of signals) if (signal.before === plan) waitScopes.set(signal, asl);
    switch (plan.kind) {
      case 'step': {
        scopeOf.set(plan.id, asl);
        const step = resolved.steps.get(plan.id)?.step;
        const inner = key === '' ? plan.id : `${key.replace(/\/?#.*$/, '')}/${plan.id}`;
        if (step && isMap(step)) visitScope(inner, innerScope(asl, plan.id, plan.id));
        if (step && isParallel(step)) step.branches.forEach((b) => visitScope(`${inner}/#${b.id}`, innerScope(asl, `${plan.id}#${b.id}`)));
        return;
      }
      case 'sequence':
        for (const item of plan.items) visit(item, asl, key);
        return;
      case 'region':
        for (const block of plan.blocks) visit(block.plan, asl, key);
        return;
      case 'parallel': {
        const name = names.free(`Parallel ${parallelNames.size + 1}`);
        parallelNames.set(plan, name);
        const scopes = plan.branches.map((_, i) => innerScope(asl, `${name}#${i}`));
        branchScopes.set(plan, scopes);
        plan.branches.forEach((b, i) => visit(b, scopes[i] as AslScope, key));
      }
    }
  };
  visitScope('', rootScope());
  return { scopeOf, rootOf, branchScopes, parallelNames, frames: framesOf(resolved), waitScopes };
}

/** Which Maps need a frame: asked by everything inside their bodies. */
function framesOf(resolved: Resolved): ReadonlyMap<StepId, { index: boolean; outer: boolean }> {
  const frames = new Map<StepId, { index: boolean; outer: boolean }>();
  const ask = (map: StepId, what: 'index' | 'outer'): void => {
    const frame = frames.get(map) ?? { index: false, outer: false };
    frame[what] = true;
    frames.set(map, frame);
  };
  const look = (value: Value, maps: readonly StepId[]): void =>
    walk(value, (v) => {
      if (v.op !== 'item' && v.op !== 'index') {
        // A known output may be read from another place than it was resolved for: its parts are in the leaf.
        if (v.op === 'output' && v.leaf.source.from === 'states') for (const made of v.leaf.source.made.values()) look(made, maps);
        return;
      }
      if (v.op === 'index') ask(v.map, 'index');
      for (const inner of maps.slice(maps.indexOf(v.map) + 1)) ask(inner, 'outer');
    });
  for (const [id, step] of resolved.steps) {
    const around = step.scope.path.filter((c) => resolved.steps.get(c)?.step.kind === 'map');
    const inside = step.step.kind === 'map' ? [...around, id] : around;
    for (const value of valuesOf(step)) look(value, around);
    for (const [, value] of step.results) look(value, inside);
  }
  return frames;
}
