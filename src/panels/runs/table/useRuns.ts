import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { readFilter } from '../../../core/deliver/runs/runFilter.ts';
import { inOrder } from '../../../core/deliver/runs/runOrder.ts';
import { columnsAtFirst, parameterColumns, type ParameterColumn } from '../../../core/deliver/runs/runRow.ts';
import { deliveryOf, fieldsOf } from '../../../store/delivery.ts';
import { useCauce } from '../../../store/react.tsx';
import { runListOf, type Run, type RunList } from '../../../store/runs/runList.ts';

export interface ShownRuns {
  readonly list: RunList;
  /** In the chosen order, those that match. */
  readonly rows: readonly Run[];
  /** All parameters that there are, and those that are columns. */
  readonly parameters: readonly ParameterColumn[];
  readonly columns: readonly ParameterColumn[];
  /** Runs whose input would decide what is shown and is not read. */
  readonly unread: readonly Run[];
  readonly now: number;
}

/** The runs as the table shows them. */
export function useRuns(): ShownRuns {
  const app = useCauce();
  const list = useStore(runListOf(app));
  const look = useStore(deliveryOf(app), (d) => d.look);
  const { runs, typed, order, columns: chosen } = list;
  const fields = useMemo(() => fieldsOf(look), [look]);
  const given = useMemo(() => parameterColumns(fields, runs), [fields, runs]);
  const parameters = useSame(given);
  const now = look?.session.now() ?? app.platform.clock.now();
  const filter = readFilter(typed, parameters, now);
  // The same list while it names the same: lines that did not change are not drawn anew.
  const names = (chosen ?? columnsAtFirst(parameters, runs)).join('\n');
  const columns = useMemo(() => {
    const on = new Set(names.split('\n'));
    return parameters.filter((p) => on.has(p.name));
  }, [parameters, names]);
  const asksInputs = filter.needsInputs || order.column.startsWith('$');
  return {
    list,
    rows: inOrder(runs.filter(filter.matches), order, parameters, now),
    parameters,
    columns,
    unread: asksInputs ? runs.filter((r) => r.input === undefined) : [],
    now,
  };
}

/** The list of before while it says the same: runs are read again every few seconds. */
function useSame(parameters: readonly ParameterColumn[]): readonly ParameterColumn[] {
  const [known, setKnown] = useState(parameters);
  if (known === parameters || JSON.stringify(known) === JSON.stringify(parameters)) return known;
  setKnown(parameters);
  return parameters;
}
