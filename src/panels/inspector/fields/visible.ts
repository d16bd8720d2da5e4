import { childrenOf, isComposite, type FieldNode, type FormSource } from '../form/fieldNode.ts';
import type { Pointer } from '../../../core/base/pointer.ts';

/** A structure of so few fields, none of them given, shows all of them: adding one by one would be a chore. */
const FEW = 3;
/** A structure that was just added shows at most so many. */
const MANY = 8;

export function visibleOf(children: readonly FieldNode[], shown: ReadonlySet<Pointer>): readonly FieldNode[] {
  const given = children.filter((c) => c.required || c.value !== undefined || c.derived !== undefined || shown.has(c.pointer));
  return given.length === 0 && children.length <= FEW ? children.filter((c) => !isComposite(c)) : given;
}

/** The pointers to show when a field is added: itself, and the first fields of a structure, so that it can be filled in. */
export function shownWith(source: FormSource, node: FieldNode): readonly Pointer[] {
  if (node.shape?.type !== 'structure' || node.shape.union) return [node.pointer];
  const children = childrenOf(source, node);
  const required = children.filter((c) => c.required);
  return [node.pointer, ...(required.length > 0 ? required : children.slice(0, MANY)).map((c) => c.pointer)];
}

/** Numbers, yes or no and short choices take half the width, however they are bound: nothing moves when a binding changes. */
export function isNarrow(node: FieldNode): boolean {
  const { shape, value } = node;
  if (node.derived || (typeof value === 'object' && value !== null && !('$param' in value))) return false;
  return shape?.type === 'integer' || shape?.type === 'number' || shape?.type === 'boolean' || (shape?.type === 'string' && shape.enum !== undefined && shape.enum.length <= 6 && shape.enum.every((e) => e.length <= 14));
}

/** The nodes in rows: two narrow ones side by side. */
export function inRows(nodes: readonly FieldNode[], narrow: (node: FieldNode) => boolean): readonly (readonly FieldNode[])[] {
  const rows: FieldNode[][] = [];
  for (const node of nodes) {
    const last = rows.at(-1);
    if (last?.length === 1 && narrow(last[0] as FieldNode) && narrow(node)) last.push(node);
    else rows.push([node]);
  }
  return rows;
}
