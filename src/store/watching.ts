import { createStore, type StoreApi } from 'zustand/vanilla';
import { asFault, AwsFault } from '../aws/fault.ts';
import type { Session } from '../aws/session.ts';
import { createEventClock, type EventClock } from '../aws/stepFunctions/eventClock.ts';
import type { Execution, ExecutionStatus } from '../aws/stepFunctions/types.ts';
import { watchExecution } from '../aws/stepFunctions/watch.ts';
import type { Budget } from '../aws/transport/budget.ts';
import { budgetOf } from './callBudget.ts';
import { keepWatching, type KeptRun } from './keptWatching.ts';
import { LiveHistory } from './liveHistory.ts';
import { perStore } from './perStore.ts';
import { ranDrawing, readRan, type RanDrawing, type RanMachine } from './ranDrawing.ts';
import type { App } from './react.tsx';
import { drawnIn } from './redriving.ts';
import { currentEnvironment } from './selectors.ts';
import { seek } from './simulating.ts';

/** An execution that this tab follows; one of them may be on the drawing. */
export interface Watched extends KeptRun {
  readonly status: ExecutionStatus;
  /** `signed-out`: it is gone on with after the next sign-in. `failed`: it cannot be looked at any more. */
  readonly looking: 'looking' | 'ended' | 'failed' | 'signed-out';
  /** What keeps the next look from an answer, while it is tried again; or what ended the looking. */
  readonly fault: { readonly message: string; readonly hint: string } | null;
  /** As AWS described it last. */
  readonly execution: Execution | undefined;
  /** How many events were read of a long history that is being read for the first time; 0 otherwise. */
  readonly reading: number;
  /** Null until it was on the drawing. */
  readonly drawing: RanDrawing | null;
}

export interface Watching {
  /** In the order in which they were begun with. */
  readonly runs: readonly Watched[];
}

export type WatchingApp = Pick<App, 'store' | 'platform' | 'connections'>;

/** A page that follows more would look at each too seldom. Those that have ended go first. */
const MOST = 24;
/** Without another edit for so long the drawing is compared anew. */
const QUIET_MS = 400;
/** A live run needs room for its rows, as a simulation does. */
const DOCK_HEIGHT = 296;

interface Following {
  readonly history: LiveHistory;
  ending: AbortController | undefined;
  /** Ends the pause before the next look. */
  wake: () => void;
  /** What it runs; undefined until it was asked for. */
  machine: Promise<RanMachine> | undefined;
  /** What the open drawing was when the execution's own was compared with it. */
  comparedWith: readonly unknown[] | undefined;
}
interface Inside {
  readonly state: StoreApi<Watching>;
  readonly following: Map<string, Following>;
  readonly budget: Budget;
}

const clocks = new WeakMap<Session, EventClock>();

const insideOf: (app: WatchingApp) => Inside = perStore((app) => {
  const made: Inside = { state: createStore<Watching>(() => ({ runs: [] })), following: new Map(), budget: budgetOf(app.store) };
  let changed: ReturnType<typeof setTimeout> | undefined;
  keepWatching(app, made.state);
  app.connections.subscribe((now, then) => {
    if (now.session !== then.session) for (const { arn } of made.state.getState().runs) follow(app, arn);
  });
  // Who comes before the person is looked at at once.
  app.store.subscribe((now, then) => {
    const arn = now.simulation.live?.arn;
    if (arn !== undefined && arn !== then.simulation.live?.arn) made.following.get(arn)?.wake();
    // Who changes the drawing is told when it is no longer the one that runs, and when it is again.
    if (arn === undefined || now.document.pipeline === then.document.pipeline || now.document.loads !== then.document.loads) return;
    clearTimeout(changed);
    changed = setTimeout(() => void findDrawing(app, arn), QUIET_MS);
  });
  return made;
});

export function watchingOf(app: WatchingApp): StoreApi<Watching> {
  return insideOf(app).state;
}

export function watchedOf(app: WatchingApp, arn: string | undefined): Watched | undefined {
  return insideOf(app).state.getState().runs.find((r) => r.arn === arn);
}

/** Follows an execution beside what is shown. One that is followed already stays as it is. */
export function watch(app: WatchingApp, arn: string, name: string, connection = app.connections.getState().session?.connection.name): void {
  const { state, following } = insideOf(app);
  if (connection === undefined || following.has(arn)) return;
  following.set(arn, { history: new LiveHistory(), ending: undefined, wake: () => undefined, machine: undefined, comparedWith: undefined });
  const added: Watched = { arn, name, connection, status: 'RUNNING', looking: 'signed-out', fault: null, execution: undefined, reading: 0, drawing: null };
  state.setState(({ runs }) => ({ runs: [...runs, added] }));
  const { runs } = state.getState();
  const shown = shownIn(app);
  const spare = runs.length > MOST ? (runs.find((r) => r.looking === 'ended' && r.arn !== shown) ?? runs.find((r) => r.arn !== shown && r.arn !== arn)) : undefined;
  if (spare) unwatch(app, spare.arn);
  follow(app, arn);
}

/** Follows an execution and shows it on the drawing, in the place of a simulation. Resolves when it has ended, or cannot be looked at any more. */
export async function watchOnDrawing(app: WatchingApp, arn: string, name: string): Promise<Execution | undefined> {
  const before = watchedOf(app, arn);
  if (before === undefined) watch(app, arn, name);
  else if (before.looking !== 'looking') {
    // What had ended may have been redriven, what could not be looked at may be there again.
    change(app, arn, { looking: 'looking', fault: null });
    follow(app, arn);
  }
  showWatched(app, arn);
  const { state } = insideOf(app);
  const goes = (): boolean => watchedOf(app, arn)?.looking === 'looking';
  if (goes()) await new Promise<void>((done) => {
    const forget = state.subscribe(() => {
      if (goes()) return;
      forget();
      done();
    });
  });
  return watchedOf(app, arn)?.execution;
}

/** Puts one of the watched executions on the drawing. */
export function showWatched(app: WatchingApp, arn: string): void {
  const { store, platform } = app;
  const run = watchedOf(app, arn);
  if (!run) return;
  platform.simulator.stop();
  const { view, simulation, setView, setSimulation } = store.getState();
  setSimulation({ on: true, busy: false, playing: false, live: liveOf(run), result: null, of: null, statuses: null, shown: simulation.shown === 'events' ? 'events' : 'timeline', at: 0 });
  if (view.dock.tab !== 'simulation' || !view.dock.open || view.dock.maximised) setView({ dock: { ...view.dock, tab: 'simulation', open: true, maximised: false, height: Math.max(view.dock.height, DOCK_HEIGHT) } });
  draw(app, arn);
  void findDrawing(app, arn);
}

/** Follows an execution no longer. In AWS it goes on. */
export function unwatch(app: WatchingApp, arn: string): void {
  const { state, following } = insideOf(app);
  following.get(arn)?.ending?.abort();
  following.get(arn)?.wake();
  following.delete(arn);
  state.setState(({ runs }) => ({ runs: runs.filter((r) => r.arn !== arn) }));
}

/** Ends a watched execution in AWS. What went wrong is told. */
export async function stopWatched(app: WatchingApp, arn: string, cause: string): Promise<void> {
  await acting(app, arn, (client) => client.stopExecution(arn, { error: 'Stopped', ...(cause.trim() === '' ? {} : { cause: cause.trim() }) }));
  insideOf(app).following.get(arn)?.wake();
}

/** Goes on with a failed execution from where it failed, in AWS, with the definition that it ran with. */
export async function redriveWatched(app: WatchingApp, arn: string): Promise<void> {
  const done = await acting(app, arn, (client) => client.redriveExecution(arn));
  if (done === undefined) return;
  change(app, arn, { status: 'PENDING_REDRIVE', looking: 'looking', execution: undefined });
  follow(app, arn, true);
}

async function acting<T>(app: WatchingApp, arn: string, act: (client: Session['stepFunctions']) => Promise<T>): Promise<T | undefined> {
  const session = sessionFor(app, arn);
  try {
    if (session === undefined) throw new AwsFault('signed-out', 'Nobody is signed in to the connection of this execution.', 'Sign in again; nothing of the drawing is lost.');
    return await act(session.stepFunctions);
  } catch (error) {
    const { message, hint } = asFault(error);
    app.store.getState().notify(`${message} ${hint}`, { kind: 'error' });
    return undefined;
  }
}

/** The session that reaches an execution; undefined while nobody is signed in to its connection. */
export function sessionFor(app: WatchingApp, arn: string): Session | undefined {
  const { session } = app.connections.getState();
  return session?.connection.name === watchedOf(app, arn)?.connection ? (session ?? undefined) : undefined;
}

/** Looks at an execution from now on with whoever is signed in, until it has ended. */
function follow(app: WatchingApp, arn: string, redriven = false): void {
  const { following } = insideOf(app);
  const its = following.get(arn);
  const run = watchedOf(app, arn);
  if (!its || !run || run.looking === 'ended' || run.looking === 'failed') return;
  its.ending?.abort();
  its.wake();
  const session = sessionFor(app, arn);
  if (session === undefined) return change(app, arn, { looking: 'signed-out' });
  change(app, arn, { looking: 'looking', fault: null });
  its.ending = new AbortController();
  void look(app, arn, its, session, { signal: its.ending.signal, redriven });
  if (shownIn(app) === arn) void findDrawing(app, arn);
}

async function look(app: WatchingApp, arn: string, its: Following, session: Session, { signal, redriven }: { readonly signal: AbortSignal; readonly redriven: boolean }): Promise<void> {
  const local = app.platform.clock.now;
  const clock = clocks.get(session) ?? createEventClock(local, () => session.now());
  clocks.set(session, clock);
  const options = {
    client: session.stepFunctions.until(signal), budget: insideOf(app).budget, signal, redriven, after: its.history.events.at(-1)?.id ?? 0, clock: { local, events: clock },
    aside: () => shownIn(app) !== arn,
    reading: (reading: number) => { if (!signal.aborted) change(app, arn, { reading }); },
    wait: (ms: number) => new Promise<void>((done) => {
      const timer = setTimeout(done, ms);
      its.wake = () => {
        clearTimeout(timer);
        done();
      };
    }),
  };
  try {
    for await (const { events, execution, ended, fault } of watchExecution(arn, options)) {
      if (signal.aborted) return;
      its.history.add(events);
      change(app, arn, { ...(execution === undefined ? {} : { execution, status: execution.status }), fault: fault ?? null, looking: ended ? 'ended' : 'looking', reading: 0 });
      draw(app, arn);
    }
  } catch (error) {
    if (signal.aborted) return;
    const fault = asFault(error);
    const again = fault.kind === 'expired' || fault.kind === 'signed-out' || fault.kind === 'bad-credentials';
    change(app, arn, { fault, looking: again ? 'signed-out' : 'failed', reading: 0 });
    draw(app, arn);
  }
}

/** Compares what ran with what is drawn, unless that was done; then the drawing shows it. */
async function findDrawing(app: WatchingApp, arn: string): Promise<void> {
  const its = insideOf(app).following.get(arn);
  const session = sessionFor(app, arn);
  const now = app.store.getState();
  const { pipeline, loads } = now.document;
  const open = [loads, ...drawnIn(pipeline), currentEnvironment(now)];
  if (!its || session === undefined || its.comparedWith?.every((x, i) => x === open[i]) === true) return;
  its.comparedWith = open;
  its.machine ??= readRan(session.stepFunctions, arn);
  const drawing = await ranDrawing(its.machine, { pipeline, environment: currentEnvironment(now) }, app.platform.compiler);
  if (its.comparedWith !== open) return;
  // Asked again the next time it is shown.
  if (drawing.relation === 'unknown') its.machine = its.comparedWith = undefined;
  change(app, arn, { drawing });
  draw(app, arn);
}

/** Shows how an execution stands, if it is the one before the person. Who looks at the newest moment goes on looking at it. */
function draw(app: WatchingApp, arn: string): void {
  const { store } = app;
  const its = insideOf(app).following.get(arn);
  const run = watchedOf(app, arn);
  if (!its || !run || shownIn(app) !== arn) return;
  const { document, compiled, simulation, setSimulation } = store.getState();
  const session = sessionFor(app, arn);
  const now = (session && clocks.get(session)?.now()) ?? app.platform.clock.now();
  if (its.history.events.length === 0 || run.drawing === null) return setSimulation({ live: liveOf(run) });
  const shown = its.history.asRun(run.execution, { pipeline: document.pipeline, catalog: compiled.catalog, drawing: run.drawing, now });
  const before = simulation.result?.run;
  const follows = !before || simulation.at >= before.timeline.duration;
  setSimulation({ live: liveOf(run), result: { diagnostics: [], run: shown, cases: [], coverage: null }, of: document.pipeline });
  seek(store, follows ? Infinity : simulation.at);
}

function liveOf({ arn, name, status, fault, looking }: Watched): NonNullable<ReturnType<App['store']['getState']>['simulation']['live']> {
  return { arn, name, status, fault, watching: looking === 'looking' };
}

function shownIn({ store }: Pick<App, 'store'>): string | undefined {
  return store.getState().simulation.live?.arn;
}

function change(app: WatchingApp, arn: string, patch: Partial<Watched>): void {
  const { state } = insideOf(app);
  const run = watchedOf(app, arn);
  if (!run || (Object.keys(patch) as (keyof Watched)[]).every((key) => run[key] === patch[key])) return;
  state.setState(({ runs }) => ({ runs: runs.map((r) => (r.arn === arn ? { ...r, ...patch } : r)) }));
}
