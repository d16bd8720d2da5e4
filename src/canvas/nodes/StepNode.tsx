import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useApp } from '../../store/react.tsx';
import { Icon, iconNamed } from '../../ui/Icon.tsx';
import { Pip } from '../../ui/Pip.tsx';
import { useGesture } from '../context.tsx';
import type { FlowNode } from '../flow.ts';
import { Badge, nodeName, useBadge } from './Badge.tsx';
import { NodeName } from './NodeName.tsx';
import { Ports } from './Ports.tsx';
import { Outcome, Strip, SimulationBadge, useOutcome, useUncovered } from './Outcome.tsx';

/** A step, 232 × 64 (looks.md 5). Reads its own view and a few flags, nothing that changes while others are dragged. */
export const StepNode = memo(function StepNode({ id, data, selected }: NodeProps<FlowNode>) {
  const { view } = data;
  const badge = useBadge(id, view.container?.folded ?? false);
  const hovered = useGesture((g) => g.hover === id);
  const drop = useGesture((g) => dropState(g.wiring ? (g.wiring.fits.has(id) || g.wiring.start.step === id ? 'takes' : 'refuses') : '', g.wiring?.over?.node === id && g.wiring.over.port === null ? (g.wiring.over.reason === null ? 'yes' : 'no') : ''));
  const dimmed = useApp((s) => s.view.phaseFilter !== null && !view.phases.includes(s.view.phaseFilter));
  const outcome = useOutcome(id);
  const uncovered = useUncovered(id);
  const folded = view.container?.folded ? (view.container.sort === 'map' ? 'folded' : 'folded lanes') : '';
  return (
    <div
      className={`node ${view.look} ${folded} ${outcome?.look.line ?? ''} ${uncovered.some((p) => p.kind === 'step') ? 'uncovered' : ''} ${selected ? 'selected' : ''} ${badge.startsWith('error') ? 'has-bad' : ''} ${dimmed ? 'dim' : ''} ${drop}`}
      role="group" tabIndex={-1} data-step={id} aria-label={nodeName(view.name, view.kindText, selected, badge, outcome?.name)}
    >
      {view.handlesAll ? <span className="flag bad">on any failure</span> : null}
      <span className="tile"><Icon name={iconNamed(view.icon)} size="lg" /></span>
      <span className="node-text">
        <NodeName id={id} name={view.name} />
        <span className="node-sub">
          {outcome ? <Outcome outcome={outcome} kindText={view.kindText} /> : (
            <>
              <span className="cut">{view.kindText}</span>
              <span className="pips"><Pip phase="deploy" count={view.deploy} /><Pip phase="run" count={view.run} /></span>
            </>
          )}
        </span>
      </span>
      <Ports node={id} ports={view.ports} bars={view.bars} open={hovered || selected} />
      {outcome ? <Strip outcome={outcome} /> : null}
      {outcome ? <SimulationBadge outcome={outcome} uncovered={uncovered} /> : <Badge id={id} badge={badge} />}
    </div>
  );
});

function dropState(takes: string, over: string): string {
  return `${takes} ${over === 'yes' ? 'drop-yes' : over === 'no' ? 'drop-no' : ''}`;
}
