import { useStore } from 'zustand';
import { sweepOfName } from '../../../core/deliver/run/sweepName.ts';
import type { Look } from '../../../store/delivery.ts';
import { useCauce } from '../../../store/react.tsx';
import { hideSweep, showSweep, sweepsOf } from '../../../store/run/sweeping.ts';
import { plansFor } from '../../../store/run/sweepPlan.ts';
import { runListOf } from '../../../store/runs/runList.ts';
import { Icon } from '../../../ui/Icon.tsx';
import './sweep.css';

/** More are found in the table of runs, by the names of their executions. */
const SHOWN = 6;

/** Sweeps of this machine: started here, left by an earlier page, or known by the names of the runs that are listed. */
export function SweepStrip({ look }: { readonly look: Look }) {
  const app = useCauce();
  const { byId, shown } = useStore(sweepsOf(app));
  const runs = useStore(runListOf(app), (l) => l.runs);
  const machineArn = look.plan.arn;
  const mine = Object.values(byId).filter((s) => s.machineArn === machineArn);
  const left = plansFor(app, machineArn);
  const named = runs.flatMap((r) => sweepOfName(r.name)?.id ?? []);
  const ids = [...new Set([...mine.map((s) => s.id).reverse(), ...left, ...named])].slice(0, SHOWN);
  if (ids.length === 0) return null;
  return (
    <nav className="sweep-strip" aria-label="Sweeps">
      <button type="button" className="lens" aria-pressed={shown === null} onClick={() => hideSweep(app)}>All runs</button>
      {ids.map((id) => {
        const sweep = byId[id];
        const ended = sweep?.members.filter((m) => m.stoppedAt !== undefined).length;
        const unstarted = sweep === undefined && left.includes(id);
        return (
          <button key={id} type="button" className="lens" aria-pressed={shown === id} onClick={() => void showSweep(app, look, id)}>
            {sweep?.watching ? <Icon name="play" size="sm" /> : unstarted ? <Icon name="warn" size="sm" /> : null}
            Sweep <code>{id}</code>
            {sweep === undefined ? (unstarted ? <span className="warn">not all started</span> : null) : <span className="muted nums">{ended} of {sweep.of}</span>}
          </button>
        );
      })}
    </nav>
  );
}
