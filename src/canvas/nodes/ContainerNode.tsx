import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useApp } from '../../store/react.tsx';
import { Icon, iconNamed } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { PhaseMark } from '../../ui/PhaseMark.tsx';
import { useCanvas, useGesture } from '../context.tsx';
import type { FlowNode } from '../flow.ts';
import { Badge, nodeName, useBadge } from './Badge.tsx';
import { NodeName } from './NodeName.tsx';
import { Outcome, SimulationBadge, useOutcome, useUncovered } from './Outcome.tsx';
import { Ports } from './Ports.tsx';

/** A Map or a Parallel with its inside: two walls with the steps between them (looks.md 7). */
export const ContainerNode = memo(function ContainerNode({ id, data, selected }: NodeProps<FlowNode>) {
  const { view } = data;
  const { actions } = useCanvas();
  const badge = useBadge(id, false);
  const hovered = useGesture((g) => g.hover === id);
  const drop = useGesture((g) => (g.wiring ? (g.wiring.fits.has(id) || g.wiring.start.step === id ? 'takes' : 'refuses') : ''));
  const takes = useGesture((g) => (g.dropInto !== id ? '' : g.dropReason ? 'drop-no' : 'drop-yes'));
  const dimmed = useApp((s) => s.view.phaseFilter !== null && !view.phases.includes(s.view.phaseFilter));
  const outcome = useOutcome(id);
  const uncovered = useUncovered(id);
  const c = view.container;
  if (!c) return null;
  return (
    <div
      className={`container ${outcome?.look.line ?? ''} ${uncovered.some((p) => p.kind === 'step') ? 'uncovered' : ''} ${selected ? 'selected' : ''} ${badge.startsWith('error') ? 'has-bad' : ''} ${dimmed ? 'dim' : ''} ${takes} ${drop}`}
      role="group" tabIndex={-1} data-step={id} aria-label={nodeName(view.name, view.kindText, selected, badge, outcome?.name)}
    >
      <header>
        <span className="tile"><Icon name={iconNamed(view.icon)} size="lg" /></span>
        <span className="node-text">
          <NodeName id={id} name={view.name} />
          <span className="node-sub">
            {outcome ? <Outcome outcome={outcome} kindText={view.kindText} /> : c.over ? <><span>over</span><Over over={c.over} /></> : <span className="cut">{view.kindText}</span>}
          </span>
        </span>
        {c.atATime ? <span className="much" title={c.atATime}><Icon name="parallel" size="sm" /><span className="cut">{c.atATime}</span></span> : null}
        <span className="container-tools nodrag">
          <IconButton icon="expand" label={`Enter ${view.name}`} small tabIndex={-1} onClick={() => actions.enter(id)} />
          <IconButton icon="down" label={`Fold ${view.name}`} small tabIndex={-1} onClick={() => actions.fold(id)} />
        </span>
      </header>
      {c.lanes.slice(1).map((l) => <span key={l.branch} className="lane" style={{ left: l.x }} />)}
      {c.inside === 0 ? <p className="body-empty">{c.sort === 'map' ? 'Drop the step that runs for each item' : 'Drop the steps that run side by side'}</p> : null}
      {c.hasFoot ? (
        <footer>
          {c.results.map((r) => <span key={r.name} className={`res ${r.family}`} style={{ left: r.x + 12 }}>{r.name}{c.sort === 'map' ? <em>list</em> : null}</span>)}
        </footer>
      ) : null}
      <ItemChip view={view} />
      <Ports node={id} ports={view.ports} bars={view.bars} open={hovered || selected} walled />
      {outcome ? <SimulationBadge outcome={outcome} uncovered={uncovered} /> : <Badge id={id} badge={badge} />}
    </div>
  );
});

function Over({ over }: { readonly over: { readonly text: string; readonly phase: 'design' | 'deploy' | 'run' | null } }) {
  return (
    <span className={`chip ${over.phase ?? 'ctx'}`}>
      {over.phase ? <PhaseMark phase={over.phase} /> : null}
      <span className="cut">{over.text}</span>
    </span>
  );
}

/** Room that the chip takes beside its ring. */
const CHIP = 72;

/** Beside the ring that every item comes out of; on the side where no gate and no wire is, if there is one. */
export function ItemChip({ view }: { readonly view: FlowNode['data']['view'] }) {
  const item = view.ports.find((p) => p.sort === 'item');
  if (!item) return null;
  const near = (from: number, to: number): boolean => view.ports.some((p) => p.sort === 'gate' && p.at.x > from && p.at.x < to);
  const left = near(item.at.x, item.at.x + CHIP) && !near(item.at.x - CHIP, item.at.x) && item.at.x > CHIP;
  return <span className={`item-chip chip ctx ${left ? 'before' : ''}`} style={{ left: item.at.x + (left ? -12 : 12), top: item.at.y + 6 }}><Icon name="ctx" size="sm" />item</span>;
}
