import { lastOfArn } from '../../base/arn.ts';
import { own } from '../../base/json.ts';
import { typedOf } from '../run/runForm.ts';
import { csvOf, type Cell } from './csv.ts';
import { secondsOf, type ParameterColumn, type RunRow } from './runRow.ts';

const FIXED = ['execution', 'status', 'started', 'ended', 'seconds', 'version', 'alias', 'redrives'];

/**
 * Runs for a spreadsheet or a data frame. A parameter has only what the run was given: the default that it ran with is that of its own
 * version. Times are in UTC.
 */
export function runsCsv(runs: readonly RunRow[], parameters: readonly ParameterColumn[], now: number): string {
  const head = [...FIXED, ...parameters.map((p) => p.name), 'arn'];
  const rows = runs.map((run): Cell[] => [
    run.name, run.status, run.startedAt.toISOString(), run.stoppedAt?.toISOString(), secondsOf(run, now), run.versionArn && lastOfArn(run.versionArn), run.aliasArn && lastOfArn(run.aliasArn), run.redriveCount,
    ...parameters.map(({ name }): Cell => {
      const value = run.input && own(run.input, name);
      return value === undefined || typeof value === 'number' ? value : typedOf(value);
    }),
    run.arn,
  ]);
  return csvOf([head, ...rows]);
}
