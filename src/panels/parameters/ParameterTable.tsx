import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Phase, Pipeline } from '../../core/model/pipeline.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { PhaseMark } from '../../ui/PhaseMark.tsx';
import { EnvironmentHead } from './EnvironmentHead.tsx';
import { MadeByCauce } from './MadeByCauce.tsx';
import { ParameterRow } from './ParameterRow.tsx';
import type { Group } from './rows.ts';

const TITLES: Readonly<Record<Phase, string>> = {
  run: 'Run: asked when an execution starts',
  deploy: 'Deploy: given by an environment when the state machine is created or updated',
  design: 'Design: written into the definition',
};

interface Props {
  readonly pipeline: Pipeline;
  readonly groups: readonly Group[];
  readonly fresh: string | null;
  readonly filtered: boolean;
  readonly onFreshNamed: () => void;
  readonly onEditEnvironment: (name: string) => void;
  readonly onClearFilter: () => void;
}

export function ParameterTable({ pipeline, groups, fresh, filtered, onFreshNamed, onEditEnvironment, onClearFilter }: Props) {
  const { store } = useCauce();
  const selected = useApp((s) => s.selection.parameter);
  const [open, setOpen] = useState<string | null>(null);
  const table = useRef<HTMLTableElement>(null);
  const environments = Object.entries(pipeline.environments ?? {});
  const columns = 5 + environments.length;

  // A problem, a chip or a use elsewhere asked for this row: it comes into view with the focus on the value that is meant.
  useEffect(() => {
    if (!selected) return;
    const row = [...(table.current?.querySelectorAll<HTMLElement>('[data-parameter]') ?? [])].find((r) => r.dataset['parameter'] === selected.name);
    row?.scrollIntoView({ block: 'nearest' });
    if (selected.environment === null) return;
    const cell = [...(row?.querySelectorAll<HTMLElement>('[data-environment]') ?? [])].find((c) => c.dataset['environment'] === selected.environment);
    cell?.querySelector<HTMLElement>('[data-cell]')?.focus();
  }, [selected]);

  // A moved row is another one, in another group: the focus goes there with it.
  const moved = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (moved.current === null) return;
    const row = [...(table.current?.querySelectorAll<HTMLElement>('[data-parameter]') ?? [])].find((r) => r.dataset['parameter'] === moved.current);
    row?.querySelector<HTMLElement>('.switch [aria-checked="true"]')?.focus();
    moved.current = null;
  }, [groups]);

  const toggle = (name: string): void => {
    store.getState().selectParameter(name);
    setOpen((was) => (was === name ? null : name));
  };
  const onMoved = (name: string): void => {
    moved.current = name;
  };
  const renamed = (name: string): void => {
    onFreshNamed();
    store.getState().selectParameter(name);
    setOpen((was) => (was === null ? null : name));
  };
  return (
    <div className="scroll">
      <table ref={table} className="parameter-table" aria-label="Parameters" onKeyDown={(e) => moveFocus(e, table.current)} style={{ minWidth: 640 + environments.length * 112 }}>
        <colgroup>
          <col style={{ width: 186 }} /><col style={{ width: 118 }} /><col style={{ width: 148 }} /><col style={{ width: environments.length > 0 ? 118 : undefined }} />
          {environments.map(([name]) => <col key={name} />)}
          <col style={{ width: 64 }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Name</th><th scope="col">Type</th><th scope="col">Bound at</th><th scope="col">Default</th>
            {environments.map(([name, environment]) => <EnvironmentHead key={name} name={name} environment={environment} onEdit={() => onEditEnvironment(name)} />)}
            <th scope="col" className="right">Used in</th>
          </tr>
        </thead>
        {groups.map(({ phase, rows }) => (
          <tbody key={phase}>
            <tr className="sub">
              <th colSpan={columns} scope="rowgroup"><span className="row"><PhaseMark phase={phase} /><span>{TITLES[phase]}</span><span className="muted nums">{rows.length}</span></span></th>
            </tr>
            {rows.map((row) => (
              <ParameterRow key={row.name} row={row} columns={columns} selected={selected?.name === row.name} open={open === row.name} fresh={fresh === row.name} onToggle={toggle} onRenamed={renamed} onMoved={onMoved} />
            ))}
          </tbody>
        ))}
        {filtered ? null : <MadeByCauce pipeline={pipeline} columns={columns} />}
      </table>
      {groups.length === 0 && filtered ? (
        <p className="pane-empty">No parameter fits. <button type="button" className="btn sm" onClick={onClearFilter}>Show all</button></p>
      ) : null}
    </div>
  );
}

/** Arrows go from cell to cell; a cell that a row does not have is skipped. */
function moveFocus(event: KeyboardEvent, table: HTMLTableElement | null): void {
  const step = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const from = (event.target as HTMLElement).closest<HTMLTableCellElement>('td');
  if (step === undefined || !from || !table || !(event.target as HTMLElement).matches('[data-cell]')) return;
  const vertical = event.key === 'ArrowUp' || event.key === 'ArrowDown';
  const cellsOf = (row: Element): HTMLElement[] => [...row.querySelectorAll<HTMLElement>(':scope > td [data-cell]')];
  const rows = [...table.querySelectorAll('tr[data-parameter]')];
  const row = from.closest('tr') as HTMLTableRowElement;
  let target: HTMLElement | undefined;
  if (vertical) {
    for (let i = rows.indexOf(row) + step; i >= 0 && i < rows.length && !target; i += step) target = rows[i]?.children[from.cellIndex]?.querySelector<HTMLElement>('[data-cell]') ?? undefined;
  } else {
    const cells = cellsOf(row);
    target = cells[cells.indexOf(event.target as HTMLElement) + step];
  }
  if (!target) return;
  event.preventDefault();
  target.focus();
}
