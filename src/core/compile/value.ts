import type { Json } from '../base/json.ts';
import type { ContextKey, PathToken } from '../model/binding.ts';
import type { Language, StepId } from '../model/pipeline.ts';
import type { Guard } from './resolve/guard.ts';
import type { AslScope } from './scope.ts';

/**
 * An argument's value between drawing and bytes: the same in both query languages. `resolve` builds it from bindings,
 * `lower` replaces references to outputs, items and indexes by what can be read at that place, `emit` prints it.
 */
export type Value =
  | { readonly op: 'literal'; readonly value: Json }
  | { readonly op: 'object'; readonly entries: readonly (readonly [string, Value])[] }
  | { readonly op: 'list'; readonly items: readonly Value[] }
  /** A parameter that stays open: deploy without an environment, or run. Design parameters are literals already. */
  | { readonly op: 'parameter'; readonly name: string }
  | { readonly op: 'context'; readonly key: ContextKey }
  | { readonly op: 'text'; readonly parts: readonly Value[] }
  /** A value of another type in a field that wants a string. */
  | { readonly op: 'string'; readonly of: Value }
  | { readonly op: 'raw'; readonly language: Language; readonly code: string; readonly at: string }
  /** A fresh name at each evaluation: `<slug>-<uuid>`, or 32 hexadecimal characters. */
  | { readonly op: 'name'; readonly slug: string; readonly short: boolean }
  // Before lowering:
  /** `default` is what the reader's binding says, also where the leaf surely exists: the ends of handlers need it. */
  | { readonly op: 'output'; readonly leaf: Leaf; readonly path: readonly PathToken[]; readonly type?: Leaf['type']; readonly default?: Json }
  | { readonly op: 'item'; readonly map: StepId; readonly path: readonly PathToken[]; readonly at: string }
  | { readonly op: 'index'; readonly map: StepId }
  // After lowering:
  | { readonly op: 'variable'; readonly variable: Variable; readonly leaf: Leaf; readonly path: readonly PathToken[] }
  /** A variable that Cauce names itself: a loop's counter, an error. */
  | { readonly op: 'named'; readonly variable: Variable; readonly path: readonly PathToken[] }
  /** The raw result of the state itself. */
  | { readonly op: 'result'; readonly path: readonly PathToken[] }
  /** What a branch returned, in the Parallel that joins it (`branch`), or each iteration of a Map (`branch` null). */
  | { readonly op: 'returned'; readonly branch: number | null; readonly leaf: Leaf; readonly path: readonly PathToken[] }
  /** All that a branch returned of one owner. */
  | { readonly op: 'returnedOwner'; readonly branch: number; readonly owner: Owner }
  /** A result of a drawn Map, as a list: one place in what each iteration returned. */
  | { readonly op: 'collect'; readonly from: ReturnedPlace }
  /** A result of a drawn Parallel: a place in what one branch returned. */
  | { readonly op: 'branchResult'; readonly branch: number; readonly from: ReturnedPlace }
  /** What a scope returns: leaves under their owners' names, and values under names of their own. */
  | { readonly op: 'bundle'; readonly leaves: readonly (readonly [Leaf, Value])[]; readonly named: readonly (readonly [string, Value])[] }
  /** What a marker holds: values of one step by the keys that its variable has them under. */
  | { readonly op: 'marker'; readonly leaves: readonly (readonly [Leaf, Value])[] }
  /** The state input: the item or frame in a Map. `at` names the field in the message of a missing value. */
  | { readonly op: 'input'; readonly path: readonly PathToken[]; readonly at: string }
  /** The error output, in a catcher; `raw`: without the parts that a Fail may have left out. */
  | { readonly op: 'error'; readonly raw?: true }
  /** The error that a Fail of the compiler's own carries in its `Cause`. */
  | { readonly op: 'carriedError' }
  | { readonly op: 'mapItem' }
  | { readonly op: 'mapIndex' }
  // Functions:
  /** The last part of an ARN. */
  | { readonly op: 'arnTail'; readonly of: Value }
  | { readonly op: 'parse'; readonly of: Value; readonly path: readonly PathToken[] }
  | { readonly op: 'orDefault'; readonly of: Value; readonly default: Json }
  | { readonly op: 'exists'; readonly of: Value }
  | { readonly op: 'increment'; readonly of: Value }
  /** Bucket or key of an S3 place that is only known as a whole. */
  | { readonly op: 's3Part'; readonly of: Value; readonly part: 'bucket' | 'key' };

/** A place in a bundle. */
export interface ReturnedPlace {
  readonly leaf?: Leaf;
  readonly name?: string;
  readonly path: readonly PathToken[];
}

/** Who a variable belongs to: a step, a group of steps of which one runs (`$oneOf`), or Cauce itself. */
export interface Owner {
  readonly id: string;
  /** What the variable is named after. */
  readonly label: string;
  /** The steps that assign it. */
  readonly producers: readonly StepId[];
  /** A name that is reserved for it. */
  readonly fixed?: string;
}

/** One value that a step makes and others read. */
export interface Leaf {
  readonly owner: Owner;
  /** Canonical text of where it comes from: equal leaves have equal ids. */
  readonly id: string;
  /** Names to try for its key, best first. */
  readonly names: readonly string[];
  readonly source: LeafSource;
  /** When it is made, in the flow of the producers' scope. */
  readonly under: Guard;
  /** Used on paths on which no producer runs. */
  readonly default?: Json;
  /** `structured`: surely a list or an object; `json`: not known. */
  readonly type: ComparedType | 'structured' | 'json';
}

export type LeafSource =
  /** Its value at each producer, as that producer's state can say it; `metrics`: the second state of an evaluation job; `key`: a key of what a Pass makes. */
  | { readonly from: 'states'; readonly made: ReadonlyMap<StepId, Value>; readonly stage: 'main' | 'metrics'; readonly key?: string }
  /** One value for each way of a Choice. */
  | { readonly from: 'ways'; readonly output: string }
  /** A result of a container. */
  | { readonly from: 'result'; readonly name: string }
  /** The error that a handler was entered with; of the pipeline's "on failure" when `step` is its handler. */
  | { readonly from: 'error'; readonly step: StepId };

/** A workflow variable: an owner in a scope, or one that Cauce needs for itself. */
export interface Variable {
  readonly owner: Owner;
  readonly scope: AslScope;
}

/** A condition of a Choice. */
export type Condition =
  | { readonly test: 'compare'; readonly left: Value; readonly operator: Operator; readonly right: Value; readonly type: ComparedType }
  | { readonly test: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly test: 'not'; readonly of: Condition }
  | { readonly test: 'exists'; readonly of: Value }
  /** A boolean value that stands for itself. */
  | { readonly test: 'holds'; readonly of: Value }
  | { readonly test: 'constant'; readonly holds: boolean }
  | { readonly test: 'raw'; readonly language: Language; readonly code: string; readonly at: string };
export type Operator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'matches';
/** What the two sides are compared as; `any`: not known when compiling. */
export type ComparedType = 'number' | 'string' | 'boolean' | 'any';

export const EMPTY: Value = { op: 'object', entries: [] };

export function literal(value: Json): Value {
  return { op: 'literal', value };
}

/** The values directly inside a value. */
export function partsOf(value: Value): readonly Value[] {
  switch (value.op) {
    case 'object':
      return value.entries.map(([, v]) => v);
    case 'list':
      return value.items;
    case 'bundle':
      return [...value.leaves.map(([, v]) => v), ...value.named.map(([, v]) => v)];
    case 'marker':
      return value.leaves.map(([, v]) => v);
    case 'text':
      return value.parts;
    case 'string':
    case 'arnTail':
    case 'parse':
    case 'orDefault':
    case 'exists':
    case 'increment':
    case 's3Part':
      return [value.of];
    default:
      return NONE;
  }
}
const NONE: readonly Value[] = [];

/** The value with `change` applied to every innermost value (those without parts); objects in which nothing changes stay themselves. */
export function mapLeaves(value: Value, change: (leaf: Value) => Value): Value {
  switch (value.op) {
    case 'object': {
      let changed = false;
      const entries = value.entries.map((entry) => {
        const inner = mapLeaves(entry[1], change);
        if (inner === entry[1]) return entry;
        changed = true;
        return [entry[0], inner] as const;
      });
      return changed ? { op: 'object', entries } : value;
    }
    case 'list':
      return { op: 'list', items: value.items.map((v) => mapLeaves(v, change)) };
    case 'text':
      return { op: 'text', parts: value.parts.map((v) => mapLeaves(v, change)) };
    case 'string':
    case 'arnTail':
    case 'parse':
    case 'orDefault':
    case 'exists':
    case 'increment':
    case 's3Part':
      return { ...value, of: mapLeaves(value.of, change) };
    default:
      return change(value);
  }
}

/** Calls `visit` for a value and everything inside it. */
export function walk(value: Value, visit: (value: Value) => void): void {
  visit(value);
  if (value.op === 'object') for (const entry of value.entries) walk(entry[1], visit);
  else for (const part of partsOf(value)) walk(part, visit);
}

/** The JSON of a value that is known when compiling, else undefined. */
export function staticJson(value: Value): Json | undefined {
  switch (value.op) {
    case 'literal':
      return value.value;
    case 'list': {
      const items = value.items.map(staticJson);
      return items.every((x) => x !== undefined) ? (items as Json[]) : undefined;
    }
    case 'object': {
      const entries = value.entries.map(([k, v]) => [k, staticJson(v)] as const);
      return entries.every(([, v]) => v !== undefined) ? (Object.fromEntries(entries) as Json) : undefined;
    }
    default:
      return undefined;
  }
}

/** How a known value reads inside a text. */
export function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A joined text with neighbouring literals made one and nested texts opened. */
export function text(parts: readonly Value[]): Value {
  const flat: Value[] = [];
  for (const part of parts.flatMap((p) => (p.op === 'text' ? p.parts : [p]))) {
    const known = staticJson(part);
    const last = flat.at(-1);
    if (known === undefined) flat.push(part);
    else if (last?.op === 'literal') flat[flat.length - 1] = literal(textOf(last.value) + textOf(known));
    else flat.push(literal(textOf(known)));
  }
  const nonEmpty = flat.filter((p) => !(p.op === 'literal' && p.value === ''));
  if (nonEmpty.length === 0) return literal('');
  const only = nonEmpty[0] as Value;
  return nonEmpty.length === 1 && only.op === 'literal' ? only : { op: 'text', parts: nonEmpty };
}
