import { ToggleGroup } from 'radix-ui';
import type { SimulatedRun } from '../../platform/types.ts';
import { useAppShallow, useCauce } from '../../store/react.tsx';
import { startSimulation, stopSimulating } from '../../store/simulating.ts';
import type { SimulationView } from '../../store/types.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Chaos } from './Chaos.tsx';
import { Ending } from './Ending.tsx';
import { EventTable } from './EventTable.tsx';
import { Figures } from './Figures.tsx';
import { Gantt } from './Gantt.tsx';
import { NotRun } from './NotRun.tsx';
import { Prices } from './Prices.tsx';
import { Said } from './Said.tsx';
import { Transport } from './Transport.tsx';
import './simulation.css';

/** A simulation over its time: what ran when, its figures, its events. */
export function SimulationPanel() {
  const app = useCauce();
  const { on, busy, result, shown } = useAppShallow(({ simulation: { on, busy, result, shown } }) => ({ on, busy, result, shown }));
  if (!on) return <Invitation />;
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
        </ToggleGroup.Root>
      </div>
      <Ending run={run} />
      <Said diagnostics={result.diagnostics} />
      <View shown={shown} run={run} />
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
