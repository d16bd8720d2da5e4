import { useMemo, useRef, useState } from 'react';
import { nameOf } from '../../core/edit/tree.ts';
import { allSteps } from '../../core/model/scopes.ts';
import { schedulesOf } from '../../store/plan.ts';
import { useApp } from '../../store/react.tsx';
import { about } from '../../ui/duration.ts';
import type { Scene } from '../scene/types.ts';
import { PlanBar } from './PlanBar.tsx';
import { PlanCanvas } from './PlanCanvas.tsx';
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
      <PlanCanvas picture={picture} scene={scene} focus={focus} />
      <Labels picture={picture} focus={focus} look={setLooked} />
      {schedules.length > 0 ? <PlanBar schedules={schedules} scope={scope} look={setLooked} kept={kept} keep={setKept} /> : null}
    </>
  );
}

/** Above the steps: when each barrier is passed, and what added waits cost. */
function Labels({ picture, focus, look }: { readonly picture: PlanPicture; readonly focus: PlanPart | null; readonly look: (part: PlanPart | null) => void }) {
  const layer = useRef<HTMLDivElement>(null);
  useLayer(layer);
  const pipeline = useApp((s) => s.document.pipeline);
  const name = (id: string): string => allSteps(pipeline).get(id)?.step.name ?? nameOf(pipeline, id);
  return (
    <div ref={layer} className="plan-layer">
      {picture.barriers.map((b) => <span key={b.d} className="plan-time" style={{ left: b.label.x, top: b.label.y }} title={`Branches wait for each other here: ${b.after.map(name).join(', ')} start when ${b.before.map(name).join(', ')} have ended`}>{Number.isFinite(b.at) ? about(b.at).replace('about', 'after') : ''}</span>)}
      {picture.waits.map(({ after, waits, label }) => {
        const dear = waits.filter((w) => w.seconds > 0);
        const [dearest] = dear;
        if (dearest === undefined) return null;
        const part: PlanPart = { kind: 'wait', after, before: dear.map((w) => w.before) };
        return (
          <button
            key={after} type="button" className={`plan-cost nodrag nopan ${focus?.kind === 'wait' && focus.after === after ? 'looked' : ''}`} style={{ left: label.x, top: label.y }}
            aria-label={`${name(after)} has to wait for ${dear.map((w) => name(w.before)).join(' and ')}, though it uses nothing of ${dear.length === 1 ? 'it' : 'them'}: ${lostInWords(dearest.seconds)} longer`}
            onPointerEnter={() => look(part)} onPointerLeave={() => look(null)} onFocus={() => look(part)} onBlur={() => look(null)}
          >+{lostInWords(dearest.seconds)}</button>
        );
      })}
    </div>
  );
}
