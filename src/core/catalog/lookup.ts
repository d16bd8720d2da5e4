import { own } from '../base/json.ts';
import { pointerTokens, type Pointer } from '../base/pointer.ts';
import type { Step } from '../model/pipeline.ts';
import type { Catalog, Derived, Kind } from './kind.ts';
import type { Member, ServiceModel, Shape } from './shape.ts';

const DOCUMENT: Shape = { type: 'document' };

/** The model that holds the shapes of a kind's arguments, when it is loaded. */
export function modelOf(catalog: Catalog, kindId: string): ServiceModel | undefined {
  const service = catalog.kind(kindId)?.service;
  return service === undefined ? undefined : catalog.model(service);
}

/** The shape named, or a document where a model does not have it. */
export function shapeOr(model: ServiceModel, name: string): Shape {
  return own(model.shapes, name) ?? DOCUMENT;
}

const membersOf = new WeakMap<Shape, ReadonlyMap<string, Shape>>();

/** The shapes of a structure's members by name; resolved once, for checks ask at every value of every step. */
export function memberShapes(model: ServiceModel, shape: Shape & { readonly type: 'structure' }): ReadonlyMap<string, Shape> {
  let known = membersOf.get(shape);
  if (!known) membersOf.set(shape, (known = new Map(Object.entries(shape.members).map(([name, member]) => [name, shapeOr(model, member.shape)]))));
  return known;
}

/** The shape one level below: of a member, an element or an entry. Everything below a document is a document. */
export function shapeBelow(model: ServiceModel, shape: Shape, token: string): Shape | undefined {
  switch (shape.type) {
    case 'structure':
      return memberShapes(model, shape).get(token);
    case 'list':
      return shapeOr(model, shape.member);
    case 'map':
      return shapeOr(model, shape.value);
    case 'document':
      return shape;
    default:
      return undefined;
  }
}

/** The shape of an argument at a pointer below `arguments`; undefined where AWS's model has no such place. */
export function shapeAt(catalog: Catalog, step: Pick<Step, 'kind'>, at: Pointer): Shape | undefined {
  return follow(catalog, step.kind, catalog.request(step.kind), pointerTokens(at));
}

/** The shape at a path in a step's response: names, indexes and `*` for every element. */
export function shapeOfResponse(catalog: Catalog, kindId: string, path: readonly (string | number)[]): Shape | undefined {
  return follow(catalog, kindId, catalog.response(kindId), path.map(String));
}

function follow(catalog: Catalog, kindId: string, root: Shape | undefined, tokens: readonly string[]): Shape | undefined {
  const model = modelOf(catalog, kindId);
  let shape = root;
  for (const token of tokens) shape = model && shape && shapeBelow(model, shape, token);
  return shape;
}

/** The member of a structure that an argument is, with its line of documentation where there is one. */
export function memberAt(catalog: Catalog, step: Pick<Step, 'kind'>, at: Pointer): Member | undefined {
  const tokens = pointerTokens(at);
  const name = tokens.at(-1);
  const holder = follow(catalog, step.kind, catalog.request(step.kind), tokens.slice(0, -1));
  return name !== undefined && holder?.type === 'structure' ? own(holder.members, name) : undefined;
}

export function memberDoc(catalog: Catalog, step: Pick<Step, 'kind'>, at: Pointer): string | undefined {
  return memberAt(catalog, step, at)?.doc;
}

/** The rule by which Cauce makes an argument when it is absent. */
export function derivedAt(kind: Kind, at: Pointer): Derived | undefined {
  const have = pointerTokens(at);
  return kind.derived.find((d) => matches(pointerTokens(d.pointer), have));
}

/** Is there an argument below this place that Cauce makes? */
export function derivedBelow(kind: Kind, at: Pointer): boolean {
  const have = pointerTokens(at);
  return kind.derived.some((d) => {
    const want = pointerTokens(d.pointer);
    return want.length > have.length && matches(want.slice(0, have.length), have);
  });
}

function matches(want: readonly string[], have: readonly string[]): boolean {
  return want.length === have.length && want.every((t, i) => t === have[i] || (t === '*' && /^\d+$/.test(have[i] ?? '')));
}
