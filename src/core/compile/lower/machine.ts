import type { Pointer } from '../../base/pointer.ts';
import type { Retrier, StepId } from '../../model/pipeline.ts';
import type { Condition, Value, Leaf, Variable } from '../value.ts';

/**
 * States before they are bytes: which exist, what they are called, what they keep, where they lead. The same for both query
 * languages, but for the extra states that only one of them needs.
 */
export interface Machine {
  readonly startAt: string;
  readonly states: readonly State[];
}

/** One variable set by a state: leaf by leaf, or as a whole. */
export interface Assignment {
  readonly variable: Variable;
  readonly leaves?: readonly (readonly [Leaf, Value])[];
  readonly whole?: Value;
}

/** On to a state, or out of the scope with what it returns. */
export type Exit = { readonly next: string } | { readonly returns: Value };

export interface Catch {
  readonly errors: readonly string[];
  readonly assign: readonly Assignment[];
  readonly next: string;
}

interface Base {
  readonly name: string;
  /** The drawn step it belongs to; absent for states of the compiler's own. */
  readonly step?: StepId;
}
export interface TaskState extends Base {
  readonly type: 'Task';
  readonly resource: string;
  readonly arguments: Value;
  /** Where the arguments come from below the step; absent when Cauce wrote them. */
  readonly origin?: Pointer;
  readonly assign: readonly Assignment[];
  readonly retry: readonly Retrier[];
  readonly catches: readonly Catch[];
  readonly timeout?: Value;
  readonly heartbeat?: Value;
  readonly exit: Exit;
}
export interface PassState extends Base {
  readonly type: 'Pass';
  /** What the person lets it make (JSONPath writes it as `Parameters`). */
  readonly makes?: Value;
  readonly assign: readonly Assignment[];
  readonly exit: Exit;
}
export interface WaitState extends Base {
  readonly type: 'Wait';
  readonly seconds?: Value;
  readonly timestamp?: Value;
  readonly assign: readonly Assignment[];
  readonly exit: Exit;
}
export interface ChoiceState extends Base {
  readonly type: 'Choice';
  readonly rules: readonly { readonly condition: Condition; readonly assign: readonly Assignment[]; readonly next: string; readonly way: number }[];
  readonly assign: readonly Assignment[];
  readonly otherwise: string;
}
export interface ParallelState extends Base {
  readonly type: 'Parallel';
  readonly branches: readonly Machine[];
  readonly assign: readonly Assignment[];
  readonly retry: readonly Retrier[];
  readonly catches: readonly Catch[];
  readonly exit: Exit;
}
export interface MapState extends Base {
  readonly type: 'Map';
  readonly items: Value;
  readonly maxConcurrency?: Value;
  readonly selector?: Value;
  readonly body: Machine;
  readonly assign: readonly Assignment[];
  readonly retry: readonly Retrier[];
  readonly catches: readonly Catch[];
  readonly exit: Exit;
}
export interface SucceedState extends Base {
  readonly type: 'Succeed';
  readonly returns: Value;
}
export interface FailState extends Base {
  readonly type: 'Fail';
  readonly error?: Value;
  readonly cause?: Value;
}
/** The state `Parameters` (emitted-asl.md 3). */
export interface ParametersState extends Base {
  readonly type: 'Parameters';
  /** Run parameters that it checks. */
  readonly run: readonly string[];
  /** Deploy parameters that JSONPath needs as values. */
  readonly deployed: readonly string[];
  readonly assign: readonly Assignment[];
  readonly exit: Exit;
}
export type State = TaskState | PassState | WaitState | ChoiceState | ParallelState | MapState | SucceedState | FailState | ParametersState;
