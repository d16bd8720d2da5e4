import type { Log } from './log.ts';
import type { Json } from '../base/json.ts';
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

/** Where a thread stands in the machine: shared by the states of one scope's run. */
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
  /** The state it is in. */
  running: ProgramState | undefined;
  /** What runs side by side inside that state. */
  children: ReadonlyMap<number, Running> | undefined;
}

/** A course that is under way. */
export interface Running {
  readonly side: { readonly place: Place };
  readonly thread: Thread;
  /** Writes that it was ended. */
  readonly aborted: () => void;
}

/** The place of a branch or iteration: the same history, variables of its own. `last` is the event that it follows. */
export function innerPlace(place: Place, last: number, item?: MapItem): Place {
  const items = item === undefined ? place.items : [...place.items, item];
  return { log: place.log, last, variables: place.variables.inner(), execution: place.execution, items, running: undefined, children: undefined };
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
}

/** One thread: a course that the scheduler lets go on. */
export class Thread {
  readonly course: Course<void>;
  aborted = false;

  constructor(course: Course<void>) {
    this.course = course;
  }
}
