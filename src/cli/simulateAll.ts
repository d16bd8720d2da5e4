import { dirname, resolve } from 'node:path';
import type { Json } from '../core/base/json.ts';
import { hasErrors } from '../core/diagnostic/diagnostic.ts';
import { simulateCases, type CasesRun } from './cases.ts';
import { clock } from './clock.ts';
import { EXIT, type Exit, type Io } from './command.ts';
import { writeTextFiles } from './files.ts';
import { junitXml } from './junit.ts';
import type { Given } from './rehearsal.ts';
import { oneLine, outcome, plural, printDiagnostics } from './report.ts';

/** `cauce simulate --all`: every case of a pipeline, a line for each, and what was expected and did not happen. */
export async function simulateAll(file: string, text: string, given: Given, how: { readonly junit: string | undefined; readonly json: boolean }, io: Io): Promise<Exit> {
  const ran = await simulateCases(text, file, given, io);
  if (how.junit !== undefined) await writeJunit(how.junit, ran, file, io);
  const passed = ran.pipeline !== undefined && ran.cases.every((c) => c.passed);
  if (how.json) io.print(JSON.stringify(asJson(ran, passed), null, 2));
  else printCases(io, file, ran);
  return passed ? EXIT.ok : EXIT.errors;
}

type RanCase = CasesRun['cases'][number];

function printCases(io: Io, file: string, { diagnostics, cases, pipeline }: CasesRun): void {
  printDiagnostics(io, { file, diagnostics });
  if (pipeline === undefined) return io.print('Nothing was simulated.');
  for (const ran of cases) {
    io.print(`${ran.passed ? 'passed' : 'FAILED'}  ${oneLine(ran.name)}${ran.simulation === undefined ? '' : `  (${endOf(ran)})`}`);
    for (const failure of ran.failures) io.print(`    ${oneLine(failure)}`);
    // Values that were made up are no news where all goes well.
    printDiagnostics(io, { file, diagnostics: ran.diagnostics.filter((d) => d.severity !== 'info') });
  }
  const failed = cases.filter((c) => !c.passed).length;
  io.print(failed === 0 ? `${plural(cases.length, 'case')} passed` : `${failed} of ${plural(cases.length, 'case')} failed`);
}

function endOf({ simulation, attempts }: RanCase): string {
  if (simulation === undefined) return '';
  const { status, error, durationSeconds, transitions } = simulation;
  return oneLine(`${status}${error === undefined ? '' : ` ${error}`} after ${clock(durationSeconds)}, ${plural(transitions, 'transition')}${attempts.length > 1 ? `, ${plural(attempts.length - 1, 'redrive')}` : ''}`);
}

function asJson({ diagnostics, cases }: CasesRun, ok: boolean): Json {
  return {
    ok,
    cases: cases.map(({ name, passed, failures, simulation, attempts, refusal, diagnostics: said }) => ({
      name,
      passed,
      failures,
      ...outcome({ run: simulation, attempts, refusal }),
      diagnostics: said as unknown as Json,
    })),
    diagnostics: diagnostics as unknown as Json,
  };
}

async function writeJunit(path: string, { pipeline, cases, diagnostics }: CasesRun, file: string, io: Io): Promise<void> {
  // A pipeline that cannot be simulated at all is one error, so that no CI takes an empty report for a good one.
  const whole = { name: 'cases', seconds: 0, failures: [], errors: diagnostics.filter((d) => d.severity === 'error').map((d) => d.message), output: '' };
  const xml = junitXml(
    pipeline ?? file,
    pipeline === undefined ? [whole] : cases.map((c) => ({ name: c.name, seconds: c.seconds, failures: c.failures, errors: hasErrors(c.diagnostics) ? c.diagnostics.filter((d) => d.severity === 'error').map((d) => d.message) : [], output: endOf(c) })),
  );
  const full = resolve(io.directory, path);
  await writeTextFiles(dirname(full), [{ name: full, text: xml }]);
}
