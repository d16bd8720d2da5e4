import { isList, isObject, type Json } from '../../base/json.ts';
import { runtimeFailure } from '../failure.ts';
import type { Sight } from '../sight.ts';
import { evaluateIntrinsic, prepareIntrinsic, type PreparedIntrinsic } from './intrinsics.ts';
import { setOwn } from './ownKeys.ts';
import { findPath, preparePath, rootsOf, whyMissing, type PreparedPath, type Roots } from './path.ts';

/** A payload template (`Parameters`, `ResultSelector`, `ItemSelector`, `Assign` …) ready to be filled as often as one likes. */
export type Template =
  /** Nothing to fill in: the very value that was written. */
  | { readonly kind: 'constant'; readonly value: Json }
  | { readonly kind: 'list'; readonly items: readonly Template[] }
  | { readonly kind: 'object'; readonly fields: readonly (readonly [key: string, value: Template])[] }
  /** Of a key that ends in `.$`, or of a `…Path` field; it is named in failures. */
  | { readonly kind: 'path'; readonly field: string; readonly path: PreparedPath }
  | { readonly kind: 'intrinsic'; readonly intrinsic: PreparedIntrinsic };

/**
 * Prepares a template.
 * @throws StateFailure States.Runtime where a `.$` key has no path and no call of a function: AWS refuses such a machine.
 */
export function prepareTemplate(value: Json): Template {
  if (isList(value)) {
    const items = value.map(prepareTemplate);
    return items.every((item) => item.kind === 'constant') ? { kind: 'constant', value } : { kind: 'list', items };
  }
  if (!isObject(value)) return { kind: 'constant', value };
  const fields = Object.keys(value).map((key) => prepareField(key, value[key] as Json));
  return Object.keys(value).some((key) => key.endsWith('.$')) || fields.some(([, field]) => field.kind !== 'constant') ? { kind: 'object', fields } : { kind: 'constant', value };
}

function prepareField(key: string, value: Json): readonly [string, Template] {
  return key.endsWith('.$') ? [key.slice(0, -2), prepareDynamic(key, value)] : [key, prepareTemplate(value)];
}

/**
 * Prepares a path or a call of an intrinsic function: the value of a `.$` key, of `ErrorPath` and the like. `field` is named in
 * failures.
 * @throws StateFailure States.Runtime where it is neither.
 */
export function prepareDynamic(field: string, value: Json): Template {
  if (typeof value !== 'string') throw runtimeFailure(`The value for the field '${field}' must be a valid JSONPath or a valid intrinsic function call`);
  const text = value.trim();
  return text.startsWith('$') ? { kind: 'path', field, path: preparePath(text) } : { kind: 'intrinsic', intrinsic: prepareIntrinsic(text) };
}

/**
 * The value of a template where it stands. A template without `.$` gives the very same value, others share what is constant.
 * @throws StateFailure States.Runtime: "The JSONPath '$.a' specified for the field 'b.$' could not be found in the input '{}'".
 */
export function fillTemplate(template: Template, sight: Sight): Json {
  return template.kind === 'constant' ? template.value : fill(template, rootsOf(sight), sight);
}

function fill(template: Template, roots: Roots, sight: Sight): Json {
  switch (template.kind) {
    case 'constant':
      return template.value;
    case 'list':
      return template.items.map((item) => fill(item, roots, sight));
    case 'object': {
      const filled: Record<string, Json> = {};
      for (const [key, value] of template.fields) setOwn(filled, key, fill(value, roots, sight));
      return filled;
    }
    case 'path':
      return readField(template.path, template.field, roots);
    case 'intrinsic':
      return evaluateIntrinsic(template.intrinsic, roots, sight.random);
  }
}

function readField(path: PreparedPath, field: string, roots: Roots): Json {
  const value = findPath(path, roots);
  if (value !== undefined) return value;
  // Observed by others on AWS: an index past the end of a list is null here, though nowhere else.
  if (field.endsWith('.$') && whyMissing(path, roots).pastTheEnd) return null;
  const searched = path.root === 'context' ? roots.context() : roots.dollar;
  throw runtimeFailure(`The JSONPath '${path.text}' specified for the field '${field}' could not be found in the input '${JSON.stringify(searched)}'`);
}
