import { ViewportPortal } from '@xyflow/react';
import { familyOf } from '../../ui/families.ts';
import { useApp } from '../../store/react.tsx';
import { useGesture } from '../context.tsx';
import { wirePath } from '../scene/path.ts';
import type { Side } from '../scene/types.ts';

const OPPOSITE: Readonly<Record<Side, Side>> = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' };

/** The wire that is being drawn, and beside the pointer what would happen or why not. */
export function WirePreview() {
  const wiring = useGesture((g) => g.wiring);
  const direction = useApp((s) => s.view.direction);
  if (!wiring) return null;
  const { start, from, side, to, over } = wiring;
  const data = start.what === 'output' || start.what === 'input';
  const family = data ? familyOf(start.type) : 'value';
  const refused = over !== null && over.reason !== null;
  const kind = data ? 'data' : start.what === 'failure' ? 'failure' : start.what === 'control' ? 'order' : 'branch';
  const { d } = wirePath(from, side, to, data ? OPPOSITE[side] : direction === 'down' ? 'top' : 'left', null, direction);
  return (
    <ViewportPortal>
      <svg className="edges wire-preview" aria-hidden="true">
        <path className={`edge ${kind} ${family} hot ${refused ? 'refused' : ''}`} d={d} />
      </svg>
      <div className={`wire-says ${refused ? 'bad' : ''}`} style={{ left: to.x, top: to.y }}>
        {refused ? over.reason : data ? `${start.name} ${start.list ? '(list of ' : '('}${start.type})` : start.what === 'failure' ? 'on failure' : start.what === 'ways' ? 'a way' : 'runs before'}
      </div>
    </ViewportPortal>
  );
}
