import { useState } from 'react';
import { useCauce } from '../../../store/react.tsx';
import { readInputs, readOlderRuns } from '../../../store/runs/runList.ts';
import type { ShownRuns } from './useRuns.ts';

/** How much of what there is stands above, and the way to the rest. */
export function RunsFoot({ shown: { list, rows, unread } }: { readonly shown: ShownRuns }) {
  const app = useCauce();
  const [asked, setAsked] = useState(false);
  const { runs, next, busy, order } = list;
  if (runs.length === 0) return null;
  const readRest = async (): Promise<void> => {
    setAsked(true);
    await readInputs(app, unread.map((r) => r.arn));
    setAsked(false);
  };
  const ordered = next !== undefined && (order.column !== 'started' || !order.down);
  return (
    <footer className="runs-foot">
      <span role="status">
        {loadedWords(rows.length, runs.length, next !== undefined)}{ordered ? ' and stand outside of this order' : ''}
      </span>
      {unread.length > 0 ? <span className="state warn">{unread.length === 1 ? 'The parameters of 1 run are' : `The parameters of ${unread.length} runs are`} not read and do not count{asked ? '…' : ''}</span> : null}
      {unread.length > 0 && !asked ? <button type="button" className="btn sm" onClick={() => void readRest()}>Read them</button> : null}
      <span className="grow" />
      {next === undefined ? null : <button type="button" className="btn sm" disabled={busy !== null} onClick={() => void readOlderRuns(app)}>{busy === 'older' ? 'Loading…' : 'Load older runs'}</button>}
    </footer>
  );
}

function loadedWords(matching: number, loaded: number, more: boolean): string {
  const runs = loaded === 1 ? 'run' : 'runs';
  const some = matching < loaded ? `${matching} of ` : '';
  if (more) return `${some === '' ? 'The' : `${some}the`} newest ${loaded} ${runs}; older ones are not loaded`;
  return `${some}${some === '' && loaded > 1 ? 'All ' : ''}${loaded} ${runs} of the last 90 days`;
}
