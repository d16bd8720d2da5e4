import { lastOfArn } from '../../base/arn.ts';
import { byCodeUnit, type Json } from '../../base/json.ts';
import { typedOf } from '../run/runForm.ts';
import { secondsOf, valueIn, versionText, type ColumnId, type ParameterColumn, type RunRow } from './runRow.ts';

export interface RunOrder {
  readonly column: ColumnId;
  readonly down: boolean;
}

/** As AWS lists them. */
export const NEWEST_FIRST: RunOrder = { column: 'started', down: true };

/** Runs in the order of a column; what has no value there is last in both directions, and equals stay newest first. */
export function inOrder<R extends RunRow>(runs: readonly R[], { column, down }: RunOrder, parameters: readonly ParameterColumn[], now: number): readonly R[] {
  const key = keyOf(column, parameters, now);
  const keyed = runs.map((run) => ({ run, key: key(run) }));
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined) {
      if (a.key !== b.key) return a.key === undefined ? 1 : -1;
    } else {
      const order = byValue(a.key, b.key);
      if (order !== 0) return down ? -order : order;
    }
    return b.run.startedAt.getTime() - a.run.startedAt.getTime();
  });
  return keyed.map((k) => k.run);
}

function keyOf(column: ColumnId, parameters: readonly ParameterColumn[], now: number): (run: RunRow) => Json | undefined {
  switch (column) {
    case 'started':
      return (run) => run.startedAt.getTime();
    case 'duration':
      return (run) => secondsOf(run, now);
    case 'version':
      return (run) => (run.versionArn === undefined ? versionText(run) || undefined : Number(lastOfArn(run.versionArn)));
    case 'status':
    case 'name':
      return (run) => run[column];
    default: {
      const parameter = parameters.find((p) => `$${p.name}` === column);
      return (run) => parameter && valueIn(run, parameter);
    }
  }
}

/** Numbers by their value, before everything else by its text. */
function byValue(a: Json, b: Json): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'number' || typeof b === 'number') return typeof a === 'number' ? -1 : 1;
  return byCodeUnit(typedOf(a), typedOf(b));
}
