import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useApp, useCauce } from '../../store/react.tsx';
import { endSimulation } from '../../store/simulating.ts';
import { showWatched, unwatch, watchingOf, type Watched } from '../../store/watching.ts';
import { EndsKept } from '../../ui/EndsKept.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { EXECUTION_LOOKS } from './executionLook.ts';
import './watching.css';

/** Executions that this tab follows, to change between; one of them may be on the drawing. Nothing where there is no other. */
export function WatchedStrip({ always = false }: { readonly always?: boolean }) {
  const app = useCauce();
  const { runs } = useStore(watchingOf(app));
  const shown = useApp((s) => s.simulation.live?.arn);
  if (runs.length === 0 || (!always && runs.length === 1)) return null;
  const leave = (arn: string): void => {
    const at = runs.findIndex((r) => r.arn === arn);
    unwatch(app, arn);
    if (arn !== shown) return;
    const next = runs[at + 1] ?? runs[at - 1];
    if (next) showWatched(app, next.arn);
    else endSimulation(app);
  };
  return (
    <div className="watched">
      {always ? <span className="muted">Watched</span> : null}
      <ul aria-label="Watched executions">
        {runs.map((run) => <Chip key={run.arn} run={run} on={run.arn === shown} onShow={() => showWatched(app, run.arn)} onLeave={() => leave(run.arn)} />)}
      </ul>
    </div>
  );
}

function Chip({ run, on, onShow, onLeave }: { readonly run: Watched; readonly on: boolean; readonly onShow: () => void; readonly onLeave: () => void }) {
  const [word, tone, icon] = EXECUTION_LOOKS[run.status];
  const place = useRef<HTMLLIElement>(null);
  // Of many the one that is shown may be out of sight.
  useEffect(() => {
    if (on) place.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [on]);
  const lost = run.looking === 'failed' || run.looking === 'signed-out' || run.fault !== null;
  const about = run.fault?.message ?? (run.looking === 'signed-out' ? `Sign in to ${run.connection} to go on watching.` : word);
  return (
    <li ref={place} className={on ? 'on' : ''}>
      <button type="button" className="watched-name" aria-pressed={on} aria-label={`Show ${run.name}, ${lost ? about : word}`} title={`${run.name}: ${about}`} onClick={onShow}>
        <span className={`state ${lost ? 'warn' : tone}`}><Icon name={lost ? 'warn' : icon} size="sm" /></span>
        <span className="mono"><EndsKept text={run.name} /></span>
      </button>
      <button type="button" className="watched-x" aria-label={`Watch ${run.name} no longer`} title="Watch it no longer; it goes on in AWS" onClick={onLeave}><Icon name="x" size="sm" /></button>
    </li>
  );
}
