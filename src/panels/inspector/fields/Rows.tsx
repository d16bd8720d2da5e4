import type { ComponentType } from 'react';
import type { FieldNode } from '../form/fieldNode.ts';
import { inRows, isNarrow } from './visible.ts';

/** Draws a field of any kind. Lists, maps and unions are given it, since they hold fields of every kind themselves. */
export type FieldViewComponent = ComponentType<{ readonly node: FieldNode; readonly level: number }>;

/** Fields one below the other, short ones in pairs. */
export function Rows({ nodes, level, View }: { readonly nodes: readonly FieldNode[]; readonly level: number; readonly View: FieldViewComponent }) {
  return inRows(nodes, isNarrow).map((row) =>
    row.length === 1 ? (
      <View key={row[0]?.pointer} node={row[0] as FieldNode} level={level} />
    ) : (
      <div className="two" key={row[0]?.pointer}>
        {row.map((node) => (
          <View key={node.pointer} node={node} level={level} />
        ))}
      </div>
    ),
  );
}
