import { ToggleGroup } from 'radix-ui';
import { useMemo, useState } from 'react';
import { allSteps } from '../../core/model/scopes.ts';
import type { ChaosOutcome, ChaosResult } from '../../core/rehearse/chaos.ts';
import { chaosInputs, runChaos, stopChaos } from '../../store/chaos.ts';
import { useApp, useAppShallow, useCauce } from '../../store/react.tsx';
import type { ChaosSlice } from '../../store/types.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ChaosTable } from './ChaosTable.tsx';
import { countsOf, OUTCOMES, rowsOf, summaryOf, type Sorting } from './chaosRows.ts';
import { NotRun } from './NotRun.tsx';
import { outcomeLook } from './outcomeLook.ts';

/** Every task fails once with each error that its service could throw: what becomes of the pipeline. */
export function Chaos() {
  const chaos = useApp((s) => s.simulation.chaos);
  const [persistent, setPersistent] = useState(chaos?.persistent ?? false);
  if (chaos === null) return <Invitation persistent={persistent} setPersistent={setPersistent} />;
  if (chaos.diagnostics.some((d) => d.severity === 'error')) return <NotRun diagnostics={chaos.diagnostics} />;
  return <Results chaos={chaos} persistent={persistent} setPersistent={setPersistent} />;
}

interface Persistence {
  readonly persistent: boolean;
  readonly setPersistent: (persistent: boolean) => void;
}

function Invitation({ persistent, setPersistent }: Persistence) {
  const app = useCauce();
  return (
    <div className="pane-empty chaos-empty">
      <p>Here each task fails with each error that its service could throw, one at a time: which failures end well, which are caught, and which end the pipeline.</p>
      <div className="row"><Times persistent={persistent} setPersistent={setPersistent} /><button type="button" className="btn primary" onClick={() => void runChaos(app, persistent)}><Icon name="play" />Run chaos</button></div>
    </div>
  );
}

function Times({ persistent, setPersistent }: Persistence) {
  return (
    <ToggleGroup.Root className="seg" type="single" aria-label="How often the task fails" value={persistent ? 'always' : 'once'} onValueChange={(v) => v !== '' && setPersistent(v === 'always')}>
      <ToggleGroup.Item value="once">Fails once</ToggleGroup.Item>
      <ToggleGroup.Item value="always">Fails always</ToggleGroup.Item>
    </ToggleGroup.Root>
  );
}

function Results({ chaos, persistent, setPersistent }: Persistence & { readonly chaos: ChaosSlice }) {
  const app = useCauce();
  const pipeline = useApp((s) => s.document.pipeline);
  const now = useAppShallow((s) => chaosInputs(s));
  const [text, setText] = useState('');
  const [outcome, setOutcome] = useState<ChaosOutcome | null>(null);
  const [sorting, setSorting] = useState<Sorting>({ by: 'step', down: false });
  const { results, of, busy } = chaos;
  const steps = useMemo(() => allSteps(pipeline), [pipeline]);
  const nameOf = (r: ChaosResult): string => {
    const name = steps.get(r.step)?.step.name ?? r.step;
    return r.state.startsWith(name) ? r.state : `${name} › ${r.state}`;
  };
  const rows = rowsOf(results, nameOf, { outcome, text }, sorting);
  const counts = countsOf(results);
  const stale = now.some((x, i) => x !== chaos.ran[i]);
  return (
    <section className="chaos" aria-label="Chaos" aria-busy={busy}>
      <div className="chaos-head">
        <Times persistent={persistent} setPersistent={setPersistent} />
        {busy ? (
          <>
            <button type="button" className="btn sm" onClick={() => stopChaos(app)}><Icon name="stop" />Stop</button>
            <progress aria-label="Simulations done" max={Math.max(of, 1)} value={results.length} /><span className="nums muted">{results.length} of {of}</span>
          </>
        ) : (
          <>
            <button type="button" className={`btn sm ${stale || persistent !== chaos.persistent ? 'primary' : ''}`} onClick={() => void runChaos(app, persistent)}><Icon name="play" />Run again</button>
            <p className="cut" role="status" title={summaryOf(results)}>
              {stale ? <span className="state warn"><Icon name="warn" />The pipeline has changed since.</span> : null} {results.length < of ? `Stopped after ${results.length} of ${of}. ` : ''}<b>{summaryOf(results)}</b>{chaos.caseName === null ? '' : `, with “${chaos.caseName}”`}
            </p>
          </>
        )}
        <span className="grow" />
        <label className="search sm"><Icon name="search" /><input aria-label="Filter by step or error" placeholder="Step or error" value={text} onChange={(e) => setText(e.target.value)} /></label>
        <select className="input sm" aria-label="Outcome" value={outcome ?? ''} onChange={(e) => setOutcome(e.target.value === '' ? null : (e.target.value as ChaosOutcome))}>
          <option value="">All ({results.length})</option>
          {OUTCOMES.map((o) => <option key={o} value={o} disabled={counts.get(o) === 0}>{`${outcomeLook(o).word} (${counts.get(o)})`}</option>)}
        </select>
      </div>
      <ChaosTable rows={rows} nameOf={nameOf} sorting={sorting} setSorting={setSorting} />
      {rows.length === 0 && !busy ? <p className="pane-empty">{results.length === 0 ? 'The pipeline has no tasks: nothing can fail.' : 'No fault is like that.'}</p> : null}
    </section>
  );
}
