import type { Datum } from './data/datum.ts';
import { catcherOf, leaveByCatch, Retries } from './errors.ts';
import { runtimeFailure, StateFailure } from './failure.ts';
import type { HistoryEventType } from './history.ts';
import { applyInputPath } from './fields.ts';
import { leave, type Leaving } from './leave.ts';
import { WHOLE } from './log.ts';
import type { ProgramScope, ProgramState } from './program.ts';
import { choose } from './states/choice.ts';
import { fail } from './states/fail.ts';
import { map } from './states/map.ts';
import { parallel } from './states/parallel.ts';
import { pass } from './states/pass.ts';
import { task } from './states/task.ts';
import { wait } from './states/wait.ts';
import { TURN, type Course, type Place } from './thread.ts';
import { Visit } from './visit.ts';
import type { World } from './world.ts';

/** The course of one scope, from where it stands to a state that ends it. Gives that state's output. */
export function* runScope(world: World, scope: ProgramScope, place: Place): Course<Datum> {
  for (;;) {
    const state = scope.state(place.at);
    const { output, next } = state.plain && isIdle(state) ? leaveAtOnce(world, place, state) : yield* visitState(world, place, state);
    if (next === undefined) return output;
    place.input = output;
    place.at = next;
    yield TURN;
  }
}

function isIdle(state: ProgramState): boolean {
  return state.type === 'Pass' || state.type === 'Succeed';
}

/** A Pass or Succeed that only hands on its input. */
function leaveAtOnce(world: World, place: Place, state: ProgramState): Leaving {
  world.transition();
  const { name, type } = state;
  const { input } = place;
  world.event(place, type === 'Pass' ? 'PassStateEntered' : 'SucceedStateEntered', { stateEnteredEventDetails: { name, input: input.text, inputDetails: WHOLE } });
  world.event(place, type === 'Pass' ? 'PassStateExited' : 'SucceedStateExited', { stateExitedEventDetails: { name, output: input.text, outputDetails: WHOLE } });
  return { output: input, next: state.next };
}

/** A visit with its retries and catchers. */
function* visitState(world: World, place: Place, state: ProgramState): Course<Leaving> {
  const visit = new Visit(world, place, state, place.input);
  enter(visit);
  place.stay = visit;
  const leaving = yield* untilLeft(visit);
  place.stay = undefined;
  return leaving;
}

/** Enters the state, or takes up the stay that an execution ended in: that one has its event, which the next one follows. */
function enter(visit: Visit): void {
  const { world, place, state, raw } = visit;
  if (place.stay !== undefined) {
    visit.goOn(place.stay);
    // What a Fail state ends follows the redrive (recorded).
    if (state.type !== 'Fail') place.last = visit.enteredId;
    return;
  }
  world.transition();
  visit.enteredId = world.event(place, `${state.type}StateEntered` as HistoryEventType, {
    stateEnteredEventDetails: { name: state.name, input: raw.text, inputDetails: WHOLE },
  });
}

function* untilLeft(visit: Visit): Course<Leaving> {
  const { world } = visit;
  const retries = new Retries();
  for (;;) {
    visit.failure = undefined;
    try {
      return yield* attempt(visit);
    } catch (thrown) {
      const failure = (visit.failure = explain(visit, thrown));
      const { index, seconds } = retries.next(visit, failure) ?? {};
      if (index !== undefined && seconds !== undefined) {
        visit.decided({ kind: 'retry', index });
        world.transition();
        visit.retries++;
        yield { kind: 'sleep', until: world.scheduler.now + seconds * 1000 };
        visit.inside = undefined;
        continue;
      }
      const found = catcherOf(visit, failure);
      visit.decided({ kind: 'failed', error: failure.error, ...(found === undefined ? {} : { caughtTo: String(found.catcher['Next']) }) });
      if (found === undefined) throw failure;
      try {
        return yield* leaveByCatch(visit, found, failure);
      } catch (again) {
        throw (visit.failure = explain(visit, again));
      }
    }
  }
}

/** One attempt at what the state does. */
export function* attempt(visit: Visit): Course<Leaving> {
  visit.result = undefined;
  visit.errorOutput = undefined;
  applyInputPath(visit);
  switch (visit.state.type) {
    case 'Pass':
      return yield* pass(visit);
    case 'Succeed':
      return yield* leave(visit, undefined, undefined);
    case 'Fail':
      return yield* fail(visit);
    case 'Wait':
      return yield* wait(visit);
    case 'Choice':
      return yield* choose(visit);
    case 'Task':
      return yield* task(visit);
    case 'Parallel':
      return yield* parallel(visit, runScope);
    case 'Map':
      return yield* map(visit, runScope);
    default:
      throw runtimeFailure(`There is no type of state '${String(visit.state.field('Type'))}'.`);
  }
}

/** A failure with the state that it happened in, in AWS's words; an expression that failed gets its event. Bugs go through. */
export function explain(visit: Visit, thrown: unknown): StateFailure {
  if (!(thrown instanceof StateFailure)) throw thrown;
  if (thrown.told) return thrown;
  const cause = `An error occurred while executing the state '${visit.state.name}' (entered at the event id #${visit.enteredId}). ${thrown.reason ?? ''}`;
  if (thrown.error === 'States.QueryEvaluationError') {
    const { location } = thrown;
    visit.world.event(visit.place, 'EvaluationFailed', {
      evaluationFailedEventDetails: { error: thrown.error, cause, ...(location === undefined ? {} : { location }), state: visit.state.name },
    });
  }
  return new StateFailure(thrown.error, cause, thrown.location, true);
}
