import type { Json, JsonObject } from '../base/json.ts';
import { childPointer, pointer, pointerTokens, withValueAt, type Pointer } from '../base/pointer.ts';
import type { Step } from '../model/pipeline.ts';
import { requiredMissing } from './check.ts';
import type { Catalog, Kind } from './kind.ts';
import { derivedAt, derivedBelow, modelOf, shapeAt, shapeBelow, shapeOr } from './lookup.ts';
import { sampleKey, sampleValue } from './sample.ts';
import type { ServiceModel, Shape } from './shape.ts';

export interface RequestPlace {
  /** Below `arguments`; lists at index 0, maps at a sample key. */
  readonly pointer: Pointer;
  readonly shape: Shape;
  readonly shapeName: string | undefined;
  readonly doc?: string;
  readonly required: boolean;
}

/**
 * Every place of a kind's request, structures, lists and maps before what they hold. A shape that holds itself is listed
 * once more where it recurs and not entered again.
 */
export function leavesOf(catalog: Catalog, kindId: string): readonly RequestPlace[] {
  const model = modelOf(catalog, kindId);
  const request = catalog.request(kindId);
  if (!model || !request) return [];
  const found: RequestPlace[] = [];
  visit(model, request, undefined, '', new Set(), found, {});
  return found;
}

function visit(model: ServiceModel, shape: Shape, name: string | undefined, at: Pointer, around: ReadonlySet<Shape>, found: RequestPlace[], more: { readonly doc?: string | undefined; readonly required?: boolean }): void {
  if (at !== '') found.push({ pointer: at, shape, shapeName: name, required: more.required ?? false, ...(more.doc === undefined ? {} : { doc: more.doc }) });
  if (around.has(shape)) return;
  const inside = new Set([...around, shape]);
  if (shape.type === 'structure') {
    for (const [key, member] of Object.entries(shape.members)) {
      visit(model, shapeOr(model, member.shape), member.shape, at + pointer(key), inside, found, { doc: member.doc, required: shape.required?.includes(key) ?? false });
    }
  } else if (shape.type === 'list') visit(model, shapeOr(model, shape.member), shape.member, `${at}/0`, inside, found, {});
  else if (shape.type === 'map') visit(model, shapeOr(model, shape.value), shape.value, at + pointer(sampleKey(model, shape)), inside, found, {});
}

/**
 * Arguments with one value at one place of `leavesOf`, and beside it samples of whatever else the service requires; what
 * Cauce makes is left to it. For examples and for tests over every place of every request.
 */
export function argumentsWith(catalog: Catalog, kindId: string, at: Pointer, value: Json): JsonObject {
  const model = modelOf(catalog, kindId);
  const kind = catalog.kind(kindId);
  const request = catalog.request(kindId);
  if (!model || !kind || !request) return {};
  let args = around(model, kind, request, pointerTokens(at), '', value) as JsonObject;
  // What only ports require, and what these additions require in turn.
  for (let round = 0; round < 4; round++) {
    const missing = requiredMissing(catalog, { kind: kindId, name: '', arguments: args } as Step);
    for (const here of missing) {
      const shape = shapeAt(catalog, { kind: kindId }, here);
      if (shape) args = withValueAt(args, here, sampleValue(model, shape)) as JsonObject;
    }
    if (missing.length === 0) break;
  }
  return args;
}

function around(model: ServiceModel, kind: Kind, shape: Shape, tokens: readonly string[], at: Pointer, value: Json): Json {
  const [token, ...rest] = tokens;
  if (token === undefined) return value;
  const below = shapeBelow(model, shape, token);
  const inner = below ? around(model, kind, below, rest, childPointer(at, token), value) : value;
  if (shape.type === 'list') return [inner];
  const others = shape.type === 'structure' ? (shape.required ?? []).filter((name) => name !== token) : [];
  const entries = others.flatMap((name): readonly (readonly [string, Json])[] => {
    const here = childPointer(at, name);
    const sibling = shapeBelow(model, shape, name);
    return !sibling || derivedAt(kind, here) || derivedBelow(kind, here) ? [] : [[name, sampleValue(model, sibling)]];
  });
  return Object.fromEntries([...entries, [token, inner]]);
}
