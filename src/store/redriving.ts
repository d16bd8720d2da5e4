import type { TestCase } from '../core/model/testCases.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import type { SimulatedRun } from '../platform/types.ts';
import type { AppStore } from './appStore.ts';
import type { AppState, RedriveSlice } from './types.ts';

/*
 * A redrive in the editor. What a person changes is simulated at once, so the execution that failed is gone by the time its fault is
 * cleared: the cases that led to it are kept, and simulating them again in turn, each by a redrive of the last, gives it back.
 */
const NONE: Omit<RedriveSlice, 'of'> = { attempts: [], failed: null, failure: null };

/** The redrives that are shown and the failed execution that can be redriven; of nothing else than what is there now. */
export function redrivesOf(s: AppState): Omit<RedriveSlice, 'of'> {
  const { redrive } = s.simulation;
  return redrive !== null && sameAs(redrive.of, basisOf(s)) ? redrive : NONE;
}

/** Can something be redriven that is not shown as redriven already? */
export function canRedrive(s: AppState): boolean {
  const { attempts, failed } = redrivesOf(s);
  return failed !== null && failed.length > attempts.length;
}

/** Goes on with the execution that failed last, with what is answered now. */
export function redriveSimulation(store: AppStore): void {
  const now = store.getState();
  const { failed, failure } = redrivesOf(now);
  if (failed !== null) now.setSimulation({ redrive: { attempts: failed, failed, failure, of: basisOf(now) } });
}

/** Forgets redrives: what is answered now is simulated from the start. */
export function simulateAnew(store: AppStore): void {
  store.getState().setSimulation({ redrive: null });
}

/** What is to be remembered of a run. `ran`: the state that it was begun in. */
export function afterRun(ran: AppState, run: SimulatedRun | null): RedriveSlice | null {
  const { attempts, failed, failure } = redrivesOf(ran);
  const fails = run !== null && run.status !== 'SUCCEEDED' && run.status !== 'RUNNING';
  const kept = !fails ? { failed, failure } : run.redriveStatus === 'REDRIVABLE' ? { failed: [...attempts, ran.simulation.testCase], failure: run.timeline.failure } : { failed: null, failure: null };
  return attempts.length === 0 && kept.failed === null ? null : { attempts, ...kept, of: basisOf(ran) };
}

/** What of a document is simulated: all but its looks. */
export function drawnIn({ steps, parameters, environments, onFailure, outputs, machine, settings }: Pipeline): readonly unknown[] {
  return [steps, parameters, environments, onFailure, outputs, machine, settings];
}

/** What makes another execution, not another attempt at the same. */
function basisOf({ document, view, simulation }: AppState): readonly unknown[] {
  const { input, environment, seed, mocks } = simulation.testCase satisfies TestCase;
  return [document.loads, ...drawnIn(document.pipeline), view.language, view.environment, simulation.chosen, simulation.trial, simulation.mocks?.file, input, environment, seed, mocks];
}

function sameAs(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.every((x, i) => x === b[i]);
}
