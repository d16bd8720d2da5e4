import { useStore } from 'zustand';
import { typedOf } from '../../core/deliver/run/runForm.ts';
import { deliveryOf, fieldsOf, readRuns, watchRun, type Run } from '../../store/delivery.ts';
import { useCauce } from '../../store/react.tsx';
import { fillForm } from '../../store/run/startRun.ts';
import { PhaseMark } from '../../ui/PhaseMark.tsx';
import { timeWord } from '../../ui/statusLook.ts';
import { when } from '../../ui/when.ts';
import { ExecutionState } from './ExecutionState.tsx';

/** Executions of the machine, newest first, with their parameters as columns; a click shows one on the drawing. */
export function RunsTable() {
  const app = useCauce();
  const { runs, moreRuns, look, fault } = useStore(deliveryOf(app));
  const fields = fieldsOf(look);
  // Parameters that a run was given, in the order of the form.
  const columns = fields.filter((f) => f.required || runs.some((r) => r.input?.[f.name] !== undefined));
  if (runs.length === 0) return <p className="pane-empty">{fault ? '' : look?.plan.deployed ? 'No run yet. Each run will be a row here, with its parameters as columns.' : 'Runs of the state machine will be listed here.'}</p>;
  return (
    <div className="runs-table">
      <table aria-label="Runs">
        <thead>
          <tr>
            <th>Status</th><th>Execution</th><th>Started</th><th className="right">Duration</th>
            {columns.map((f) => <th key={f.name}><PhaseMark phase="run" /> {f.name}</th>)}
            <th><span className="sr-only">Use its values</span></th>
          </tr>
        </thead>
        <tbody>{runs.map((run) => <Row key={run.arn} run={run} columns={columns.map((f) => ({ name: f.name, fallback: f.parameter.default }))} />)}</tbody>
      </table>
      {moreRuns === undefined ? null : <button type="button" className="btn sm" onClick={() => void readRuns(app, true)}>Older runs</button>}
    </div>
  );
}

function Row({ run, columns }: { readonly run: Run; readonly columns: readonly { readonly name: string; readonly fallback: Parameters<typeof typedOf>[0] | undefined }[] }) {
  const app = useCauce();
  const { input, startedAt, stoppedAt } = run;
  const now = app.platform.clock.now();
  return (
    <tr>
      <td><ExecutionState status={run.status} /></td>
      <td className="mono"><button type="button" className="link cut" title={run.name} onClick={() => void watchRun(app, run.arn, run.name)}>{run.name}</button></td>
      <td title={startedAt.toISOString()}>{when(startedAt.getTime(), now)}</td>
      <td className="right nums">{timeWord(Math.max(0, ((stoppedAt?.getTime() ?? now) - startedAt.getTime()) / 1000))}</td>
      {columns.map(({ name, fallback }) => {
        const value = input?.[name];
        return <td key={name} className={`mono ${value === undefined ? 'muted' : ''}`}>{input === undefined ? '…' : value !== undefined ? typedOf(value) : fallback === undefined ? '·' : typedOf(fallback)}</td>;
      })}
      <td>{input === undefined ? null : <button type="button" className="btn sm" onClick={() => fillForm(app, input, `the values of ${run.name}`)}>Use its values</button>}</td>
    </tr>
  );
}
