import { isList, isObject, own, type Json } from '../../../core/base/json.ts';
import { pointer, pointerTokens, valueAt, type Pointer } from '../../../core/base/pointer.ts';
import type { Derived, InputPort } from '../../../core/catalog/kind.ts';
import type { Shape } from '../../../core/catalog/shape.ts';
import { looksLikeBinding } from '../../../core/model/binding.ts';
import { labelOf } from './labels.ts';

/** One field of a step's request as the form shows it; its children are made when somebody opens it. */
export interface FieldNode {
  /** Below the step: `/arguments/ResourceConfig/InstanceType`. */
  readonly pointer: Pointer;
  /** Name of the member, key of the map, or index in the list. */
  readonly name: string;
  readonly label: string;
  readonly unit?: string;
  readonly doc?: string;
  /** undefined: AWS's model does not know this field; it is kept and edited as free JSON. */
  readonly shape: Shape | undefined;
  readonly shapeName?: string;
  readonly required: boolean;
  readonly value: Json | undefined;
  readonly port?: InputPort;
  readonly derived?: Derived;
  readonly role: 'member' | 'element' | 'entry';
}

/** What the form needs of a kind: its request, the shapes named in it, its typed ports and what Cauce makes. */
export interface FormSource {
  readonly request: Shape;
  named(shapeName: string): Shape | undefined;
  readonly inputs: readonly InputPort[];
  readonly derived: readonly Derived[];
  /** The arguments of a newly added step of the kind. */
  readonly template?: Json;
}

/** Fields whose literal names an element of a list (formats.md 1, "Ports"). */
export const NAME_FIELDS = ['ChannelName', 'InputName', 'OutputName', 'VariantName', 'Name', 'Key', 'MetricName'] as const;

export const FREE: Shape = { type: 'document' };

/** The node of the whole request, `/arguments`. */
export function rootNode(source: FormSource, args: Json | undefined): FieldNode {
  return { pointer: '/arguments', name: 'arguments', label: 'Arguments', shape: source.request, required: true, value: args ?? {}, role: 'member' };
}

export function isComposite(node: FieldNode): boolean {
  const type = node.shape?.type;
  return type === 'structure' || type === 'list' || type === 'map';
}

/** Is the field given as a whole by a binding (or a raw value the shape does not allow), so that there is nothing to open? */
export function isBoundWhole(node: FieldNode): boolean {
  return node.value !== undefined && looksLikeBinding(node.value);
}

/** The fields one level below: members (required first), elements, entries, and whatever else the value holds. */
export function childrenOf(source: FormSource, node: FieldNode): readonly FieldNode[] {
  if (isBoundWhole(node)) return [];
  const shape = node.shape;
  if (shape?.type === 'structure') {
    const required = new Set(shape.required ?? []);
    const value = isObject(node.value) ? node.value : {};
    const members = Object.entries(shape.members).map(([name, member]) =>
      child(source, node, name, source.named(member.shape), own(value, name), { required: required.has(name), shapeName: member.shape, role: 'member', ...(member.doc ? { doc: member.doc } : {}) }),
    );
    const unknown = Object.keys(value).filter((k) => !Object.hasOwn(shape.members, k)).map((k) => child(source, node, k, undefined, value[k], { required: false, role: 'entry' }));
    return [...members.filter((m) => m.required), ...members.filter((m) => !m.required), ...unknown];
  }
  if (isList(node.value)) return node.value.map((_, i) => elementNode(source, node, i));
  if (isObject(node.value)) return Object.keys(node.value).map((key) => entryNode(source, node, key));
  return [];
}

/** Element `index` of a list, also when it is not there yet. */
export function elementNode(source: FormSource, list: FieldNode, index: number): FieldNode {
  const shapeName = list.shape?.type === 'list' ? list.shape.member : undefined;
  const value = isList(list.value) ? list.value[index] : undefined;
  const node = child(source, list, String(index), shapeName === undefined ? FREE : source.named(shapeName), value, { required: false, role: 'element', ...(shapeName ? { shapeName } : {}) });
  const single = node.shape?.type !== 'structure' && !isObject(value);
  return { ...node, label: node.port?.label ?? elementName(value) ?? (single ? `${list.label} ${index + 1}` : `#${index + 1}`) };
}

export function entryNode(source: FormSource, map: FieldNode, key: string): FieldNode {
  const shapeName = map.shape?.type === 'map' ? map.shape.value : undefined;
  const value = isObject(map.value) ? own(map.value, key) : undefined;
  const node = child(source, map, key, shapeName === undefined ? FREE : source.named(shapeName), value, { required: false, role: 'entry', ...(shapeName ? { shapeName } : {}) });
  return { ...node, label: key };
}

/** What an element of a list is called, if one of its name fields is a literal. */
export function elementName(value: Json | undefined): string | undefined {
  if (!isObject(value)) return undefined;
  for (const field of NAME_FIELDS) {
    const name = own(value, field);
    if (typeof name === 'string' && name !== '') return name;
  }
  return undefined;
}

/** The node at a pointer below the step, or undefined where the request has no such place. */
export function nodeAt(source: FormSource, args: Json | undefined, at: Pointer): FieldNode | undefined {
  const [first, ...rest] = pointerTokens(at);
  if (first !== 'arguments') return undefined;
  let node: FieldNode | undefined = rootNode(source, args);
  for (const token of rest) node = node && step(source, node, token);
  return node;
}

function step(source: FormSource, node: FieldNode, token: string): FieldNode | undefined {
  if (isBoundWhole(node)) return undefined;
  switch (node.shape?.type) {
    case 'structure':
      return childrenOf(source, node).find((c) => c.name === token);
    case 'list':
      return /^\d+$/.test(token) ? elementNode(source, node, Number(token)) : undefined;
    case 'map':
      return entryNode(source, node, token);
    default:
      return childrenOf(source, node).find((c) => c.name === token);
  }
}

function child(
  source: FormSource,
  parent: FieldNode,
  name: string,
  shape: Shape | undefined,
  value: Json | undefined,
  more: Pick<FieldNode, 'required' | 'role'> & Partial<Pick<FieldNode, 'doc' | 'shapeName'>>,
): FieldNode {
  const at = parent.pointer + pointer(name);
  const below = at.slice('/arguments'.length);
  const port = source.inputs.find((p) => p.pointer === below);
  const derived = source.derived.find((d) => matchesDerived(d, below));
  return {
    pointer: at,
    name,
    ...labelOf(name),
    ...(port && port.template === undefined ? { label: port.label } : {}),
    shape,
    value,
    ...more,
    required: more.required || source.inputs.some((p) => p.required && (p.pointer === below || p.pointer.startsWith(`${below}/`))),
    ...(port ? { port } : {}),
    ...(derived ? { derived } : {}),
  };
}

/** The pointer of a rule may have `*` for the elements of a list. */
function matchesDerived(rule: Derived, below: Pointer): boolean {
  if (rule.pointer === below) return true;
  const want = pointerTokens(rule.pointer);
  const have = pointerTokens(below);
  return want.length === have.length && want.every((t, i) => t === have[i] || ((t === '*' || t === '-') && /^\d+$/.test(have[i] ?? '')));
}

/**
 * The arguments after writing a field, with the missing parents made in the kind that the request wants (a list where it
 * says list). The result is the smallest write: the pointer of the outermost part that had to be made, and its value.
 */
export function writeThrough(source: FormSource, args: Json | undefined, at: Pointer, value: Json): { readonly pointer: Pointer; readonly value: Json } {
  const tokens = pointerTokens(at);
  for (let n = 2; n < tokens.length; n++) {
    const ancestor = pointer(...tokens.slice(0, n));
    if (valueAt({ arguments: args ?? {} }, ancestor) !== undefined) continue;
    let made: Json = value;
    for (let k = tokens.length; k > n; k--) {
      const holder = nodeAt(source, args, pointer(...tokens.slice(0, k - 1)));
      made = holder?.shape?.type === 'list' ? [made] : { [tokens[k - 1] as string]: made };
    }
    return { pointer: ancestor, value: made };
  }
  return { pointer: at, value };
}

/** The field that an element of a list is about: its typed port, or the place that Cauce makes. Shown even when the element is folded. */
export function mainField(source: FormSource, args: Json | undefined, element: FieldNode): FieldNode | undefined {
  const below = element.pointer.slice('/arguments'.length);
  const port = source.inputs.find((p) => p.template === undefined && p.pointer.startsWith(`${below}/`));
  if (port) return nodeAt(source, args, `/arguments${port.pointer}`);
  const depth = pointerTokens(below).length;
  const rule = source.derived.find((d) => pointerTokens(d.pointer).length > depth && matchesDerived({ ...d, pointer: pointer(...pointerTokens(d.pointer).slice(0, depth)) }, below));
  return rule ? nodeAt(source, args, element.pointer + pointer(...pointerTokens(rule.pointer).slice(depth))) : undefined;
}
