import { basename, dirname, join } from 'node:path';
import { isObject, own } from '../core/base/json.ts';
import { parseJsonText } from '../core/base/jsonText.ts';
import { catalogFor } from '../core/catalog/load.ts';
import { hasErrors, type Diagnostic } from '../core/diagnostic/diagnostic.ts';
import { parseMocks } from '../core/file/mocksFile.ts';
import { parsePipeline } from '../core/file/parse.ts';
import { parseTests } from '../core/file/testsFile.ts';
import { besideName } from '../core/model/besideName.ts';
import type { MockFile } from '../core/model/mocks.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import type { TestCase, TestsFile } from '../core/model/testCases.ts';
import { readyCase, Rehearsals, runCase, type CaseRun, type ReadyCase } from '../core/rehearse/cases.ts';
import { mockedCases } from '../core/simulate/answers/mockConfig.ts';
import { UsageError, type Io } from './command.ts';
import { readTextFile } from './files.ts';
import { withPlaces } from './places.ts';
import { NOT_RUN, onlyCase, type Given, type Subject, type TextFile } from './rehearsal.ts';

/** A pipeline with the cases and mocks that lie beside it, read. */
interface Suite {
  readonly pipeline: Pipeline;
  readonly rehearsals: Rehearsals;
  readonly text: string;
  readonly tests: (TextFile & { readonly cases: TestsFile['cases'] }) | undefined;
  readonly mocks: MockFile | undefined;
  /** What is to be said about the files before anything is run. */
  readonly said: readonly Diagnostic[];
}

/** What running every case came to. */
export interface CasesRun {
  /** Of the files; those of a case are with it. */
  readonly diagnostics: readonly Diagnostic[];
  readonly pipeline: string | undefined;
  readonly cases: readonly (CaseRun & { readonly seconds: number })[];
}

/** A pipeline's file, compiled and executed once: plainly, or as a test case says. */
export async function simulatePipeline(text: string, file: string, given: Given, io: Io): Promise<Subject> {
  const suite = await suiteOf(text, file, given, io);
  if ('diagnostics' in suite) return { diagnostics: suite.diagnostics, ...NOT_RUN };
  const { name, testCase } = chosenCase(suite, file, given);
  const ran = await runCase(suite.rehearsals, name, withGiven(testCase, given), suite.mocks === undefined ? {} : { mocks: suite.mocks });
  const expects = own(suite.tests?.cases, name) === testCase && testCase.expect !== undefined;
  return { diagnostics: [...suite.said, ...placed(suite, ran.diagnostics)], run: ran.simulation, attempts: ran.attempts, ...(ran.refusal === undefined ? {} : { refusal: ran.refusal }), ...(expects && ran.simulation !== undefined ? { failures: ran.failures } : {}) };
}

/** Every case of the file of test cases beside a pipeline, in its order. */
export async function simulateCases(text: string, file: string, given: Given, io: Io): Promise<CasesRun> {
  const suite = await suiteOf(text, file, given, io);
  if ('diagnostics' in suite) return { diagnostics: suite.diagnostics, pipeline: undefined, cases: [] };
  if (suite.tests === undefined) throw new UsageError(`There is no file of test cases: ${beside(file, 'tests')} does not exist`);
  if (Object.keys(suite.tests.cases).length === 0) throw new UsageError(`There is nothing to run: ${suite.tests.file} has no cases`);
  const cases: CasesRun['cases'][number][] = [];
  for (const [name, testCase] of Object.entries(suite.tests.cases)) {
    const start = performance.now();
    const ran = await runCase(suite.rehearsals, name, withGiven(testCase, given), suite.mocks === undefined ? {} : { mocks: suite.mocks });
    cases.push({ ...ran, diagnostics: placed(suite, ran.diagnostics), seconds: (performance.now() - start) / 1000 });
  }
  return { diagnostics: suite.said, pipeline: suite.pipeline.name, cases };
}

/** A pipeline made ready for a test case, or for a plain run, without running it. */
export async function chosenRehearsal(text: string, file: string, given: Given, io: Io): Promise<{ readonly diagnostics: readonly Diagnostic[]; readonly ready: ReadyCase | undefined }> {
  const suite = await suiteOf(text, file, given, io);
  if ('diagnostics' in suite) return { diagnostics: suite.diagnostics, ready: undefined };
  const { name, testCase } = chosenCase(suite, file, given);
  const { diagnostics, ready } = readyCase(suite.rehearsals, name, withGiven(testCase, given), suite.mocks === undefined ? {} : { mocks: suite.mocks });
  return { diagnostics: [...suite.said, ...placed(suite, diagnostics)], ready };
}

/** `<name>.tests.json` or `<name>.mocks.json` beside `<name>.cauce.json`. */
function beside(file: string, what: 'tests' | 'mocks'): string {
  return join(dirname(file), besideName(basename(file), what));
}

async function readBeside(file: string, what: 'tests' | 'mocks', io: Io): Promise<TextFile | undefined> {
  const name = beside(file, what);
  const read = await readTextFile(name, io);
  if (!('unreadable' in read)) return read;
  if (read.unreadable.message.includes('does not exist')) return undefined;
  throw new UsageError(read.unreadable.message.replace(/\.$/, ''));
}

async function suiteOf(text: string, file: string, given: Given, io: Io): Promise<Suite | { readonly diagnostics: readonly Diagnostic[] }> {
  const { pipeline, diagnostics: read } = parsePipeline(text, file);
  if (pipeline === null || hasErrors(read)) return { diagnostics: read };
  const named = given.all || given.testCase !== undefined;
  const testsFile = named ? await readBeside(file, 'tests', io) : undefined;
  const mocksFile = given.mocks ?? (named ? await readBeside(file, 'mocks', io) : undefined);
  const tests = testsFile && parseTests(testsFile.text, testsFile.file);
  const mocks = mocksFile && parseMocks(mocksFile.text, mocksFile.file);
  const said = [...read, ...(tests?.diagnostics ?? []), ...(mocks?.diagnostics ?? [])];
  if (hasErrors(said)) return { diagnostics: said };
  const { language } = given;
  const rehearsals = new Rehearsals(pipeline, { catalog: await catalogFor(pipeline), ...(language === undefined ? {} : { language }) });
  return { pipeline, rehearsals, text, tests: testsFile && tests?.value ? { ...testsFile, cases: tests.value.cases } : undefined, mocks: mocks?.value ?? undefined, said };
}

/** The case to run: one of the file of test cases, else one of the mock file, else none. */
function chosenCase({ pipeline, tests, mocks }: Suite, file: string, given: Given): { readonly name: string; readonly testCase: TestCase } {
  const mocked = mocks === undefined ? [] : mockedCases(mocks, pipeline.name);
  const name = given.testCase;
  if (name === undefined) return mocks === undefined ? { name: pipeline.name, testCase: {} } : { name: pipeline.name, testCase: { mocks: onlyCase(mocked) } };
  const testCase = own(tests?.cases, name);
  if (testCase !== undefined) return { name, testCase };
  if (mocked.includes(name)) return { name, testCase: { mocks: name } };
  const known = [...new Set([...Object.keys(tests?.cases ?? {}), ...mocked])];
  const where = tests === undefined && mocks === undefined ? `there is neither ${beside(file, 'tests')} nor a file of mocks` : `there ${known.length === 0 ? 'are none' : `are ${known.join(', ')}`}`;
  throw new UsageError(`There is no test case “${name}”: ${where}`);
}

/** A case with what the command line says instead. */
function withGiven(testCase: TestCase, { input, environment, seed, redrive }: Given): TestCase {
  return { ...testCase, ...(input === undefined ? {} : { input }), ...(environment === undefined ? {} : { environment }), ...(seed === undefined ? {} : { seed }), ...(redrive === undefined ? {} : { redrives: redrive }) };
}

/** Diagnostics of a case with their places: in the file of test cases where they have a pointer into it, else in the pipeline's. */
function placed({ tests, text, pipeline }: Suite, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const parsed = tests && parseJsonText(tests.text);
  return diagnostics.flatMap((d) => {
    if (d.where.pointer === undefined) return withPlaces([d], text, pipeline);
    return [parsed?.ok && isObject(parsed.value) ? { ...d, where: { ...d.where, file: (tests as TextFile).file, ...parsed.locate(d.where.pointer) } } : d];
  });
}
