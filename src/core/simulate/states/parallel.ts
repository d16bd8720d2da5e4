import { Datum } from '../data/datum.ts';
import { leave, type Leaving } from '../leave.ts';
import { objectsOf, ProgramScope } from '../program.ts';
import { runTogether } from '../together.ts';
import { innerPlace, insideOf, type Course, type Inside } from '../thread.ts';
import type { Visit } from '../visit.ts';
import type { RunScope } from '../world.ts';

interface Branches extends Inside {
  readonly startedId: number;
  readonly input: Datum;
}

/** Parallel: all branches on the same input; the list of their outputs. One failure ends all. */
export function* parallel(visit: Visit, runScope: RunScope): Course<Leaving> {
  const { state, world, place } = visit;
  const scopes = state.once('branches', () => objectsOf(state.field('Branches')).map((b) => new ProgramScope(b, state.scopeLanguage)));
  const scopeAt = (index: number): ProgramScope => scopes[index] as ProgramScope;
  const branches = yield* visit.within(() => started(visit, scopes.length));
  const outputs = yield* runTogether(visit, branches, {
    concurrency: Infinity,
    *begin(index) {
      return innerPlace(place, branches.startedId, scopeAt(index).startAt, branches.input);
    },
    course: (index, inner) => runScope(world, scopeAt(index), inner),
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

function* started(visit: Visit, count: number): Course<Branches> {
  const field = visit.language === 'JSONata' ? 'Arguments' : 'Parameters';
  const template = visit.state.field(field);
  const value = template === undefined ? visit.input : yield* visit.fill(field, template);
  const input = value === visit.raw.value ? visit.raw : new Datum(value);
  return { ...insideOf(count), startedId: visit.world.event(visit.place, 'ParallelStateStarted', {}), input };
}
