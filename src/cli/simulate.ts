import type { Json, JsonObject } from '../core/base/json.ts';
import type { Diagnostic } from '../core/diagnostic/diagnostic.ts';
import type { Language } from '../core/model/pipeline.ts';
import type { AttemptEnd } from '../core/simulate/attempts.ts';
import type { Simulation } from '../core/simulate/simulate.ts';
import { clock } from './clock.ts';
import { EXIT, UsageError, type Command, type Exit, type Io } from './command.ts';
import { readTextFile } from './files.ts';
import { isPipelineFile } from './isPipelineFile.ts';
import type { Given, Subject } from './rehearsal.ts';
import { oneLine, outcome, plural, printDiagnostics, type Ended } from './report.ts';

/** `cauce simulate`: an execution without an account, of a pipeline or of any definition, in virtual time. */
export const simulateCommand: Command = {
  name: 'simulate',
  usage: 'FILE [--input JSON|@FILE] [--mocks FILE] [--test-case NAME] [--all [--junit FILE] | --chaos [--persistent]] [--env NAME] [--language jsonata|jsonpath] [--seed N] [--redrive N] [--json]',
  summary: 'Executes a pipeline or a definition (JSON, YAML) with mocked tasks, in virtual time.',
  files: { least: 1, most: 1 },
  options: {
    input: { type: 'string', summary: 'input of the execution, JSON or @FILE; plausible values of the run parameters, or {}, by default' },
    mocks: { type: 'string', summary: 'a MockConfigFile.json; tasks that it does not mock answer as their service would' },
    'test-case': { type: 'string', summary: 'test case of <name>.tests.json beside the pipeline, else of the mock file; its only one by default' },
    all: { type: 'boolean', summary: 'runs every case of <name>.tests.json beside the pipeline, and compares with what they expect' },
    junit: { type: 'string', summary: 'with --all: file for a report that CI systems read (JUnit XML)' },
    chaos: { type: 'boolean', summary: 'lets each task fail with each error that it could throw, once, and lists what becomes of the pipeline' },
    persistent: { type: 'boolean', summary: 'with --chaos: every call of the task fails, not only its first' },
    env: { type: 'string', summary: 'environment of the pipeline whose deploy values are taken' },
    language: { type: 'string', values: ['jsonata', 'jsonpath'], summary: "query language of the definition; the pipeline's own by default" },
    seed: { type: 'string', summary: 'number that random draws come from; 0 by default' },
    redrive: { type: 'string', summary: 'after a failure, redrives the execution so often at most; faults and mocks go on counting calls' },
  },
  async run({ files, options, json }, io) {
    const file = files[0] as string;
    const read = await readTextFile(file, io);
    if ('unreadable' in read) return finish(io, json, { file, diagnostics: [read.unreadable], run: undefined, attempts: [] }, EXIT.unusable);
    const given = await readGiven(options, io);
    const isPipeline = isPipelineFile(file, read.text);
    const junit = options['junit'] as string | undefined;
    if (junit !== undefined && !given.all) throw new UsageError('--junit goes with --all');
    if (given.all && options['chaos'] === true) throw new UsageError('Either --all or --chaos');
    if (given.all && given.testCase !== undefined) throw new UsageError('Either --all or --test-case');
    if (given.all && !isPipeline) throw new UsageError(`--all runs the test cases of a pipeline, and ${file} is a definition`);
    if (given.all) {
      const { simulateAll } = await import('./simulateAll.ts');
      return simulateAll(file, read.text, given, { junit, json }, io);
    }
    const [chaos, persistent] = [options['chaos'] === true, options['persistent'] === true];
    if (persistent && !chaos) throw new UsageError('--persistent goes with --chaos');
    if (chaos && given.redrive !== undefined) throw new UsageError('Either --redrive or --chaos');
    if (chaos && !isPipeline) throw new UsageError(`--chaos is for pipelines, and ${file} is a definition`);
    if (chaos) {
      const { simulateChaos } = await import('./simulateChaos.ts');
      return simulateChaos(file, read.text, given, { persistent, json }, io);
    }
    const subject = isPipeline ? await pipelineSubject(read.text, file, given, io) : await definitionSubject(read.text, file, given);
    const well = subject.failures === undefined ? subject.run?.status === 'SUCCEEDED' : subject.failures.length === 0;
    const exit = well ? EXIT.ok : EXIT.errors;
    return finish(io, json, { file, ...subject }, exit);
  },
};

async function readGiven(options: Readonly<Record<string, string | boolean | undefined>>, io: Io): Promise<Given> {
  const text = (name: string): string | undefined => options[name] as string | undefined;
  const seed = text('seed') === undefined ? undefined : Number(text('seed'));
  if (seed !== undefined && !Number.isSafeInteger(seed)) throw new UsageError(`--seed is a whole number, not “${text('seed') ?? ''}”`);
  const mocks = text('mocks') === undefined ? undefined : await fileOf(text('mocks') ?? '', '--mocks', io);
  return { input: await readInput(text('input'), io), mocks, testCase: text('test-case'), all: options['all'] === true, environment: text('env'), language: text('language') as Language | undefined, seed, redrive: redrivesIn(text('redrive')) };
}

function redrivesIn(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,5}$/.test(text)) throw new UsageError(`--redrive is how often, a whole number, not “${text}”`);
  return Number(text);
}

async function readInput(input: string | undefined, io: Io): Promise<Json | undefined> {
  if (input === undefined) return undefined;
  const text = input.startsWith('@') ? (await fileOf(input.slice(1), '--input', io)).text : input;
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as Json;
  } catch (error) {
    throw new UsageError(`--input is not JSON: ${(error as Error).message}`);
  }
}

async function fileOf(name: string, option: string, io: Io): Promise<{ readonly file: string; readonly text: string }> {
  const read = await readTextFile(name, io);
  if ('unreadable' in read) throw new UsageError(`${option}: ${read.unreadable.message.replace(/\.$/, '')}`);
  return read;
}

async function pipelineSubject(text: string, file: string, given: Given, io: Io): Promise<Subject> {
  const { simulatePipeline } = await import('./cases.ts');
  return simulatePipeline(text, file, given, io);
}

async function definitionSubject(text: string, file: string, given: Given): Promise<Subject> {
  const { simulateDefinition } = await import('./rehearsal.ts');
  return simulateDefinition(text, file, given);
}

function finish(io: Io, json: boolean, { file, diagnostics, failures, ...ended }: Subject & { readonly file: string }, exit: Exit): Exit {
  const { run, refusal } = ended;
  if (json) {
    io.print(JSON.stringify(asJson(diagnostics, ended, failures), null, 2));
    return exit;
  }
  printDiagnostics(io, { file, diagnostics });
  if (run === undefined) io.print('Nothing was simulated.');
  else printRun(io, run, ended.attempts);
  if (refusal !== undefined) io.print(`not redriven: ${refusal.reason}. ${refusal.message}`);
  if (failures?.length === 0) io.print('As the test case expects.');
  for (const failure of failures ?? []) io.print(`unexpected: ${oneLine(failure)}`);
  return exit;
}

function asJson(diagnostics: readonly Diagnostic[], ended: Ended, failures: readonly string[] | undefined): JsonObject {
  const { run } = ended;
  return {
    ...outcome(ended),
    events: (run?.events ?? []) as unknown as Json,
    ...(run === undefined || run.children.length === 0 ? {} : { children: run.children as unknown as Json }),
    ...(failures === undefined ? {} : { failures }),
    diagnostics: diagnostics as unknown as Json,
  };
}

/** States as they were entered, with the virtual time, how each attempt ended, and how it all did. */
function printRun(io: Io, run: Simulation, attempts: readonly AttemptEnd[]): void {
  const start = run.events[0]?.timestamp.getTime() ?? 0;
  for (const event of run.events) {
    const at = clock((event.timestamp.getTime() - start) / 1000);
    const entered = event.stateEnteredEventDetails;
    const failed = event.taskFailedEventDetails ?? event.lambdaFunctionFailedEventDetails ?? event.taskTimedOutEventDetails ?? event.evaluationFailedEventDetails;
    if (entered !== undefined) io.print(`${at}  ${event.type.replace('StateEntered', '').padEnd(9)} ${entered.name}`);
    else if (event.executionRedrivenEventDetails !== undefined) printRedrive(io, at, event.executionRedrivenEventDetails.redriveCount, attempts);
    else if (failed !== undefined) io.print(`${at}  ${' '.repeat(9)} ${failed.error ?? 'failed'}${failed.cause === undefined ? '' : `: ${failed.cause}`}`);
  }
  io.print(`${run.status} after ${clock(run.durationSeconds)} of virtual time, ${plural(run.transitions, 'transition')}${run.redriveCount > 0 ? `, ${plural(run.redriveCount, 'redrive')}` : ''}`);
  if (run.status === 'SUCCEEDED') io.print(JSON.stringify(run.output, null, 2));
  else io.print(reasonOf(run));
}

/** An attempt that a redrive went on from, and the redrive. */
function printRedrive(io: Io, at: string, redrive: number, attempts: readonly AttemptEnd[]): void {
  const ended = attempts[redrive - 1];
  if (ended !== undefined) io.print(`${at}  ${ended.status}, ${reasonOf(ended)}`);
  io.print(`${at}  Redrive ${redrive}`);
}

function reasonOf({ error, cause }: Pick<AttemptEnd, 'error' | 'cause'>): string {
  return `${error ?? 'without an error name'}${cause === undefined ? '' : `: ${cause}`}`;
}
