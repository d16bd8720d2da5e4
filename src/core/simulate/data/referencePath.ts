import { isList, isObject, type Json } from '../../base/json.ts';
import { readPath } from '../../asl/path.ts';
import { runtimeFailure, StateFailure } from '../failure.ts';
import { setOwn } from './ownKeys.ts';

/** A place in the data to write to, from `$` inwards: `ResultPath`. */
export type ReferencePath = readonly (string | number)[];

/**
 * Prepares a reference path.
 * @throws StateFailure States.Runtime where the text is none: AWS refuses such a machine when it is created.
 */
export function prepareReferencePath(text: string): ReferencePath {
  const path = readPath(text);
  if (!path.ok || !path.reference || path.root !== 'input') throw runtimeFailure(`Invalid path '${text}' : not a reference path`);
  return path.steps.flatMap(({ selectors: [only] }) => (only?.kind === 'name' ? only.name : only?.kind === 'index' ? only.index : []));
}

/**
 * A copy of `input` with `value` at the place; `$` alone gives the value. Objects that are missing on the way are made, nothing
 * that is there is changed.
 * @throws StateFailure States.ResultPathMatchFailure where something else than an object, or no such item of a list, is on the way.
 */
export function writeReference(path: ReferencePath, input: Json, value: Json): Json {
  return write(path, 0, input, input, value);
}

function write(path: ReferencePath, at: number, here: Json | undefined, input: Json, value: Json): Json {
  const key = path[at];
  if (key === undefined) return value;
  if (typeof key === 'number') {
    if (!isList(here) || key >= here.length) throw mismatch(key, input);
    return here.with(key, write(path, at + 1, here[key], input, value));
  }
  if (here !== undefined && !isObject(here)) throw mismatch(key, input);
  const copy: Record<string, Json> = {};
  for (const name of here === undefined ? [] : Object.keys(here)) setOwn(copy, name, here?.[name] as Json);
  const inner = here !== undefined && Object.hasOwn(here, key) ? here[key] : undefined;
  setOwn(copy, key, write(path, at + 1, inner, input, value));
  return copy;
}

function mismatch(step: string | number, input: Json): StateFailure {
  return new StateFailure('States.ResultPathMatchFailure', `Unable to apply step "${step}" to input ${JSON.stringify(input)}`);
}
