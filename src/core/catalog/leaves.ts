import type { Json } from '../base/json.ts';
import { pointer, pointerTokens, type Pointer } from '../base/pointer.ts';
import type { Catalog } from './kind.ts';
import { modelOf, shapeOr } from './lookup.ts';
import { sampleKey } from './sample.ts';
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

/** Arguments that hold nothing but one value at one place of `leavesOf`, with the lists, maps and structures around it. */
export function argumentsWith(catalog: Catalog, kindId: string, at: Pointer, value: Json): Json {
  const model = modelOf(catalog, kindId);
  const build = (shape: Shape | undefined, tokens: readonly string[]): Json => {
    const [token, ...rest] = tokens;
    if (token === undefined) return value;
    const name = shape?.type === 'structure' ? shape.members[token]?.shape : shape?.type === 'list' ? shape.member : shape?.type === 'map' ? shape.value : undefined;
    const below = build(model && name !== undefined ? shapeOr(model, name) : undefined, rest);
    return shape?.type === 'list' ? [below] : { [token]: below };
  };
  return build(catalog.request(kindId), pointerTokens(at));
}
