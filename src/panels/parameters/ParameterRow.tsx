import { memo } from 'react';
import { setEnvironmentValue } from '../../core/edit/environments.ts';
import { setParameter, setPhase } from '../../core/edit/parameters.ts';
import { useCauce } from '../../store/react.tsx';
import { familyOfParameter } from '../../ui/families.ts';
import { PhaseSwitch } from '../../ui/PhaseSwitch.tsx';
import { moveRow } from './actions.ts';
import { NameCell } from './NameCell.tsx';
import { ParameterDetails } from './ParameterDetails.tsx';
import type { Cell, Row } from './rows.ts';
import { UsesCell } from './UsesCell.tsx';
import { ValueCell } from './ValueCell.tsx';

interface Props {
  readonly row: Row;
  readonly selected: boolean;
  readonly open: boolean;
  readonly fresh: boolean;
  readonly columns: number;
  readonly onToggle: (name: string) => void;
  readonly onRenamed: (name: string) => void;
  /** Its phase has been changed, and with it the group it stands in. */
  readonly onMoved: (name: string) => void;
}

/** One parameter: its line in the table, and its details below while it is open. */
export const ParameterRow = memo(function ParameterRow({ row, selected, open, fresh, columns, onToggle, onRenamed, onMoved }: Props) {
  const app = useCauce();
  const { name, parameter } = row;
  const edit = app.store.getState().edit;
  const family = familyOfParameter(parameter.type);
  return (
    <>
      <tr className={selected ? 'on' : ''} data-parameter={name}>
        <td className="tight"><NameCell name={name} required={row.required} open={open} fresh={fresh} onToggle={() => onToggle(name)} onRenamed={onRenamed} onMove={(by) => moveRow(app, name, by)} /></td>
        <td><span className="type"><i className={`dot ${family} ${family}`} aria-hidden="true" />{parameter.type}</span></td>
        <td className="tight"><PhaseSwitch name={name} phase={parameter.phase} onChange={(phase) => {
          if (edit(`move ${name} to ${phase}`, setPhase(name, phase)).ok) onMoved(name);
        }} /></td>
        <td className="tight">
          <ValueCell
            label={`Default of ${name}`}
            parameter={parameter}
            value={parameter.default}
            empty={parameter.phase === 'design' ? 'No value' : 'required'}
            problems={row.problems}
            onCommit={(value) => edit(value === undefined ? `remove the default of ${name}` : `set the default of ${name}`, setParameter(name, { default: value }))}
          />
        </td>
        {row.cells.map((cell) => <EnvironmentCell key={cell.environment} row={row} cell={cell} />)}
        <td className="tight right nums"><UsesCell name={name} uses={row.uses} /></td>
      </tr>
      {open ? (
        <tr className="details">
          <td colSpan={columns}><ParameterDetails row={row} /></td>
        </tr>
      ) : null}
    </>
  );
});

function EnvironmentCell({ row: { name, parameter }, cell }: { readonly row: Row; readonly cell: Cell }) {
  const { store } = useCauce();
  const { environment, value, missing, problems } = cell;
  if (parameter.phase === 'design') return <td className="same" title={`${name} is bound at design: the same in every environment`} />;
  const set = value === undefined && !missing ? '·' : 'No value';
  return (
    <td className={`tight ${missing ? 'miss' : ''}`} data-environment={environment}>
      <ValueCell
        label={`${name} in ${environment}`}
        parameter={parameter}
        value={value}
        empty={set}
        problems={missing && problems.length === 0 ? [] : problems}
        onCommit={(next) => store.getState().edit(next === undefined ? `remove ${name} from ${environment}` : `set ${name} in ${environment}`, setEnvironmentValue(environment, name, next))}
      />
    </td>
  );
}
