import type { Json } from '../core/base/json.ts';
import { sharing } from '../core/base/sharing.ts';
import { catalogFor } from '../core/catalog/load.ts';
import { edgesOf } from '../core/model/edges.ts';
import type { Language, Pipeline } from '../core/model/pipeline.ts';
import { plausibleInput } from '../core/rehearse/prepare.ts';
import { Rehearsals, runCase, type CaseRun } from '../core/rehearse/cases.ts';
import { coverageOf } from '../core/rehearse/coverage.ts';
import { missingCase } from '../core/rehearse/missingCase.ts';
import { oneCase } from '../core/rehearse/oneCase.ts';
import { passagesOf } from '../core/rehearse/passages.ts';
import { timelineOf } from '../core/rehearse/readTimeline.ts';
import { waysTaken } from '../core/rehearse/taken.ts';
import type { CaseOutcome, SimulateChoice, SimulateResult } from './types.ts';

/** Compiles a pipeline for a simulation and executes it, with the service models that it needs. */
export type SimulateService = (pipeline: Pipeline, choice: SimulateChoice) => Promise<SimulateResult>;

/** A service for copies of one document after another: it compiles again only what changed, so that another fault costs no compilation. */
export function createSimulateService(): SimulateService {
  let document: Pipeline | undefined;
  let known: { readonly language: Language | undefined; readonly rehearsals: Rehearsals } | undefined;
  return async (pipeline, choice) => {
    const { language, testCase, name, attempts = [] } = choice;
    const shared = (document = sharing(document as unknown as Json, pipeline as unknown as Json) as unknown as Pipeline);
    const catalog = await catalogFor(shared);
    if (known?.rehearsals.pipeline !== shared || known.language !== language) known = { language, rehearsals: new Rehearsals(shared, { catalog, ...(language === undefined ? {} : { language }) }) };
    const options = choice.mocks === undefined ? {} : { mocks: choice.mocks };
    const [first = testCase, ...then] = [...attempts, testCase];
    const own = await runCase(known.rehearsals, name, first, { ...options, then });
    const cases: CaseRun[] = [];
    for (const [other, its] of Object.entries(choice.cases ?? {})) cases.push(other === name && then.length === 0 ? own : await runCase(known.rehearsals, other, its, options));
    const covering = (cases.length > 0 ? cases : [own]).flatMap(({ rehearsal, simulation }) => (rehearsal && simulation ? [{ rehearsal, simulation }] : []));
    const found = choice.missing && (await missingCase(known.rehearsals, choice.missing, cases.length > 0 ? cases : [own], options));
    const more = { ...(found === undefined ? {} : { found }), diagnostics: own.diagnostics, cases: cases.map(outcomeOf), coverage: covering.length > 0 ? coverageOf(shared, covering) : null };
    const { rehearsal, simulation, failures } = own;
    if (!rehearsal || !simulation) return { ...more, run: null };
    const input = testCase.input ?? plausibleInput(shared, testCase.environment);
    const timeline = timelineOf({ ...simulation, states: rehearsal.steps, ways: waysTaken(rehearsal, simulation.decisions), edges: edgesOf(shared) });
    return { ...more, run: { ...simulation, input, failures, timeline, passages: passagesOf(shared, timeline), environment: testCase.environment, ...(then.length === 0 ? {} : { oneCase: oneCase([first, ...then], rehearsal.meant, timeline) }) } };
  };
}

function outcomeOf({ name, simulation, failures }: CaseRun): CaseOutcome {
  return { name, status: simulation?.status, durationSeconds: simulation?.durationSeconds ?? 0, failures };
}
