import type { Json, JsonObject } from '../core/base/json.ts';
import type { Diagnostic } from '../core/diagnostic/diagnostic.ts';
import type { Language } from '../core/model/pipeline.ts';
import type { Simulation } from '../core/simulate/simulate.ts';
import { EXIT, UsageError, type Command, type Exit, type Io } from './command.ts';
import { readTextFile } from './files.ts';
import { isPipelineFile } from './isPipelineFile.ts';
import type { Given, Subject } from './rehearsal.ts';
import { plural, printDiagnostics } from './report.ts';

/** `cauce simulate`: an execution without an account, of a pipeline or of any definition, in virtual time. */
export const simulateCommand: Command = {
  name: 'simulate',
  usage: 'FILE [--input JSON|@FILE] [--mocks FILE] [--test-case NAME] [--env NAME] [--language jsonata|jsonpath] [--seed N] [--json]',
  summary: 'Executes a pipeline or a definition (JSON, YAML) with mocked tasks, in virtual time.',
  files: { least: 1, most: 1 },
  options: {
    input: { type: 'string', summary: 'input of the execution, JSON or @FILE; plausible values of the run parameters, or {}, by default' },
    mocks: { type: 'string', summary: 'a MockConfigFile.json; tasks that it does not mock answer as their service would' },
    'test-case': { type: 'string', summary: 'test case of the mock file; its only one by default' },
    env: { type: 'string', summary: 'environment of the pipeline whose deploy values are taken' },
    language: { type: 'string', values: ['jsonata', 'jsonpath'], summary: "query language of the definition; the pipeline's own by default" },
    seed: { type: 'string', summary: 'number that random draws come from; 0 by default' },
  },
  async run({ files, options, json }, io) {
    const file = files[0] as string;
    const read = await readTextFile(file, io);
    if ('unreadable' in read) return finish(io, json, { file, diagnostics: [read.unreadable], run: undefined }, EXIT.unusable);
    const given = await readGiven(options, io);
    const subject = isPipelineFile(file, read.text) ? await pipelineSubject(read.text, file, given) : await definitionSubject(read.text, file, given);
    const exit = subject.run?.status === 'SUCCEEDED' ? EXIT.ok : EXIT.errors;
    return finish(io, json, { file, ...subject }, exit);
  },
};

async function readGiven(options: Readonly<Record<string, string | boolean | undefined>>, io: Io): Promise<Given> {
  const text = (name: string): string | undefined => options[name] as string | undefined;
  const seed = Number(text('seed') ?? 0);
  if (!Number.isSafeInteger(seed)) throw new UsageError(`--seed is a whole number, not “${text('seed') ?? ''}”`);
  const mocks = text('mocks') === undefined ? undefined : await fileOf(text('mocks') ?? '', '--mocks', io);
  return { input: await readInput(text('input'), io), mocks, testCase: text('test-case'), environment: text('env'), language: text('language') as Language | undefined, seed };
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

async function pipelineSubject(text: string, file: string, given: Given): Promise<Subject> {
  const { simulatePipeline } = await import('./rehearsal.ts');
  return simulatePipeline(text, file, given);
}

async function definitionSubject(text: string, file: string, given: Given): Promise<Subject> {
  const { simulateDefinition } = await import('./rehearsal.ts');
  return simulateDefinition(text, file, given);
}

function finish(io: Io, json: boolean, { file, diagnostics, run }: Subject & { readonly file: string }, exit: Exit): Exit {
  if (json) {
    io.print(JSON.stringify(asJson(diagnostics, run), null, 2));
    return exit;
  }
  printDiagnostics(io, { file, diagnostics });
  if (run === undefined) io.print('Nothing was simulated.');
  else printRun(io, run);
  return exit;
}

function asJson(diagnostics: readonly Diagnostic[], run: Simulation | undefined): JsonObject {
  return {
    status: run?.status ?? null,
    output: run?.output ?? null,
    error: run?.error ?? null,
    cause: run?.cause ?? null,
    durationSeconds: run?.durationSeconds ?? null,
    transitions: run?.transitions ?? null,
    events: (run?.events ?? []) as unknown as Json,
    ...(run === undefined || run.children.length === 0 ? {} : { children: run.children as unknown as Json }),
    diagnostics: diagnostics as unknown as Json,
  };
}

/** States as they were entered, with the virtual time, and how it ended. */
function printRun(io: Io, run: Simulation): void {
  const start = run.events[0]?.timestamp.getTime() ?? 0;
  for (const event of run.events) {
    const at = clock((event.timestamp.getTime() - start) / 1000);
    const entered = event.stateEnteredEventDetails;
    const failed = event.taskFailedEventDetails ?? event.lambdaFunctionFailedEventDetails ?? event.taskTimedOutEventDetails ?? event.evaluationFailedEventDetails;
    if (entered !== undefined) io.print(`${at}  ${event.type.replace('StateEntered', '').padEnd(9)} ${entered.name}`);
    else if (failed !== undefined) io.print(`${at}  ${' '.repeat(9)} ${failed.error ?? 'failed'}${failed.cause === undefined ? '' : `: ${failed.cause}`}`);
  }
  io.print(`${run.status} after ${clock(run.durationSeconds).trim()} of virtual time, ${plural(run.transitions, 'transition')}`);
  if (run.status === 'SUCCEEDED') io.print(JSON.stringify(run.output, null, 2));
  else io.print(`${run.error ?? 'without an error name'}${run.cause === undefined ? '' : `: ${run.cause}`}`);
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const part = (n: number): string => String(n).padStart(2, '0');
  return `${part(Math.floor(whole / 3600))}:${part(Math.floor(whole / 60) % 60)}:${part(whole % 60)}`;
}
