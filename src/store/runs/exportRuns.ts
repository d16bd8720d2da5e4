import { lastOfArn } from '../../core/base/arn.ts';
import { isSecretName } from '../../core/deliver/run/secretName.ts';
import type { ParameterColumn } from '../../core/deliver/runs/runRow.ts';
import { runsCsv } from '../../core/deliver/runs/runsCsv.ts';
import type { App } from '../react.tsx';
import { readInputs, runListOf, type Run } from './runList.ts';

/**
 * Downloads runs as CSV, in the order given. Inputs that are not read yet are read first, within the budget; what cannot be read stays
 * empty, and is said. What is named like a secret is in no file.
 */
export async function exportRuns(app: App, rows: readonly Run[], parameters: readonly ParameterColumn[]): Promise<void> {
  const { platform, store } = app;
  const unread = rows.filter((r) => r.input === undefined);
  if (unread.length > 0) {
    if (unread.length > 20) store.getState().notify(`Reading the parameters of ${unread.length} runs first…`);
    await readInputs(app, unread.map((r) => r.arn));
  }
  const { of, runs } = runListOf(app).getState();
  if (of === null) return;
  const newest = new Map(runs.map((r) => [r.arn, r]));
  const known = rows.map((r) => newest.get(r.arn) ?? r);
  const now = platform.clock.now();
  platform.files.download(runsCsv(known, parameters.filter((p) => !isSecretName(p.name)), now), `${lastOfArn(of.machineArn)}-runs-${new Date(now).toISOString().slice(0, 10)}.csv`);
  const missing = known.filter((r) => r.input === undefined).length;
  if (missing > 0) store.getState().notify(`The parameters of ${missing} of ${known.length} runs could not be read; their cells are empty.`, { kind: 'error' });
}
