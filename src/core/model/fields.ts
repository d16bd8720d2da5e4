import { isList, isObject, type Json, type JsonObject } from '../base/json.ts';
import type { Pointer } from '../base/pointer.ts';
import { looksLikeBinding } from './binding.ts';
import type { Step } from './pipeline.ts';

/** A part of a step that may hold bindings, with its pointer below the step. */
export interface Field {
  readonly pointer: Pointer;
  readonly value: Json;
}

/** Everything else of a step (names, retries, catches, metrics …) is constant: bound at design, never a binding. */
const BINDABLE = ['arguments', 'items', 'maxConcurrency', 'timeoutSeconds', 'heartbeatSeconds', 'result'] as const;

/** The fields of a step that may hold bindings: arguments, times, a Map's items and results, a Choice's conditions and outputs. */
export function bindableFields(step: Step): readonly Field[] {
  const raw = step as unknown as JsonObject;
  const found: Field[] = [];
  for (const key of BINDABLE) if (raw[key] !== undefined) found.push({ pointer: `/${key}`, value: raw[key] });
  if (step.kind !== 'choice') return found;
  const ways = isList(raw['branches']) ? raw['branches'] : [];
  ways.forEach((way, i) => {
    if (!isObject(way)) return;
    for (const key of ['when', 'outputs']) if (way[key] !== undefined) found.push({ pointer: `/branches/${i}/${key}`, value: way[key] });
  });
  const otherwise = raw['otherwise'];
  if (isObject(otherwise) && otherwise['outputs'] !== undefined) found.push({ pointer: '/otherwise/outputs', value: otherwise['outputs'] });
  return found;
}

/** May the place at this pointer below a step hold a binding? */
export function mayHoldBinding(step: Step, pointer: Pointer): boolean {
  const [, first, , third] = pointer.split('/');
  if ((BINDABLE as readonly (string | undefined)[]).includes(first)) return true;
  if (step.kind !== 'choice') return false;
  return (first === 'branches' && (third === 'when' || third === 'outputs')) || (first === 'otherwise' && pointer.startsWith('/otherwise/outputs'));
}

/**
 * A copy of a JSON value in which `replace` has been asked about every binding; the innermost parts of texts are asked, not
 * the texts. A binding for which it gives undefined is taken out: its key goes, an element of a list closes up, an operand
 * of a condition becomes null. Parts that do not change keep their identity.
 */
export function mapBindings(json: Json, replace: (binding: JsonObject) => Json | undefined): Json | undefined {
  if (isList(json)) return mapList(json, replace);
  if (!isObject(json)) return json;
  const text = json['$text'];
  if (looksLikeBinding(json)) {
    if (!isList(text)) return replace(json);
    const parts = mapList(text, replace);
    return parts === text ? json : { $text: parts };
  }
  let changed = false;
  const entries: [string, Json][] = [];
  for (const [key, value] of Object.entries(json)) {
    const operator = key.startsWith('$');
    const mapped = operator && isList(value) ? mapList(value, replace, true) : mapBindings(value, replace);
    const next = mapped === undefined && operator ? null : mapped;
    if (next !== value) changed = true;
    if (next !== undefined) entries.push([key, next]);
  }
  return changed ? Object.fromEntries(entries) : json;
}

function mapList(list: readonly Json[], replace: (binding: JsonObject) => Json | undefined, keepPlaces = false): readonly Json[] {
  const next = list
    .map((value) => mapBindings(value, replace))
    .map((v) => (v === undefined && keepPlaces ? null : v))
    .filter((v) => v !== undefined);
  return next.length === list.length && next.every((v, i) => v === list[i]) ? list : next;
}

/** `mapBindings` over all fields of a step that may hold bindings. The step itself when nothing changes. */
export function mapStepBindings<S extends Step>(step: S, replace: (binding: JsonObject) => Json | undefined): S {
  const raw = step as unknown as JsonObject;
  const change = new Map<string, Json | undefined>();
  const visit = (owner: JsonObject, keys: readonly string[], into: Map<string, Json | undefined>): void => {
    for (const key of keys) {
      const value = owner[key];
      if (value === undefined) continue;
      const next = mapBindings(value, replace);
      if (next !== value) into.set(key, next);
    }
  };
  const withChanges = (owner: JsonObject, changes: ReadonlyMap<string, Json | undefined>): JsonObject =>
    changes.size === 0 ? owner : Object.fromEntries(Object.entries(owner).map(([k, v]) => [k, changes.has(k) ? changes.get(k) : v] as const).filter((e): e is [string, Json] => e[1] !== undefined));
  const way = (owner: Json): Json => {
    if (!isObject(owner)) return owner;
    const changes = new Map<string, Json | undefined>();
    visit(owner, ['outputs'], changes);
    // A condition is never taken away: a branch without `when` would not be one.
    if (owner['when'] !== undefined) {
      const next = mapBindings(owner['when'], replace) ?? null;
      if (next !== owner['when']) changes.set('when', next);
    }
    return withChanges(owner, changes);
  };
  visit(raw, BINDABLE, change);
  if (step.kind === 'choice') {
    const branches = raw['branches'];
    if (isList(branches)) {
      const next = branches.map(way);
      if (next.some((b, i) => b !== branches[i])) change.set('branches', next);
    }
    const otherwise = raw['otherwise'];
    if (otherwise !== undefined) {
      const next = way(otherwise);
      if (next !== otherwise) change.set('otherwise', next);
    }
  }
  return withChanges(raw, change) as unknown as S;
}
