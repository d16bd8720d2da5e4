import { useMemo, useRef, useState } from 'react';
import { nameOf } from '../../core/edit/tree.ts';
import { allSteps } from '../../core/model/scopes.ts';
import { schedulesOf } from '../../store/plan.ts';
import { useApp } from '../../store/react.tsx';
import { about } from '../../ui/duration.ts';
import type { Scene } from '../scene/types.ts';
import { PlanBar } from './PlanBar.tsx';
import { planPicture, type PlanPicture } from './shapes.ts';
import { useLayer } from './useLayer.ts';
import { lostInWords, type PlanPart } from './words.ts';
import './plan.css';

/** The schedule over the drawing: branches and barriers behind the steps, the chain that takes the time, added waits, and one line of words. */
export function PlanView({ scene }: { readonly scene: Scene }) {
  const all = useApp((s) => s.compiled.schedules);
  const scope = useApp((s) => s.selection.scope);
  const schedules = useMemo(() => schedulesOf(all, scope), [all, scope]);
  const picture = useMemo(() => planPicture(schedules, scene), [schedules, scene]);
  const [looked, setLooked] = useState<PlanPart | null>(null);
  const [kept, setKept] = useState<PlanPart | null>(null);
  const focus = looked ?? kept;
  return (
    <>
      <Under picture={picture} scene={scene} focus={focus} />
      <Labels picture={picture} focus={focus} look={setLooked} />
      {schedules.length > 0 ? <PlanBar schedules={schedules} scope={scope} look={setLooked} kept={kept} keep={setKept} /> : null}
    </>
  );
}

/** Behind lines and steps. Nothing here takes the pointer. */
function Under({ picture, scene, focus }: { readonly picture: PlanPicture; readonly scene: Scene; readonly focus: PlanPart | null }) {
  const layer = useRef<HTMLDivElement>(null);
  useLayer(layer);
  return (
    <div ref={layer} className={`plan-layer under ${focus ? `looks at-${focus.kind}` : ''}`} aria-hidden="true">
      <svg className="plan-drawing">
        <Branches picture={picture} />
        <g className="plan-barriers">{picture.barriers.map((b) => <path key={b.d} d={b.d} />)}</g>
        <g className="plan-chain">
          {picture.chain.lines.map((d) => <path key={d} d={d} />)}
          {picture.chain.frames.map((r) => <rect key={`${r.x},${r.y}`} x={r.x} y={r.y} width={r.w} height={r.h} rx={9} />)}
        </g>
        <g className="plan-waits">
          {picture.waits.flatMap(({ after, waits, lines }) => lines.map((d, i) => <path key={`${after} ${d}`} className={`${(waits[i]?.seconds ?? 0) > 0 ? 'costs' : ''} ${focus?.kind === 'wait' && focus.after === after ? 'looked' : ''}`} d={d} markerEnd={(waits[i]?.seconds ?? 0) > 0 ? 'url(#plan-arrow)' : undefined} />))}
          {picture.signals.map((d) => <path key={d} className="signal" d={d} markerEnd="url(#plan-signal)" />)}
        </g>
        {focus?.kind === 'step' ? <StepFrame scene={scene} step={focus.step} /> : null}
        {focus?.kind === 'wait' ? [focus.after, ...focus.before].map((step) => <StepFrame key={step} scene={scene} step={step} />) : null}
        <defs><marker id="plan-arrow" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="5" markerHeight="5" orient="auto"><path d="M0 0L10 5L0 10z" /></marker><marker id="plan-signal" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="5" markerHeight="5" orient="auto"><path d="M0 0L10 5L0 10z" /></marker></defs>
      </svg>
    </div>
  );
}

/** Each branch as one body: first its rim, then its inside, so that no rim shows where its parts meet. */
function Branches({ picture }: { readonly picture: PlanPicture }) {
  return picture.branches.map((b) => (
    <g key={`${b.depth} ${b.steps.join(' ')}`} className={`plan-branch ${b.depth % 2 === 1 ? 'odd' : 'even'}`}>
      {(['rim', 'inside'] as const).map((part) => (
        <g key={part} className={part}>
          {b.strips.map((d) => <path key={d} d={d} />)}
          {b.rects.map((r) => <rect key={`${r.x},${r.y}`} x={r.x} y={r.y} width={r.w} height={r.h} rx={12} />)}
        </g>
      ))}
    </g>
  ));
}

function StepFrame({ scene, step }: { readonly scene: Scene; readonly step: string }) {
  const [node, corner] = [scene.byId.get(step), scene.corner.get(step)];
  return node && corner ? <rect className="plan-step" x={corner.x - 6} y={corner.y - 6} width={node.w + 12} height={node.h + 12} rx={11} /> : null;
}

/** Above the steps: when each barrier is passed, and what added waits cost. */
function Labels({ picture, focus, look }: { readonly picture: PlanPicture; readonly focus: PlanPart | null; readonly look: (part: PlanPart | null) => void }) {
  const layer = useRef<HTMLDivElement>(null);
  useLayer(layer);
  const pipeline = useApp((s) => s.document.pipeline);
  const name = (id: string): string => allSteps(pipeline).get(id)?.step.name ?? nameOf(pipeline, id);
  return (
    <div ref={layer} className={`plan-layer labels ${focus ? `looks at-${focus.kind}` : ''}`}>
      {picture.barriers.map((b) => <span key={b.d} className="plan-time" style={{ left: b.label.x, top: b.label.y }} title={`Branches wait for each other here: ${b.after.map(name).join(', ')} start when ${b.before.map(name).join(', ')} have ended`}>{Number.isFinite(b.at) ? about(b.at).replace('about ', '') : ''}</span>)}
      {picture.waits.map(({ after, waits, label }) => {
        const dear = waits.filter((w) => w.seconds > 0);
        const [dearest] = dear;
        if (dearest === undefined) return null;
        const part: PlanPart = { kind: 'wait', after, before: dear.map((w) => w.before) };
        return (
          <button
            key={after} type="button" className={`plan-cost nodrag nopan ${focus?.kind === 'wait' && focus.after === after ? 'looked' : ''}`} style={{ left: label.x, top: label.y }}
            aria-label={`${name(after)} waits for ${dear.map((w) => name(w.before)).join(' and ')} without needing ${dear.length === 1 ? 'it' : 'them'}: ${lostInWords(dearest.seconds)} longer`}
            onPointerEnter={() => look(part)} onPointerLeave={() => look(null)} onFocus={() => look(part)} onBlur={() => look(null)}
          >+{lostInWords(dearest.seconds)}</button>
        );
      })}
    </div>
  );
}
