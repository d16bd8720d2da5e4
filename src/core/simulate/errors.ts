import { isList, type Json, type JsonObject } from '../base/json.ts';
import { Datum } from './data/datum.ts';
import type { StateFailure } from './failure.ts';
import { assign, exit, place, type Leaving } from './leave.ts';
import type { Course } from './thread.ts';
import type { Visit } from './visit.ts';
import { ExecutionEnd } from './world.ts';

/** `Retry` of one visit: each retrier counts for itself (States Language specification, "Retrying after error"). */
export class Retries {
  private readonly made: number[];

  /** `made`: attempts that each retrier has made before. */
  constructor(made: readonly number[] = []) {
    this.made = [...made];
  }

  /** The retrier that takes a failure, with the seconds until its next attempt; these undefined where its attempts are used up. */
  next(visit: Visit, failure: StateFailure): { readonly index: number; readonly seconds: number | undefined } | undefined {
    const index = visit.state.retriers.findIndex((r) => takes(r, failure));
    const retrier = visit.state.retriers[index];
    if (retrier === undefined) return undefined;
    const made = this.made[index] ?? 0;
    if (made >= numberOf(retrier['MaxAttempts'], 3)) return { index, seconds: undefined };
    this.made[index] = made + 1;
    const delay = Math.min(numberOf(retrier['IntervalSeconds'], 1) * numberOf(retrier['BackoffRate'], 2) ** made, numberOf(retrier['MaxDelaySeconds'], Infinity));
    return { index, seconds: retrier['JitterStrategy'] === 'FULL' ? delay * visit.random.next() : delay };
  }
}

/** The catcher that takes a failure, with its index; undefined where none does. */
export function catcherOf(visit: Visit, failure: StateFailure): { readonly catcher: JsonObject; readonly index: number } | undefined {
  const index = visit.state.catchers.findIndex((c) => takes(c, failure));
  const catcher = visit.state.catchers[index];
  return catcher === undefined ? undefined : { catcher, index };
}

/** Leaves a failed state by its catcher. The error output is `{Error, Cause}`. */
export function* leaveByCatch(visit: Visit, { catcher, index }: { readonly catcher: JsonObject; readonly index: number }, failure: StateFailure): Course<Leaving> {
  const errorOutput = { Error: failure.error ?? '', ...(failure.reason === undefined ? {} : { Cause: failure.reason }) };
  visit.result = undefined;
  visit.errorOutput = errorOutput;
  visit.dollar = errorOutput;
  const assigned = yield* assign(visit, `Catch/${index}/Assign`, catcher['Assign']);
  let output: Datum;
  if (visit.language === 'JSONPath') output = place(visit, catcher['ResultPath'], errorOutput);
  else output = new Datum(catcher['Output'] === undefined ? errorOutput : yield* visit.fill(`Catch/${index}/Output`, catcher['Output']));
  return exit(visit, output, assigned, String(catcher['Next']));
}

/** Errors that end an execution whatever its catchers say (recorded: not even by their own name). */
function isFinal(failure: StateFailure): boolean {
  return failure instanceof ExecutionEnd || failure.error === 'States.Runtime';
}

function takes(rule: JsonObject, failure: StateFailure): boolean {
  const names = rule['ErrorEquals'];
  return !isFinal(failure) && isList(names) && names.some((name) => matches(name, failure.error));
}

/** Whether a name of `ErrorEquals` stands for an error. `States.TaskFailed` stands for all that a task reports but time-outs. */
function matches(name: Json, error: string | undefined): boolean {
  if (name === error || name === 'States.ALL') return true;
  if (name === 'States.Timeout') return error === 'States.HeartbeatTimeout';
  return name === 'States.TaskFailed' && error !== 'States.Timeout' && error !== 'States.HeartbeatTimeout' && error !== 'States.QueryEvaluationError';
}

/** Whether a name of `ErrorEquals` takes an error of this name; one that ends an execution is taken by none. */
export function errorMatches(name: string, error: string | undefined): boolean {
  return error !== 'States.Runtime' && matches(name, error);
}

function numberOf(value: Json | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
