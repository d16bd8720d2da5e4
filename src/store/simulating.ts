import type { Json } from '../core/base/json.ts';
import { allSteps } from '../core/model/scopes.ts';
import type { StepId } from '../core/model/pipeline.ts';
import type { Fault, TestCase } from '../core/model/testCases.ts';
import { statusesAt } from '../core/rehearse/statusAt.ts';
import type { AppStore } from './appStore.ts';
import type { App } from './react.tsx';
import { currentEnvironment } from './selectors.ts';
import type { SimulateChoice } from '../platform/types.ts';
import type { Piece } from '../core/rehearse/coverage.ts';
import { openKeptMocks } from './mocks.ts';
import { measurementOf } from './measuring.ts';
import { openPrices } from './pricing.ts';
import { keepCases, openCases } from './keptCases.ts';
import { addCase } from './testCases.ts';
import { afterRun, drawnIn, redrivesOf } from './redriving.ts';
import type { AppState } from './types.ts';

/** A simulation needs room for its rows; looks: simulate.html. */
const DOCK_HEIGHT = 296;

const watched = new WeakSet<AppStore>();

/** Milliseconds without another edit after which the drawing is simulated again: nobody waits for the letters between. */
const QUIET = 200;
const due = new WeakMap<AppStore, ReturnType<typeof setTimeout>>();

/** Shows the simulation of the document: runs it, and again whenever what it depends on changes. */
export function startSimulation(app: AskingApp): void {
  const { store } = app;
  const { view, simulation, setView, setSimulation } = store.getState();
  setView({ dock: { ...view.dock, tab: 'simulation', open: true, maximised: false, height: Math.max(view.dock.height, DOCK_HEIGHT) } });
  setSimulation({ on: true, ...(simulation.live === null ? {} : { measured: measurementOf(store.getState(), app.platform.clock.now()), live: null, result: null, of: null, statuses: null }) });
  void openPrices(app);
  void Promise.all([openCases(app), openKeptMocks(app)]).then(() => {
    if (simulates(store.getState())) watch(app);
  });
}

function watch(app: AskingApp): void {
  const { store } = app;
  if (!watched.has(store)) {
    watched.add(store);
    store.subscribe((now, before) => {
      if (simulates(now) && now.simulation.cases !== before.simulation.cases && now.document.loads === before.document.loads) void keepCases(app);
      if (!simulates(now) || !inputs(now).some((x, i) => x !== inputs(before)[i])) return;
      clearTimeout(due.get(store));
      if (now.document.pipeline === before.document.pipeline) void simulate(app);
      else due.set(store, setTimeout(() => { if (simulates(store.getState())) void simulate(app); }, QUIET));
    });
  }
  void simulate(app);
}

/** A simulation is shown, and not an execution in an account. */
function simulates({ simulation }: AppState): boolean {
  return simulation.on && simulation.live === null;
}

type SimulatingApp = Pick<App, 'store' | 'platform'>;
/** Cases that are kept in a file beside the pipeline's may need a question. */
type AskingApp = Pick<App, 'store' | 'platform' | 'questions'>;

function inputs(s: AppState): readonly unknown[] {
  return [...drawnIn(s.document.pipeline), s.view.language, s.view.environment, s.simulation.testCase, s.simulation.cases, s.simulation.mocks?.file, redrivesOf(s).attempts];
}

/** Back to the editor. What a person gave stays for the next time. */
export function endSimulation({ store, platform }: SimulatingApp): void {
  platform.simulator.stop();
  platform.chaos.stop();
  const { view, setView, setSimulation } = store.getState();
  const measured = measurementOf(store.getState(), platform.clock.now());
  setSimulation({ measured, on: false, busy: false, live: null, playing: false, result: null, of: null, statuses: null });
  if (view.dock.tab === 'simulation') setView({ dock: { ...view.dock, tab: 'problems' } });
}

/** Ends a run that takes too long; what was shown before stays. */
export function stopSimulating({ store, platform }: SimulatingApp): void {
  platform.simulator.stop();
  store.getState().setSimulation({ busy: false });
}

async function simulate({ store, platform }: SimulatingApp): Promise<void> {
  const ran = store.getState();
  const { document } = ran;
  ran.setSimulation({ busy: true });
  const result = await platform.simulator.simulate(document.pipeline, choiceOf(ran));
  const now = store.getState();
  if (result === null || !simulates(now) || now.document.loads !== document.loads) return;
  const { at, result: before } = now.simulation;
  // Who looks at the end goes on looking at the end.
  const atEnd = !before?.run || at >= before.run.timeline.duration;
  now.setSimulation({ busy: false, result, of: document.pipeline, playing: false, redrive: afterRun(ran, result.run) });
  seek(store, atEnd ? Infinity : at);
}

/** A case without an environment of its own runs in the one that the editor shows. */
export function inEnvironment(s: AppState, testCase: TestCase): TestCase {
  const environment = currentEnvironment(s);
  return environment === null ? testCase : { environment, ...testCase };
}

function choiceOf(s: AppState): SimulateChoice {
  const { view, simulation } = s;
  const { attempts } = redrivesOf(s);
  return {
    name: simulation.chosen ?? '',
    testCase: inEnvironment(s, simulation.testCase),
    ...(attempts.length === 0 ? {} : { attempts: attempts.map((c) => inEnvironment(s, c)) }),
    cases: Object.fromEntries(Object.entries(simulation.cases).map(([name, c]) => [name, inEnvironment(s, c)])),
    ...(view.language === null ? {} : { language: view.language }),
    ...(simulation.mocks?.file ? { mocks: simulation.mocks.file } : {}),
  };
}

/** Seeks a case that takes a piece of the drawing which none takes, adds it, and says so where there is none to be found. */
export async function coverPiece({ store, platform }: SimulatingApp, piece: Piece, name: string): Promise<void> {
  const { document } = store.getState();
  store.getState().setSimulation({ busy: true });
  const result = await platform.simulator.simulate(document.pipeline, { ...choiceOf(store.getState()), missing: piece });
  const now = store.getState();
  if (result === null || now.document.loads !== document.loads) return;
  now.setSimulation({ busy: false });
  if (result.found) addCase(store, name, result.found);
  else now.notify('No case was found that leads there. Pin an answer or make a step fail, and keep that as a case.');
}

/** Moves the scrubber, in seconds from the start; it stays within the run. */
export function seek(store: AppStore, seconds: number): void {
  const { simulation, document, setSimulation } = store.getState();
  const timeline = simulation.result?.run?.timeline;
  if (!timeline) return setSimulation({ at: 0, statuses: null });
  const at = Math.max(0, Math.min(seconds, timeline.duration));
  setSimulation({ at, statuses: statusesAt(timeline, allSteps(document.pipeline).keys(), at) });
}

/** Makes a step fail; null makes it answer as its service would. */
export function setFault(store: AppStore, step: StepId, fault: Fault | null): void {
  changeCase(store, (c) => ({ ...c, faults: changed(c.faults, step, fault ?? undefined) }));
}

/** Pins the answer of a step; undefined lets its service answer again. */
export function setAnswer(store: AppStore, step: StepId, answer: Json | undefined): void {
  changeCase(store, (c) => ({ ...c, answers: changed(c.answers, step, answer) }));
}

/** The input of the execution; undefined takes plausible values of the run parameters. */
export function setInput(store: AppStore, input: Json | undefined): void {
  changeCase(store, ({ input: _, ...c }) => (input === undefined ? c : { ...c, input }));
}

/** Changes the case that is shown: the chosen one, or what is tried without one. */
export function changeCase(store: AppStore, change: (testCase: TestCase) => TestCase): void {
  const { simulation, setSimulation } = store.getState();
  const testCase = change(simulation.testCase);
  setSimulation({ testCase, ...(simulation.chosen === null ? {} : { cases: { ...simulation.cases, [simulation.chosen]: testCase } }) });
}

function changed<T>(record: Readonly<Record<StepId, T>> | undefined, step: StepId, value: T | undefined): Readonly<Record<StepId, T>> {
  const others = Object.entries(record ?? {}).filter(([id]) => id !== step);
  return Object.fromEntries(value === undefined ? others : [...others, [step, value]]);
}
