import type { StepId } from '../../model/pipeline.ts';
import type { Resolved } from '../resolve/resolve.ts';
import { valuesOf } from '../resolve/stepValues.ts';
import type { Plan, ScopePlan, Signal } from '../schedule/plan.ts';
import { isWithin, type AslScope } from '../scope.ts';
import { walk, type Leaf } from '../value.ts';
import type { Variables } from '../variables.ts';
import type { Layout } from './layout.ts';

/** Which signals there are and what their markers carry: known before any state is made, since readers may come after producers. */
export interface Signalling {
  readonly all: readonly Signal[];
  /** Signals that are waited for right before a part of the plan, in that order. */
  readonly before: ReadonlyMap<Plan, readonly Signal[]>;
  /** Of each step that leaves a marker the values in it: those that steps of other branches read, in a stable order. */
  readonly carried: ReadonlyMap<StepId, readonly Leaf[]>;
  /** The scope in which a signal assigns the value for a reader in another branch; undefined where it needs none. */
  broughtTo(leaf: Leaf, reader: AslScope): AslScope | undefined;
}

export function signalling(resolved: Resolved, plans: ReadonlyMap<string, ScopePlan>, layout: Layout, variables: Variables): Signalling {
  const all = plans.get('')?.signals ?? [];
  const carried = new Map<StepId, Map<string, Leaf>>(all.map((s) => [s.from, new Map<string, Leaf>()]));
  const before = new Map<Plan, Signal[]>();
  for (const signal of all) before.set(signal.before, [...(before.get(signal.before) ?? []), signal]);
  const areBeside = besideIn(layout);
  const broughtTo = (leaf: Leaf, reader: AslScope): AslScope | undefined => {
    const [from, ...others] = leaf.owner.producers;
    const producer = from === undefined ? undefined : layout.scopeOf.get(from);
    if (from === undefined || others.length > 0 || producer === undefined || !carried.has(from) || !areBeside(producer, reader)) return undefined;
    const waits = all.filter((s) => s.from === from).map((s) => layout.waitScopes.get(s) as AslScope);
    return waits.filter((w) => isWithin(reader, w)).sort((a, b) => b.path.length - a.path.length)[0];
  };
  if (all.length > 0) {
    for (const [id, step] of resolved.steps) {
      const reader = layout.scopeOf.get(id) as AslScope;
      for (const value of [...valuesOf(step), ...step.results.map(([, result]) => result)]) {
        walk(value, (v) => {
          if (v.op !== 'output' || broughtTo(v.leaf, reader) === undefined) return;
          carried.get(v.leaf.owner.producers[0] as StepId)?.set(v.leaf.id, v.leaf);
        });
      }
    }
  }
  const leaves = new Map([...carried].map(([from, those]) => [from, [...those].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, leaf]) => leaf)] as const));
  // Whoever waits takes over all that the marker holds: one variable is one text.
  for (const signal of all) {
    for (const leaf of leaves.get(signal.from) ?? []) {
      variables.need(leaf, layout.scopeOf.get(signal.from) as AslScope);
      variables.need(leaf, layout.waitScopes.get(signal) as AslScope);
    }
  }
  return { all, before, carried: leaves, broughtTo };
}

/** Do two scopes lie in two branches of one Parallel of the compiler's? */
function besideIn(layout: Layout): (a: AslScope, b: AslScope) => boolean {
  const parallelOf = new Map([...layout.branchScopes].flatMap(([plan, scopes]) => scopes.map((s) => [s, plan] as const)));
  return (a, b) => {
    const fork = a.path.findIndex((s, i) => s !== b.path[i]);
    const [x, y] = [a.path[fork], b.path[fork]];
    return x !== undefined && y !== undefined && parallelOf.has(x) && parallelOf.get(x) === parallelOf.get(y);
  };
}
