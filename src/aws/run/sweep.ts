import { startOnce } from '../deploy/startOnce.ts';
import { asFault, isPassing, type AwsFault } from '../fault.ts';
import { isGoing } from '../stepFunctions/status.ts';
import type { ExecutionStatus, ExecutionSummary, StepFunctions } from '../stepFunctions/types.ts';
import type { Budget } from '../transport/budget.ts';
import { sleep } from '../transport/retry.ts';

/** One run of a sweep. Its name is unique; with the same input a repeated start is the same execution. */
export interface SweepMember {
  readonly name: string;
  /** JSON text; undefined where it is not known any more: such a run can be watched and not started. */
  readonly input: string | undefined;
  readonly state: 'waiting' | 'starting' | ExecutionStatus;
  readonly arn: string | undefined;
  readonly startedAt: Date | undefined;
  readonly stoppedAt: Date | undefined;
}

export interface SweepProgress {
  readonly members: readonly SweepMember[];
  /** Whether waiting runs are still to be started: not after a stop, or a fault that does not pass. */
  readonly starting: boolean;
  /** What keeps a start or a look from an answer: it is tried again, unless nobody looks any more. */
  readonly fault: AwsFault | null;
  readonly watching: boolean;
}

export interface SweepOptions {
  readonly client: StepFunctions;
  readonly budget: Budget;
  readonly machineArn: string;
  readonly members: readonly SweepMember[];
  /** So many of the sweep run at the same time. */
  readonly atOnce: number;
  /** Whether waiting runs are started; else they wait for `resume`. */
  readonly start: boolean;
  readonly tell: (progress: SweepProgress) => void;
  readonly wait?: (ms: number) => Promise<void>;
}

/** A sweep that is under way. */
export interface RunningSweep {
  /** Resolves when every run has ended that is to be started, or nobody looks any more. Never rejects. */
  readonly done: Promise<void>;
  /** Starts no further ones; those that run go on. */
  pause(): void;
  /** Starts the rest after all. */
  resume(): void;
  /** Starts no further ones and stops those that run. */
  stop(cause: string): Promise<void>;
  /** Forgets it: nothing more is started, looked at or told. */
  leave(): void;
}

const SOONEST_MS = 2_000;
const LATEST_MS = 5_000;
const MOST_MS = 60_000;
/** One call tells of so many executions, newest first. */
const PAGE = 100;

/**
 * Starts the runs of a sweep, so many at once, and follows them by listing the machine's executions: one call for all of them,
 * not a history each. A fault that passes (throttling, the network) makes the pauses longer; any other ends the starting, and
 * what runs is watched on.
 */
export function runSweep({ client, budget, machineArn, members: first, atOnce, start: begin, tell, wait = sleep }: SweepOptions): RunningSweep {
  let members = first;
  let starting = begin;
  let startFault: AwsFault | null = null;
  let lookFault: AwsFault | null = null;
  let left = false;
  let watching = true;
  let pause = SOONEST_MS;
  /** Grows while something fails that passes. */
  let back = 0;
  let stopCause: string | undefined;
  let nudge: () => void = () => undefined;

  const anyLeft = (): boolean => members.some((m) => m.state === 'starting' || (m.state === 'waiting' && m.input !== undefined));
  const say = (): void => {
    if (!left) tell({ members, starting: starting && anyLeft(), fault: startFault ?? lookFault, watching });
  };
  const change = (name: string, to: Partial<SweepMember>): void => {
    members = members.map((m) => (m.name === name ? { ...m, ...to } : m));
  };
  const open = (): readonly SweepMember[] => members.filter(({ state }) => state !== 'waiting' && state !== 'starting' && isGoing(state));
  const next = (): SweepMember | undefined => (starting && !left && open().length < atOnce ? members.find((m) => m.state === 'waiting' && m.input !== undefined) : undefined);

  const stopOne = (arn: string, cause: string): Promise<void> => client.stopExecution(arn, { error: 'Stopped', cause });

  /** False where a start is to be tried again later. */
  const startSome = async (): Promise<boolean> => {
    for (let member = next(); member !== undefined; member = next()) {
      change(member.name, { state: 'starting' });
      say();
      try {
        const arn = await start(member);
        change(member.name, { state: 'RUNNING', arn });
        startFault = null;
        back = 0;
        if (stopCause !== undefined) await stopOne(arn, stopCause);
      } catch (error) {
        startFault = asFault(error);
        if (arnOf(member.name) === undefined) change(member.name, { state: 'waiting' });
        if (!isPassing(startFault)) starting = false;
        say();
        return !isPassing(startFault);
      }
      say();
    }
    return true;
  };
  const start = async ({ name, input = '{}' }: SweepMember): Promise<string> => (await startOnce(client, { arn: machineArn, name, input })).arn;
  const arnOf = (name: string): string | undefined => members.find((m) => m.name === name)?.arn;

  /** Reads the list as far back as it has to: to the last of those that run. */
  const look = async (): Promise<boolean> => {
    try {
      const sought = new Set(open().map((m) => m.name));
      let page: string | undefined;
      let changed = false;
      do {
        await budget.take();
        if (left) return true;
        const { executions, next: further } = await client.listExecutions(machineArn, { limit: PAGE, ...(page === undefined ? {} : { next: page }) });
        for (const execution of executions.filter((e) => sought.delete(e.name))) changed = take(execution) || changed;
        page = further;
      } while (page !== undefined && sought.size > 0);
      lookFault = null;
      if (startFault === null) back = 0;
      pause = changed ? SOONEST_MS : Math.min(LATEST_MS, pause * 1.3);
      return true;
    } catch (error) {
      lookFault = asFault(error);
      if (isPassing(lookFault)) return false;
      watching = false;
      starting = false;
      return true;
    }
  };
  const take = ({ name, arn, status, startedAt, stoppedAt }: ExecutionSummary): boolean => {
    const before = members.find((m) => m.name === name)?.state;
    change(name, { state: status, arn, startedAt, stoppedAt });
    return before !== status;
  };

  const isOver = (): boolean => open().length === 0 && !(starting && anyLeft());

  const goOn = async (): Promise<void> => {
    watching = true;
    while (!left) {
      if (!(await startSome())) back = longer(back);
      if (isOver()) break;
      say();
      await Promise.race([wait(Math.max(pause, back)), new Promise<void>((go) => (nudge = go))]);
      if (open().length > 0 && !(await look())) back = longer(back);
      if (!watching) break;
    }
    watching = false;
    starting &&= lookFault === null;
    say();
  };
  let done = goOn();
  return {
    get done() {
      return done;
    },
    pause() {
      starting = false;
      say();
    },
    resume() {
      starting = true;
      stopCause = undefined;
      startFault = lookFault = null;
      pause = SOONEST_MS;
      back = 0;
      say();
      if (watching) nudge();
      else done = goOn();
    },
    async stop(cause) {
      starting = false;
      stopCause = cause;
      say();
      try {
        for (const { arn } of open()) if (arn !== undefined) await stopOne(arn, cause);
      } catch (error) {
        lookFault = asFault(error);
        say();
      }
      pause = SOONEST_MS;
      nudge();
    },
    leave() {
      left = true;
      nudge();
    },
  };
}

function longer(pause: number): number {
  return Math.min(MOST_MS, Math.max(pause, SOONEST_MS) * 2);
}
