import { EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { lazy, memo, Suspense } from 'react';
import type { Piece } from '../../core/rehearse/coverage.ts';
import type { Edge } from '../../core/model/edges.ts';
import { useApp, useAppShallow } from '../../store/react.tsx';
import { uncoveredOf } from '../../store/uncovered.ts';
import type { FlowEdge } from '../flow.ts';
import { useGesture } from '../context.tsx';
import { wirePath } from '../scene/path.ts';
import type { LabelPart, SceneEdge, WireKind } from '../scene/types.ts';
import { passingOf, type Passing } from './passing.ts';

const WireBead = lazy(() => import('./WireBead.tsx').then((m) => ({ default: m.WireBead })));

const CoverageMark = lazy(() => import('../nodes/CoverageMark.tsx').then((m) => ({ default: m.CoverageMark })));

const CLASS: Readonly<Record<WireKind, string>> = { data: 'data', outer: 'outer', item: 'item', order: 'order', way: 'branch', failure: 'failure' };
const MARKER: Readonly<Partial<Record<WireKind, string>>> = { order: 'url(#arrow-quiet)', way: 'url(#arrow)', failure: 'url(#arrow-bad)' };

/** One line (looks.md 6). It follows dragged nodes; the way round what is between holds only where the scene placed its ends. */
export const WireEdge = memo(function WireEdge({ id, sourceX, sourceY, targetX, targetY, data }: EdgeProps<FlowEdge>) {
  const { wire, name } = data as { wire: SceneEdge; name: string };
  const direction = useApp((s) => s.view.direction);
  const hot = useApp((s) => s.selection.steps.includes(wire.source) || s.selection.steps.includes(wire.target) || wire.edges.some((e) => s.selection.edges.includes(e.id)));
  const picked = useApp((s) => wire.edges.some((e) => s.selection.edges.includes(e.id)));
  const passing = useApp((s) => passingOf(s, wire));
  const uncovered = useAppShallow((s) => wire.edges.map((e) => uncoveredOf(s, e.from).find((p) => isOf(p, e))));
  const hovered = useGesture((g) => g.hover === id);
  const from = { x: sourceX, y: sourceY };
  const to = { x: targetX, y: targetY };
  const asPlaced = near(from, wire.from) && near(to, wire.to);
  const { d, middle } = wirePath(from, wire.fromSide, to, wire.toSide, asPlaced ? wire.detour : null, direction);
  const strong = hot || hovered;
  const beaded = wire.label.length === 0 && wire.kind !== 'order' && (passing === 'arrived' || passing === 'on-way');
  return (
    <>
      <path className="hit" d={d} />
      {strong || wire.kind === 'way' || wire.kind === 'failure' ? <path className="halo" d={d} /> : null}
      <path className={`edge ${CLASS[wire.kind]} ${wire.family} ${passing ?? ''} ${uncovered.length > 0 && uncovered.every((p) => p !== undefined) ? 'uncovered' : ''} ${strong ? 'hot' : ''}`} d={d} markerEnd={passing === 'skipped' && MARKER[wire.kind] !== undefined ? MARKER.order : MARKER[wire.kind]} />
      {wire.label.length > 0 || (hovered && wire.kind !== 'order' && !beaded) ? (
        <EdgeLabelRenderer>
          <WireLabel wire={wire} x={middle.x} y={middle.y} passing={passing} uncovered={uncovered} />
        </EdgeLabelRenderer>
      ) : null}
      {beaded ? <EdgeLabelRenderer><Suspense fallback={null}><WireBead wire={wire} names={name} x={middle.x} y={middle.y} open={picked} /></Suspense></EdgeLabelRenderer> : null}
    </>
  );
});

/** `uncovered`: by edge of the wire, the piece of it that no case takes. */
function WireLabel({ wire, x, y, passing, uncovered }: { readonly wire: SceneEdge; readonly x: number; readonly y: number; readonly passing: Passing | null; readonly uncovered: readonly (Piece | undefined)[] }) {
  const style = { left: x, top: y };
  const back = `${wire.detour && wire.detour.end < wire.detour.start ? 'back' : ''} ${passing ?? ''}`;
  if (wire.label.length === 0) return <span className={`elabel f ${wire.family}`} style={style}>{wire.name}</span>;
  if (wire.label.length === 1 && !wire.label[0]?.some((p) => p.tone === 'number')) {
    return <span className={`elabel ${wire.kind === 'failure' ? 'bad' : ''} ${back}`} style={style}><Parts parts={wire.label[0] ?? []} /><Never pieces={uncovered} /></span>;
  }
  return (
    <span className={`elabel ways ${back}`} style={style}>
      {wire.label.map((line, i) => <span key={i}><Parts parts={line} /><Never pieces={uncovered.slice(i, i + 1)} /></span>)}
    </span>
  );
}

function Never({ pieces }: { readonly pieces: readonly (Piece | undefined)[] }) {
  const those = pieces.filter((p) => p !== undefined);
  return those.length === 0 ? null : <Suspense fallback={null}><CoverageMark pieces={those} /></Suspense>;
}

/** Is this the piece that the edge stands for? */
function isOf(piece: Piece, edge: Edge): boolean {
  return (piece.kind === 'way' && edge.kind === 'way' && piece.way === edge.way) || (piece.kind === 'catch' && edge.kind === 'catch' && piece.index === edge.index);
}

function Parts({ parts }: { readonly parts: readonly LabelPart[] }) {
  const number = parts[0]?.tone === 'number' ? parts[0] : null;
  return (
    <>
      {number ? <b>{number.text}</b> : null}
      <span className="cut">
        {parts.filter((p) => p !== number).map((p, i) => (p.tone === undefined ? p.text : <em key={i} className={p.tone === 'quiet' ? 'quiet' : `phase-name ${p.tone}`}>{p.text}</em>))}
      </span>
    </>
  );
}

function near(a: { readonly x: number; readonly y: number }, b: { readonly x: number; readonly y: number }): boolean {
  return Math.abs(a.x - b.x) < 1 && Math.abs(a.y - b.y) < 1;
}

/** Arrow heads, once for the whole canvas. */
export function Markers() {
  return (
    <svg className="markers" aria-hidden="true">
      <defs>
        {([['arrow', ''], ['arrow-quiet', 'quiet'], ['arrow-bad', 'bad']] as const).map(([id, tone]) => (
          <marker key={id} id={id} viewBox="0 0 8 8" refX="6.4" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">
            <path className={`arrow ${tone}`} d="M0 .6L7.4 4 0 7.4z" />
          </marker>
        ))}
      </defs>
    </svg>
  );
}
