import { checkAsl } from '../core/asl/checkText.ts';
import { readAsl } from '../core/asl/read.ts';
import { isObject, type Json } from '../core/base/json.ts';
import { definitionOf } from '../core/compile/types.ts';
import { catalogFor, catalogOf, SERVICES } from '../core/catalog/load.ts';
import { hasErrors, type Diagnostic } from '../core/diagnostic/diagnostic.ts';
import { parseMocks } from '../core/file/mocksFile.ts';
import { parsePipeline } from '../core/file/parse.ts';
import type { Language } from '../core/model/pipeline.ts';
import { answersOf, statesOfSteps } from '../core/rehearse/answers.ts';
import { checkInput, plausibleInput, prepareRehearsal } from '../core/rehearse/prepare.ts';
import type { Answers } from '../core/simulate/answer.ts';
import { answersFrom, mockedCases } from '../core/simulate/answers/mockConfig.ts';
import { plausibleAnswers } from '../core/simulate/answers/plausible.ts';
import { Execution, Program, type Simulation } from '../core/simulate/simulate.ts';
import { UsageError } from './command.ts';
import { withPlaces } from './places.ts';

/** What the arguments of `simulate` say. */
export interface Given {
  readonly input: Json | undefined;
  readonly mocks: { readonly file: string; readonly text: string } | undefined;
  readonly testCase: string | undefined;
  readonly environment: string | undefined;
  readonly language: Language | undefined;
  readonly seed: number;
}

export interface Subject {
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined where nothing could be started. */
  readonly run: Simulation | undefined;
}

/** A pipeline's file, compiled and executed once. */
export async function simulatePipeline(text: string, file: string, given: Given): Promise<Subject> {
  const { pipeline, diagnostics: read } = parsePipeline(text, file);
  if (pipeline === null || hasErrors(read)) return { diagnostics: read, run: undefined };
  const catalog = await catalogFor(pipeline);
  const { environment, language } = given;
  const rehearsal = prepareRehearsal(pipeline, { catalog, ...(environment === undefined ? {} : { environment }), ...(language === undefined ? {} : { language }) });
  if ('diagnostics' in rehearsal) return { diagnostics: withPlaces(rehearsal.diagnostics, text, pipeline), run: undefined };
  const input = given.input ?? plausibleInput(pipeline, environment);
  const said = [...read, ...withPlaces([...rehearsal.notes, ...checkInput(pipeline, input)], text, pipeline)];
  if (hasErrors(said)) return { diagnostics: said, run: undefined };
  const { artifacts, program } = rehearsal;
  const answers = mocked(given, pipeline.name, answersOf(pipeline, catalog, statesOfSteps(artifacts.sourceMap, definitionOf(artifacts))));
  if ('diagnostics' in answers) return { diagnostics: [...said, ...answers.diagnostics], run: undefined };
  const run = await new Execution(program, { input, answers: answers.answers, seed: given.seed, machineName: pipeline.name, express: pipeline.machine?.type === 'EXPRESS' }).run();
  return { diagnostics: [...said, ...answers.warnings], run };
}

/** A definition written by anyone. What the checker says of it is told, and it is executed all the same as far as it goes. */
export async function simulateDefinition(text: string, file: string, given: Given): Promise<Subject> {
  const read = readAsl(text, file);
  const found = checkAsl(text, file);
  if (!read.ok || !isObject(read.value)) return { diagnostics: found, run: undefined };
  const answers = mocked(given, 'machine', plausibleAnswers({ catalog: await catalogOf(SERVICES.filter((s) => text.includes(s))) }));
  if ('diagnostics' in answers) return { diagnostics: [...found, ...answers.diagnostics], run: undefined };
  const run = await new Execution(new Program(read.value), { input: given.input ?? {}, answers: answers.answers, seed: given.seed }).run();
  return { diagnostics: [...found, ...answers.warnings], run };
}

/** Answers of the mock file before all others. */
function mocked(given: Given, machine: string, otherwise: Answers): { readonly answers: Answers; readonly warnings: readonly Diagnostic[] } | { readonly diagnostics: readonly Diagnostic[] } {
  if (given.mocks === undefined) return { answers: otherwise, warnings: [] };
  const read = parseMocks(given.mocks.text, given.mocks.file);
  if (read.value === null || hasErrors(read.diagnostics)) return { diagnostics: read.diagnostics };
  const cases = mockedCases(read.value, machine);
  const testCase = given.testCase ?? (cases.length === 1 ? cases[0] : undefined);
  if (testCase === undefined) throw new UsageError(`--test-case is missing; the mock file has ${cases.length === 0 ? 'none' : cases.join(', ')}`);
  const found = answersFrom(read.value, machine, testCase, otherwise);
  return found.ok ? { answers: found.answers, warnings: read.diagnostics } : { diagnostics: found.diagnostics };
}

