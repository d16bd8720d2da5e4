import { isObject, own, type Json, type JsonObject } from '../base/json.ts';
import { nearest } from '../base/nearest.ts';
import type { Catalog } from '../catalog/kind.ts';
import { compile } from '../compile/compile.ts';
import { definitionOf, type Artifacts } from '../compile/types.ts';
import { diagnostic } from '../diagnostic/catalogue.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { parameterProblem, plausibleValue } from '../model/parameterValue.ts';
import { parameterUses } from '../model/parameterUses.ts';
import type { Environment, Language, Pipeline } from '../model/pipeline.ts';
import type { Answers } from '../simulate/answer.ts';
import { Program } from '../simulate/simulate.ts';
import { answerMaker, type GivenAnswers } from './answers.ts';
import { meantStates, statesOfSteps, type StepOfState } from './meant.ts';

export interface RehearsalOptions {
  readonly catalog: Catalog;
  readonly language?: Language;
  /** Whose deploy values and run defaults are taken. */
  readonly environment?: string;
}

/** A pipeline made ready for simulations. */
export interface Rehearsal {
  readonly pipeline: Pipeline;
  readonly artifacts: Artifacts;
  readonly program: Program;
  readonly environment: string | undefined;
  readonly catalog: Catalog;
  readonly steps: StepOfState;
  /** The state that each key of a test case means (`meantStates`). */
  readonly meant: ReadonlyMap<string, string>;
  readonly answers: (given: GivenAnswers) => Answers;
  /** What was taken for values that nobody gave. */
  readonly notes: readonly Diagnostic[];
}

/**
 * Compiles a pipeline for a simulation. Deploy parameters get the values of the environment; what is missing becomes a plausible
 * value of its type, and a note says so.
 * @returns the rehearsal, or the diagnostics that keep the pipeline from being compiled
 */
export function prepareRehearsal(pipeline: Pipeline, options: RehearsalOptions): Rehearsal | { readonly diagnostics: readonly Diagnostic[] } {
  const { environment } = options;
  if (environment !== undefined && own(pipeline.environments, environment) === undefined) {
    return { diagnostics: [diagnostic('unknown-environment', { environment }, {})] };
  }
  const { name, filled, notes } = withDeployValues(pipeline, environment);
  const { catalog, language } = options;
  const { diagnostics, artifacts } = compile(filled, { catalog, environment: name, ...(language === undefined ? {} : { language }) });
  if (artifacts === null) return { diagnostics };
  const definition = definitionOf(artifacts);
  const steps = statesOfSteps(artifacts.sourceMap, definition);
  const meant = meantStates(pipeline, steps, definition);
  return { pipeline, artifacts, program: new Program(definition), environment, catalog, steps, meant, answers: answerMaker(pipeline, catalog, meant), notes };
}

function withDeployValues(pipeline: Pipeline, chosen: string | undefined): { readonly name: string; readonly filled: Pipeline; readonly notes: readonly Diagnostic[] } {
  const environments = pipeline.environments ?? {};
  let name = chosen ?? 'rehearsal';
  while (chosen === undefined && Object.hasOwn(environments, name)) name += '-';
  const environment: Environment = own(environments, name) ?? {};
  const used = new Set(parameterUses(pipeline).map((u) => u.name));
  const values: Record<string, Json> = { ...environment.values };
  const notes: Diagnostic[] = [];
  for (const [parameter, declared] of Object.entries(pipeline.parameters ?? {})) {
    if (declared.phase !== 'deploy' || !used.has(parameter) || Object.hasOwn(values, parameter) || declared.default !== undefined) continue;
    const value = (values[parameter] = plausibleValue(parameter, declared));
    notes.push(diagnostic('simulated-value', { name: parameter, where: chosen === undefined ? 'without an environment' : `in ${chosen}`, value: JSON.stringify(value) }, { parameter }));
  }
  return { name, filled: { ...pipeline, environments: { ...environments, [name]: { ...environment, values } } }, notes };
}

/** An input with a plausible value for every run parameter that has no default in the chosen environment. */
export function plausibleInput(pipeline: Pipeline, environment: string | undefined): JsonObject {
  const defaults = environment === undefined ? undefined : own(pipeline.environments, environment)?.inputDefaults;
  const used = new Set(parameterUses(pipeline).map((u) => u.name));
  const missing = Object.entries(pipeline.parameters ?? {}).filter(([name, p]) => p.phase === 'run' && used.has(name) && p.default === undefined && own(defaults, name) === undefined);
  return Object.fromEntries(missing.map(([name, parameter]) => [name, plausibleValue(name, parameter)]));
}

/** What is to be said about an input. Only an input that is no object keeps an execution from being started. */
export function checkInput(pipeline: Pipeline, input: Json): readonly Diagnostic[] {
  if (!isObject(input)) return [diagnostic('input-not-an-object', { found: JSON.stringify(input).slice(0, 40) }, {})];
  const parameters = Object.entries(pipeline.parameters ?? {}).filter(([, p]) => p.phase === 'run');
  const names = new Map(parameters);
  return Object.entries(input).flatMap(([name, value]) => {
    const parameter = names.get(name);
    if (parameter === undefined) return [diagnostic('input-unknown', { name, ...suggestion(name, names.keys()) }, {})];
    const problem = parameterProblem(parameter, value);
    if (problem === undefined) return [];
    const why = problem.kind === 'type' ? `is ${problem.found}, not ${problem.expected}` : `is outside of its constraints: ${problem.why}`;
    return [diagnostic('input-unlike-parameter', { name, why }, { parameter: name })];
  });
}

function suggestion(name: string, names: Iterable<string>): { readonly nearest?: string } {
  const meant = nearest(name, names);
  return meant === undefined ? {} : { nearest: meant };
}
