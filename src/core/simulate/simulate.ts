import type { Json, JsonObject } from '../base/json.ts';
import type { Answers } from './answer.ts';
import { runScope } from './course.ts';
import { Datum, exceeds } from './data/datum.ts';
import { StateFailure } from './failure.ts';
import type { HistoryEvent } from './history.ts';
import { Log, WHOLE, type Decision } from './log.ts';
import { ProgramScope } from './program.ts';
import { uuidFrom } from './random.ts';
import { redriveRefusal, type Refusal } from './redrivable.ts';
import type { Course, ExecutionContext, Place } from './thread.ts';
import { ScopeVariables } from './variables.ts';
import { AWS_LIMITS, ExecutionEnd, World, type Limits } from './world.ts';

export interface SimulationOptions {
  readonly input: Json;
  readonly answers: Answers;
  /** Draws of random numbers and UUIDs come from it. Default 0. */
  readonly seed?: number;
  /** Virtual time of the start, milliseconds since 1970. Default 2026-01-01T00:00:00Z. */
  readonly startTime?: number;
  /** Name of the state machine, in ARNs. */
  readonly machineName?: string;
  /** The execution role, in the context object. */
  readonly roleArn?: string;
  /** Express machines end after five minutes, standard ones after a year. */
  readonly express?: boolean;
  readonly limits?: Partial<Limits>;
}

export interface RedriveOptions {
  /** What tasks answer from now on; as before where it is absent. Calls of each task are counted on. */
  readonly answers?: Answers;
  /** Virtual time that goes by between the end and the redrive. Default 0. */
  readonly afterSeconds?: number;
}

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** What a simulation has come to. */
export interface Simulation {
  readonly status: ExecutionStatus;
  /** Of a succeeded one. */
  readonly output?: Json;
  /** Of a failed one; undefined where AWS would report none. */
  readonly error?: string;
  readonly cause?: string;
  readonly redriveCount: number;
  readonly redriveStatus: 'REDRIVABLE' | 'NOT_REDRIVABLE';
  /** Why it cannot be redriven. */
  readonly redriveStatusReason?: string;
  /** Virtual time from its start to its end, redrives and all. */
  readonly durationSeconds: number;
  /** States entered and retries: what AWS charges for. */
  readonly transitions: number;
  readonly events: readonly HistoryEvent[];
  /** What was decided and no event says, in the order in which it was. */
  readonly decisions: readonly Decision[];
  /** Histories of the children of Distributed Maps. */
  readonly children: readonly { readonly executionArn: string; readonly events: readonly HistoryEvent[]; readonly decisions: readonly Decision[] }[];
}

const START = Date.UTC(2026, 0, 1);
const YEAR = 365 * 86_400;

/** A definition made ready for any number of executions; states and expressions are prepared once. */
export class Program {
  readonly scope: ProgramScope;
  readonly timeoutSeconds: number | undefined;

  constructor(definition: JsonObject) {
    this.scope = new ProgramScope(definition, 'JSONPath');
    const timeout = definition['TimeoutSeconds'];
    this.timeoutSeconds = typeof timeout === 'number' ? timeout : undefined;
  }
}

/**
 * An execution under way, in virtual time: the same program, input, answers and seed give the same events. `step` lets one
 * thread of states go on to its next rest; nothing happens between steps, so whoever drives may pause, look, and go on.
 */
export class Execution {
  private readonly program: Program;
  private readonly world: World;
  private readonly log = new Log();
  private readonly place: Place;
  private readonly input: Datum;
  private readonly context: ExecutionContext;
  private readonly start: number;
  private end: { readonly status: Exclude<ExecutionStatus, 'RUNNING'>; readonly output?: Json; readonly failure?: StateFailure } | undefined;

  constructor(program: Program, options: SimulationOptions) {
    this.program = program;
    this.start = options.startTime ?? START;
    const machineName = options.machineName ?? 'machine';
    this.world = new World({ now: this.start, seed: options.seed ?? 0, answers: options.answers, limits: { ...AWS_LIMITS, ...options.limits }, machineName, ...(options.roleArn === undefined ? {} : { roleArn: options.roleArn }) });
    const name = uuidFrom(this.world.random);
    const express = options.express ?? false;
    this.context = {
      id: `arn:aws:states:us-east-1:111111111111:${express ? 'express' : 'execution'}:${machineName}:${name}`,
      name, input: options.input, startTime: this.world.nowIso(), express, variableBytes: 0, redriveCount: 0, redriveTime: undefined,
    };
    this.input = new Datum(options.input);
    this.place = { log: this.log, last: 0, variables: ScopeVariables.none, execution: this.context, items: [], at: program.scope.startAt, input: this.input, stay: undefined };
    this.begin();
  }

  private begin(): void {
    this.world.scheduler.start(this.main());
    this.world.scheduler.start(this.clock());
  }

  /**
   * Goes on with an execution that ended without success, as AWS's `RedriveExecution` does (AWS developer guide, "Restarting state
   * machine executions with redrive"; histories recorded): under its name and in its history, from the states that it ended in, with
   * what these were entered with. What ended well is not run again, retries count from zero, and time-outs begin anew.
   * @returns why it is refused, and then nothing has changed; undefined where it goes on with the next step
   */
  redrive({ answers, afterSeconds = 0 }: RedriveOptions = {}): Refusal | undefined {
    const { world, log, context } = this;
    const now = world.scheduler.now + afterSeconds * 1000;
    const refusal = this.refusal(now);
    if (refusal !== undefined) return refusal;
    for (const history of [log, ...world.children.map((c) => c.log)]) history.goOnInCopy();
    if (answers !== undefined) world.answers = answers;
    world.scheduler.restart(now);
    // AWS charges a redrive as a transition.
    world.transitions++;
    context.redriveCount++;
    context.redriveTime = world.nowIso();
    this.end = undefined;
    this.place.last = log.add('ExecutionRedriven', log.events.length, now, { executionRedrivenEventDetails: { redriveCount: context.redriveCount } });
    this.begin();
    return undefined;
  }

  /** Ends it, as AWS's `StopExecution` does. An execution that has ended stays as it is. */
  abort({ error, cause }: { readonly error?: string; readonly cause?: string } = {}): void {
    if (this.end !== undefined) return;
    const details = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
    this.log.add('ExecutionAborted', 0, this.world.scheduler.now, { executionAbortedEventDetails: details });
    this.end = { status: 'ABORTED', failure: new StateFailure(error, cause) };
  }

  private refusal(now: number): Refusal | undefined {
    const { world, log, end, start: started } = this;
    const ended = end === undefined ? undefined : log.events.at(-1)?.timestamp.getTime();
    const cutOff = end?.failure instanceof ExecutionEnd && world.transitions > world.limits.transitions;
    return redriveRefusal({ status: end?.status ?? 'RUNNING', express: this.context.express, events: log.events.length, eventLimit: world.limits.events, cutOff, started, ended, now });
  }

  /** Lets one thread go on. False at the end. A promise where an expression is to be waited for. */
  step(): boolean | Promise<boolean> {
    return this.end === undefined && this.world.scheduler.step();
  }

  /** Goes on to the end, or until `pause` says so after a step. Lets others have the thread of the machine now and then. */
  async run(pause?: () => boolean): Promise<Simulation> {
    let steps = 0;
    for (;;) {
      const going = this.step();
      if (going instanceof Promise ? !(await going) : !going) break;
      if (pause !== undefined && ++steps % PAUSE_EVERY === 0 && pause()) break;
    }
    return this.simulation();
  }

  /** What it has come to so far. */
  simulation(): Simulation {
    const { end, world } = this;
    const refusal = this.refusal(world.scheduler.now);
    return {
      status: end?.status ?? 'RUNNING',
      ...(end?.output === undefined ? {} : { output: end.output }),
      ...(end?.failure?.error === undefined ? {} : { error: end.failure.error }),
      ...(end?.failure?.reason === undefined ? {} : { cause: end.failure.reason }),
      redriveCount: this.context.redriveCount,
      redriveStatus: refusal === undefined ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
      ...(refusal === undefined ? {} : { redriveStatusReason: refusal.reason }),
      durationSeconds: (world.scheduler.now - this.start) / 1000,
      transitions: world.transitions,
      events: this.log.events,
      decisions: this.log.decisions,
      children: world.children.map(({ context, log }) => ({ executionArn: context.id, events: log.events, decisions: log.decisions })),
    };
  }

  private *main(): Course<void> {
    const { world, place, input } = this;
    try {
      if (this.log.events.length === 0) world.event(place, 'ExecutionStarted', { executionStartedEventDetails: { input: input.text, inputDetails: WHOLE, roleArn: world.roleArn } });
      if (exceeds(input.text, world.limits.bytes)) throw new StateFailure('States.DataLimitExceeded', 'The input of the execution is larger than 256 KiB.', undefined, true);
      const output = yield* runScope(world, this.program.scope, place);
      world.event(place, 'ExecutionSucceeded', { executionSucceededEventDetails: { output: output.text, outputDetails: WHOLE } });
      this.end = { status: 'SUCCEEDED', output: output.value };
    } catch (thrown) {
      if (!(thrown instanceof StateFailure)) throw thrown;
      const { error, reason } = thrown;
      this.log.add('ExecutionFailed', place.last, world.scheduler.now, {
        executionFailedEventDetails: { ...(error === undefined ? {} : { error }), ...(reason === undefined ? {} : { cause: reason }) },
      });
      this.end = { status: 'FAILED', failure: thrown };
    }
  }

  /** Ends the execution when its time is over, which begins anew with every redrive. */
  private *clock(): Course<void> {
    const seconds = this.program.timeoutSeconds ?? (this.context.express ? 300 : YEAR);
    yield { kind: 'sleep', until: this.world.scheduler.now + seconds * 1000 };
    this.log.add('ExecutionTimedOut', 0, this.world.scheduler.now, { executionTimedOutEventDetails: { error: 'States.Timeout' } });
    this.end = { status: 'TIMED_OUT', failure: new StateFailure('States.Timeout') };
  }
}

const PAUSE_EVERY = 64;

/** Executes a definition from start to end. Never rejects for what a definition or an answer does: that ends the execution. */
export async function simulate(definition: JsonObject, options: SimulationOptions): Promise<Simulation> {
  return new Execution(new Program(definition), options).run();
}
