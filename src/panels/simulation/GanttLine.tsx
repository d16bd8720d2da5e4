import { useMemo, type CSSProperties } from 'react';
import { allSteps } from '../../core/model/scopes.ts';
import { statusAt } from '../../core/rehearse/statusAt.ts';
import type { Attempt, StateVisit, Timeline } from '../../core/rehearse/timeline.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { Icon, iconNamed } from '../../ui/Icon.tsx';
import { statusWord, timeWord } from '../../ui/statusLook.ts';
import { familyClass } from '../../ui/stepLook.ts';
import { goToStep } from '../goTo.ts';
import type { GanttRow } from './ganttRows.ts';

/** Above so many visits a step is drawn as one bar: single ones could not be told apart. */
const MANY = 60;

/** One line: what it is, and its attempts until the scrubber's time and after it. */
export function GanttLine({ row, position, of, timeline, whole, at, turn }: { readonly row: GanttRow; readonly position: number; readonly of: number; readonly timeline: Timeline; readonly whole: number; readonly at: number; readonly turn: (key: string) => void }) {
  const app = useCauce();
  const { step: id, visits, what, iteration } = row;
  const isItem = what === 'item';
  const step = useApp((s) => allSteps(s.document.pipeline).get(id)?.step);
  const kind = useApp((s) => (step ? s.compiled.catalog.kind(step.kind) : undefined));
  const selected = useApp((s) => !isItem && s.selection.steps.includes(id));
  const own = iteration.length > 0;
  const timelineHere = useMemo(() => (own ? { ...timeline, steps: new Map(visits.length === 0 ? [] : [[id, visits]]) } : timeline), [own, timeline, id, visits]);
  const status = statusAt(timelineHere, id, at);
  const nameOf = (other: string): string => allSteps(app.store.getState().document.pipeline).get(other)?.step.name ?? other;
  const name = isItem ? `Item ${iteration.at(-1)}` : (step?.name ?? id);
  const word = statusWord(status, nameOf);
  const critical = !isItem && timeline.critical.has(id);
  const end = useMemo(() => visits.reduce((latest, v) => Math.max(latest, v.end), 0), [visits]);
  const shown = useMemo(() => (visits.length > MANY || (isItem && visits.length > 0) ? together(visits) : visits), [visits, isItem]);
  return (
    <li className={`g-row ${selected ? 'on' : ''} ${critical ? 'critical' : ''}`} aria-posinset={position} aria-setsize={of}>
      <div className="g-head" style={{ paddingLeft: row.depth * 14 }}>
        <button type="button" className={`g-name ${isItem ? '' : familyClass(kind)}`} aria-label={`${name}, ${word}${critical ? ', on the critical path' : ''}`} aria-current={selected} onClick={() => goToStep(app, id, null)}>
          {isItem ? null : <span className="g-icon"><Icon name={iconNamed(kind?.icon ?? 'pass')} /></span>}<span className="cut">{name}</span>
        </button>
        {row.open === undefined ? null : <button type="button" className="g-fold" aria-expanded={row.open} aria-label={`${row.open ? 'Fold' : 'Unfold'} ${name}`} onClick={() => turn(row.key)}><Icon name={row.open ? 'down' : 'right'} size="sm" /></button>}
      </div>
      <div className="g-track">
        {shown.flatMap((v, i) => v.attempts.map((a, n) => <Bars key={`${i} ${n}`} attempt={a} next={v.attempts[n + 1]} label={labelOf(v.attempts, n)} at={at} whole={whole} />))}
        {visits.length === 0 || at < (visits[0]?.start ?? 0)
          ? status.kind === 'waiting' || status.kind === 'skipped' ? <span className="g-lbl muted" style={status.kind === 'waiting' ? { right: `calc(${100 - (at / whole) * 100}% + 8px)` } : { left: 6 }}>{word.toLowerCase().replace(/^waiting for .*/, () => word.replace('W', 'w'))}</span> : null
          : end / whole < 0.85 && at >= end ? <span className="g-lbl nums" style={{ left: `calc(${(end / whole) * 100}% + 6px)` }}>{status.seconds > 0 ? timeWord(status.seconds) : ''}</span> : null}
      </div>
    </li>
  );
}

/** What is said in the bar of an attempt: of the first one nothing, of the first of a redrive that it is. */
function labelOf(attempts: readonly Attempt[], n: number): string {
  if (n === 0) return '';
  return attempts[n]?.redrive === attempts[n - 1]?.redrive ? `attempt ${n + 1}` : 'redriven';
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
      {next && next.redrive === attempt.redrive ? <span className="bar-run hollow wait" style={place(end, next.start)} /> : null}
    </>
  );
}

function together(visits: readonly StateVisit[]): readonly StateVisit[] {
  const [first] = visits;
  if (!first) return [];
  const start = Math.min(...visits.map((v) => v.start));
  const end = Math.max(...visits.map((v) => v.end));
  const outcome = visits.some((v) => v.outcome === 'failed') ? 'failed' : visits.some((v) => v.outcome === 'aborted') ? 'aborted' : 'succeeded';
  return [{ ...first, start, end, attempts: [{ start, end, outcome }] }];
}
