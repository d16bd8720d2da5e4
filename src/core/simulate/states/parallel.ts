import { Datum } from '../data/datum.ts';
import { leave, type Leaving } from '../leave.ts';
import { objectsOf, ProgramScope } from '../program.ts';
import { runTogether } from '../together.ts';
import { innerPlace, type Course } from '../thread.ts';
import type { Visit } from '../visit.ts';
import type { RunScope } from '../world.ts';

/** Parallel: all branches on the same input; the list of their outputs. One failure ends all. */
export function* parallel(visit: Visit, runScope: RunScope): Course<Leaving> {
  const { state, world, place } = visit;
  const scopes = state.once('branches', () => objectsOf(state.field('Branches')).map((b) => new ProgramScope(b, state.scopeLanguage)));
  const field = visit.language === 'JSONata' ? 'Arguments' : 'Parameters';
  const template = state.field(field);
  const value = template === undefined ? visit.input : yield* visit.fill(field, template);
  const input = value === visit.raw.value ? visit.raw : new Datum(value);
  const started = world.event(place, 'ParallelStateStarted', {});
  const outputs = yield* runTogether(visit, {
    count: scopes.length,
    concurrency: Infinity,
    *begin(index) {
      const inner = innerPlace(place, started);
      return { place: inner, course: runScope(world, scopes[index] as ProgramScope, inner, input) };
    },
    ended: () => undefined,
    failed: () => false,
    aborted: () => undefined,
    stopped(failure) {
      world.event(place, 'ParallelStateFailed', {});
      return failure;
    },
  });
  world.event(place, 'ParallelStateSucceeded', {});
  return yield* leave(visit, outputs.map((o) => o?.value ?? null));
}
