import { own } from '../base/json.ts';
import type { Catalog } from '../catalog/kind.ts';
import { allSteps } from '../model/scopes.ts';
import type { Pipeline } from '../model/pipeline.ts';
import type { Fault, TestCase } from '../model/testCases.ts';
import type { Answers } from '../simulate/answer.ts';
import { withFaults } from '../simulate/answers/faults.ts';
import type { Hints } from '../simulate/answers/hints.ts';
import { hintsOf } from '../simulate/answers/hintsOf.ts';
import { leavingMarkers, readingMarkers } from '../simulate/answers/markers.ts';
import { withDurations, withPinned } from '../simulate/answers/overrides.ts';
import { defaultSeconds, plausibleAnswers } from '../simulate/answers/plausible.ts';
import { REPORT, withReport } from './meant.ts';

/** What a test case says of answers, and the mock file's answers wrapped around others. */
export interface GivenAnswers extends Pick<TestCase, 'durations' | 'faults' | 'answers'> {
  readonly mocked?: (otherwise: Answers) => Answers;
}

/**
 * Makes the answers of simulations of one pipeline. A task that nobody mocked answers what its service would, holding all that
 * other steps read; mocks stand before that, pinned answers before mocks, faults before all. Durations are those of the case,
 * else the estimates, whoever answers.
 */
export function answerMaker(pipeline: Pipeline, catalog: Catalog, meant: ReadonlyMap<string, string>): (given: GivenAnswers) => Answers {
  const { hints, estimates } = expectations(pipeline, catalog, meant);
  const byState = <T>(record: Readonly<Record<string, T>> | undefined): Readonly<Record<string, T>> =>
    Object.fromEntries(
      Object.entries(record ?? {}).flatMap(([key, value]) => {
        const state = meant.get(key);
        return state === undefined ? [] : [[state, value] as const];
      }),
    );
  return ({ durations, faults, answers, mocked }) => {
    const seconds = { ...estimates, ...byState(durations) };
    const plausible = readingMarkers(plausibleAnswers({ catalog, hints, durations: seconds }));
    const pinned = withPinned(byState(withReport(answers)), mocked?.(plausible) ?? plausible);
    const lasting = withDurations((state, resource) => own(seconds, state) ?? defaultSeconds(catalog, resource), pinned);
    return leavingMarkers(withFaults(byState<Fault>(faults), lasting));
  };
}

/** What is read of the answers of each state, and how long each takes, as far as the drawing says. */
function expectations(pipeline: Pipeline, catalog: Catalog, meant: ReadonlyMap<string, string>): { readonly hints: Readonly<Record<string, Hints>>; readonly estimates: Readonly<Record<string, number>> } {
  const hints = new Map<string, Hints>();
  for (const [id, { response, report }] of hintsOf(pipeline, catalog)) {
    const [call, reading] = [meant.get(id), meant.get(id + REPORT)];
    if (call !== undefined) hints.set(call, response);
    if (reading !== undefined) hints.set(reading, report);
  }
  const estimates = new Map<string, number>();
  for (const [id, { step }] of allSteps(pipeline)) {
    const call = meant.get(id);
    if (call !== undefined && step.estimateSeconds !== undefined) estimates.set(call, step.estimateSeconds);
  }
  return { hints: Object.fromEntries(hints), estimates: Object.fromEntries(estimates) };
}
