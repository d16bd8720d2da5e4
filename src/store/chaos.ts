import { allSteps } from '../core/model/scopes.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import type { TestCase } from '../core/model/testCases.ts';
import type { ChaosResult } from '../core/rehearse/chaos.ts';
import type { AppStore } from './appStore.ts';
import type { App } from './react.tsx';
import { inEnvironment, seek } from './simulating.ts';
import { addCase } from './testCases.ts';
import type { AppState, ChaosSlice } from './types.ts';

type Chaotic = Pick<App, 'store' | 'platform'>;

/** Runs chaos over the pipeline with the input and the answers of what is shown; its table fills as it goes. */
export async function runChaos({ store, platform }: Chaotic, persistent: boolean): Promise<void> {
  const before = store.getState();
  const { trial, chosen, testCase, chaos } = before.simulation;
  const base = trial === null ? plain(testCase) : (chaos?.base ?? {});
  const caseName = trial === null ? chosen : (chaos?.caseName ?? null);
  const start: ChaosSlice = { busy: true, persistent, results: [], of: 0, diagnostics: [], base, caseName, ran: chaosInputs(before) };
  before.setSimulation({ chaos: start });
  let current = start;
  /** Only while this run is the one that is shown. */
  const show = (change: Partial<ChaosSlice>): void => {
    if (store.getState().simulation.chaos === current) store.getState().setSimulation({ chaos: (current = { ...current, ...change }) });
  };
  const { view } = before;
  const mocks = before.simulation.mocks?.file ?? undefined;
  const choice = { testCase: inEnvironment(before, base), persistent, ...(mocks === undefined ? {} : { mocks }), ...(view.language === null ? {} : { language: view.language }) };
  const report = await platform.chaos.run(before.document.pipeline, choice, ({ results, of }) => show({ results: [...current.results, ...results], of }));
  show({ busy: false, ...(report === null ? {} : { diagnostics: report.diagnostics }) });
}

/** Ends a chaos run; what it found stays. */
export function stopChaos({ platform }: Pick<App, 'platform'>): void {
  platform.chaos.stop();
}

/** What a chaos run depends on beside its case. */
export function chaosInputs({ document, view }: AppState): readonly unknown[] {
  const { steps, parameters, environments, onFailure } = document.pipeline;
  return [steps, parameters, environments, onFailure, view.language, view.environment];
}

/** Shows the simulation of one fault, as a case is shown, at its end. */
export function showTrial(store: AppStore, result: ChaosResult): void {
  const { simulation, document, setSimulation } = store.getState();
  const { chaos, trial, chosen, testCase } = simulation;
  if (chaos === null || trial?.result === result) return;
  seek(store, Infinity);
  setSimulation({ chosen: null, testCase: withFault(chaos.base, result), trial: { name: trialName(document.pipeline, result), result, scratch: trial?.scratch ?? (chosen === null ? testCase : {}) } });
}

/** Keeps a fault as a test case, expecting what became of the pipeline. */
export function keepTrial(store: AppStore, result: ChaosResult): void {
  const { simulation, document } = store.getState();
  if (simulation.chaos === null) return;
  const { status, endedWith } = result;
  const expect = status === 'RUNNING' ? {} : { expect: { status, ...(endedWith === undefined ? {} : { error: endedWith }) } };
  addCase(store, trialName(document.pipeline, result), { ...withFault(simulation.chaos.base, result), ...expect });
}

/** `Train XGBoost: States.Timeout`; the state stands for a step of several. */
function trialName(pipeline: Pipeline, { step, state, error }: ChaosResult): string {
  const name = allSteps(pipeline).get(step)?.step.name;
  return `${name === undefined || state.startsWith(name) ? state : name}: ${error}`;
}

function withFault(base: TestCase, { key, fault }: ChaosResult): TestCase {
  return { ...base, faults: { [key]: fault } };
}

/** Without faults of its own, which would hide those of the run, and without what it says of its end. */
function plain({ faults: _, expect: _expect, description: _description, ...rest }: TestCase): TestCase {
  return rest;
}
