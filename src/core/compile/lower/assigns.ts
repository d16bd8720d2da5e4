import { jsonEqual } from '../../base/json.ts';
import type { StepId } from '../../model/pipeline.ts';
import { NEVER, type Guard } from '../resolve/guard.ts';
import type { AslScope } from '../scope.ts';
import { isWithin } from '../scope.ts';
import { literal, type Value, type Leaf, type Owner } from '../value.ts';
import { containerResult, underIn } from './ends.ts';
import { scopeOfStep, type Frame, type Lowering } from './lowering.ts';
import type { Assignment } from './machine.ts';
import { placed } from './reading.ts';

/** What a step's state keeps: the leaves that somebody reads, as its result has them (emitted-asl.md 5). */
export function keptBy(l: Lowering, id: StepId, scope: AslScope, stage: 'main' | 'metrics' = 'main'): readonly Assignment[] {
  const assignments: Assignment[] = [];
  for (const owner of l.variables.ownersMadeBy(id, scope)) {
    const leaves = l.variables.neededIn(owner.id, scope);
    const mine = leaves.filter((leaf) => stageOf(leaf) === stage);
    if (mine.length === 0) continue;
    const variable = l.variables.variable(owner, scope);
    // A variable is assigned as a whole: what the first state of a step kept is kept again by the second.
    const before = stage === 'metrics' ? leaves.filter((leaf) => stageOf(leaf) === 'main') : [];
    assignments.push({
      variable,
      leaves: [
        ...before.map((leaf) => [leaf, { op: 'variable', variable, leaf, path: [] } as Value] as const),
        ...mine.map((leaf) => [leaf, madeBy(l, id, leaf, scope)] as const),
      ],
    });
  }
  return assignments;
}

function stageOf(leaf: Leaf): 'main' | 'metrics' {
  return leaf.source.from === 'states' ? leaf.source.stage : 'main';
}

function madeBy(l: Lowering, id: StepId, leaf: Leaf, scope: AslScope): Value {
  if (leaf.source.from === 'result') return containerResult(l, id, leaf.source.name, []) ?? literal(null);
  if (leaf.source.from !== 'states') return literal(null);
  return placed(l, leaf.source.made.get(id) ?? literal(null), scope);
}

/** What a compiler's Parallel keeps of what its branches return. */
export function keptFromBranches(l: Lowering, scopes: readonly AslScope[], outer: AslScope): readonly Assignment[] {
  const owners = new Map<string, { owner: Owner; branch: number }>();
  scopes.forEach((scope, branch) => {
    for (const leaf of l.exports.get(scope)?.values() ?? []) owners.set(leaf.owner.id, { owner: leaf.owner, branch });
  });
  return [...owners.values()]
    .sort((a, b) => (a.owner.id < b.owner.id ? -1 : 1))
    .flatMap(({ owner, branch }): Assignment[] => {
      const leaves = l.variables.neededIn(owner.id, outer);
      if (leaves.length === 0) return [];
      const variable = l.variables.variable(owner, outer);
      const handedOut = [...(l.exports.get(scopes[branch] as AslScope)?.values() ?? [])].filter((leaf) => leaf.owner.id === owner.id);
      if (handedOut.length === leaves.length) return [{ variable, whole: { op: 'returnedOwner', branch, owner } }];
      return [{ variable, leaves: leaves.map((leaf) => [leaf, { op: 'returned', branch, leaf, path: [] } as Value] as const) }];
    });
}

/** The outputs of a Choice on one of its ways. */
export function keptByWay(l: Lowering, id: StepId, outputs: ReadonlyMap<string, Value>, scope: AslScope): readonly Assignment[] {
  return l.variables
    .ownersMadeBy(id, scope)
    .filter((owner) => owner.id === id)
    .map((owner) => ({
      variable: l.variables.variable(owner, scope),
      leaves: l.variables.neededIn(id, scope).map((leaf) => {
        const name = leaf.source.from === 'ways' ? leaf.source.output : '';
        const value = outputs.get(name);
        return [leaf, value === undefined ? literal(leaf.default ?? null) : placed(l, value, scope)] as const;
      }),
    }));
}

/**
 * Defaults on an edge that bypasses their producer: from before the edge one can come to the producer, from behind it one
 * cannot (emitted-asl.md 7). Needs no state, and in a loop the value is reset.
 */
export function defaultsOnEdge(l: Lowering, frame: Frame, decided: Guard, taken: Guard): readonly Assignment[] {
  const { guards } = frame.flow;
  const assignments: Assignment[] = [];
  for (const variable of l.variables.variablesIn(frame.asl)) {
    const { owner } = variable;
    if (!owner.producers.every((p) => Object.hasOwn(frame.flow.steps, p) && isWithin(scopeOfStep(l, p), frame.asl))) continue;
    const leaves = l.variables.neededIn(owner.id, frame.asl).filter((leaf) => leaf.default !== undefined);
    if (leaves.length === 0) continue;
    const under = leaves.reduce<Guard>((all, leaf) => guards.or(all, underIn(l, frame, leaf)), NEVER);
    if (guards.disjoint(under, decided) || !guards.disjoint(under, taken)) continue;
    assignments.push({ variable, leaves: leaves.map((leaf) => [leaf, literal(leaf.default ?? null)] as const) });
  }
  return assignments;
}

/** Assignments of one state, each variable once: what comes later wins. */
export function merged(...lists: readonly (readonly Assignment[])[]): readonly Assignment[] {
  const found = new Map<unknown, Assignment>();
  for (const a of lists.flat()) {
    const key = `${a.variable.owner.id} @ ${a.variable.scope.id}`;
    const known = found.get(key) as Assignment | undefined;
    found.set(key, known?.leaves && a.leaves ? { ...a, leaves: [...known.leaves.filter(([leaf]) => !a.leaves?.some(([other]) => other === leaf)), ...a.leaves] } : a);
  }
  return [...found.values()];
}

/** Do two lists of catchers say the same? */
export function sameCatchers(a: unknown, b: unknown): boolean {
  return jsonEqual(a as never, b as never);
}
