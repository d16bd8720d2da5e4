import { createStore, type StoreApi } from 'zustand/vanilla';
import { asFault, type AwsFault } from '../../aws/fault.ts';
import { runSweep, type RunningSweep, type SweepMember, type SweepProgress } from '../../aws/run/sweep.ts';
import type { StepFunctions } from '../../aws/stepFunctions/types.ts';
import type { JsonObject } from '../../core/base/json.ts';
import { inputIn } from '../../core/deliver/run/inputText.ts';
import { varyingIn } from '../../core/deliver/run/sweep.ts';
import { sweepOfName } from '../../core/deliver/run/sweepName.ts';
import { budgetOf } from '../callBudget.ts';
import type { Look } from '../delivery.ts';
import { perStore } from '../perStore.ts';
import type { App } from '../react.tsx';
import { forgetPlan, keepPlan, planOf, type NamedRun } from './sweepPlan.ts';

/** A sweep as it is shown: started here, or found again by the names of its executions. */
export interface ShownSweep extends SweepProgress {
  readonly id: string;
  readonly machineArn: string;
  /** So many of it run at the same time. */
  readonly atOnce: number;
  /** How many runs it was meant to have; those that are not among `members` were never started, and nobody knows them any more. */
  readonly of: number;
  /** What each run is sent, by its name, as far as it is known. */
  readonly inputs: Readonly<Record<string, JsonObject>>;
}
export interface Sweeps {
  readonly byId: Readonly<Record<string, ShownSweep>>;
  readonly shown: string | null;
  /** The one that is being looked for. */
  readonly finding: string | null;
  readonly fault: AwsFault | null;
}

interface Running {
  readonly sweeps: StoreApi<Sweeps>;
  readonly going: Map<string, RunningSweep>;
  /** Ends the browser's question before the tab is left; null while nothing would be lost. */
  asking: (() => void) | null;
}
/** Pages of the list that are read to find a sweep again, of 100 executions each. */
const MOST_PAGES = 20;
const PAGE = 100;

const runningOf: (app: Pick<App, 'store' | 'platform'>) => Running = perStore(({ store, platform }) => {
  const running: Running = { sweeps: createStore<Sweeps>(() => ({ byId: {}, shown: null, finding: null, fault: null })), going: new Map(), asking: null };
  running.sweeps.subscribe(({ byId }) => {
    const starting = Object.values(byId).some((s) => s.starting);
    if (starting) running.asking ??= platform.tabs.askBeforeLeaving();
    else {
      running.asking?.();
      running.asking = null;
    }
  });
  // What was begun goes on, whatever is drawn; only its view belongs to one machine.
  store.subscribe((now, then) => {
    if (now.document.loads !== then.document.loads) running.sweeps.setState({ shown: null });
  });
  return running;
});

export function sweepsOf(app: Pick<App, 'store' | 'platform'>): StoreApi<Sweeps> {
  return runningOf(app).sweeps;
}

/** Starts runs, so many at once, and shows them. Starting goes on while this page is open. */
export function startSweep(app: App, look: Look, id: string, runs: readonly NamedRun[], atOnce: number): void {
  const machineArn = look.plan.arn;
  keepPlan(app, id, { machineArn, atOnce, runs });
  const members = runs.map(({ name, input }) => waiting(name, JSON.stringify(input)));
  show(app, { id, machineArn, atOnce, of: runs.length, members, inputs: inputsOf(runs), starting: true, fault: null, watching: true });
  runningOf(app).sweeps.setState({ shown: id, fault: null });
  go(app, look.session.stepFunctions, id, true);
}

/** Shows a sweep; one that this page did not start is found again by the names of its executions. */
export async function showSweep(app: App, { plan: { arn: machineArn }, session: { stepFunctions: client } }: Look, id: string): Promise<void> {
  const { sweeps } = runningOf(app);
  sweeps.setState({ shown: id, fault: null });
  if (sweeps.getState().byId[id] !== undefined) return;
  sweeps.setState({ finding: id });
  try {
    const plan = planOf(app, id);
    const planned = plan?.machineArn === machineArn ? plan.runs : [];
    const found = await findMembers(app, client, machineArn, id);
    const missing = planned.filter((r) => !found.some((m) => m.name === r.name)).map((r) => waiting(r.name, JSON.stringify(r.input)));
    const members = [...found, ...missing].sort((a, b) => numberOf(a) - numberOf(b));
    const of = sweepOfName(members[0]?.name ?? '')?.of ?? 0;
    if (missing.length === 0) forgetPlan(app, id);
    show(app, { id, machineArn, atOnce: plan?.atOnce ?? 1, of, members, inputs: inputsOf(planned), starting: false, fault: null, watching: false });
    go(app, client, id, false);
    await readInputs(app, client, id);
  } catch (error) {
    sweeps.setState({ fault: asFault(error) });
  } finally {
    sweeps.setState({ finding: null });
  }
}

export function hideSweep(app: App): void {
  runningOf(app).sweeps.setState({ shown: null, fault: null });
}

/** Starts no further runs; those that run go on. */
export function pauseSweep(app: App, id: string): void {
  runningOf(app).going.get(id)?.pause();
}

/** Starts the runs that are still waiting, as whoever is signed in now. */
export function resumeSweep(app: App, id: string): void {
  const { session } = app.connections.getState();
  if (session === null) return app.store.getState().notify('Sign in first.', { kind: 'error' });
  runningOf(app).going.get(id)?.leave();
  go(app, session.stepFunctions, id, true);
}

/** Stops what runs, and starts no more. */
export async function stopSweep(app: App, id: string): Promise<void> {
  await runningOf(app).going.get(id)?.stop('The sweep was stopped from the page.');
}

export function numberOf({ name }: Pick<SweepMember, 'name'>): number {
  return sweepOfName(name)?.number ?? 0;
}

export function varyingOf({ inputs }: Pick<ShownSweep, 'inputs'>): readonly string[] {
  return varyingIn(Object.values(inputs));
}

function go(app: App, client: StepFunctions, id: string, start: boolean): void {
  const { sweeps, going } = runningOf(app);
  const sweep = sweeps.getState().byId[id];
  if (sweep === undefined) return;
  going.set(id, runSweep({
    client, machineArn: sweep.machineArn, members: sweep.members, atOnce: sweep.atOnce, start, budget: budgetOf(app.store),
    tell(progress) {
      if (!progress.members.some((m) => m.state === 'waiting')) forgetPlan(app, id);
      const now = sweeps.getState().byId[id];
      if (now !== undefined) show(app, { ...now, ...progress });
    },
  }));
}

function show(app: App, sweep: ShownSweep): void {
  runningOf(app).sweeps.setState(({ byId }) => ({ byId: { ...byId, [sweep.id]: sweep } }));
}

/** Reads the machine's list back until all runs of the sweep were seen. */
async function findMembers(app: App, client: StepFunctions, machineArn: string, id: string): Promise<readonly SweepMember[]> {
  const found: SweepMember[] = [];
  let next: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    await budgetOf(app.store).take();
    const listed = await client.listExecutions(machineArn, { limit: PAGE, ...(next === undefined ? {} : { next }) });
    for (const { name, status, arn, startedAt, stoppedAt } of listed.executions) {
      if (sweepOfName(name)?.id === id) found.push({ name, state: status, arn, startedAt, stoppedAt, input: undefined });
    }
    next = listed.next;
    if (next === undefined || found.length === (sweepOfName(found[0]?.name ?? '')?.of ?? -1)) break;
  }
  return found;
}

/** Reads what the runs were sent, one after the other within the budget, while the sweep is shown. */
async function readInputs(app: App, client: StepFunctions, id: string): Promise<void> {
  const { sweeps } = runningOf(app);
  for (const { name, arn } of sweeps.getState().byId[id]?.members ?? []) {
    const now = sweeps.getState().byId[id];
    if (now === undefined || sweeps.getState().shown !== id) return;
    if (arn === undefined || now.inputs[name] !== undefined) continue;
    await budgetOf(app.store).take();
    const { input } = await client.describeExecution(arn);
    const latest = sweeps.getState().byId[id] ?? now;
    show(app, { ...latest, inputs: { ...latest.inputs, [name]: inputIn(input) } });
  }
}

function inputsOf(runs: readonly NamedRun[]): Readonly<Record<string, JsonObject>> {
  return Object.fromEntries(runs.map(({ name, input }) => [name, input]));
}

function waiting(name: string, input: string): SweepMember {
  return { name, input, state: 'waiting', arn: undefined, startedAt: undefined, stoppedAt: undefined };
}
