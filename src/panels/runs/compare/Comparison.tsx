import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { isGoing } from '../../../aws/stepFunctions/status.ts';
import { watchRun } from '../../../store/delivery.ts';
import { useCauce } from '../../../store/react.tsx';
import { compareRuns, comparingOf, endComparison, type ComparedRun } from '../../../store/runs/comparing.ts';
import { type Between } from '../../../store/runs/runList.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { MidText } from '../../../ui/MidText.tsx';
import { FaultNote } from '../../connection/FaultNote.tsx';
import { ExecutionState } from '../ExecutionState.tsx';
import './compare.css';
import { DefinitionRows } from './DefinitionRows.tsx';
import { DurationRows } from './DurationRows.tsx';
import { EndRows } from './EndRows.tsx';
import { OutputRows } from './OutputRows.tsx';
import { ParameterRows } from './ParameterRows.tsx';

/** Two runs side by side, in place of the table: how they ended, their parameters, steps, outputs, definitions. */
export function Comparison({ between }: { readonly between: Between }) {
  const app = useCauce();
  const { a, b, fault } = useStore(comparingOf(app));
  const [all, setAll] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const runs = a && b ? ([a, b] as const) : null;
  return (
    <section
      className="comparison"
      aria-label="Comparison"
      onKeyDown={(e) => {
        if (e.key !== 'Escape') return;
        e.stopPropagation();
        endComparison(app);
      }}
    >
      <header>
        <button type="button" className="btn sm" onClick={() => endComparison(app)}><Icon name="left" />All runs</button>
        <h2 ref={heading} tabIndex={-1}>Comparison</h2>
        <span className="grow" />
        {runs ? <label className="row soft"><input type="checkbox" checked={all} onChange={(e) => setAll(e.target.checked)} />Also what is equal</label> : null}
        {runs?.some((r) => isGoing(r.status)) ? <button type="button" className="btn sm" onClick={() => void compareRuns(app, between)}><Icon name="retry" />Read again</button> : null}
      </header>
      {fault ? <FaultNote fault={fault} retry={() => void compareRuns(app, between)} /> : null}
      {runs === null && fault === null ? <p className="pane-empty" role="status">Reading both runs…</p> : null}
      {runs ? (
        <div className="compare-scroll">
          <table aria-label="Comparison of two runs">
            <thead>
              <tr><th scope="col"><span className="sr-only">What</span></th>{runs.map((run, i) => <RunHead key={i} run={run} />)}<th scope="col">Difference</th></tr>
            </thead>
            <EndRows runs={runs} />
            <ParameterRows runs={runs} all={all} />
            <DurationRows runs={runs} />
            <OutputRows runs={runs} all={all} />
            <DefinitionRows runs={runs} />
          </table>
        </div>
      ) : null}
    </section>
  );
}

function RunHead({ run }: { readonly run: ComparedRun }) {
  const app = useCauce();
  const { arn, name, status } = run;
  return (
    <th scope="col">
      <span className="row">
        <ExecutionState status={status} />
        {arn === undefined ? <b className="strong">{name}</b> : <button type="button" className="link mono" title="Show it on the drawing" aria-label={name} onClick={() => void watchRun(app, arn, name)}><MidText text={name} /></button>}
      </span>
    </th>
  );
}
