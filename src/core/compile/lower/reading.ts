import type { PathToken } from '../../model/binding.ts';
import type { StepId } from '../../model/pipeline.ts';
import { commonScope, type AslScope } from '../scope.ts';
import { mapLeaves, type Condition, type Value, type Leaf } from '../value.ts';
import { scopeOfStep, stepOf, type Lowering } from './lowering.ts';

/** A value as it can be read in a scope of the machine: outputs from variables, items from the state input. */
export function placed(l: Lowering, value: Value, scope: AslScope): Value {
  return mapLeaves(value, (leaf) => {
    switch (leaf.op) {
      case 'output':
        return readLeaf(l, leaf.leaf, leaf.path, scope);
      case 'item':
        return { op: 'input', path: [...frameSteps(leaf.map, scope), ...(l.layout.frames.has(leaf.map) ? ['item'] : []), ...leaf.path], at: leaf.at };
      case 'index':
        return { op: 'input', path: [...frameSteps(leaf.map, scope), 'index'], at: '' };
      default:
        return leaf;
    }
  });
}

export function placedCondition(l: Lowering, condition: Condition, scope: AslScope): Condition {
  switch (condition.test) {
    case 'compare':
      return { ...condition, left: placed(l, condition.left, scope), right: placed(l, condition.right, scope) };
    case 'all':
    case 'any':
      return { ...condition, of: condition.of.map((c) => placedCondition(l, c, scope)) };
    case 'not':
      return { ...condition, of: placedCondition(l, condition.of, scope) };
    case 'exists':
    case 'holds':
      return { ...condition, of: placed(l, condition.of, scope) };
    default:
      return condition;
  }
}

/** `outer` for every Map between the one that is meant and the innermost. */
function frameSteps(map: StepId, scope: AslScope): readonly PathToken[] {
  const at = scope.maps.indexOf(map);
  return scope.maps.slice(at + 1).map(() => 'outer');
}

/** Reads a leaf from its variable in the innermost scope that both producer and reader lie in, or to which a signal brings it. */
function readLeaf(l: Lowering, leaf: Leaf, path: readonly PathToken[], scope: AslScope): Value {
  if (leaf.source.from === 'error') return { op: 'named', variable: errorVariable(l, leaf.source.step), path };
  const at = l.signals.broughtTo(leaf, scope) ?? handOut(l, leaf, scope);
  return { op: 'variable', variable: l.variables.need(leaf, at), leaf, path };
}

/** Makes the branches between a leaf's producers and a reader hand it out; gives the scope where the reader finds it. */
export function handOut(l: Lowering, leaf: Leaf, reader: AslScope): AslScope {
  let at = reader;
  for (const p of leaf.owner.producers) at = commonScope(at, scopeOfStep(l, p));
  l.variables.know(leaf);
  for (const p of leaf.owner.producers) {
    for (let s: AslScope | null = scopeOfStep(l, p); s && s !== at; s = s.parent) {
      const leaves = l.exports.get(s) ?? new Map<string, Leaf>();
      leaves.set(`${leaf.owner.id} ${leaf.id}`, leaf);
      l.exports.set(s, leaves);
    }
  }
  return at;
}

/** What a branch hands out, in a stable order. */
export function exportsOf(l: Lowering, scope: AslScope): readonly Leaf[] {
  return [...(l.exports.get(scope) ?? new Map<string, Leaf>())].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, leaf]) => leaf);
}

/** The variable that holds the error of a step in its handler's scope; `failure` for the pipeline's "on failure". */
export function errorVariable(l: Lowering, step: StepId) {
  const root = scopeOfStep(l, step).path[0] as AslScope;
  if (step === l.resolved.pipeline.onFailure) return l.variables.own('failure', 'failure', root, 'failure');
  const handler = l.layout.scopeOf.get(firstHandler(l, step)) ?? root;
  return l.variables.own(`${step} error`, `${stepOf(l, step).step.name} error`, handler);
}

function firstHandler(l: Lowering, step: StepId): StepId {
  return (stepOf(l, step).step as { catch?: readonly { to: StepId }[] }).catch?.[0]?.to ?? step;
}
