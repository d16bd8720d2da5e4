import { useMemo } from 'react';
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
  const parameters = useMemo(() => parameterColumns(fields, runs), [fields, runs]);
  // To the second: lines that did not change are then not drawn anew at every letter of the filter.
  const now = Math.floor((look?.session.now() ?? app.platform.clock.now()) / 1000) * 1000;
  const filter = readFilter(typed, parameters, now);
  const names = new Set(chosen ?? columnsAtFirst(parameters, runs));
  const asksInputs = filter.needsInputs || order.column.startsWith('$');
  return {
    list,
    rows: inOrder(runs.filter(filter.matches), order, parameters, now),
    parameters,
    columns: parameters.filter((p) => names.has(p.name)),
    unread: asksInputs ? runs.filter((r) => r.input === undefined) : [],
    now,
  };
}
