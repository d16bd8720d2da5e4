import type { Json } from '../base/json.ts';
import type { Datum } from './data/datum.ts';
import type { StateFailure } from './failure.ts';
import type { Log } from './log.ts';
import type { ProgramState } from './program.ts';
import type { ScopeVariables } from './variables.ts';

/** What a thread of states asks of the scheduler when it yields. */
export type Request =
  /** Let others go first. */
  | { readonly kind: 'turn' }
  /** Go on when virtual time has come to `until`, in milliseconds. */
  | { readonly kind: 'sleep'; readonly until: number }
  /** Go on when another thread wakes it. */
  | { readonly kind: 'block' };

export const TURN: Request = { kind: 'turn' };
export const BLOCK: Request = { kind: 'block' };

/** A course of states: yields requests of the scheduler, and promises of expressions under way. */
export type Course<T> = Generator<Request | PromiseLike<unknown>, T, unknown>;

/**
 * Where a course stands in the machine: all that it needs to begin, and to go on when an execution that ended is redriven. Shared by
 * the states of one scope's run.
 */
export interface Place {
  /** The history it writes to: children of a Distributed Map have their own. */
  readonly log: Log;
  /** The last event of this course: what the next one follows. */
  last: number;
  variables: ScopeVariables;
  /** `$$.Execution` of this course. */
  readonly execution: ExecutionContext;
  /** The items of the Maps around, from the outermost. */
  readonly items: readonly MapItem[];
  /** The state that it is in, or enters next. */
  at: string;
  /** What that state gets. */
  input: Datum;
  /** Its stay in that state; undefined before it has entered it. */
  stay: Stay | undefined;
}

/** A stay in a state, from its entering to its leaving, over all attempts and redrives. */
export interface Stay {
  readonly state: ProgramState;
  /** The id of its event `…StateEntered`, and when that was. */
  readonly enteredId: number;
  readonly enteredTime: number;
  /** What its last attempt failed with. */
  readonly failure: StateFailure | undefined;
  /** What runs side by side inside, once it has begun. */
  readonly inside: Inside | undefined;
}

/** What runs side by side inside one attempt of a state. */
export interface Inside {
  readonly count: number;
  /** So many have begun, in the order of their indexes. */
  begun: number;
  /** Where they stand, by index; undefined of those that ended well, which nothing goes on with. */
  readonly places: (Place | undefined)[];
  /** Of those that ended well, by index. */
  readonly outputs: (Datum | undefined)[];
  readonly running: Map<number, Running>;
  /** All have ended, as far as the state asks for that. */
  over: boolean;
  /** Writes that the whole was ended from outside, where the state has an event of its own for that. */
  readonly ended?: () => void;
}

/** A course that is under way. */
export interface Running {
  readonly place: Place;
  readonly thread: Thread;
  /** Writes that it was ended. */
  readonly aborted: (index: number, place: Place) => void;
}

/** Nothing inside has begun yet. */
export function insideOf(count: number): Inside {
  return { count, begun: 0, places: [], outputs: new Array<Datum | undefined>(count).fill(undefined), running: new Map(), over: false };
}

/** The place of a branch or iteration at its beginning: the same history, variables of its own. `last` is the event that it follows. */
export function innerPlace(place: Place, last: number, at: string, input: Datum, item?: MapItem): Place {
  const items = item === undefined ? place.items : [...place.items, item];
  return { log: place.log, last, variables: place.variables.inner(), execution: place.execution, items, at, input, stay: undefined };
}

export interface MapItem {
  readonly index: number;
  readonly value: Json;
  /** Of an object's entries. */
  readonly key?: string;
}

export interface ExecutionContext {
  readonly id: string;
  readonly name: string;
  readonly input: Json;
  readonly startTime: string;
  readonly express: boolean;
  /** Of all variables that its courses hold now. */
  variableBytes: number;
  redriveCount: number;
  /** Undefined before the first redrive. */
  redriveTime: string | undefined;
}

/** One thread: a course that the scheduler lets go on. */
export class Thread {
  readonly course: Course<void>;
  aborted = false;

  constructor(course: Course<void>) {
    this.course = course;
  }
}
