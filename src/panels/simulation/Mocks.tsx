import { useState } from 'react';
import { mockedCases } from '../../core/simulate/answers/mockConfig.ts';
import type { MockFile } from '../../core/model/mocks.ts';
import { own } from '../../core/base/json.ts';
import { closeMocks, exportMocks, openMocks, runMocked } from '../../store/mocks.ts';
import { useApp, useAppShallow, useCauce } from '../../store/react.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';

/** The mock file of AWS Step Functions Local: its test cases, what is wrong with it, and the way to write one from what is shown. */
export function Mocks() {
  const app = useCauce();
  const { mocks, testCase, live } = useAppShallow(({ simulation: { mocks, testCase, live } }) => ({ mocks, testCase, live }));
  const [waits, setWaits] = useState(false);
  // An execution in an account answered for itself: what is pinned here is not what came of it.
  const given = live === null && (Object.keys(testCase.answers ?? {}).length + Object.keys(testCase.faults ?? {}).length > 0 || testCase.mocks !== undefined);
  return (
    <section className="mocks" aria-label="Mocks">
      <div className="prices-head">
        {mocks === null ? <span className="muted cut">Answers from a MockConfigFile.json of AWS Step Functions Local</span> : <><b className="cut">{mocks.name}</b><IconButton icon="x" label={`Close ${mocks.name}`} small side="top" onClick={() => void closeMocks(app)} /></>}
        <span className="grow" />
        <button type="button" className="btn sm" disabled={waits} onClick={() => { setWaits(true); void openMocks(app).finally(() => setWaits(false)); }}><Icon name="folder" />Open a mock file</button>
        <button type="button" className="btn sm" disabled={!given} title={given ? 'The pinned answers and faults that are shown, as <name>.mocks.json' : 'Pin an answer or make a step fail first'} onClick={() => exportMocks(app)}><Icon name="export" />Export mocks</button>
      </div>
      <div className="sim-table">
        {mocks === null ? <p className="pane-empty">Open the mock file of the pipeline, and each of its test cases is one click. Or pin answers and make steps fail, and export that as a mock file.</p> : null}
        {mocks === null || mocks.diagnostics.length === 0 ? null : (
          <ul className="mock-problems" aria-label={`Problems of ${mocks.name}`}>
            {mocks.diagnostics.map((d, i) => (
              <li key={i}><span className={`state ${d.severity === 'error' ? 'bad' : 'warn'}`}><Icon name={d.severity === 'error' ? 'bad' : 'warn'} /></span><span>{d.where.line === undefined ? null : <span className="nums muted">Line {d.where.line}: </span>}{d.message} <span className="muted">{d.hint}</span></span></li>
            ))}
          </ul>
        )}
        {mocks?.file ? <MockedCases file={mocks.file} /> : mocks === null ? null : <p className="pane-empty">Nothing is answered from this file until it is mended. Open it again then.</p>}
      </div>
    </section>
  );
}

function MockedCases({ file }: { readonly file: MockFile }) {
  const { store } = useCauce();
  const machine = useApp((s) => s.document.pipeline.name);
  const { chosen, testCase, cases } = useAppShallow(({ simulation: { chosen, testCase, cases } }) => ({ chosen, testCase, cases }));
  const names = mockedCases(file, machine);
  if (names.length === 0) return <p className="pane-empty">It has no test cases for “{machine}”. Call the entry of “StateMachines” like the pipeline, or keep only one.</p>;
  const machines = Object.keys(file.StateMachines);
  const all = own(file.StateMachines, machines.length === 1 ? (machines[0] ?? '') : machine)?.TestCases;
  return (
    <table aria-label="Test cases of the mock file" className="mock-table">
      <thead><tr><th scope="col">Test case</th><th scope="col">Mocked states</th><th scope="col">Used by</th></tr></thead>
      <tbody>
        {names.map((name) => {
          const on = (testCase.mocks ?? chosen) === name;
          const users = Object.entries(cases).filter(([n, c]) => (c.mocks ?? n) === name).map(([n]) => n);
          return (
            <tr key={name} className={on ? 'on' : ''}>
              <td className="tight"><button type="button" className="g-name" aria-current={on} aria-label={`Run ${name}`} onClick={() => runMocked(store, name)}><Icon name="play" size="sm" /><span className="cut">{name}</span></button></td>
              <td className="cut">{Object.keys(own(all, name) ?? {}).join(', ')}</td>
              <td className="cut muted">{users.join(', ')}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
