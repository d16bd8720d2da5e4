import { allSteps } from '../../core/model/scopes.ts';
import type { ChaosResult } from '../../core/rehearse/chaos.ts';
import { keepTrial, showTrial } from '../../store/chaos.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { Icon, iconNamed } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { familyClass } from '../../ui/stepLook.ts';
import { goToStep } from '../goTo.ts';
import type { Sorting, SortKey } from './chaosRows.ts';
import { outcomeLook } from './outcomeLook.ts';

/** More rows than anyone reads keep the page from drawing: the first so many are listed. */
const SHOWN = 500;
const COLUMNS: readonly { readonly key: SortKey; readonly label: string }[] = [
  { key: 'step', label: 'Task' },
  { key: 'error', label: 'Fails with' },
  { key: 'outcome', label: 'Outcome' },
  { key: 'end', label: 'The pipeline' },
];

/** Faults with what became of them; a row shows its simulation, its button keeps it as a test case. */
export function ChaosTable({ rows, nameOf, sorting, setSorting }: { readonly rows: readonly ChaosResult[]; readonly nameOf: (result: ChaosResult) => string; readonly sorting: Sorting; readonly setSorting: (sorting: Sorting) => void }) {
  return (
    <div className="sim-table">
      <table aria-label="Faults" className="chaos-table">
        <thead>
          <tr>
            {COLUMNS.map(({ key, label }) => (
              <th key={key} scope="col" aria-sort={sorting.by !== key ? 'none' : sorting.down ? 'descending' : 'ascending'}>
                <button type="button" className="sort" onClick={() => setSorting({ by: key, down: sorting.by === key && !sorting.down })}>{label}{sorting.by === key ? <Icon name={sorting.down ? 'down' : 'up'} size="sm" /> : null}</button>
              </th>
            ))}
            <th scope="col"><span className="sr-only">Keep</span></th>
          </tr>
        </thead>
        <tbody>{rows.slice(0, SHOWN).map((r) => <Row key={`${r.state} ${r.error}`} result={r} name={nameOf(r)} />)}</tbody>
      </table>
      {rows.length > SHOWN ? <p className="pane-empty">{rows.length - SHOWN} more faults. Filter them, or let <code>cauce simulate --chaos</code> print all.</p> : null}
    </div>
  );
}

function Row({ result, name }: { readonly result: ChaosResult; readonly name: string }) {
  const app = useCauce();
  const kind = useApp((s) => s.compiled.catalog.kind(allSteps(s.document.pipeline).get(result.step)?.step.kind ?? ''));
  const shown = useApp((s) => s.simulation.trial?.result === result);
  const look = outcomeLook(result.outcome);
  const show = (): void => {
    goToStep(app, result.step, null);
    showTrial(app.store, result);
  };
  return (
    <tr className={shown ? 'on' : ''} onClick={show}>
      <td><button type="button" className={`g-name ${familyClass(kind)}`} aria-label={`Show ${name} failing with ${result.error}`} aria-current={shown}><span className="g-icon"><Icon name={iconNamed(kind?.icon ?? 'pass')} /></span><span className="cut">{name}</span></button></td>
      <td className="mono" title={result.error}>{result.error}</td>
      <td><span className={`state ${look.tone}`}><Icon name={look.icon} />{look.word}</span></td>
      <td title={result.endedWith}>{endWord(result)}{result.endedWith === undefined || result.endedWith === result.error ? null : <> with <code>{result.endedWith}</code></>}</td>
      <td className="tight right"><IconButton icon="plus" label={`Keep as a test case: ${name}, ${result.error}`} small onClick={(e) => { e.stopPropagation(); keepTrial(app.store, result); }} /></td>
    </tr>
  );
}

function endWord({ outcome, status }: ChaosResult): string {
  if (outcome === 'not reached') return '';
  return status === 'SUCCEEDED' ? 'succeeds' : status === 'TIMED_OUT' ? 'times out' : 'fails';
}
