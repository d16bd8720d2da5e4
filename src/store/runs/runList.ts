import { createStore, type StoreApi } from 'zustand/vanilla';
import { asFault, type AwsFault } from '../../aws/fault.ts';
import { isGoing } from '../../aws/stepFunctions/status.ts';
import type { Execution, ExecutionStatus, ExecutionSummary, StepFunctions } from '../../aws/stepFunctions/types.ts';
import { sleep } from '../../aws/transport/retry.ts';
import { isObject, type Json, type JsonObject } from '../../core/base/json.ts';
import { withFirstPage, withNextPage } from '../../core/deliver/runs/pages.ts';
import { inputIn } from '../../core/deliver/run/inputText.ts';
import { NEWEST_FIRST, type RunOrder } from '../../core/deliver/runs/runOrder.ts';
import { budgetOf } from '../callBudget.ts';
import { perStore } from '../perStore.ts';
import type { App } from '../react.tsx';

/** The executions of one state machine, as far as they are read, and what a person looks for in them. One for each application. */
export interface RunList {
  readonly of: Source | null;
  /** Newest first. */
  readonly runs: readonly Run[];
  readonly next: string | undefined;
  readonly busy: 'reading' | 'older' | null;
  /** What kept the list from being read. */
  readonly fault: AwsFault | null;
  /** What keeps inputs from being read. */
  readonly inputFault: AwsFault | null;
  /** AWS lists only these. */
  readonly status: ExecutionStatus | null;
  readonly typed: string;
  readonly order: RunOrder;
  /** Parameters that a person wants as columns; null leaves it to the table. */
  readonly columns: readonly string[] | null;
  /** Chosen for a comparison: two at most. */
  readonly picked: readonly string[];
  /** The form is put away, and the table has its place too. */
  readonly wide: boolean;
  /** Two executions by their ARN, or one and the simulation of what is drawn, are compared in place of form and table. */
  readonly compared: Between | null;
}
export type Between = readonly [arn: string, other: string | typeof SIMULATION];
export const SIMULATION = 'simulation';

export interface Source {
  readonly client: StepFunctions;
  readonly machineArn: string;
}
export interface Run extends ExecutionSummary {
  /** Undefined until it is read, or where the role may not. */
  readonly input: JsonObject | undefined;
}

const NOTHING: RunList = { of: null, runs: [], next: undefined, busy: null, fault: null, inputFault: null, status: null, typed: '', order: NEWEST_FIRST, columns: null, picked: [], wide: false, compared: null };
/** A page of the list costs one call; an input costs one each, and is read when its row is seen. */
const PAGE = 50;
const COLUMNS = 'runColumns';
const SOONEST_MS = 5_000;
const LATEST_MS = 20_000;

/** What is known beside what is shown. */
interface Reading {
  readonly list: StoreApi<RunList>;
  /** Inputs never change, whatever becomes of their execution. */
  readonly inputs: Map<string, JsonObject>;
  /** Rows in sight, then those that a person asked for. */
  seen: readonly string[];
  asked: readonly string[];
  /** AWS does not tell them though it lists them. */
  readonly untold: Set<string>;
  going: Promise<void> | null;
}

const readingOf: (app: Pick<App, 'store'>) => Reading = perStore(({ store }) => {
  const made: Reading = { list: createStore<RunList>(() => NOTHING), inputs: new Map(), seen: [], asked: [], untold: new Set(), going: null };
  store.subscribe((now, before) => {
    if (now.document.loads !== before.document.loads) reset(made, NOTHING);
  });
  return made;
});

export function runListOf(app: Pick<App, 'store'>): StoreApi<RunList> {
  return readingOf(app).list;
}

function reset(reading: Reading, to: RunList): void {
  reading.inputs.clear();
  reading.untold.clear();
  reading.seen = reading.asked = [];
  reading.list.setState(to);
}

/** Lists the executions of a machine, or none; of the one that is listed already, the newest are read again. */
export async function openRuns(app: App, of: Source | null): Promise<void> {
  const reading = readingOf(app);
  if (of === null) return reset(reading, NOTHING);
  const { of: before } = reading.list.getState();
  if (before?.machineArn !== of.machineArn || before.client !== of.client) {
    reset(reading, { ...NOTHING, of });
    const kept = await app.platform.storage.get<Record<string, unknown>>(COLUMNS).catch(() => undefined);
    const columns = kept?.[of.machineArn];
    if (reading.list.getState().of === of && Array.isArray(columns)) reading.list.setState({ columns: columns.filter((c) => typeof c === 'string') });
  }
  await refreshRuns(app);
}

/** The newest runs; older ones that were read stay. */
export async function refreshRuns(app: Pick<App, 'store'>): Promise<void> {
  await read(app, 'reading', async ({ client, machineArn }, { status }) => {
    await budgetOf(app.store).take();
    const page = await client.listExecutions(machineArn, { limit: PAGE, ...(status === null ? {} : { status }) });
    return (known) => withFirstPage(known, withInputs(app, page));
  });
}

/** The runs before those that are known. */
export async function readOlderRuns(app: Pick<App, 'store'>): Promise<void> {
  const { next } = runListOf(app).getState();
  if (next === undefined) return;
  await read(app, 'older', async ({ client, machineArn }, { status }) => {
    await budgetOf(app.store).take();
    const page = await client.listExecutions(machineArn, { limit: PAGE, next, ...(status === null ? {} : { status }) });
    return (known) => withNextPage(known, withInputs(app, page));
  });
}

/** Lets AWS list only the runs of one status. */
export async function showStatus(app: Pick<App, 'store'>, status: ExecutionStatus | null): Promise<void> {
  runListOf(app).setState({ status, runs: [], next: undefined });
  await refreshRuns(app);
}

type Known = Pick<RunList, 'runs' | 'next'>;

/** What is read of a list that is not shown any more is thrown away. */
async function read(app: Pick<App, 'store'>, busy: 'reading' | 'older', ask: (of: Source, list: RunList) => Promise<(known: Known) => Known>): Promise<void> {
  const { list } = readingOf(app);
  const asked = list.getState();
  if (asked.of === null) return;
  const stands = (): boolean => list.getState().of === asked.of && list.getState().status === asked.status;
  list.setState({ busy });
  try {
    const put = await ask(asked.of, asked);
    if (stands()) list.setState((now) => ({ ...put(now), busy: null, fault: null }));
  } catch (error) {
    if (stands()) list.setState({ busy: null, fault: asFault(error) });
  }
}

function withInputs(app: Pick<App, 'store'>, { executions, next }: { readonly executions: readonly ExecutionSummary[]; readonly next: string | undefined }): Known {
  const { inputs } = readingOf(app);
  return { runs: executions.map((e) => ({ ...e, input: inputs.get(e.arn) })), next };
}

/** Reads the inputs of the rows in sight: each costs a call of the budget that all looking shares. Rows that went out of sight wait. */
export function seeRuns(app: Pick<App, 'store'>, arns: readonly string[]): void {
  const reading = readingOf(app);
  reading.seen = arns;
  void readWanted(app, reading);
}

/** Reads inputs that a person asked for, seen or not; resolves when all are read, or cannot be. */
export async function readInputs(app: Pick<App, 'store'>, arns: readonly string[]): Promise<void> {
  const reading = readingOf(app);
  reading.asked = [...new Set([...reading.asked, ...arns])];
  reading.list.setState({ inputFault: null });
  await readWanted(app, reading);
}

function readWanted(app: Pick<App, 'store'>, reading: Reading): Promise<void> {
  reading.going ??= readInTurn(app, reading).finally(() => {
    reading.going = null;
  });
  return reading.going;
}

/** One after the other, so that whatever is watched meanwhile gets its turn of the budget. */
async function readInTurn(app: Pick<App, 'store'>, reading: Reading): Promise<void> {
  const { list, inputs, untold } = reading;
  for (;;) {
    const { of, runs, inputFault } = list.getState();
    const unread = new Set(runs.filter((r) => r.input === undefined && !untold.has(r.arn)).map((r) => r.arn));
    const arn = [...reading.seen, ...reading.asked].find((a) => unread.has(a));
    if (of === null || arn === undefined || inputFault !== null) break;
    await budgetOf(app.store).take();
    try {
      const execution = await of.client.describeExecution(arn);
      if (list.getState().of !== of) continue;
      inputs.set(arn, inputIn(execution.input));
      list.setState((now) => ({ runs: now.runs.map((r) => (r.arn === arn ? { ...summaryOf(execution, r), input: inputIn(execution.input) } : r)) }));
    } catch (error) {
      const fault = asFault(error);
      if (fault.kind === 'not-found') untold.add(arn);
      else if (list.getState().of === of) list.setState({ inputFault: fault });
    }
  }
  reading.asked = [];
}

/** What an execution is now; a stand-in for AWS may leave out what the list told. */
function summaryOf(now: Execution, before: Run): ExecutionSummary {
  const { arn, machineArn, name, status, startedAt, stoppedAt, redriveCount } = now;
  return { arn, machineArn, name, status, startedAt, stoppedAt, redriveCount, versionArn: now.versionArn ?? before.versionArn, aliasArn: now.aliasArn ?? before.aliasArn };
}

/** Reads on while something runs and somebody looks: every 5 s, and more seldom while nothing changes. */
export async function followRuns(app: Pick<App, 'store'>, signal: AbortSignal, wait: (ms: number) => Promise<void> = sleep): Promise<void> {
  const list = runListOf(app);
  let pause = SOONEST_MS;
  for (;;) {
    await wait(pause);
    const before = list.getState();
    if (signal.aborted || !before.runs.some((r) => isGoing(r.status))) return;
    if (before.busy !== null) continue;
    await refreshRuns(app);
    await refreshOlder(app);
    const now = list.getState();
    pause = now.fault !== null || statuses(now) === statuses(before) ? Math.min(LATEST_MS, pause * 1.5) : SOONEST_MS;
  }
}

/** What runs and is not on the first page is asked after by itself. */
async function refreshOlder(app: Pick<App, 'store'>): Promise<void> {
  const { list } = readingOf(app);
  const { of, runs, fault } = list.getState();
  if (of === null || fault !== null) return;
  for (const { arn } of runs.slice(PAGE).filter((r) => isGoing(r.status))) {
    await budgetOf(app.store).take();
    const execution = await of.client.describeExecution(arn).catch(() => undefined);
    if (execution === undefined || list.getState().of !== of) return;
    list.setState((now) => ({ runs: now.runs.map((r) => (r.arn === arn ? { ...r, ...summaryOf(execution, r) } : r)) }));
  }
}

function statuses({ runs }: RunList): string {
  return runs.map((r) => `${r.arn} ${r.status}`).join('\n');
}

/** Chooses a run for a comparison, or no longer; of three the one that was chosen first goes. */
export function pickRun(app: Pick<App, 'store'>, arn: string): void {
  runListOf(app).setState(({ picked }) => ({ picked: picked.includes(arn) ? picked.filter((p) => p !== arn) : [...picked.slice(-1), arn] }));
}

/** The parameters that are columns of this machine's runs from now on; null leaves it to the table. */
export async function chooseColumns({ store, platform }: Pick<App, 'store' | 'platform'>, columns: readonly string[] | null): Promise<void> {
  const list = runListOf({ store });
  list.setState({ columns });
  const { of } = list.getState();
  if (of === null) return;
  const kept = await platform.storage.get<Record<string, unknown>>(COLUMNS).catch(() => undefined);
  const others = Object.entries(isObject(kept as Json | undefined) ? (kept ?? {}) : {}).filter(([arn]) => arn !== of.machineArn);
  await platform.storage.set(COLUMNS, Object.fromEntries(columns === null ? others : [...others, [of.machineArn, columns]])).catch(() => undefined);
}
