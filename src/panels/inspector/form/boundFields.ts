import type { FieldNode, FormSource } from './fieldNode.ts';
import { leavesBelow, type Found } from './searchFields.ts';

/** Every leaf of the form, for the filter on what is bound. */
export function leavesOfForm(source: FormSource, root: FieldNode): Found {
  const nodes = [...leavesBelow(source, root)];
  return { nodes, total: nodes.length };
}
