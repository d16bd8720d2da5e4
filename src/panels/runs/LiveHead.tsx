import { useState } from 'react';
import { useStore } from 'zustand';
import { deliveryOf, stopRun } from '../../store/delivery.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { endSimulation } from '../../store/simulating.ts';
import type { LiveRun } from '../../store/types.ts';
import { Icon } from '../../ui/Icon.tsx';
import { timeWord } from '../../ui/statusLook.ts';
import { ExecutionState } from './ExecutionState.tsx';
import './runs.css';

/** Over the timeline of an execution: what it is, how it stands, and what can be done with it. */
export function LiveHead({ live }: { readonly live: LiveRun }) {
  const app = useCauce();
  const { store } = app;
  const duration = useApp((s) => s.simulation.result?.run?.timeline.duration ?? 0);
  const canStop = useStore(deliveryOf(app), (d) => d.look !== null) && live.status === 'RUNNING';
  const [asking, setAsking] = useState(false);
  const [cause, setCause] = useState('');
  const backToRuns = (): void => {
    endSimulation(app);
    const { view, setView } = store.getState();
    setView({ dock: { ...view.dock, tab: 'runs', open: true, maximised: true } });
  };
  return (
    <>
      <span role="status"><ExecutionState status={live.status} /></span>
      <span className="mono cut" title={live.arn}>{live.name}</span>
      <span className="muted nums">{timeWord(duration)}</span>
      {live.fault === null ? null : <span className="state warn" role="alert" title={live.fault.hint}><Icon name="warn" />{live.fault.message} {live.watching ? 'It is tried again.' : live.fault.hint}</span>}
      {canStop && !asking ? <button type="button" className="btn sm" onClick={() => setAsking(true)}><Icon name="stop" />Stop</button> : null}
      {canStop && asking ? (
        <form className="live-stop" onSubmit={(e) => { e.preventDefault(); setAsking(false); void stopRun(app, cause); }}>
          <input className="input sm" aria-label="Cause of the stop" placeholder="Why (it is kept with the run)" value={cause} autoFocus onChange={(e) => setCause(e.target.value)} />
          <button type="submit" className="btn sm bad">Stop the run</button>
          <button type="button" className="btn quiet sm" onClick={() => setAsking(false)}>Let it run</button>
        </form>
      ) : null}
      <button type="button" className="btn sm" onClick={backToRuns}>All runs</button>
    </>
  );
}
