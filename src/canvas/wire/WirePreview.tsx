import { useStore, ViewportPortal } from '@xyflow/react';
import type { ReactNode } from 'react';
import { stepOf } from '../../core/edit/tree.ts';
import { familyOf } from '../../ui/families.ts';
import { useApp } from '../../store/react.tsx';
import { useGesture } from '../context.tsx';
import { wirePath } from '../scene/path.ts';
import type { Point, Side } from '../scene/types.ts';

const OPPOSITE: Readonly<Record<Side, Side>> = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' };

/** A few words beside the pointer, of one size at every zoom. */
function Says({ at, bad, children }: { readonly at: Point; readonly bad: boolean; readonly children: ReactNode }) {
  const zoom = useStore((s) => s.transform[2]);
  return <div className={`wire-says ${bad ? 'bad' : ''}`} style={{ left: at.x, top: at.y, scale: `${1 / zoom}` }}>{children}</div>;
}

/** Beside the pointer, why dragged steps cannot go where it is. */
export function DropReason() {
  const reason = useGesture((g) => g.dropReason);
  if (!reason) return null;
  return (
    <ViewportPortal>
      <Says at={reason.at} bad><span role="status">{reason.text}</span></Says>
    </ViewportPortal>
  );
}

/** The wire that is being drawn, and beside the pointer what would happen or why not. */
export function WirePreview() {
  const wiring = useGesture((g) => g.wiring);
  const direction = useApp((s) => s.view.direction);
  const fromChoice = useApp((s) => wiring !== null && stepOf(s.document.pipeline, wiring.start.step)?.kind === 'choice');
  if (!wiring) return null;
  const { start, from, side, to, over } = wiring;
  const data = start.what === 'output' || start.what === 'input';
  const family = data ? familyOf(start.type) : 'value';
  const refused = over !== null && over.reason !== null;
  const kind = data ? 'data' : start.what === 'failure' ? 'failure' : start.what === 'control' && !fromChoice ? 'order' : 'branch';
  const { d } = wirePath(from, side, to, data ? OPPOSITE[side] : direction === 'down' ? 'top' : 'left', null, direction);
  return (
    <ViewportPortal>
      <svg className="edges wire-preview" aria-hidden="true">
        <path className={`edge ${kind} ${family} hot ${refused ? 'refused' : ''}`} d={d} />
      </svg>
      <Says at={to} bad={refused}>
        {refused ? over.reason : data ? `${start.name} ${start.list ? '(list of ' : '('}${start.type})` : start.what === 'failure' ? 'on failure' : start.what === 'ways' ? 'a way' : fromChoice ? 'otherwise' : 'runs before'}
      </Says>
    </ViewportPortal>
  );
}
