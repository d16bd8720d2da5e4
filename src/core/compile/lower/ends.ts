import type { Json } from '../../base/json.ts';
import { pointer, valueAt } from '../../base/pointer.ts';
import type { PathToken } from '../../model/binding.ts';
import { isWithin, type AslScope } from '../scope.ts';
import { ALWAYS, NEVER, type Guard } from '../resolve/guard.ts';
import type { StepId } from '../../model/pipeline.ts';
import { literal, mapLeaves, walk, type ReturnedPlace, type Value, type Leaf } from '../value.ts';
import { complain, flowOfStep, scopeOfStep, stepOf, type Frame, type Lowering } from './lowering.ts';
import { exportsOf, handOut, placed } from './reading.ts';

/** What a state that ends its scope has at hand itself: nothing, its own result, or what its branches returned. */
export type AtHand =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'step'; readonly step: StepId; readonly stage: 'main' | 'metrics' }
  | { readonly kind: 'branches'; readonly scopes: readonly AslScope[] };

/** What a state returns that ends the scope when `when` holds (emitted-asl.md 6, 9, 13). */
export function returnsOf(l: Lowering, frame: Frame, at: AtHand, when: Guard): Value {
  const read = (value: Value): Value => readAtEnd(l, frame, value, at, when);
  switch (frame.end.of) {
    case 'machine':
      return { op: 'object', entries: l.resolved.outputs.map(([name, value]) => [name, read(value)] as const) };
    case 'branch': {
      const leaves = exportsOf(l, frame.asl).map((leaf) => [leaf, read({ op: 'output', leaf, path: [] })] as const);
      return { op: 'bundle', leaves, named: [] };
    }
    case 'body': {
      const leaves = new Map<string, readonly [Leaf, Value]>();
      const named: (readonly [string, Value])[] = [];
      for (const [name, value] of wantedResults(l, frame.end.container, frame.end.branch)) {
        const place = resultPlace(name, value);
        if (place.leaf) leaves.set(`${place.leaf.owner.id} ${place.leaf.id}`, [place.leaf, read({ op: 'output', leaf: place.leaf, path: [] })]);
        else named.push([name, read(value)]);
      }
      return { op: 'bundle', leaves: [...leaves].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, e]) => e), named };
    }
    case 'state':
      return { op: 'object', entries: [] };
  }
}

/** Results of a container that somebody reads; of a drawn Parallel those whose value is made in this branch. */
function wantedResults(l: Lowering, container: StepId, branch: number): readonly (readonly [string, Value])[] {
  const step = stepOf(l, container);
  const wanted = new Set([...l.resolved.context.leaves.values()].filter((leaf) => leaf.owner.id === container && leaf.source.from === 'result').map((leaf) => (leaf.source as { name: string }).name));
  return step.results.filter(([name, value]) => wanted.has(name) && (step.step.kind === 'map' || branchOf(l, container, value) === branch));
}

/** In which branch of a drawn Parallel a result is made; 0 where it reads none of them. */
export function branchOf(l: Lowering, container: StepId, value: Value): number {
  const step = stepOf(l, container).step as { branches?: readonly { steps: object }[] };
  let found = 0;
  walk(value, (v) => {
    if (v.op !== 'output') return;
    const index = (step.branches ?? []).findIndex((b) => v.leaf.owner.producers.some((p) => Object.hasOwn(b.steps, p)));
    if (index >= 0) found = index;
  });
  return found;
}

/** Where a result stands in what the body returns: a plain output under its step, everything else under the result's name. */
export function resultPlace(name: string, value: Value): ReturnedPlace {
  return value.op === 'output' && value.leaf.source.from !== 'error' && value.leaf.default === undefined && value.default === undefined ? { leaf: value.leaf, path: value.path } : { name, path: [] };
}

function readAtEnd(l: Lowering, frame: Frame, value: Value, at: AtHand, when: Guard): Value {
  return placed(
    l,
    mapLeaves(value, (v) => (v.op === 'output' ? leafAtEnd(l, frame, v, at, when) : v)),
    frame.asl,
  );
}

function leafAtEnd(l: Lowering, frame: Frame, output: Extract<Value, { op: 'output' }>, at: AtHand, when: Guard): Value {
  const { leaf, path } = output;
  if (leaf.source.from === 'error') return { op: 'output', leaf, path };
  const { guards } = frame.flow;
  const ownFlow = leaf.owner.producers.every((p) => Object.hasOwn(frame.flow.steps, p));
  const under = underIn(l, frame, leaf);
  if (ownFlow && guards.disjoint(when, exactly(frame, leaf, under))) {
    if (leaf.default === undefined && output.default === undefined && frame.end.of !== 'branch') absent(l, frame, leaf);
    return literal(leaf.default === undefined ? (output.default ?? null) : defaultAt(leaf, path));
  }
  if (ownFlow && !guards.implies(when, under) && leaf.default === undefined && frame.end.of !== 'branch') absent(l, frame, leaf);
  if (isOfHandler(frame, leaf) || (!ownFlow && isHandler(l, frame, leaf))) {
    if (output.default === undefined) absent(l, frame, leaf);
    return literal(output.default ?? null);
  }
  return atHand(l, frame, leaf, path, at) ?? { op: 'output', leaf, path };
}

function defaultAt(leaf: Leaf, path: readonly PathToken[]): Json {
  return valueAt(leaf.default ?? null, pointer(...path)) ?? null;
}

/** When a leaf is made, in the flow of the frame: a handler has a flow of its own. */
export function underIn(l: Lowering, frame: Frame, leaf: Leaf): Guard {
  const [first] = leaf.owner.producers;
  if (first === undefined || flowOfStep(l, first) === frame.flow) return leaf.under;
  return leaf.owner.producers.reduce<Guard>((under, p) => frame.flow.guards.or(under, frame.flow.madeUnder(p)), NEVER);
}

/** When a leaf is made, ways that end counted too: behind a Succeed there is nothing of the ways beside it. */
function exactly(frame: Frame, leaf: Leaf, under: Guard): Guard {
  const { guards, exactGuardOf } = frame.flow;
  return guards.and(under, leaf.owner.producers.reduce<Guard>((runs, p) => guards.or(runs, exactGuardOf.get(p) ?? ALWAYS), NEVER));
}

/** The frame belongs to the main flow and the leaf to a handler, which ends the scope elsewhere. */
function isOfHandler(frame: Frame, leaf: Leaf): boolean {
  return leaf.owner.producers.some((p) => frame.flow.handlers.some((h) => h.members.includes(p)));
}

/** The frame belongs to a handler and the leaf to the main flow: a handler's path has no values of it for sure. */
function isHandler(l: Lowering, frame: Frame, leaf: Leaf): boolean {
  const [first] = leaf.owner.producers;
  return first !== undefined && l.layout.scopeOf.has(first) && isWithin(scopeOfStep(l, first), frame.asl) && !Object.hasOwn(frame.flow.steps, first) && Object.keys(stepOf(l, first).scope.steps).some((s) => Object.hasOwn(frame.flow.steps, s));
}

function absent(l: Lowering, frame: Frame, leaf: Leaf): void {
  const names = leaf.owner.producers.map((p) => stepOf(l, p).step.name).join(' or ');
  const where = frame.end.of === 'body' ? { step: frame.end.container, argument: '/result' } : { argument: '/outputs' };
  if (l.diagnostics.some((d) => d.code === 'value-may-be-absent' && d.where.step === where.step && d.message.startsWith(names))) return;
  complain(l, 'value-may-be-absent', { output: `${names} › ${leaf.names[0] ?? ''}`, step: names }, where);
}

/** The leaf as the ending state has it, before anything is assigned. */
function atHand(l: Lowering, frame: Frame, leaf: Leaf, path: readonly PathToken[], at: AtHand): Value | undefined {
  if (at.kind === 'step' && leaf.owner.producers.includes(at.step)) {
    const { source } = leaf;
    if (source.from === 'result') return containerResult(l, at.step, source.name, path);
    if (source.from !== 'states' || source.stage !== at.stage) return undefined;
    const made = source.made.get(at.step);
    return made === undefined ? undefined : into(made, path);
  }
  if (at.kind === 'branches') {
    const branch = at.scopes.findIndex((s) => leaf.owner.producers.some((p) => isWithin(scopeOfStep(l, p), s)));
    if (branch < 0) return undefined;
    handOut(l, leaf, frame.asl);
    return { op: 'returned', branch, leaf, path };
  }
  return undefined;
}

/** A place inside a value; undefined where only a variable can be gone into. */
function into(value: Value, path: readonly PathToken[]): Value | undefined {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  if (value.op === 'object') {
    const member = value.entries.find(([key]) => key === head)?.[1];
    return member && into(member, rest);
  }
  if (value.op === 'result' || value.op === 'output') return { ...value, path: [...value.path, ...path] };
  if (value.op === 'parse' && value.path.length > 0) return { ...value, path: [...value.path, ...path] };
  return undefined;
}

/** A result of a drawn container, as the container's state has it. */
export function containerResult(l: Lowering, container: StepId, name: string, path: readonly PathToken[]): Value | undefined {
  const step = stepOf(l, container);
  const value = step.results.find(([n]) => n === name)?.[1];
  if (value === undefined) return undefined;
  const place = resultPlace(name, value);
  if (place.leaf) l.variables.know(place.leaf);
  const from = { ...place, path: step.step.kind === 'map' ? place.path : [...place.path, ...path] };
  if (step.step.kind !== 'map') return { op: 'branchResult', branch: branchOf(l, container, value), from };
  return path.length === 0 ? { op: 'collect', from } : undefined;
}

/** Can a state of this type return this value itself, or is a Pass needed after it (emitted-asl.md 6)? */
export function returnsItself(l: Lowering, type: 'Task' | 'Map' | 'Parallel' | 'Pass' | 'Wait', value: Value, at: AtHand): boolean {
  if (readsWhatItKeeps(value, at)) return false;
  if (l.language === 'jsonata' || type === 'Pass' || isEmptyReturn(value)) return true;
  if (type === 'Wait') return false;
  let possible = true;
  walk(value, (v) => {
    // In a ResultSelector `$` is the result, not the state input; and no path goes into the result of a function.
    if (v.op === 'input' || (v.op === 'parse' && v.path.length > 0)) possible = false;
  });
  return possible;
}

/** A place that only the variable can be gone into, which the state itself assigns: its `Output` does not see that yet. */
function readsWhatItKeeps(value: Value, at: AtHand): boolean {
  if (at.kind !== 'step') return false;
  let found = false;
  walk(value, (v) => {
    if (v.op !== 'variable' || !v.leaf.owner.producers.includes(at.step)) return;
    found ||= v.leaf.source.from !== 'states' || v.leaf.source.stage === at.stage;
  });
  return found;
}

export function isEmptyReturn(value: Value): boolean {
  return (value.op === 'object' && value.entries.length === 0) || (value.op === 'bundle' && value.leaves.length === 0 && value.named.length === 0);
}
