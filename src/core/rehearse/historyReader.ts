import type { StepId } from '../model/pipeline.ts';
import type { HistoryEvent } from '../simulate/history.ts';
import type { Attempt, StateVisit, Timeline } from './timeline.ts';

type Open<T> = { -readonly [K in keyof T]: T[K] };
interface Visit extends Open<StateVisit> {
  attempts: Open<Attempt>[];
  readonly parent: Visit | undefined;
  /** Which attempt of its container it is inside of. */
  round: number;
  open: boolean;
  /** How it had ended before the present redrive took it up again. */
  before: { readonly attempts: number; readonly round: number; readonly end: number; readonly outcome: StateVisit['outcome'] } | undefined;
}

export interface Reading {
  readonly visits: StateVisit[];
  readonly critical: ReadonlySet<StepId>;
  readonly failure: Timeline['failure'];
}

/**
 * Reads one history. The events of a state follow one another by `previousEventId`, from its `…StateEntered`; only the end of a
 * container follows whatever event came last, and is given to the innermost container around that event which still runs. A redrive
 * takes up what was entered and not left: these states are not entered again, and containers and waits write nothing when they go on.
 */
export class HistoryReader {
  private readonly visits: Visit[] = [];
  /** By event id. */
  private readonly owner: (Visit | undefined)[] = [];
  /** Index of the item that an event is inside of; by event id. */
  private readonly items: (readonly number[])[] = [];
  private readonly states: ReadonlyMap<string, StepId>;
  private readonly origin: number;
  private readonly around: readonly number[];
  private readonly ways: ReadonlyMap<number, number | 'otherwise'> | undefined;
  private redrives = 0;
  /** The last event of what failed before each redrive; by the id of its event. */
  private readonly failedBefore = new Map<number, number>();

  constructor(states: ReadonlyMap<string, StepId>, origin: number, around: readonly number[], ways?: ReadonlyMap<number, number | 'otherwise'>) {
    this.states = states;
    this.origin = origin;
    this.around = around;
    this.ways = ways;
  }

  read(events: readonly HistoryEvent[]): Reading {
    for (const event of events) this.take(event, events);
    const last = events.at(-1);
    // A history that was cut off: what is under way runs until there.
    if (last !== undefined) for (const visit of this.visits) if (visit.open) this.runsUntil(visit, this.seconds(last));
    const failed = last !== undefined && (last.type === 'ExecutionFailed' || last.type === 'ExecutionTimedOut') ? this.drawn(this.blamed()) : undefined;
    const attempt = failed?.attempts.at(-1);
    const failure = failed && {
      state: failed.state, step: failed.step,
      ...(attempt?.error === undefined ? {} : { error: attempt.error }), ...(attempt?.cause === undefined ? {} : { cause: attempt.cause }),
    };
    return { visits: this.visits.map(closed), critical: this.critical(events, this.blamed()), failure: failure ?? null };
  }

  private take(event: HistoryEvent, events: readonly HistoryEvent[]): void {
    const { type } = event;
    const before = events[event.previousEventId - 1];
    const now = this.seconds(event);
    const own = this.owner[event.previousEventId];
    this.owner[event.id] = own;
    this.items[event.id] = this.items[event.previousEventId] ?? this.around;
    const entered = event.stateEnteredEventDetails;
    if (entered !== undefined) {
      const parent = before?.type.endsWith('StateExited') ? own?.parent : own;
      const iteration = before?.type.endsWith('StateExited') && own ? own.iteration : (this.items[event.id] ?? []);
      const visit: Visit = { state: entered.name, step: this.states.get(entered.name), start: now, end: now, outcome: 'running', attempts: [], input: entered.input, iteration, parent, round: parent?.attempts.length ?? 0, open: true, before: undefined };
      const way = this.ways?.get(event.id);
      if (way !== undefined) visit.way = way;
      this.items[event.id] = iteration;
      this.owner[event.id] = visit;
      this.visits.push(visit);
      if (type === 'FailStateEntered') this.end(visit, now, 'failed');
    } else if (event.stateExitedEventDetails !== undefined) {
      if (own) this.exit(own, now, event.stateExitedEventDetails);
    } else if (type === 'MapIterationStarted') {
      this.items[event.id] = [...(own?.iteration ?? this.around), event.mapIterationStartedEventDetails?.index ?? 0];
    } else if (/^(Map|Parallel)State(Succeeded|Failed)$|^MapRun(Succeeded|Failed)$/.test(type)) this.endContainer(event, own, now);
    else if (own && /^(Task|Wait|Map|Parallel)StateAborted$/.test(type)) this.end(own, now, 'aborted');
    else if (type === 'ExecutionRedriven') this.takeUp(event.id, now);
    else if (type.startsWith('Execution')) this.endExecution(event, own, now);
    else if (own) this.takeAttempt(event, own, now);
  }

  private takeAttempt(event: HistoryEvent, own: Visit, now: number): void {
    const { type } = event;
    const running = own.attempts.at(-1)?.outcome === 'running' ? own.attempts.at(-1) : undefined;
    if (/Scheduled$/.test(type)) own.attempts.push(this.attempt(now, now, 'running', callOf(event)));
    else if (/^(Map|Parallel)StateStarted$/.test(type)) {
      if (running) this.letDown(own); // a container that a redrive runs anew
      else own.attempts.push(this.attempt(now, now, 'running'));
    }
    else if (/^(Task|LambdaFunction|Activity)Succeeded$/.test(type) && running) {
      const output = (event.taskSucceededEventDetails ?? event.lambdaFunctionSucceededEventDetails ?? event.activitySucceededEventDetails)?.output;
      Object.assign(running, { end: now, outcome: 'succeeded', ...(output === undefined ? {} : { result: output }) });
    } else if (type === 'TaskSubmitted') {
      const { output } = event.taskSubmittedEventDetails ?? {};
      if (running && output !== undefined) running.submitted = output;
    } else if (/^(Task|LambdaFunction|Activity)(Schedule|Start|Submit)?(Failed|TimedOut)$|^EvaluationFailed$/.test(type)) {
      // An expression may fail before a call, in the call's stead, or after it.
      if (running) Object.assign(running, { end: now, outcome: 'failed', ...errorOf(event) });
      else own.attempts.push(this.attempt(now, now, 'failed', errorOf(event)));
    }
  }

  private attempt(start: number, end: number, outcome: Attempt['outcome'], more: Partial<Attempt> = {}): Open<Attempt> {
    return { start, end, outcome, ...more, ...(this.redrives === 0 ? {} : { redrive: this.redrives }) };
  }

  /** A redrive: what was entered and not left goes on, as far as it is inside the last attempt of what goes on around it. */
  private takeUp(id: number, now: number): void {
    this.redrives++;
    this.failedBefore.set(id, this.lastOf(this.blamed()));
    const rounds = new Map(this.visits.map((v) => [v, v.attempts.length]));
    for (const visit of this.visits) {
      visit.before = undefined;
      const { parent, round, outcome, end } = visit;
      const around = parent === undefined || (parent.before !== undefined && round === rounds.get(parent));
      if (visit.output !== undefined || !around) continue;
      visit.before = { attempts: visit.attempts.length, round, end, outcome };
      visit.open = true;
      visit.outcome = 'running';
      visit.round = parent?.attempts.length ?? 0;
      // A task says itself when it is called again.
      if (visit.attempts.at(-1)?.resource === undefined) visit.attempts.push(this.attempt(now, now, 'running'));
    }
  }

  /** What was taken up inside a container is not gone on with after all. */
  private letDown(container: Visit): void {
    for (const visit of this.visits) {
      if (visit.before === undefined || !isInside(visit, container)) continue;
      const { attempts, ...then } = visit.before;
      visit.attempts.length = attempts;
      Object.assign(visit, { ...then, open: false, before: undefined });
    }
  }

  private endContainer(event: HistoryEvent, near: Visit | undefined, now: number): void {
    const kind = event.type.startsWith('Parallel') ? 'Parallel' : 'Map';
    let visit = near;
    while (visit && !(visit.open && visit.attempts.at(-1)?.outcome === 'running' && this.hasInside(visit))) visit = visit.parent;
    visit ??= this.visits.findLast((v) => v.open && v.attempts.at(-1)?.outcome === 'running');
    if (!visit) return;
    this.owner[event.id] = visit;
    this.items[event.id] = visit.iteration;
    const attempt = visit.attempts.at(-1) as Open<Attempt>;
    if (event.type === `${kind}StateSucceeded` || event.type === 'MapRunSucceeded') Object.assign(attempt, { end: now, outcome: 'succeeded' });
    else {
      const inside = this.visits.filter((v) => v.open && isInside(v, visit));
      for (const v of inside) this.end(v, now, failedLast(v) ? 'failed' : 'aborted');
      const blamed = this.visits.findLast((v) => v.outcome === 'failed' && isInside(v, visit) && v.end === now);
      const { error, cause } = { ...blamed?.attempts.at(-1), ...errorOf(event) };
      Object.assign(attempt, { end: now, outcome: 'failed', ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) });
    }
  }

  /** A container with a go under way is known by what it holds, or by having made no call. */
  private hasInside(visit: Visit): boolean {
    return visit.attempts.at(-1)?.resource === undefined;
  }

  private endExecution(event: HistoryEvent, near: Visit | undefined, now: number): void {
    if (event.type === 'ExecutionStarted') return;
    const failed = event.type === 'ExecutionFailed';
    const anyFailed = this.visits.some((v) => v.open && failedLast(v)) || this.visits.some((v) => v.outcome === 'failed' && v.end === now && v.attempts.at(-1)?.error === undefined);
    for (const visit of this.visits) {
      if (!visit.open) continue;
      // A state may fail without an event of its own: a Choice where nothing matches, an output that is too large.
      const itself = failed && (failedLast(visit) || (!anyFailed && visit === near));
      this.end(visit, now, itself ? 'failed' : 'aborted');
    }
    const blamed = failed ? this.blamed() : undefined;
    const attempt = blamed?.attempts.at(-1);
    if (attempt && attempt.error === undefined) Object.assign(attempt, errorOf(event));
  }

  private exit(visit: Visit, now: number, { output, assignedVariables }: NonNullable<HistoryEvent['stateExitedEventDetails']>): void {
    visit.output = output;
    if (assignedVariables !== undefined) visit.assigned = assignedVariables;
    this.end(visit, now, failedLast(visit) ? 'caught' : 'succeeded');
  }

  private end(visit: Visit, now: number, outcome: Exclude<StateVisit['outcome'], 'running'>): void {
    visit.open = false;
    visit.end = now;
    visit.outcome = outcome;
    const ended = outcome === 'caught' ? 'failed' : outcome;
    const last = visit.attempts.at(-1);
    if (last?.outcome === 'running') Object.assign(last, { end: now, outcome: ended });
    else if (!last) visit.attempts.push(this.attempt(visit.start, now, ended));
    // Its call or its branches were well, and then it could not be left.
    else if (ended === 'failed') last.outcome = ended;
  }

  private runsUntil(visit: Visit, now: number): void {
    visit.end = now;
    const last = visit.attempts.at(-1);
    if (!last) visit.attempts.push(this.attempt(visit.start, now, 'running'));
    else if (last.outcome === 'running') last.end = now;
  }

  /** The innermost state that failed last and was not caught. */
  private blamed(): Visit | undefined {
    const failed = this.visits.filter((v) => v.outcome === 'failed');
    const end = Math.max(...failed.map((v) => v.end));
    return failed.findLast((v) => v.end === end && !failed.some((f) => f.end === end && isInside(f, v)));
  }

  /** A Fail state that no step drew hands on what was caught before: then the step that failed with the same error is meant. */
  private drawn(blamed: Visit | undefined): Visit | undefined {
    if (!blamed || blamed.step !== undefined) return blamed;
    const error = blamed.attempts.at(-1)?.error;
    return this.visits.findLast((v) => v.step !== undefined && failedLast(v) && v.attempts.at(-1)?.error === error) ?? blamed;
  }

  /**
   * Back from the end: what each event waited for. Where branches meet, the end follows the event of the branch that came last. What
   * a redrive took up waited for what had failed, too.
   */
  private critical(events: readonly HistoryEvent[], failed: Visit | undefined): ReadonlySet<StepId> {
    const steps = new Set<StepId>();
    const from = [failed && events.at(-1)?.type !== 'ExecutionSucceeded' ? this.lastOf(failed) : events.length];
    for (let id = from.pop(); id !== undefined; id = from.pop()) {
      while (id > 0) {
        const step = this.owner[id]?.step;
        if (step !== undefined) steps.add(step);
        const before: number = events[id - 1]?.previousEventId ?? 0;
        for (const [redrive, last] of this.failedBefore) if (before < redrive && redrive < id) from.push(last);
        id = before;
      }
    }
    return steps;
  }

  /** The id of the last event of a visit; 0 of none. */
  private lastOf(visit: Visit | undefined): number {
    return visit === undefined ? 0 : this.owner.findLastIndex((v) => v === visit);
  }

  private seconds(event: HistoryEvent): number {
    return (event.timestamp.getTime() - this.origin) / 1000;
  }
}

function failedLast(visit: Visit): boolean {
  return visit.attempts.at(-1)?.outcome === 'failed';
}

function isInside(visit: Visit, container: Visit): boolean {
  for (let v = visit.parent; v; v = v.parent) if (v === container) return true;
  return false;
}

function callOf(event: HistoryEvent): Partial<Attempt> {
  const task = event.taskScheduledEventDetails;
  if (task) return { resource: `arn:aws:states:::${task.resourceType}:${task.resource}`, region: task.region, sent: task.parameters };
  const other = event.lambdaFunctionScheduledEventDetails ?? event.activityScheduledEventDetails;
  return other ? { resource: other.resource, ...(other.input === undefined ? {} : { sent: other.input }) } : {};
}

function errorOf(event: HistoryEvent): { readonly error?: string; readonly cause?: string } {
  const details =
    event.taskFailedEventDetails ?? event.taskTimedOutEventDetails ?? event.taskSubmitFailedEventDetails ?? event.taskStartFailedEventDetails ??
    event.lambdaFunctionScheduleFailedEventDetails ?? event.lambdaFunctionStartFailedEventDetails ?? event.activityScheduleFailedEventDetails ?? event.lambdaFunctionFailedEventDetails ?? event.lambdaFunctionTimedOutEventDetails ??
    event.activityFailedEventDetails ?? event.activityTimedOutEventDetails ?? event.evaluationFailedEventDetails ?? event.executionFailedEventDetails ?? event.mapRunFailedEventDetails;
  return { ...(details?.error === undefined ? {} : { error: details.error }), ...(details?.cause === undefined ? {} : { cause: details.cause }) };
}

function closed({ parent: _parent, round: _round, open: _open, before: _before, ...visit }: Visit): StateVisit {
  return visit;
}
