import { useMemo, useRef, useState, type CSSProperties } from 'react';
import type { Timeline } from '../../core/rehearse/timeline.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { seek } from '../../store/simulating.ts';
import { clockWord, timeWord } from '../../ui/statusLook.ts';
import { useWindow } from '../../ui/useWindow.ts';
import { GanttLine } from './GanttLine.tsx';
import { ganttRows } from './ganttRows.ts';
import { MARK_ROOM, redriveMarks, ticksOf } from './moments.ts';

const ROW = 22;
const RULER = 24;

/** Rows by step with their attempts over time, items of a Map below it, and the scrubber. Only rows in sight are drawn. */
export function Gantt({ timeline }: { readonly timeline: Timeline }) {
  const { store } = useCauce();
  const at = useApp((s) => s.simulation.at);
  const steps = useApp((s) => s.document.pipeline.steps);
  const [turned, setTurned] = useState<ReadonlySet<string>>(() => new Set());
  const rows = useMemo(() => ganttRows(steps, timeline, turned), [steps, timeline, turned]);
  const scroller = useRef<HTMLDivElement>(null);
  const { first, last } = useWindow(scroller, rows.length, ROW, RULER);
  const turn = (key: string): void => setTurned((before) => new Set(before.has(key) ? [...before].filter((k) => k !== key) : [...before, key]));
  const whole = Math.max(timeline.duration, 1);
  const marks = redriveMarks(timeline, whole);
  return (
    <div className="gantt" ref={scroller} style={{ '--at': `${(at / whole) * 100}%` } as CSSProperties}>
      <div className="ruler">
        <div className="legend muted"><i />critical path</div>
        <div className="nums g-track">
          {ticksOf(whole).map((t) => <i key={t} style={{ left: `${(t / whole) * 100}%` }}>{t === 0 ? '0' : t / whole > 0.97 || marks.some((m) => m.isNamed && Math.abs(t - m.at) / whole < MARK_ROOM) ? '' : timeWord(t)}</i>)}
          {marks.map((m) => <span key={m.at} className="redrive-mark" style={{ left: `${(m.at / whole) * 100}%` }}>{m.isNamed ? <b>Redriven</b> : null}</span>)}
          <span className={`playhead ${at / whole > 0.95 ? 'at-end' : ''}`} data-t={clockWord(at)} aria-hidden="true" />
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
      <ul className="g-rows" aria-label="Steps over time" style={{ height: rows.length * ROW, paddingTop: first * ROW }}>
        {rows.slice(first, last).map((row, i) => <GanttLine key={row.key} row={row} position={first + i + 1} of={rows.length} timeline={timeline} whole={whole} at={at} turn={turn} />)}
      </ul>
    </div>
  );
}
