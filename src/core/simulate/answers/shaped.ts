import { isObject, own, type Json, type JsonObject } from '../../base/json.ts';
import { memberShapes, shapeOr } from '../../catalog/lookup.ts';
import { sampleValue } from '../../catalog/sample.ts';
import type { ServiceModel, Shape } from '../../catalog/shape.ts';

type Structure = Shape & { readonly type: 'structure' };

/** The shape of an operation's response; undefined without the model or for an operation that it does not have. */
export function responseShape(model: ServiceModel | undefined, operation: string): Structure | undefined {
  const name = model && own(model.operations, operation)?.output;
  const shape = model && name !== undefined ? shapeOr(model, name) : undefined;
  return shape?.type === 'structure' ? shape : undefined;
}

/** What a description repeats of the request: the members that both have. Without the shape, all of it. */
export function echoed(model: ServiceModel | undefined, shape: Structure | undefined, request: JsonObject): JsonObject {
  if (!model || !shape) return request;
  const members = memberShapes(model, shape);
  return Object.fromEntries(Object.entries(request).filter(([name]) => members.has(name)));
}

/** A response with what its shape requires and nobody made: a sample of each. Members of structures inside are seen to as well. */
export function completed(model: ServiceModel | undefined, shape: Shape | undefined, value: JsonObject): JsonObject {
  if (!model || shape?.type !== 'structure') return value;
  const members = memberShapes(model, shape);
  const there = Object.entries(value).map(([name, inner]): [string, Json] => [name, isObject(inner) ? completed(model, members.get(name), inner) : inner]);
  const missing = (shape.required ?? []).filter((name) => !Object.hasOwn(value, name));
  return Object.fromEntries([...there, ...missing.map((name): [string, Json] => [name, sampleValue(model, members.get(name) ?? { type: 'document' })])]);
}
