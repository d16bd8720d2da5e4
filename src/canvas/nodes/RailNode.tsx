import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { FlowNode } from '../flow.ts';
import { RAIL_BOTTOM } from '../scene/segments.ts';
import { ItemChip } from './ContainerNode.tsx';
import { Ports } from './Ports.tsx';

/** The walls of an entered container, above and below its steps. */
export const RailNode = memo(function RailNode({ id, data }: NodeProps<FlowNode>) {
  const { view } = data;
  const bottom = id === RAIL_BOTTOM;
  const results = view.ports.filter((p) => p.sort === 'inner');
  return (
    <div className="rail">
      {view.ports.length === 0 ? <span className="muted rail-hint">{bottom ? 'Nothing leaves: results are set in the inspector' : 'Nothing is read from outside'}</span> : null}
      {bottom ? results.map((p) => <span key={p.id} className={`res ${p.family}`} style={{ left: p.at.x + 12 }}>{p.name}</span>) : null}
      {view.ports.map((p) => (p.sort === 'gate' ? <span key={p.id} className={`gate-name ${p.family}`} style={{ left: p.at.x + 10 }}>{p.name}</span> : null))}
      <ItemChip view={view} />
      <Ports node={id} ports={view.ports} bars={view.bars} open={false} />
    </div>
  );
});
