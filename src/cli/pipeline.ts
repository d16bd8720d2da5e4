import { isList, isObject, own, type Json } from '../core/base/json.ts';
import { catalogFor } from '../core/catalog/load.ts';
import { compile } from '../core/compile/compile.ts';
import { scheduleReport, type ScheduleReport } from '../core/compile/scheduleReport.ts';
import { verifySchedule } from '../core/compile/verify/checkSchedule.ts';
import { definitionOf, type Artifacts, type CompileResult } from '../core/compile/types.ts';
import { hasErrors, type Diagnostic } from '../core/diagnostic/diagnostic.ts';
import { parsePipeline } from '../core/file/parse.ts';
import type { Language, Pipeline } from '../core/model/pipeline.ts';
import { allSteps } from '../core/model/scopes.ts';
import { withPlaces } from './places.ts';
import { sha256 } from './sha256.ts';

export interface CompiledFile {
  readonly pipeline: Pipeline | null;
  readonly diagnostics: readonly Diagnostic[];
  /** null when anything is an error, in the file or in the pipeline. */
  readonly artifacts: CompileResult['artifacts'];
}

export interface HowCompiled {
  readonly language?: Language;
  readonly environment?: string;
}

/** From the text of a pipeline's file to its definition: the same way for `compile` and `check`. */
export async function compileText(text: string, file: string, options: HowCompiled = {}): Promise<CompiledFile> {
  const { pipeline, diagnostics: read } = parsePipeline(text, file);
  if (pipeline === null) return { pipeline, diagnostics: read, artifacts: null };
  const result = compile(pipeline, { ...options, catalog: await catalogFor(pipeline), sha256 });
  return {
    pipeline,
    diagnostics: withPlaces([...read, ...withoutFaults(read, result.diagnostics)], text, pipeline),
    artifacts: hasErrors(read) ? null : result.artifacts,
  };
}

/** The schedule of a pipeline as the command line tells it. */
export interface PipelineSchedule extends ScheduleReport {
  /** How long one execution of the definition takes in virtual time: a plausible one, by the estimates. */
  readonly makespan: number;
  /** How long the longest way through the plan takes by the estimates; the same where nothing is decided at run. */
  readonly planned: number;
  readonly statesPerStep: number;
}

/**
 * How the steps of a compiled pipeline are ordered, what that costs, and the states that it takes. The waits that are told are looked for in the
 * definition: what is not found there as told is a fault of ours.
 * @returns null for a pipeline without steps
 */
export async function scheduleOf(pipeline: Pipeline, artifacts: Artifacts, options: HowCompiled = {}): Promise<{ readonly schedule: PipelineSchedule; readonly faults: readonly Diagnostic[] } | null> {
  const catalog = await catalogFor(pipeline);
  const report = scheduleReport(pipeline, { ...options, catalog });
  if (report === null) return null;
  const { definitionText, sourceMap } = artifacts;
  const definition = definitionOf(artifacts);
  const language: Language = definition['QueryLanguage'] === 'JSONata' ? 'jsonata' : 'jsonpath';
  const { simulatedSeconds } = await import('../core/rehearse/simulatedSeconds.ts');
  const run = await simulatedSeconds(pipeline, { ...options, catalog });
  return {
    schedule: { ...report, makespan: run?.seconds ?? report.makespan, planned: report.makespan, statesPerStep: statesIn(definition) / Math.max(1, allSteps(pipeline).size) },
    faults: verifySchedule({ pipeline, definitionText, language, sourceMap, added: report.addedPrecedences }),
  };
}

/** States of a definition, those inside of states counted. */
function statesIn(json: Json): number {
  if (isList(json)) return json.reduce((sum: number, inner) => sum + statesIn(inner), 0);
  if (!isObject(json)) return 0;
  const states = own(json, 'States');
  if (isObject(states)) return Object.values(states).reduce((sum: number, state) => sum + 1 + statesIn(state), 0);
  return statesIn(own(json, 'Branches') ?? own(json, 'ItemProcessor') ?? own(json, 'Iterator') ?? null);
}

/** Of a file with errors only what could be read is compiled: what `verify` says of that is no news for the person. */
export function withoutFaults(read: readonly Diagnostic[], compiled: readonly Diagnostic[]): readonly Diagnostic[] {
  return hasErrors(read) ? compiled.filter((d) => !d.code.startsWith('verify-')) : compiled;
}
