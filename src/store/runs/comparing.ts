import { createStore, type StoreApi } from 'zustand/vanilla';
import { asFault, AwsFault } from '../../aws/fault.ts';
import { isGoing } from '../../aws/stepFunctions/status.ts';
import type { ExecutionStatus } from '../../aws/stepFunctions/types.ts';
import { jsonOrText, type Json, type JsonObject } from '../../core/base/json.ts';
import { sha256 } from '../../core/compile/sha256.ts';
import { definitionOf } from '../../core/compile/types.ts';
import { inputIn } from '../../core/deliver/run/inputText.ts';
import { secondsOf, versionText } from '../../core/deliver/runs/runRow.ts';
import type { Pipeline } from '../../core/model/pipeline.ts';
import { allSteps } from '../../core/model/scopes.ts';
import { statesOfSteps } from '../../core/rehearse/meant.ts';
import { stepTimes, type StepTime } from '../../core/rehearse/stepTimes.ts';
import { tasksOf } from '../../core/rehearse/tasks.ts';
import { budgetOf } from '../callBudget.ts';
import { deliveryOf, type Look } from '../delivery.ts';
import { perStore } from '../perStore.ts';
import { ranDrawing, readRan } from '../ranDrawing.ts';
import type { App } from '../react.tsx';
import { runListOf, SIMULATION, type Between } from './runList.ts';

/** Two runs side by side. One for each application. */
export interface Comparing {
  readonly a: ComparedRun | null;
  readonly b: ComparedRun | null;
  readonly fault: AwsFault | null;
  /** A comparison was just left: who came by the keyboard goes on where it was asked for. */
  readonly left: boolean;
}

/** All that there is to compare of a run. */
export interface ComparedRun {
  /** Undefined for a simulation. */
  readonly arn: string | undefined;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly startedAt: Date | undefined;
  readonly seconds: number;
  readonly version: string;
  readonly redriveCount: number;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly input: JsonObject;
  readonly output: Json | undefined;
  /** That it ran with. */
  readonly definition: JsonObject;
  readonly sha256: string;
  readonly manifest: JsonObject | undefined;
  /** Of the steps of the drawing that it ran. */
  readonly names: ReadonlyMap<string, string>;
  /** By the id of a step of that drawing, or `state:` and the name of a task that no step of it drew. */
  readonly times: ReadonlyMap<string, StepTime>;
}

const NOTHING: Comparing = { a: null, b: null, fault: null, left: false };

interface Comparisons {
  readonly store: StoreApi<Comparing>;
  /** Of executions that have ended; a redrive makes another one of them. */
  readonly ended: Map<string, ComparedRun>;
}

const comparisonsOf: (app: Pick<App, 'store'>) => Comparisons = perStore(({ store }) => {
  const made: Comparisons = { store: createStore<Comparing>(() => NOTHING), ended: new Map() };
  // They are runs of one machine, as one session may see them.
  runListOf({ store }).subscribe((now, then) => {
    if (now.of !== then.of) made.ended.clear();
  });
  return made;
});

export function comparingOf(app: Pick<App, 'store'>): StoreApi<Comparing> {
  return comparisonsOf(app).store;
}

/** Shows two runs side by side, the earlier one first; a simulation comes last. */
export async function compareRuns(app: App, between: Between): Promise<void> {
  const { store } = comparisonsOf(app);
  const list = runListOf(app);
  const { look } = deliveryOf(app).getState();
  if (look === null) return;
  list.setState({ compared: between });
  store.setState(NOTHING);
  try {
    const [arn, other] = between;
    const first = await readRun(app, look, arn);
    const second = other === SIMULATION ? await simulatedLike(app, look, first) : await readRun(app, look, other);
    if (list.getState().compared !== between) return;
    const swapped = second.startedAt !== undefined && first.startedAt !== undefined && second.startedAt < first.startedAt;
    store.setState(swapped ? { a: second, b: first } : { a: first, b: second });
  } catch (error) {
    if (list.getState().compared === between) store.setState({ fault: asFault(error) });
  }
}

export function endComparison(app: Pick<App, 'store'>): void {
  runListOf(app).setState({ compared: null });
  comparingOf(app).setState({ ...NOTHING, left: true });
}

async function readRun(app: App, { session, pipeline, environment }: Look, arn: string): Promise<ComparedRun> {
  const { ended } = comparisonsOf(app);
  const client = session.stepFunctions;
  const listed = runListOf(app).getState().runs.find((r) => r.arn === arn);
  const key = `${arn} ${listed?.redriveCount ?? 0} ${listed?.status ?? ''}`;
  const kept = ended.get(key);
  if (kept !== undefined) return kept;
  const { take } = budgetOf(app.store);
  await take();
  const execution = await client.describeExecution(arn);
  await take();
  const machine = await readRan(client, arn);
  const drawing = await ranDrawing(Promise.resolve(machine), { pipeline, environment }, app.platform.compiler);
  await take();
  const events = await client.eventsAfter(arn, 0, () => take());
  const now = session.now();
  const going = isGoing(execution.status);
  const others = tasksOf(drawing.definition).filter(({ state }) => !drawing.states.has(state));
  const run: ComparedRun = {
    arn, name: execution.name, status: execution.status, startedAt: execution.startedAt, seconds: secondsOf(execution, now),
    version: versionText(listed ?? execution), redriveCount: execution.redriveCount, error: execution.error, cause: execution.cause,
    input: inputIn(execution.input), output: execution.output === undefined ? undefined : jsonOrText(execution.output),
    definition: machine.definition, sha256: machine.sha256, manifest: machine.carried?.manifest,
    names: namesIn(drawing.pipeline),
    times: stepTimes(events, new Map([...drawing.states, ...others.map(({ state }) => [state, `state:${state}`] as const)]), going ? now : undefined),
  };
  if (!going) ended.set(key, run);
  return run;
}

function namesIn(pipeline: Pipeline): ReadonlyMap<string, string> {
  return new Map([...allSteps(pipeline)].map(([id, { step }]) => [id, step.name]));
}

/** What the simulator makes of the drawing with the same input; its durations are those that the steps are estimated at. */
async function simulatedLike({ platform }: App, look: Look, { input }: ComparedRun): Promise<ComparedRun> {
  const { pipeline, environment, artifacts } = look;
  const result = await platform.simulator.simulate(pipeline, { name: '', testCase: { environment, input } });
  const run = result?.run;
  if (!run) throw new AwsFault('unexpected', 'The drawing was not simulated with these values.', result?.diagnostics.find((d) => d.severity === 'error')?.message ?? 'Another simulation was begun meanwhile.');
  const definition = definitionOf(artifacts);
  return {
    arn: undefined, name: 'Simulation', status: run.status, startedAt: undefined, seconds: run.durationSeconds, version: 'as drawn', redriveCount: 0,
    error: run.error, cause: run.cause, input, output: run.output, definition, sha256: sha256(artifacts.definitionText), manifest: artifacts.manifest,
    names: namesIn(pipeline),
    times: stepTimes(run.events, statesOfSteps(artifacts.sourceMap, definition)),
  };
}
