import { ToggleGroup } from 'radix-ui';
import { useState } from 'react';
import { typedOf } from '../../../core/deliver/run/runForm.ts';
import { boto3Calls, cliCommand } from '../../../core/deliver/run/startCommands.ts';
import type { SweepRuns } from '../../../core/deliver/run/sweep.ts';
import type { Look } from '../../../store/delivery.ts';
import { useCauce } from '../../../store/react.tsx';
import { namedRuns } from '../../../store/run/startRun.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { JsonText } from '../../../ui/JsonText.tsx';
import { PhaseMark } from '../../../ui/PhaseMark.tsx';
import { useRunForm } from './useRunForm.ts';

type As = 'runs' | 'input' | 'cli' | 'boto3';

/** The input as it will be sent (folded while something else is looked at), or those of a sweep; and the same start for a terminal or a script. */
export function WillBeSent({ look, folded }: { readonly look: Look; readonly folded: boolean }) {
  const [open, setOpen] = useState(!folded);
  const { store, platform } = useCauce();
  const [chosen, setAs] = useState<As>('runs');
  const { form, fields, filled, sweep } = useRunForm(look);
  const as = sweep === null && chosen === 'runs' ? 'input' : chosen;
  const { arn } = look.plan;
  const { region } = look.session.connection;
  const starts = sweep === null
    ? [{ arn, region, name: form.name ?? form.drawn.name, input: JSON.stringify(filled.input) }]
    : namedRuns(look, fields, sweep, form).map(({ name, input }) => ({ arn, region, name, input: JSON.stringify(input) }));
  const text = as === 'cli' ? starts.map(cliCommand).join('\n\n') : as === 'boto3' ? boto3Calls(starts) : JSON.stringify(sweep === null ? filled.input : sweep.runs.map((r) => r.input), null, 2);
  return (
    <section className="will-be-sent" aria-label="What will be sent">
      <header>
        <IconButton icon={open ? 'down' : 'right'} label={open ? 'Fold what will be sent' : 'Show what will be sent'} small aria-expanded={open} onClick={() => setOpen(!open)} />
        <h2>{sweep === null ? 'What will be sent' : sweep.runs.length === 0 ? 'Nothing to be started yet' : `${sweep.runs.length} ${sweep.runs.length === 1 ? 'run' : 'runs'} to be started`}</h2>
        <span className="muted mono cut" title={arn}>to {arn}</span>
        <span className="grow" />
        <ToggleGroup.Root className="seg" type="single" aria-label="As" value={as} onValueChange={(v) => v !== '' && setAs(v as As)}>
          {sweep === null ? null : <ToggleGroup.Item value="runs">Runs</ToggleGroup.Item>}
          <ToggleGroup.Item value="input">{sweep === null ? 'Input' : 'Inputs'}</ToggleGroup.Item>
          <ToggleGroup.Item value="cli">AWS CLI</ToggleGroup.Item>
          <ToggleGroup.Item value="boto3">boto3</ToggleGroup.Item>
        </ToggleGroup.Root>
        <IconButton icon="copy" label="Copy what will be sent" small onClick={() => void platform.clipboard.write(text).then(() => store.getState().notify('Copied'))} />
      </header>
      {!open ? null : as === 'runs' && sweep !== null ? <Runs sweep={sweep} /> : as === 'input' ? <JsonText text={text} /> : <pre className="json" tabIndex={0}>{text}</pre>}
    </section>
  );
}

/** The runs of a sweep before they are started, with what differs between them. */
function Runs({ sweep: { runs, varying } }: { readonly sweep: SweepRuns }) {
  if (runs.length === 0) return <p className="pane-empty">Press <b>Vary</b> at a parameter, and each combination of values will be a run here.</p>;
  return (
    <div className="sweep-table" tabIndex={0} role="region" aria-label="Runs of the sweep">
      <table aria-label="Runs to be started">
        <thead><tr><th className="right">Run</th>{varying.map((name) => <th key={name}><PhaseMark phase="run" /> {name}</th>)}</tr></thead>
        <tbody>{runs.map((r, i) => <tr key={i}><td className="right nums">{i + 1}</td>{varying.map((name) => <td key={name} className="mono">{typedOf(r.varied[name] ?? '')}</td>)}</tr>)}</tbody>
      </table>
    </div>
  );
}
