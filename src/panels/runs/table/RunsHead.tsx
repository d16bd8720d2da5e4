import { DropdownMenu } from 'radix-ui';
import { useEffect, useRef } from 'react';
import type { ExecutionStatus } from '../../../aws/stepFunctions/types.ts';
import { useCauce } from '../../../store/react.tsx';
import { chooseColumns, refreshRuns, runListOf, showStatus, SIMULATION } from '../../../store/runs/runList.ts';
import { compareRuns, comparingOf } from '../../../store/runs/comparing.ts';
import { exportRuns } from '../../../store/runs/exportRuns.ts';
import { Choose } from '../../../ui/Choose.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { EXECUTION_LOOKS } from '../executionLook.ts';
import type { ShownRuns } from './useRuns.ts';

const ANY = 'any';

/** What is looked for, and what can be done with what is found. */
export function RunsHead({ shown }: { readonly shown: ShownRuns }) {
  const app = useCauce();
  const { list, rows } = shown;
  const { picked, typed, status, busy, wide } = list;
  const set = runListOf(app).setState;
  return (
    <header className="runs-head">
      <IconButton icon="paneLeft" label={wide ? 'Show the form again' : 'Put the form away: the table gets its place'} small aria-pressed={wide} onClick={() => set({ wide: !wide })} />
      <h2>Runs</h2>
      <label className="search" title={'Words of the name or of a value; or as MaxDepth>4, status:failed, duration>600, version=3'}>
        <Icon name="search" />
        <input type="search" aria-label="Filter runs" placeholder="train MaxDepth>4" value={typed} spellCheck={false} onChange={(e) => set({ typed: e.target.value })} />
      </label>
      <Choose
        label="Status"
        value={status ?? ANY}
        options={[{ value: ANY, label: 'Any status' }, ...Object.entries(EXECUTION_LOOKS).map(([value, [word]]) => ({ value, label: word }))]}
        onChange={(value) => void showStatus(app, value === ANY ? null : (value as ExecutionStatus))}
      />
      <span className="grow" />
      <CompareButton picked={picked} several={rows.length > 1} />
      <ColumnChoice shown={shown} />
      <IconButton icon="export" label="Export the runs as CSV" small disabled={rows.length === 0} onClick={() => void exportRuns(app, rows, shown.parameters)} />
      <IconButton icon="retry" label="Read the newest runs again" small disabled={busy !== null} onClick={() => void refreshRuns(app)} />
    </header>
  );
}

/** Compares the two that are picked; with one alone the simulator gives the other. */
function CompareButton({ picked: [one, other], several }: { readonly picked: readonly string[]; readonly several: boolean }) {
  const app = useCauce();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!comparingOf(app).getState().left) return;
    button.current?.focus();
    comparingOf(app).setState({ left: false });
  }, [app]);
  if (one === undefined) return !several ? null : <span className="muted picked">Pick two to compare</span>;
  if (other === undefined) return <button ref={button} type="button" className="btn sm" title="What the simulator makes of the drawing with the same values. Pick a second run to compare with that." onClick={() => void compareRuns(app, [one, SIMULATION])}>Compare with a simulation</button>;
  return <button ref={button} type="button" className="btn sm on" onClick={() => void compareRuns(app, [one, other])}>Compare the two</button>;
}

function ColumnChoice({ shown: { parameters, columns, list } }: { readonly shown: ShownRuns }) {
  const app = useCauce();
  const on = new Set(columns.map((c) => c.name));
  const turn = (name: string): void => void chooseColumns(app, parameters.map((p) => p.name).filter((p) => (p === name ? !on.has(p) : on.has(p))));
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="btn sm" disabled={parameters.length === 0}><Icon name="table" />Columns<span className="count">{columns.length} of {parameters.length}</span></button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
          <DropdownMenu.Label className="menu-head">Parameters as columns</DropdownMenu.Label>
          {parameters.map(({ name }) => (
            <DropdownMenu.CheckboxItem key={name} className="menu-item" checked={on.has(name)} onCheckedChange={() => turn(name)} onSelect={(e) => e.preventDefault()}>
              <span className="k"><DropdownMenu.ItemIndicator><Icon name="check" /></DropdownMenu.ItemIndicator></span>
              <code className="grow cut" title={name}>{name}</code>
            </DropdownMenu.CheckboxItem>
          ))}
          <DropdownMenu.Separator />
          <DropdownMenu.Item className="menu-item" disabled={list.columns === null} onSelect={() => void chooseColumns(app, null)}><span className="k" />Those that tell runs apart</DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
