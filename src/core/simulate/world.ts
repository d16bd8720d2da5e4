import type { Json, JsonObject } from '../base/json.ts';
import type { Answers, StoredObject } from './answer.ts';
import type { Datum} from './data/datum.ts';
import { exceeds } from './data/datum.ts';
import { reportedFailure, StateFailure } from './failure.ts';
import type { HistoryEventDetails, HistoryEventType } from './history.ts';
import type { Log } from './log.ts';
import { randomFrom, type Random } from './random.ts';
import type { ProgramScope } from './program.ts';
import { Scheduler } from './scheduler.ts';
import type { Course, ExecutionContext, Place } from './thread.ts';

/** Bounds of an execution. Each ends it FAILED with a reason, as AWS does where AWS has the bound; none can make it hang. */
export interface Limits {
  /** Events of one history (AWS quota: 25 000). */
  readonly events: number;
  /** States entered and retries, in all. */
  readonly transitions: number;
  /** Bytes of an input, output or result (AWS quota: 256 KiB). */
  readonly bytes: number;
  /** Bytes of all variables that an execution holds at a time (AWS quota: 10 MiB). */
  readonly variableBytes: number;
}

export const AWS_LIMITS: Limits = { events: 25_000, transitions: 1_000_000, bytes: 262_144, variableBytes: 10_485_760 };

/** Ends the whole execution, whatever would catch: a limit that AWS does not let one catch. */
export class ExecutionEnd extends StateFailure {}

/** A stage of a state's data, as `TestState` names it in its `inspectionData`. */
export type Filter =
  | 'afterInputPath'
  | 'afterParameters'
  | 'afterArguments'
  | 'result'
  | 'afterResultSelector'
  | 'afterResultPath'
  | 'maxConcurrency'
  | 'toleratedFailureCount'
  | 'toleratedFailurePercentage';

/** What the states of one execution share. */
export class World {
  readonly scheduler: Scheduler;
  readonly random: Random;
  /** A redriven execution may get others. */
  answers: Answers;
  readonly limits: Limits;
  /** States entered and retries made: what AWS charges. */
  transitions = 0;
  /** Calls of each task so far, by state name. */
  readonly calls = new Map<string, number>();
  /** What its tasks have written to S3, by `bucket/key`; it outlives a redrive. */
  readonly objects = new Map<string, StoredObject>();
  /** Histories of the children of Distributed Maps, in the order of their start. */
  readonly children: { readonly context: ExecutionContext; readonly log: Log }[] = [];
  readonly machine: { readonly id: string; readonly name: string };
  readonly roleArn: string;
  /** Is told what each filter of a state made; only for looking at one state. */
  look: ((filter: Filter, value: Json) => void) | undefined = undefined;
  /** Stands in for the context object; only for looking at one state. */
  context: JsonObject | undefined = undefined;

  constructor(options: { readonly now: number; readonly seed: number; readonly answers: Answers; readonly limits: Limits; readonly machineName: string; readonly roleArn?: string }) {
    this.scheduler = new Scheduler(options.now);
    this.random = randomFrom(options.seed);
    this.answers = options.answers;
    this.limits = options.limits;
    this.machine = { id: `arn:aws:states:us-east-1:111111111111:stateMachine:${options.machineName}`, name: options.machineName };
    this.roleArn = options.roleArn ?? `arn:aws:iam::111111111111:role/${options.machineName}`;
  }

  /** Appends an event to the history of a place. @throws ExecutionEnd at AWS's limit of events, of which the last is the end. */
  event(place: Place, type: HistoryEventType, details: HistoryEventDetails): number {
    if (place.log.events.length >= this.limits.events - 1) {
      throw new ExecutionEnd('States.Runtime', `The execution reached the maximum number of history events (${this.limits.events}).`, undefined, true);
    }
    return (place.last = place.log.add(type, place.last, this.scheduler.now, details));
  }

  /** @throws ExecutionEnd where an execution goes round without end. */
  transition(): void {
    if (++this.transitions > this.limits.transitions) {
      throw new ExecutionEnd('States.Runtime', `The simulation was stopped after ${this.limits.transitions} state transitions.`, undefined, true);
    }
  }

  /** @throws StateFailure where a value is larger than AWS passes on. `what` is named as AWS does. */
  checkSize(datum: Datum, what: string): void {
    if (exceeds(datum.text, this.limits.bytes)) {
      throw reportedFailure('States.DataLimitExceeded', `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`);
    }
  }

  nowIso(): string {
    return new Date(this.scheduler.now).toISOString();
  }
}

/** Runs a scope from where the place stands to a state that ends it, and gives that state's output: what containers run their insides with. */
export type RunScope = (world: World, scope: ProgramScope, place: Place) => Course<Datum>;
