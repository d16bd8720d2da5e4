import { checkAsl } from '../core/asl/checkText.ts';
import { readAsl } from '../core/asl/read.ts';
import { isObject, type Json } from '../core/base/json.ts';
import { catalogOf, SERVICES } from '../core/catalog/load.ts';
import { hasErrors, type Diagnostic } from '../core/diagnostic/diagnostic.ts';
import { parseMocks } from '../core/file/mocksFile.ts';
import type { Language } from '../core/model/pipeline.ts';
import type { Answers } from '../core/simulate/answer.ts';
import { answersFrom, mockedCases } from '../core/simulate/answers/mockConfig.ts';
import { leavingMarkers, readingMarkers } from '../core/simulate/answers/markers.ts';
import { plausibleAnswers } from '../core/simulate/answers/plausible.ts';
import { runWithRedrives, times, type AttemptEnd } from '../core/simulate/attempts.ts';
import type { Refusal } from '../core/simulate/redrivable.ts';
import { Execution, Program, type Simulation } from '../core/simulate/simulate.ts';
import { UsageError } from './command.ts';

export interface TextFile {
  readonly file: string;
  readonly text: string;
}

/** What the arguments of `simulate` say. */
export interface Given {
  readonly input: Json | undefined;
  readonly mocks: TextFile | undefined;
  readonly testCase: string | undefined;
  /** Every case of the file of test cases. */
  readonly all: boolean;
  readonly environment: string | undefined;
  readonly language: Language | undefined;
  readonly seed: number | undefined;
  /** How often a failed execution is redriven; what a test case says where it is undefined. */
  readonly redrive: number | undefined;
}

export interface Subject {
  /** Each names its file where that is not the one that was simulated. */
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined where nothing could be started. */
  readonly run: Simulation | undefined;
  readonly attempts: readonly AttemptEnd[];
  readonly refusal?: Refusal;
  /** What a test case expected and did not happen; undefined where nothing was expected. */
  readonly failures?: readonly string[];
}

export const NOT_RUN = { run: undefined, attempts: [] } as const;

/** A definition written by anyone. What the checker says of it is told, and it is executed all the same as far as it goes. */
export async function simulateDefinition(text: string, file: string, given: Given): Promise<Subject> {
  const read = readAsl(text, file);
  const found = checkAsl(text, file);
  if (!read.ok || !isObject(read.value)) return { diagnostics: found, ...NOT_RUN };
  const answers = mocked(given, 'machine', readingMarkers(plausibleAnswers({ catalog: await catalogOf(SERVICES.filter((s) => text.includes(s))) })));
  if ('diagnostics' in answers) return { diagnostics: [...found, ...answers.diagnostics], ...NOT_RUN };
  const execution = new Execution(new Program(read.value), { input: given.input ?? {}, answers: leavingMarkers(answers.answers), seed: given.seed ?? 0 });
  const { simulation: run, ...ended } = await runWithRedrives(execution, times(given.redrive ?? 0));
  return { diagnostics: [...found, ...answers.warnings], run, ...ended };
}

/** Answers of the mock file before all others. */
function mocked(given: Given, machine: string, otherwise: Answers): { readonly answers: Answers; readonly warnings: readonly Diagnostic[] } | { readonly diagnostics: readonly Diagnostic[] } {
  if (given.mocks === undefined) return { answers: otherwise, warnings: [] };
  const read = parseMocks(given.mocks.text, given.mocks.file);
  if (read.value === null || hasErrors(read.diagnostics)) return { diagnostics: read.diagnostics };
  const cases = mockedCases(read.value, machine);
  const testCase = given.testCase ?? onlyCase(cases);
  const found = answersFrom(read.value, machine, testCase, otherwise);
  return found.ok ? { answers: found.answers, warnings: read.diagnostics } : { diagnostics: found.diagnostics };
}

/** The only test case of a mock file. @throws UsageError where one has to be named. */
export function onlyCase(cases: readonly string[]): string {
  if (cases[0] === undefined || cases.length > 1) throw new UsageError(`--test-case is missing; the mock file has ${cases.length === 0 ? 'none' : cases.join(', ')}`);
  return cases[0];
}
