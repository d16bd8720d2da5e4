import type { Json, JsonObject } from '../base/json.ts';
import type { Answers } from './answer.ts';
import { runScope } from './course.ts';
import { Datum, exceeds } from './data/datum.ts';
import { StateFailure } from './failure.ts';
import type { HistoryEvent } from './history.ts';
import { Log, WHOLE, type Decision } from './log.ts';
import { ProgramScope } from './program.ts';
import { uuidFrom } from './random.ts';
import type { Course, Place } from './thread.ts';
import { ScopeVariables } from './variables.ts';
import { AWS_LIMITS, World, type Limits } from './world.ts';

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

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT';

/** What a simulation has come to. */
export interface Simulation {
  readonly status: ExecutionStatus;
  /** Of a succeeded one. */
  readonly output?: Json;
  /** Of a failed one; undefined where AWS would report none. */
  readonly error?: string;
  readonly cause?: string;
  /** Virtual time from its start to its end. */
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
  private readonly world: World;
  private readonly log = new Log();
  private readonly place: Place;
  private readonly start: number;
  private end: { readonly status: Exclude<ExecutionStatus, 'RUNNING'>; readonly output?: Json; readonly failure?: StateFailure } | undefined;

  constructor(program: Program, options: SimulationOptions) {
    this.start = options.startTime ?? START;
    const machineName = options.machineName ?? 'machine';
    this.world = new World({ now: this.start, seed: options.seed ?? 0, answers: options.answers, limits: { ...AWS_LIMITS, ...options.limits }, machineName, ...(options.roleArn === undefined ? {} : { roleArn: options.roleArn }) });
    const name = uuidFrom(this.world.random);
    const express = options.express ?? false;
    const execution = { id: `arn:aws:states:us-east-1:111111111111:${express ? 'express' : 'execution'}:${machineName}:${name}`, name, input: options.input, startTime: this.world.nowIso(), express };
    this.place = { log: this.log, last: 0, variables: ScopeVariables.none, execution, items: [], running: undefined, children: undefined };
    const seconds = program.timeoutSeconds ?? (express ? 300 : YEAR);
    this.world.scheduler.start(this.main(program.scope, new Datum(options.input)));
    this.world.scheduler.start(this.clock(seconds));
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
    return {
      status: end?.status ?? 'RUNNING',
      ...(end?.output === undefined ? {} : { output: end.output }),
      ...(end?.failure?.error === undefined ? {} : { error: end.failure.error }),
      ...(end?.failure?.reason === undefined ? {} : { cause: end.failure.reason }),
      durationSeconds: (world.scheduler.now - this.start) / 1000,
      transitions: world.transitions,
      events: this.log.events,
      decisions: this.log.decisions,
      children: world.children.map(({ context, log }) => ({ executionArn: context.id, events: log.events, decisions: log.decisions })),
    };
  }

  private *main(scope: ProgramScope, input: Datum): Course<void> {
    const { world, place } = this;
    try {
      world.event(place, 'ExecutionStarted', { executionStartedEventDetails: { input: input.text, inputDetails: WHOLE, roleArn: world.roleArn } });
      if (exceeds(input.text, world.limits.bytes)) throw new StateFailure('States.DataLimitExceeded', 'The input of the execution is larger than 256 KiB.', undefined, true);
      const output = yield* runScope(world, scope, place, input);
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

  /** Ends the execution when its time is over. */
  private *clock(seconds: number): Course<void> {
    yield { kind: 'sleep', until: this.start + seconds * 1000 };
    this.log.add('ExecutionTimedOut', this.log.events.length, this.world.scheduler.now, { executionTimedOutEventDetails: { error: 'States.Timeout' } });
    this.end = { status: 'TIMED_OUT', failure: new StateFailure('States.Timeout') };
  }
}

const PAUSE_EVERY = 64;

/** Executes a definition from start to end. Never rejects for what a definition or an answer does: that ends the execution. */
export async function simulate(definition: JsonObject, options: SimulationOptions): Promise<Simulation> {
  return new Execution(new Program(definition), options).run();
}
