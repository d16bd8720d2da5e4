import { useMemo, type CSSProperties } from 'react';
import { allSteps } from '../../core/model/scopes.ts';
import type { Attempt, StateVisit, Timeline } from '../../core/rehearse/timeline.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { seek } from '../../store/simulating.ts';
import { Icon, iconNamed } from '../../ui/Icon.tsx';
import { clockWord, statusWord, timeWord } from '../../ui/statusLook.ts';
import { familyClass } from '../../ui/stepLook.ts';
import { goToStep } from '../goTo.ts';
import { ticksOf } from './moments.ts';

/** Above so many visits a step is drawn as one bar: single ones could not be told apart. */
const MANY = 60;

/** Rows by step with their attempts over time, and the scrubber. */
export function Gantt({ timeline }: { readonly timeline: Timeline }) {
  const { store } = useCauce();
  const at = useApp((s) => s.simulation.at);
  const pipeline = useApp((s) => s.document.pipeline);
  const steps = useMemo(() => allSteps(pipeline), [pipeline]);
  const rows = useMemo(() => [...[...timeline.steps.keys()].filter((id) => steps.has(id)), ...[...steps.keys()].filter((id) => !timeline.steps.has(id))], [timeline, steps]);
  const whole = Math.max(timeline.duration, 1);
  return (
    <div className="gantt" style={{ '--at': `${(at / whole) * 100}%` } as CSSProperties}>
      <div className="ruler">
        <div className="legend muted"><i />critical path</div>
        <div className="nums g-track">
          {ticksOf(whole).map((t) => <i key={t} style={{ left: `${(t / whole) * 100}%` }}>{t === 0 ? '0' : timeWord(t)}</i>)}
          <span className="playhead" data-t={clockWord(at)} aria-hidden="true" />
          <input
            type="range" className="scrubber" aria-label="Time" aria-valuetext={`${timeWord(at)} of ${timeWord(timeline.duration)}`}
            min={0} max={timeline.duration} step="any" value={at}
            onChange={(e) => {
              store.getState().setSimulation({ playing: false });
              seek(store, Number(e.target.value));
            }}
            onKeyDown={(e) => {
              const move = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 10, PageDown: -10 }[e.key];
              if (move === undefined) return;
              // The steps of the browser are hundredths of nothing for a range without steps.
              e.preventDefault();
              seek(store, at + (move * timeline.duration) / 100);
            }}
          />
        </div>
      </div>
      <ul className="g-rows" aria-label="Steps over time">
        {rows.map((id) => <Row key={id} id={id} visits={timeline.steps.get(id) ?? []} critical={timeline.critical.has(id)} whole={whole} />)}
      </ul>
    </div>
  );
}

function Row({ id, visits, critical, whole }: { readonly id: string; readonly visits: readonly StateVisit[]; readonly critical: boolean; readonly whole: number }) {
  const app = useCauce();
  const step = useApp((s) => allSteps(s.document.pipeline).get(id)?.step);
  const kind = useApp((s) => (step ? s.compiled.catalog.kind(step.kind) : undefined));
  const selected = useApp((s) => s.selection.steps.includes(id));
  const status = useApp((s) => s.simulation.statuses?.get(id));
  const at = useApp((s) => s.simulation.at);
  const nameOf = (other: string): string => allSteps(app.store.getState().document.pipeline).get(other)?.step.name ?? other;
  const word = status ? statusWord(status, nameOf) : '';
  const end = visits.at(-1)?.end ?? 0;
  const shown: readonly StateVisit[] = visits.length > MANY ? together(visits) : visits;
  return (
    <li className={`g-row ${selected ? 'on' : ''} ${critical ? 'critical' : ''}`}>
      <button type="button" className={`g-name ${familyClass(kind)}`} aria-label={`${step?.name ?? id}, ${word}${critical ? ', on the critical path' : ''}`} aria-current={selected} onClick={() => goToStep(app, id, null)}>
        <span className="g-icon"><Icon name={iconNamed(kind?.icon ?? 'pass')} /></span><span className="cut">{step?.name ?? id}</span>
      </button>
      <div className="g-track">
        {shown.flatMap((v, i) => v.attempts.map((a, n) => <Bars key={`${i} ${n}`} attempt={a} next={v.attempts[n + 1]} label={v.attempts.length > 1 && n > 0 ? `attempt ${n + 1}` : ''} at={at} whole={whole} />))}
        {visits.length === 0 || at < (visits[0]?.start ?? 0)
          ? status?.kind === 'waiting' || status?.kind === 'skipped' ? <span className="g-lbl muted" style={status.kind === 'waiting' ? { right: `calc(${100 - (at / whole) * 100}% + 8px)` } : { left: 6 }}>{word.toLowerCase().replace(/^waiting for .*/, () => word.replace('W', 'w'))}</span> : null
          : end / whole < 0.85 && at >= end ? <span className="g-lbl nums" style={{ left: `calc(${(end / whole) * 100}% + 6px)` }}>{status && status.seconds > 0 ? timeWord(status.seconds) : ''}</span> : null}
      </div>
    </li>
  );
}

/** One attempt: what is past is solid, what is to come is dashed; behind it the wait for the next one. */
function Bars({ attempt, next, label, at, whole }: { readonly attempt: Attempt; readonly next: Attempt | undefined; readonly label: string; readonly at: number; readonly whole: number }) {
  const place = (from: number, to: number): CSSProperties => ({ left: `${(from / whole) * 100}%`, width: `max(${((to - from) / whole) * 100}%, 4px)` });
  const { start, end, outcome } = attempt;
  const running = start <= at && at < end;
  const done = at >= end && start <= at;
  const tone = outcome === 'succeeded' ? 'st-ok' : outcome === 'running' ? 'st-busy' : 'st-bad';
  return (
    <>
      {done ? <span className={`bar-run ${tone} ${outcome === 'aborted' ? 'aborted' : ''}`} style={place(start, end)}>{(end - start) / whole > 0.08 ? label : ''}</span> : null}
      {running ? <span className="bar-run st-busy busy-bar" style={place(start, at)}>{(at - start) / whole > 0.08 ? label : ''}</span> : null}
      {running ? <span className="bar-run hollow" style={place(at, end)} /> : null}
      {!done && !running ? <span className="bar-run hollow" style={place(start, end)} /> : null}
      {next ? <span className="bar-run hollow wait" style={place(end, next.start)} /> : null}
    </>
  );
}

function together(visits: readonly StateVisit[]): readonly StateVisit[] {
  const [first] = visits;
  if (!first) return [];
  const start = first.start;
  const end = Math.max(...visits.map((v) => v.end));
  const outcome = visits.some((v) => v.outcome === 'failed') ? 'failed' : 'succeeded';
  return [{ ...first, start, end, attempts: [{ start, end, outcome }] }];
}
