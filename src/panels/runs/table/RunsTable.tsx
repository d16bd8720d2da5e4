import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { isGoing } from '../../../aws/stepFunctions/status.ts';
import { secondsOf, valueIn, type ColumnId } from '../../../core/deliver/runs/runRow.ts';
import { deliveryOf } from '../../../store/delivery.ts';
import { useCauce } from '../../../store/react.tsx';
import { followRuns, readInputs, refreshRuns, runListOf } from '../../../store/runs/runList.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { PhaseMark } from '../../../ui/PhaseMark.tsx';
import { timeWord } from '../../../ui/statusLook.ts';
import { when } from '../../../ui/when.ts';
import { FaultNote } from '../../connection/FaultNote.tsx';
import { RunLine } from './RunLine.tsx';
import { RunsFoot } from './RunsFoot.tsx';
import { RunsHead } from './RunsHead.tsx';
import './table.css';
import { useGridKeys } from './useGridKeys.ts';
import { useRuns } from './useRuns.ts';
import { useSeenRuns } from './useSeenRuns.ts';

const FIXED: readonly (readonly [id: ColumnId, label: string])[] = [['name', 'Execution'], ['status', 'Status'], ['started', 'Started'], ['duration', 'Duration'], ['version', 'Version']];

/** Executions of the machine with their parameters as columns: to filter, order, compare, take values from, export. */
export function RunsTable() {
  const app = useCauce();
  const shown = useRuns();
  const { list, rows, columns } = shown;
  const deployed = useStore(deliveryOf(app), (d) => d.look?.plan.deployed !== undefined);
  const scroller = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const keys = useGridKeys(table);
  useSeenRuns(scroller, rows.map((r) => r.arn).join(' '));
  // What was started or ended while something else was shown.
  useEffect(() => void refreshRuns(app), [app]);
  const going = list.runs.some((r) => isGoing(r.status));
  useEffect(() => {
    if (!going) return;
    const ending = new AbortController();
    void followRuns(app, ending.signal);
    return () => ending.abort();
  }, [app, going]);

  if (list.of === null) return <p className="pane-empty">{deployed ? 'Reading the runs…' : 'Runs of the state machine will be listed here.'}</p>;
  const picked = list.runs.filter((r) => list.picked.includes(r.arn));
  return (
    <section className="runs-table" aria-label="Runs of the state machine">
      <RunsHead shown={shown} />
      {list.fault ? <FaultNote fault={list.fault} retry={() => void refreshRuns(app)} /> : null}
      {list.inputFault ? <FaultNote fault={list.inputFault} retry={() => void readInputs(app, [])} /> : null}
      {rows.length === 0 ? <p className="pane-empty grow">{whyEmpty(shown)}</p> : (
        <div className="runs-scroll" ref={scroller}>
          <table ref={table} role="grid" aria-label="Runs" aria-rowcount={list.next === undefined ? rows.length : -1} {...keys}>
            <thead>
              <tr className="groups">
                <td className="pin pick" /><td className="pin name" /><td colSpan={4} />
                {columns.length > 0 ? <th colSpan={columns.length} scope="colgroup" className="edge"><span><PhaseMark phase="run" />Parameters</span></th> : null}
                <td className="act" />
              </tr>
              <tr>
                <th className="pin pick"><span className="sr-only">Compare</span></th>
                {FIXED.map(([id, label]) => <Sortable key={id} id={id} label={label} />)}
                {columns.map((c, i) => <Sortable key={c.name} id={`$${c.name}`} label={c.name} first={i === 0} numeric={rows.some((r) => typeof valueIn(r, c) === 'number')} />)}
                <th className="act"><span className="sr-only">Take values, link</span></th>
              </tr>
            </thead>
            <tbody>
              {rows.map((run) => <RunLine key={run.arn} run={run} columns={columns} started={when(run.startedAt.getTime(), shown.now)} duration={timeWord(secondsOf(run, shown.now))} picked={picked.includes(run)} beside={picked.includes(run) ? picked.find((p) => p !== run) : undefined} />)}
            </tbody>
          </table>
        </div>
      )}
      <RunsFoot shown={shown} />
    </section>
  );
}

function Sortable({ id, label, first = false, numeric = false }: { readonly id: ColumnId; readonly label: string; readonly first?: boolean; readonly numeric?: boolean }) {
  const app = useCauce();
  const order = useStore(runListOf(app), (l) => l.order);
  const on = order.column === id;
  const parameter = id.startsWith('$');
  // Times are most asked for from their end; names and values from their beginning. A second press turns round.
  const down = on ? !order.down : id === 'started' || id === 'duration';
  return (
    <th scope="col" className={`${id === 'name' ? 'pin name' : ''} ${first ? 'edge' : ''} ${id === 'duration' || numeric ? 'right' : ''}`} aria-sort={on ? (order.down ? 'descending' : 'ascending') : 'none'}>
      <button type="button" className={`sort ${parameter ? 'mono' : ''}`} title={label} onClick={() => runListOf(app).setState({ order: { column: id, down } })}>
        <span className="cut">{label}</span>{on ? <Icon name={order.down ? 'down' : 'up'} size="sm" /> : null}
      </button>
    </th>
  );
}

function whyEmpty({ list: { runs, busy, status, fault, next } }: ReturnType<typeof useRuns>): string {
  if (fault !== null) return '';
  if (busy === 'reading' && runs.length === 0) return 'Reading the runs…';
  if (runs.length > 0) return next === undefined ? 'No run is like that.' : 'No run that is loaded is like that. There are older ones.';
  return status === null ? 'No run yet. Each run will be a row here, with its parameters as columns.' : 'No run of this status.';
}
