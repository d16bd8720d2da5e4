import { isObject, type Json, type JsonObject } from '../../base/json.ts';
import { StateFailure } from '../failure.ts';
import type { Course } from '../thread.ts';
import type { Visit } from '../visit.ts';

/** A part of a Distributed Map (`ItemReader`, `ItemBatcher`, `ResultWriter`), as an object. */
export function partOf(visit: Visit, name: string): JsonObject {
  const part = visit.state.field(name);
  return isObject(part) ? part : {};
}

/** The arguments of a reader or writer: `Arguments` (JSONata) or `Parameters` (JSONPath). */
export function* argumentsOf(visit: Visit, part: JsonObject, name: string): Course<JsonObject> {
  const field = visit.language === 'JSONata' ? 'Arguments' : 'Parameters';
  const template = part[field];
  if (template === undefined) return {};
  const value = yield* visit.fill(`${name}/${field}`, template);
  return isObject(value) ? value : {};
}

/** A whole number of a part, given in it or by its twin `…Path`. @throws StateFailure where it is none, or below 1. */
export function* countOf(visit: Visit, part: JsonObject, name: string, field: string): Course<number | undefined> {
  const path = part[`${field}Path`];
  const written = part[field];
  if (written === undefined && typeof path !== 'string') return undefined;
  const value: Json = written === undefined ? visit.path(path as string) : yield* visit.fill(`${name}/${field}`, written);
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw new StateFailure(visit.language === 'JSONata' ? 'States.QueryEvaluationError' : 'States.Runtime', `The field '${field}' must be a positive integer but was: ${JSON.stringify(value)}`, `${name}/${field}`);
}
