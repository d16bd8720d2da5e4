import { isList, type Json } from '../base/json.ts';
import { MAX_DEPTH } from '../base/jsonText.ts';
import { nearest } from '../base/nearest.ts';
import { pointer, type Pointer } from '../base/pointer.ts';
import { diagnostic, type Code } from '../diagnostic/catalogue.ts';
import type { Diagnostic, Severity } from '../diagnostic/diagnostic.ts';
import type { Arguments } from '../diagnostic/entry.ts';
import type { ExpressionReader } from './expressionReport.ts';
import type { MachineType, QueryLanguage, StateType } from './types.ts';

/** A place in the definition: the way up to the root. Made at each step down, so that no pointer is built unless needed. */
export interface At {
  readonly up: At | undefined;
  readonly key: string | number;
  readonly depth: number;
}

export function below(up: At | undefined, key: string | number): At {
  return { up, key, depth: (up?.depth ?? 0) + 1 };
}

function pointerTo(at: At | undefined): Pointer {
  const keys: (string | number)[] = [];
  for (let a = at; a !== undefined; a = a.up) keys.push(a.key);
  return pointer(...keys.reverse());
}

/** One list of states and what is known of it: the machine, a branch, the body of a Map. */
export interface Scope {
  readonly kind: 'machine' | 'branch' | 'processor';
  readonly value: Json;
  readonly at: At | undefined;
  readonly parent: Scope | undefined;
  /** The name of the Parallel or Map around. */
  readonly state: string | undefined;
  readonly language: QueryLanguage;
  readonly machineType: MachineType | undefined;
  /** Bodies of distributed Maps are executions of their own: variables outside are out of reach. */
  readonly distributed: boolean;
  /** Variables that states of this list assign: the first place, and the names of the states. */
  readonly assigned: Map<string, { readonly at: At; readonly states: Set<string | undefined> }>;
  /** Variables that they read: the first place. */
  readonly read: Map<string, { readonly at: At; readonly state: string | undefined }>;
}

export type ScopeParts = Omit<Scope, 'assigned' | 'read'>;

/** A list of states of which nothing is known yet. */
export function scopeOf(parts: ScopeParts): Scope {
  return { ...parts, assigned: new Map(), read: new Map() };
}

export function noteAssigned(here: Here, name: string, at: At): void {
  const known = here.scope.assigned.get(name);
  if (known === undefined) here.scope.assigned.set(name, { at, states: new Set([here.state]) });
  else known.states.add(here.state);
}

export function noteRead(here: Here, name: string, at: At): void {
  if (!here.scope.read.has(name)) here.scope.read.set(name, { at, state: here.state });
}

/** One check of one definition. */
export interface Run {
  readonly readExpression: ExpressionReader | undefined;
  readonly findings: Diagnostic[];
  /** All states of the machine by name, to find doubles and targets in other scopes. */
  readonly stateNames: Map<string, At>;
  readonly labels: Set<string>;
  /** Lists of states still to be checked. */
  readonly pending: Scope[];
  readonly scopes: Scope[];
  standardOnly: boolean;
  /** How many names may still be compared to find what a misspelt one means: a file of 100 000 states gets no suggestions. */
  comparisonsLeft: number;
}

/** The state, or the machine itself, that is being checked. */
export interface Here {
  readonly run: Run;
  readonly scope: Scope;
  readonly state: string | undefined;
  readonly type: StateType | undefined;
  readonly language: QueryLanguage;
}

/** So many are listed; a file that has nothing to do with a definition would give millions. */
export const MOST_FINDINGS = 1_000;

/** Nothing more will be listed, so nothing more need be found out. */
export function isFull(here: Here): boolean {
  return here.run.findings.length >= MOST_FINDINGS;
}

/** What a misspelt name most likely means; nothing when the definition is too large to look for it. */
export function suggest(here: Here, word: string, candidates: () => Iterable<string>): string | undefined {
  if (here.run.comparisonsLeft <= 0 || isFull(here)) return undefined;
  const names = [...candidates()];
  here.run.comparisonsLeft -= names.length;
  return nearest(word, names);
}

export function report(here: Here, code: Code, args: Arguments, at: At | undefined, severity?: Severity): void {
  if (isFull(here)) return;
  const where = { pointer: pointerTo(at), ...(here.state === undefined ? {} : { state: here.state }) };
  here.run.findings.push(diagnostic(code, args, where, severity === undefined ? {} : { severity }));
}

/** True, and reported, where values are nested so deep that walking them would exhaust the stack. */
export function isTooDeep(here: Here, at: At): boolean {
  if (at.depth <= MAX_DEPTH) return false;
  report(here, 'asl-too-deep', {}, at);
  return true;
}

/** A value in a few words, for messages. */
export function describe(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (isList(value)) return 'a list';
  if (typeof value === 'string') return value === '' ? 'an empty text' : `the text “${shorten(value)}”`;
  if (typeof value === 'object') return 'an object';
  return String(value);
}

export function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
