import { allSteps } from '../core/model/scopes.ts';
import { chaosRun, type ChaosResult } from '../core/rehearse/chaos.ts';
import type { Json } from '../core/base/json.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import { chosenRehearsal } from './cases.ts';
import { EXIT, type Exit, type Io } from './command.ts';
import type { Given } from './rehearsal.ts';
import { oneLine, plural, printDiagnostics } from './report.ts';

/**
 * `cauce simulate --chaos`: a table of what becomes of the pipeline when each task fails with each of its errors. It is told, not
 * judged: the exit status is 1 only where the pipeline cannot be simulated.
 */
export async function simulateChaos(file: string, text: string, given: Given, how: { readonly persistent: boolean; readonly json: boolean }, io: Io): Promise<Exit> {
  const { diagnostics, ready } = await chosenRehearsal(text, file, given, io);
  const results = ready === undefined ? [] : await chaosRun(ready.rehearsal, { input: ready.input, answers: ready.answers, persistent: how.persistent, ...(ready.seed === undefined ? {} : { seed: ready.seed }) });
  if (how.json) io.print(JSON.stringify({ ok: ready !== undefined, results: results as unknown as Json, diagnostics: diagnostics as unknown as Json }, null, 2));
  else {
    printDiagnostics(io, { file, diagnostics });
    if (ready === undefined) io.print('Nothing was simulated.');
    else printTable(io, ready.rehearsal.pipeline, results);
  }
  return ready === undefined ? EXIT.errors : EXIT.ok;
}

function printTable(io: Io, pipeline: Pipeline, results: readonly ChaosResult[]): void {
  const rows = results.map((r) => [nameOf(pipeline, r), r.error, r.outcome, r.outcome === 'not reached' ? '' : r.endedWith === undefined ? r.status : `${r.status} ${r.endedWith}`].map(oneLine));
  const table = [['step', 'error', 'outcome', 'the pipeline ends'], ...rows];
  const widths = [0, 1, 2].map((c) => Math.max(...table.map((row) => (row[c] as string).length)));
  for (const row of table) io.print(row.map((cell, c) => cell.padEnd(widths[c] ?? 0)).join('  ').trimEnd());
  const count = (outcome: ChaosResult['outcome']): string => `${results.filter((r) => r.outcome === outcome).length} ${outcome}`;
  io.print(`${plural(results.length, 'failure')}: ${(['ends well', 'retried', 'caught', 'ends the pipeline', 'not reached'] as const).map(count).join(', ')}`);
}

/** The step; the state too where the step has another one of this name. */
function nameOf(pipeline: Pipeline, { step, state }: ChaosResult): string {
  const name = allSteps(pipeline).get(step)?.step.name ?? step;
  return name === state ? name : `${name} (${state})`;
}
