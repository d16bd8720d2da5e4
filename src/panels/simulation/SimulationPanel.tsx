import { ToggleGroup } from 'radix-ui';
import { lazy, Suspense } from 'react';
import type { SimulatedRun } from '../../platform/types.ts';
import { useApp, useAppShallow, useCauce } from '../../store/react.tsx';
import { startSimulation, stopSimulating } from '../../store/simulating.ts';
import type { LiveRun, SimulationView } from '../../store/types.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Chaos } from './Chaos.tsx';
import { Ending, Failed } from './Ending.tsx';
import { EventTable } from './EventTable.tsx';
import { Figures } from './Figures.tsx';
import { Gantt } from './Gantt.tsx';
import { Mocks } from './Mocks.tsx';
import { NotRun } from './NotRun.tsx';
import { Prices } from './Prices.tsx';
import { Said } from './Said.tsx';
import { Transport } from './Transport.tsx';
import './simulation.css';

// Watching speaks to AWS: its code stays out of a rehearsal.
const LiveHead = lazy(() => import('../runs/LiveHead.tsx').then((m) => ({ default: m.LiveHead })));
const LiveTrouble = lazy(() => import('../runs/LiveTrouble.tsx').then((m) => ({ default: m.LiveTrouble })));
const WatchedStrip = lazy(() => import('../runs/WatchedStrip.tsx').then((m) => ({ default: m.WatchedStrip })));
const RanNote = lazy(() => import('../runs/RanNote.tsx').then((m) => ({ default: m.RanNote })));
const Reading = lazy(() => import('../runs/Reading.tsx').then((m) => ({ default: m.Reading })));

/** A simulation over its time: what ran when, its figures, its events. */
export function SimulationPanel() {
  const app = useCauce();
  const { on, busy, result, shown, live } = useAppShallow(({ simulation: { on, busy, result, shown, live } }) => ({ on, busy, result, shown, live }));
  if (!on) return <Invitation />;
  if (live !== null) return <Execution live={live} run={result?.run ?? null} />;
  if (result === null) return <p className="pane-empty" role="status">Simulating…{busy ? <Stop /> : null}</p>;
  const { run } = result;
  if (run === null) return <NotRun diagnostics={result.diagnostics} />;
  return (
    <div className="sim" aria-busy={busy}>
      <div className="sim-head">
        <Transport timeline={run.timeline} />
        <span className="sep" />
        <Figures run={run} />
        <span className="grow" />
        {busy ? <Stop /> : null}
        <ToggleGroup.Root className="seg" type="single" aria-label="Show" value={shown} onValueChange={(v) => v !== '' && app.store.getState().setSimulation({ shown: v as SimulationView })}>
          <ToggleGroup.Item value="timeline">Timeline</ToggleGroup.Item>
          <ToggleGroup.Item value="events">Events</ToggleGroup.Item>
          <ToggleGroup.Item value="chaos">Chaos</ToggleGroup.Item>
          <ToggleGroup.Item value="mocks">Mocks</ToggleGroup.Item>
        </ToggleGroup.Root>
      </div>
      <Ending run={run} />
      <Said diagnostics={result.diagnostics} />
      <View shown={shown} run={run} />
    </div>
  );
}

/** An execution in an account, in the same view. */
function Execution({ live, run }: { readonly live: LiveRun; readonly run: SimulatedRun | null }) {
  const app = useCauce();
  const events = useApp((s) => s.simulation.shown === 'events');
  return (
    <div className="sim" aria-busy={live.watching}>
      <Suspense fallback={null}><WatchedStrip /></Suspense>
      <div className="sim-head">
        <Suspense fallback={<span className="grow" />}><LiveHead key={live.arn} live={live} /></Suspense>
        <ToggleGroup.Root className="seg" type="single" aria-label="Show" value={events ? 'events' : 'timeline'} onValueChange={(v) => v !== '' && app.store.getState().setSimulation({ shown: v as SimulationView })}>
          <ToggleGroup.Item value="timeline">Timeline</ToggleGroup.Item>
          <ToggleGroup.Item value="events">Events{run === null ? null : <span className="count">{run.events.length.toLocaleString('en')}</span>}</ToggleGroup.Item>
        </ToggleGroup.Root>
      </div>
      <Suspense fallback={null}><LiveTrouble live={live} /></Suspense>
      {run === null ? <Suspense fallback={null}><Reading live={live} /></Suspense> : (
        <>
          <Suspense fallback={null}><RanNote arn={live.arn} /></Suspense>
          {run.status === 'RUNNING' || run.status === 'SUCCEEDED' ? null : <p className="sim-ending" role="status"><Failed run={run} /></p>}
          {events ? <EventTable events={run.events} /> : <Gantt timeline={run.timeline} />}
        </>
      )}
    </div>
  );
}

function View({ shown, run }: { readonly shown: SimulationView; readonly run: SimulatedRun }) {
  switch (shown) {
    case 'timeline':
      return <Gantt timeline={run.timeline} />;
    case 'events':
      return <EventTable events={run.events} />;
    case 'chaos':
      return <Chaos />;
    case 'mocks':
      return <Mocks />;
    case 'prices':
      return <Prices timeline={run.timeline} />;
  }
}

function Stop() {
  const app = useCauce();
  return <button type="button" className="btn sm" onClick={() => stopSimulating(app)}><Icon name="stop" />Stop</button>;
}

function Invitation() {
  const app = useCauce();
  return (
    <div className="pane-empty">
      <p>Rehearse the pipeline here: every step with its time, its attempts and what it hands on. Nothing is sent to AWS.</p>
      <p><button type="button" className="btn primary" onClick={() => startSimulation(app)}><Icon name="rehearse" />Simulate this pipeline</button></p>
    </div>
  );
}
