import type { Json } from '../base/json.ts';
import { definitionOf } from '../compile/types.ts';
import type { StepId } from '../model/pipeline.ts';
import type { Fault } from '../model/testCases.ts';
import type { Answers } from '../simulate/answer.ts';
import { errorsOf, type TaskError } from '../simulate/answers/errors.ts';
import { withFaults } from '../simulate/answers/faults.ts';
import type { ExecutionStatus, Simulation } from '../simulate/simulate.ts';
import { executionOf } from './cases.ts';
import { plausibleInput, type Rehearsal } from './prepare.ts';
import { tasksOf } from './tasks.ts';

/** What became of a pipeline in which one task failed. */
export type ChaosOutcome =
  /** The failure was made good by the step itself: an endpoint that is updated where it cannot be created. */
  | 'ends well'
  /** A retry took the error, and a later attempt succeeded. */
  | 'retried'
  /** A catch of the step, or of one around it, took the error. How the pipeline then ended, `status` says. */
  | 'caught'
  | 'ends the pipeline'
  /** The task is not called when all goes well. */
  | 'not reached';

export interface ChaosResult {
  readonly step: StepId;
  /** The state whose task failed: a step of several states has several. */
  readonly state: string;
  readonly error: string;
  /** What makes a test case of it: `faults: {[key]: fault}`. */
  readonly key: string;
  readonly fault: Fault;
  readonly outcome: ChaosOutcome;
  readonly status: ExecutionStatus;
  /** What the pipeline ended with, where it failed. */
  readonly endedWith?: string;
}

export interface ChaosOptions {
  readonly input?: Json;
  readonly seed?: number;
  /** Answers of the tasks that do not fail; plausible ones by default. */
  readonly answers?: Answers;
  /** Every call of the task fails; by default only its first. */
  readonly persistent?: boolean;
  /** Told after each simulation what became of it, and how many there will be; true stops the run there. */
  readonly progress?: (result: ChaosResult, done: number, of: number) => boolean;
}

/** A chaos run: one simulation for each task and each error that its service could throw, in the order of the definition. */
export async function chaosRun(rehearsal: Rehearsal, options: ChaosOptions = {}): Promise<readonly ChaosResult[]> {
  const input = options.input ?? plausibleInput(rehearsal.pipeline, rehearsal.environment);
  const called = new Set<string>();
  const plain = options.answers ?? rehearsal.answers({});
  const noting: Answers = (call) => {
    called.add(call.state);
    return plain(call);
  };
  const base = await executionOf(rehearsal, input, noting, options.seed).run();
  const keys = new Map([...rehearsal.meant].map(([key, state]) => [state, key]));
  const trials = tasksOf(definitionOf(rehearsal.artifacts)).flatMap(({ state, resource }) => {
    const step = rehearsal.steps.get(state);
    const key = keys.get(state);
    return step === undefined || key === undefined ? [] : errorsOf(resource).map((e) => ({ step, state, key, error: e.error, fault: faultOf(e, options.persistent === true) }));
  });
  const results: ChaosResult[] = [];
  for (const trial of trials) {
    const run = called.has(trial.state) ? await executionOf(rehearsal, input, withFaults({ [trial.state]: trial.fault }, plain), options.seed).run() : undefined;
    const result: ChaosResult = { ...trial, outcome: run === undefined ? 'not reached' : outcomeOf(rehearsal, trial.state, run), ...endOf(run ?? base) };
    results.push(result);
    if (options.progress?.(result, results.length, trials.length) === true) break;
  }
  return results;
}

function faultOf({ error, cause }: TaskError, persistent: boolean): Fault {
  return { error, ...(cause === '' ? {} : { cause }), ...(persistent ? {} : { times: 1 }) };
}

function endOf({ status, error }: Simulation): Pick<ChaosResult, 'status' | 'endedWith'> {
  return { status, ...(error === undefined ? {} : { endedWith: error }) };
}

function outcomeOf({ steps }: Rehearsal, state: string, run: Simulation): ChaosOutcome {
  const decisions = [run, ...run.children].flatMap((h) => h.decisions);
  const own = decisions.filter((d) => d.state === state);
  const failure = own.find((d) => d.kind === 'failed');
  if (failure === undefined) return own.some((d) => d.kind === 'retry') ? 'retried' : run.status === 'SUCCEEDED' ? 'ends well' : 'ends the pipeline';
  if (failure.caughtTo !== undefined && steps.get(failure.caughtTo) === steps.get(state)) return 'ends well';
  return decisions.some((d) => d.kind === 'failed' && d.caughtTo !== undefined) ? 'caught' : 'ends the pipeline';
}
