import { memo } from 'react';
import { jsonEqual } from '../../../core/base/json.ts';
import { typedOf } from '../../../core/deliver/run/runForm.ts';
import { valueIn, versionText, type ParameterColumn } from '../../../core/deliver/runs/runRow.ts';
import { watchRun } from '../../../store/delivery.ts';
import { useCauce } from '../../../store/react.tsx';
import { fillForm } from '../../../store/run/startRun.ts';
import { pickRun, type Run } from '../../../store/runs/runList.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { MidText } from '../../../ui/MidText.tsx';
import { shortValue } from '../../../ui/shortValue.ts';
import { copyRunLink } from '../copyRunLink.ts';
import { ExecutionState } from '../ExecutionState.tsx';

interface Props {
  readonly run: Run;
  readonly columns: readonly ParameterColumn[];
  /** In words, so that a line is drawn anew only when they change. */
  readonly started: string;
  readonly duration: string;
  readonly picked: boolean;
  /** The other run that is picked: where the two differ is marked. */
  readonly beside: Run | undefined;
}

/** One run. Its name opens it on the drawing. */
export const RunLine = memo(function RunLine({ run, columns, started, duration, picked, beside }: Props) {
  const app = useCauce();
  const { arn, name, input, startedAt } = run;
  const version = versionText(run);
  return (
    <tr data-run={arn} className={picked ? 'on' : ''} aria-selected={picked}>
      <td className="pin pick"><input type="checkbox" aria-label={`Compare ${name}`} checked={picked} onChange={() => pickRun(app, arn)} /></td>
      <td className="pin name mono"><button type="button" className="link" aria-label={name} onClick={() => void watchRun(app, arn, name)}><MidText text={name} /></button></td>
      <td><ExecutionState status={run.status} /></td>
      <td title={startedAt.toISOString()}>{started}</td>
      <td className="right nums">{duration}</td>
      <td className="nums" title={version === '' ? 'Started on the machine itself, not on a version' : run.versionArn}>{version === '' ? <span className="muted">·</span> : version}{run.redriveCount > 0 ? <span className="redrives" title={`Redriven ${run.redriveCount === 1 ? 'once' : `${run.redriveCount} times`}`}><Icon name="retry" size="sm" />{run.redriveCount}</span> : null}</td>
      {columns.map((column, i) => <Value key={column.name} run={run} column={column} first={i === 0} differs={beside?.input !== undefined && input !== undefined && !jsonEqual(valueIn(run, column), valueIn(beside, column))} />)}
      <td className="act">
        <button type="button" className="btn quiet icon-only sm" disabled={input === undefined} aria-label="Use its values" title="Fill the form with the values of this run" onClick={() => input && fillForm(app, input, `the values of ${name}`)}><Icon name="copy" /></button>
        <button type="button" className="btn quiet icon-only sm" aria-label={`Copy a link to ${name}`} title="Copy an address that opens this run" onClick={() => void copyRunLink(app, arn)}><Icon name="link" /></button>
      </td>
    </tr>
  );
});

function Value({ run, column, first, differs }: { readonly run: Run; readonly column: ParameterColumn; readonly first: boolean; readonly differs: boolean }) {
  const given = run.input !== undefined && Object.hasOwn(run.input, column.name);
  const value = valueIn(run, column);
  const whole = value === undefined ? '' : typedOf(value);
  const text = run.input === undefined ? '…' : value === undefined ? '·' : shortValue(value);
  const title = run.input === undefined ? 'Not read yet' : given ? whole : value === undefined ? 'Not given' : `Not given: ${whole} is the default of what is deployed now`;
  return (
    <td className={`mono ${first ? 'edge' : ''} ${given ? '' : 'muted'} ${typeof value === 'number' ? 'right' : ''}`} title={title}>
      {differs ? <mark>{text}<span className="sr-only"> differs</span></mark> : text}
    </td>
  );
}
