import type { Json, JsonObject } from '../../base/json.ts';
import { allSteps } from '../../model/scopes.ts';
import { cut80, type Expectation } from './expect.ts';
import { inCommonScope, orderOf } from './graph.ts';
import { targetOf, type Machine, type ScopeNode, type StateNode } from './machine.ts';
import { at, keyOf, type Sym } from './sym.ts';
import type { Values } from './values.ts';

/** States of signals (emitted-asl.md 12): markers are written into S3, and waited for in other branches. */
export interface Signals {
  readonly writers: readonly StateNode[];
  /** Of each state that waits the one that writes its marker, where exactly one does. */
  readonly writerOf: ReadonlyMap<StateNode, StateNode | undefined>;
}

const PUT = 'arn:aws:states:::aws-sdk:s3:putObject';
const GET = 'arn:aws:states:::aws-sdk:s3:getObject';

/** Finds the states of signals by what they do: S3 objects that nobody drew, each written and read at one place. */
export function signalsOf(machine: Machine, drawn: ReadonlySet<string>, reports: ReadonlySet<string>, values: Values): Signals {
  const made = [...machine.states.values()].filter((s) => s.type === 'Task' && !drawn.has(s.name) && !reports.has(s.name));
  const writers = made.filter((s) => s.json['Resource'] === PUT);
  const placeOf = (state: StateNode): string => ['Bucket', 'Key'].map((k) => keyOf(at(sentBy(values, state, [k]), [k]))).join(' ');
  const places = writers.map((w) => [w, placeOf(w)] as const);
  const writerOf = new Map<StateNode, StateNode | undefined>();
  for (const state of made) {
    if (state.json['Resource'] !== GET) continue;
    const place = placeOf(state);
    const own = places.filter(([, p]) => p === place);
    writerOf.set(state, own.length === 1 ? own[0]?.[0] : undefined);
  }
  return { writers, writerOf };
}

/** What a state sends, or only some members of it: a marker's body is not to be read before all markers are known. */
export function sentBy(values: Values, state: StateNode, members?: readonly string[]): Sym {
  const sent = (state.json['Arguments'] ?? state.json['Parameters'] ?? {}) as JsonObject;
  const some = members === undefined ? sent : Object.fromEntries(Object.entries(sent).filter(([k]) => members.includes(k.replace(/\.\$$/, ''))));
  return values.read(some as Json, values.entry(state));
}

export function reachedWithout(start: StateNode, without: StateNode): ReadonlySet<StateNode> {
  const seen = new Set<StateNode>([start]);
  for (const s of seen) for (const e of s.out) { const t = targetOf(e); if (t && t !== without) seen.add(t); }
  return seen;
}

/** Does every path to the second state pass the first, and end there before it goes on? */
export function isSurelyBefore(first: StateNode, then: StateNode): boolean {
  const common = inCommonScope(first, then);
  if (common === undefined || common.a === common.b) return false;
  const start = common.a.scope.states.get((common.a.scope as ScopeNode).startAt);
  return start !== undefined && start !== common.b && (start === common.a || !reachedWithout(start, common.a).has(common.b)) && orderOf(common.a.scope).reaches(common.a, common.b);
}

/** Can a state only begin when another one has ended, over signals and what stands between them? */
export function isBehindSignals(signals: Signals, first: StateNode, then: StateNode, seen: ReadonlySet<StateNode> = new Set()): boolean {
  for (const [wait, writer] of signals.writerOf) {
    if (writer === undefined || seen.has(wait) || !isSurelyBefore(wait, then)) continue;
    if (isSurelyBefore(first, writer) || isBehindSignals(signals, first, writer, new Set([...seen, wait]))) return true;
  }
  return false;
}

/** Names of the states that read reports of evaluation jobs: these are no signals. */
export function reportReaders(expect: Expectation): ReadonlySet<string> {
  return new Set([...allSteps(expect.pipeline)].flatMap(([id, { step }]) => (step.kind === 'cauce:evaluation' ? [cut80(expect.stateOf(id), ' metrics')] : [])));
}
