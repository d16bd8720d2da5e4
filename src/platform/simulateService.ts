import type { Json } from '../core/base/json.ts';
import { sharing } from '../core/base/sharing.ts';
import { catalogFor } from '../core/catalog/load.ts';
import { edgesOf } from '../core/model/edges.ts';
import type { Language, Pipeline } from '../core/model/pipeline.ts';
import { plausibleInput } from '../core/rehearse/prepare.ts';
import { Rehearsals, runCase } from '../core/rehearse/cases.ts';
import { timelineOf } from '../core/rehearse/timeline.ts';
import type { SimulateChoice, SimulateResult } from './types.ts';

/** Compiles a pipeline for a simulation and executes it, with the service models that it needs. */
export type SimulateService = (pipeline: Pipeline, choice: SimulateChoice) => Promise<SimulateResult>;

/** A service for copies of one document after another: it compiles again only what changed, so that another fault costs no compilation. */
export function createSimulateService(): SimulateService {
  let document: Pipeline | undefined;
  let known: { readonly language: Language | undefined; readonly rehearsals: Rehearsals } | undefined;
  return async (pipeline, { language, testCase, name }) => {
    const shared = (document = sharing(document as unknown as Json, pipeline as unknown as Json) as unknown as Pipeline);
    const catalog = await catalogFor(shared);
    if (known?.rehearsals.pipeline !== shared || known.language !== language) known = { language, rehearsals: new Rehearsals(shared, { catalog, ...(language === undefined ? {} : { language }) }) };
    const { diagnostics, rehearsal, simulation, failures } = await runCase(known.rehearsals, name, testCase);
    if (!rehearsal || !simulation) return { diagnostics, run: null };
    const input = testCase.input ?? plausibleInput(shared, testCase.environment);
    return { diagnostics, run: { ...simulation, input, failures, timeline: timelineOf({ ...simulation, states: rehearsal.steps, edges: edgesOf(shared) }) } };
  };
}
