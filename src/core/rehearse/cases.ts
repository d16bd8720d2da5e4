import type { Json } from '../base/json.ts';
import { nearest } from '../base/nearest.ts';
import { pointer } from '../base/pointer.ts';
import type { Catalog } from '../catalog/kind.ts';
import { diagnostic } from '../diagnostic/catalogue.ts';
import { hasErrors, type Diagnostic } from '../diagnostic/diagnostic.ts';
import type { MockFile } from '../model/mocks.ts';
import type { Language, Pipeline, StepId } from '../model/pipeline.ts';
import { allSteps } from '../model/scopes.ts';
import type { TestCase } from '../model/testCases.ts';
import type { Answers } from '../simulate/answer.ts';
import { answersFrom, mockedCases } from '../simulate/answers/mockConfig.ts';
import { runWithRedrives, times, type AttemptEnd } from '../simulate/attempts.ts';
import type { Refusal } from '../simulate/redrivable.ts';
import { Execution, type RedriveOptions, type Simulation } from '../simulate/simulate.ts';
import { stepOfKey } from './meant.ts';
import { differences } from './differences.ts';
import { checkInput, plausibleInput, prepareRehearsal, type Rehearsal } from './prepare.ts';
import { takenIn } from './taken.ts';

/** The rehearsals of one pipeline: compiled once for each environment, however many cases run in it. */
export class Rehearsals {
  readonly pipeline: Pipeline;
  private readonly options: { readonly catalog: Catalog; readonly language?: Language };
  private readonly known = new Map<string | undefined, ReturnType<typeof prepareRehearsal>>();

  constructor(pipeline: Pipeline, options: { readonly catalog: Catalog; readonly language?: Language }) {
    this.pipeline = pipeline;
    this.options = options;
  }

  /** Ready for an environment, or without one; the diagnostics where it cannot be compiled for it. */
  of(environment: string | undefined): ReturnType<typeof prepareRehearsal> {
    let rehearsal = this.known.get(environment);
    if (rehearsal === undefined) {
      rehearsal = prepareRehearsal(this.pipeline, { ...this.options, ...(environment === undefined ? {} : { environment }) });
      this.known.set(environment, rehearsal);
    }
    return rehearsal;
  }
}

export interface CaseRun {
  readonly name: string;
  readonly case: TestCase;
  /** Of the pipeline, the case and its input; where one is an error, nothing was run. */
  readonly diagnostics: readonly Diagnostic[];
  readonly rehearsal: Rehearsal | undefined;
  readonly simulation: Simulation | undefined;
  /** How it ended before each redrive, and at last; none where nothing was run. */
  readonly attempts: readonly AttemptEnd[];
  /** Why a redrive that the case asks for could not be made. */
  readonly refusal?: Refusal;
  /** What was expected and did not happen, one line each. */
  readonly failures: readonly string[];
  readonly passed: boolean;
}

export interface CaseOptions {
  readonly mocks?: MockFile;
  /**
   * What a person did after failures: the execution is redriven with the answers of each of these cases in turn. Nothing else
   * of them is looked at.
   */
  readonly then?: readonly TestCase[];
  /** Asked now and then; true stops the run where it is. */
  readonly pause?: () => boolean;
}

/** A case with all that its execution needs. */
export interface ReadyCase {
  readonly rehearsal: Rehearsal;
  readonly input: Json;
  readonly answers: Answers;
  readonly seed: number | undefined;
}

/**
 * Makes a test case ready: its environment, input and answers. A step's id in `durations`, `faults` and `answers` means the step's
 * own call (`meantStates`). `ready` is undefined where a diagnostic is an error.
 */
export function readyCase(rehearsals: Rehearsals, name: string, testCase: TestCase, options: CaseOptions = {}): { readonly diagnostics: readonly Diagnostic[]; readonly ready: ReadyCase | undefined } {
  const { pipeline } = rehearsals;
  const rehearsal = rehearsals.of(testCase.environment);
  if ('diagnostics' in rehearsal) return { diagnostics: rehearsal.diagnostics, ready: undefined };
  const input = testCase.input ?? plausibleInput(pipeline, testCase.environment);
  const mocked = mocksOf(pipeline, name, testCase, options.mocks);
  const said = [...rehearsal.notes, ...checkInput(pipeline, input), ...checkCase(rehearsal, name, testCase), ...('diagnostics' in mocked ? mocked.diagnostics : [])];
  if ('diagnostics' in mocked || hasErrors(said)) return { diagnostics: said, ready: undefined };
  return { diagnostics: said, ready: { rehearsal, input, answers: rehearsal.answers({ ...testCase, mocked: mocked.answers }), seed: testCase.seed } };
}

/** Runs one test case of a pipeline to its end. Never rejects for what the case, the pipeline or an answer does. */
export async function runCase(rehearsals: Rehearsals, name: string, testCase: TestCase, options: CaseOptions = {}): Promise<CaseRun> {
  const { diagnostics, ready } = readyCase(rehearsals, name, testCase, options);
  if (ready === undefined) return { name, case: testCase, diagnostics, rehearsal: undefined, simulation: undefined, attempts: [], failures: ['was not run'], passed: false };
  const { rehearsal } = ready;
  const execution = executionOf(rehearsal, ready.input, ready.answers, ready.seed);
  const ran = await runWithRedrives(execution, redrivesOf(rehearsals, name, testCase, options), options.pause);
  const { simulation, refusal } = ran;
  const failures = simulation.status === 'RUNNING' ? ['was stopped before its end'] : [...(refusal === undefined ? [] : [`was not redriven: ${refusal.reason}`]), ...unmet(rehearsal, testCase, simulation)];
  return { name, case: testCase, diagnostics, rehearsal, ...ran, failures, passed: failures.length === 0 };
}

/** What a redrive answers is made when it comes to it. */
function* redrivesOf(rehearsals: Rehearsals, name: string, testCase: TestCase, options: CaseOptions): Generator<RedriveOptions> {
  yield* times(testCase.redrives ?? 0);
  for (const later of options.then ?? []) {
    const { ready } = readyCase(rehearsals, name, later, options);
    yield ready === undefined ? {} : { answers: ready.answers };
  }
}

/** An execution of a rehearsed pipeline, not yet begun. */
export function executionOf({ pipeline, program }: Rehearsal, input: Json, answers: Answers, seed = 0): Execution {
  return new Execution(program, { input, answers, seed, machineName: pipeline.name, express: pipeline.machine?.type === 'EXPRESS' });
}

/** The mocks that a case names; else those of its own name, where the file has them. */
function mocksOf(pipeline: Pipeline, name: string, testCase: TestCase, file: MockFile | undefined): { readonly answers: (otherwise: Answers) => Answers } | { readonly diagnostics: readonly Diagnostic[] } {
  const at = { pointer: pointer('cases', name, 'mocks') };
  if (testCase.mocks !== undefined && file === undefined) return { diagnostics: [diagnostic('case-without-mocks', { case: name, mocks: testCase.mocks }, at)] };
  const named = testCase.mocks ?? (file !== undefined && mockedCases(file, pipeline.name).includes(name) ? name : undefined);
  if (file === undefined || named === undefined) return { answers: (otherwise) => otherwise };
  const answersBefore = (otherwise: Answers) => answersFrom(file, pipeline.name, named, otherwise);
  const found = answersBefore(() => ({ never: true }));
  if (!found.ok) return { diagnostics: found.diagnostics.map((d) => ({ ...d, where: at })) };
  return {
    answers(otherwise) {
      const before = answersBefore(otherwise);
      return before.ok ? before.answers : otherwise;
    },
  };
}

/** What a case says of steps that are not there, or that nobody answers. */
function checkCase(rehearsal: Rehearsal, name: string, testCase: TestCase): readonly Diagnostic[] {
  const all = allSteps(rehearsal.pipeline);
  const unknown = (step: StepId, field: string, ...at: readonly (string | number)[]): readonly Diagnostic[] =>
    all.has(step) ? [] : [diagnostic('case-unknown-step', { case: name, step, field, meant: nearest(step, all.keys()) ?? '' }, { pointer: pointer('cases', name, ...at) })];
  const found: Diagnostic[] = [];
  for (const field of ['durations', 'faults', 'answers'] as const) {
    for (const key of Object.keys(testCase[field] ?? {})) {
      const id = stepOfKey(key);
      found.push(...unknown(id, field, field, key));
      const step = all.get(id)?.step;
      if (step !== undefined && (!step.kind.includes(':') || !rehearsal.meant.has(key))) found.push(diagnostic('case-step-calls-nothing', { case: name, step: step.name, field }, { pointer: pointer('cases', name, field, key) }));
    }
  }
  for (const field of ['runs', 'skips'] as const) {
    for (const [i, step] of (testCase.expect?.[field] ?? []).entries()) found.push(...unknown(step, field, 'expect', field, i));
  }
  return found;
}

/** What a case expects that did not happen. A case that expects nothing expects that the pipeline succeeds. */
function unmet(rehearsal: Rehearsal, testCase: TestCase, simulation: Simulation): readonly string[] {
  const expect = testCase.expect ?? {};
  const { status, output, error, runs = [], skips = [] } = Object.keys(expect).length === 0 ? { status: 'SUCCEEDED' as const } : expect;
  const ending = simulation.status === 'SUCCEEDED' ? '' : ` (${simulation.error ?? 'without an error name'}${(simulation.cause ?? '') === '' ? '' : `: ${simulation.cause}`})`;
  const taken = takenIn(rehearsal, simulation);
  const named = (id: StepId): string => `“${allSteps(rehearsal.pipeline).get(id)?.step.name ?? id}” (${id})`;
  return [
    ...(status === undefined || status === simulation.status ? [] : [`status is ${simulation.status}${ending}, not ${status}`]),
    ...(error === undefined || error === simulation.error ? [] : [`error is ${simulation.error ?? 'none'}, not ${error}`]),
    ...(output === undefined ? [] : differences(output, simulation.output, 'output')),
    ...runs.filter((id) => !taken.steps.has(id)).map((id) => `${named(id)} did not run`),
    ...skips.filter((id) => taken.steps.has(id)).map((id) => `${named(id)} ran`),
  ];
}
