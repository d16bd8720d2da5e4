import { useState } from 'react';
import { useAppShallow, useCauce } from '../../store/react.tsx';
import { addShownCase, chooseCase, exportCases, importCases } from '../../store/testCases.ts';
import type { CaseOutcome } from '../../platform/types.ts';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { timeWord } from '../../ui/statusLook.ts';
import { CaseForm } from './CaseForm.tsx';
import { CasesBeside } from './CasesBeside.tsx';
import { CoverageFigures } from './CoverageFigures.tsx';
import { InputEditor } from './InputEditor.tsx';
import './simulation.css';

/** In the place of the steps while simulating: the test cases of the pipeline, what they expect and what they cover. */
export function TestCases() {
  const app = useCauce();
  const { store } = app;
  const { cases, chosen, trial, result, mocked } = useAppShallow(({ simulation: { cases, chosen, trial, result, testCase } }) => ({ cases, chosen, trial, result, mocked: chosen === null ? testCase.mocks : undefined }));
  const plain = chosen === null && trial === null && mocked === undefined;
  const [waits, setWaits] = useState(false);
  const outcomes = new Map(result?.cases.map((c) => [c.name, c]));
  const names = Object.keys(cases);
  return (
    <>
      <div className="pane-head">
        <h2>Test cases</h2>
        <IconButton icon="plus" label="New test case from what is shown" small onClick={() => addShownCase(store)} />
      </div>
      <div className="scroll cases">
        <ul aria-label="Test cases">
          <li className={`case ${plain ? 'on' : ''}`}>
            <button type="button" aria-current={plain} onClick={() => chooseCase(store, null)}><span className="strong">Without a case</span><small>Try inputs, faults and answers</small></button>
          </li>
          {trial === null ? null : (
            <li className="case on"><button type="button" aria-current="true" aria-label={`Fault of the chaos run: ${trial.name}`}><span className="strong">{trial.name}</span><small>A fault of the chaos run; + keeps it</small></button></li>
          )}
          {mocked === undefined || trial !== null ? null : (
            <li className="case on"><button type="button" aria-current="true" aria-label={`Test case of the mock file: ${mocked}`}><span className="strong">{mocked}</span><small>A test case of the mock file; + keeps it</small></button></li>
          )}
          {names.map((name) => <Case key={name} name={name} chosen={name === chosen} outcome={outcomes.get(name)} choose={() => chooseCase(store, name)} />)}
        </ul>
        {chosen === null ? null : <CaseForm key={chosen} name={chosen} />}
        <CoverageFigures coverage={result?.coverage ?? null} cases={names.length} />
        <InputEditor key={`input ${chosen ?? ''}`} />
      </div>
      <CasesBeside />
      <div className="case-files">
        <button type="button" className="btn sm" aria-label="Export the test cases" disabled={names.length === 0} onClick={() => exportCases(app)}><Icon name="export" />Export</button>
        <button type="button" className="btn sm" aria-label="Open test cases" disabled={waits} onClick={() => { setWaits(true); void importCases(app).finally(() => setWaits(false)); }}><Icon name="folder" />Open</button>
      </div>
    </>
  );
}

function Case({ name, chosen, outcome, choose }: { readonly name: string; readonly chosen: boolean; readonly outcome: CaseOutcome | undefined; readonly choose: () => void }) {
  const passed = outcome !== undefined && outcome.failures.length === 0;
  const word = outcome === undefined ? 'not run yet' : passed ? 'passed' : 'failed';
  return (
    <li className={`case ${chosen ? 'on' : ''}`}>
      <button type="button" aria-current={chosen} aria-label={`${name}, ${word}`} onClick={choose}>
        <span className="row"><span className={`state ${outcome === undefined ? 'wait' : passed ? 'ok' : 'bad'}`}><Icon name={outcome === undefined ? 'clock' : passed ? 'succeed' : 'fail'} /></span><span className="strong cut">{name}</span><small className="nums">{outcome?.status === undefined ? '' : timeWord(outcome.durationSeconds)}</small></span>
        {outcome && !passed ? outcome.failures.map((f) => <small key={f} className="bad">{f}</small>) : null}
      </button>
    </li>
  );
}
