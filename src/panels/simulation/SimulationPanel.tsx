import { ToggleGroup } from 'radix-ui';
import { allSteps } from '../../core/model/scopes.ts';
import type { SimulatedRun } from '../../platform/types.ts';
import { useApp, useAppShallow, useCauce } from '../../store/react.tsx';
import { startSimulation, stopSimulating } from '../../store/simulating.ts';
import type { SimulationView } from '../../store/types.ts';
import { Icon } from '../../ui/Icon.tsx';
import { goToStep } from '../goTo.ts';
import { Chaos } from './Chaos.tsx';
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
      <Ending run={run} go={(step) => goToStep(app, step, null)} />
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

/** How it ended, where that is not well: at which step, with what. */
function Ending({ run, go }: { readonly run: SimulatedRun; readonly go: (step: string) => void }) {
  const pipeline = useApp((s) => s.document.pipeline);
  if (run.status === 'SUCCEEDED') return null;
  const { failure } = run.timeline;
  const step = failure?.step;
  const name = step === undefined ? failure?.state : allSteps(pipeline).get(step)?.step.name;
  const error = failure?.error ?? run.error;
  const cause = failure?.cause ?? run.cause;
  return (
    <p className="sim-ending" role="status">
      <span className="state bad"><Icon name="fail" />{run.status === 'TIMED_OUT' ? 'Timed out' : 'Failed'}</span>
      {step !== undefined ? <>at <button type="button" className="link" onClick={() => go(step)}>{name}</button></> : name === undefined ? null : <>at {name}</>}
      {error === undefined ? null : <code>{error}</code>}
      {cause === undefined ? null : <span className="cut" title={cause}>{cause}</span>}
    </p>
  );
}
