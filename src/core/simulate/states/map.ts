import { isObject } from '../../base/json.ts';
import { Datum } from '../data/datum.ts';
import { runtimeFailure, queryFailure } from '../failure.ts';
import { numberField } from '../fields.ts';
import { leave, type Leaving } from '../leave.ts';
import { ProgramScope } from '../program.ts';
import { runTogether } from '../together.ts';
import { innerPlace, insideOf, type Course, type Inside, type MapItem } from '../thread.ts';
import type { Visit } from '../visit.ts';
import type { RunScope } from '../world.ts';
import { distributedMap } from './distributedMap.ts';
import { itemsOf, selectItem } from './mapItems.ts';

/** An inline Map runs at most so many iterations at a time (AWS developer guide, "Map state processing modes"). */
const INLINE_CONCURRENCY = 40;

/** Map: its steps once for every item, in this execution (inline) or each in an execution of its own (distributed). */
export function* map(visit: Visit, runScope: RunScope): Course<Leaving> {
  const { state } = visit;
  const processor = state.once('processor', () => {
    const json = state.field('ItemProcessor') ?? state.field('Iterator');
    if (!isObject(json)) throw runtimeFailure('The Map state has no ItemProcessor.');
    return { scope: new ProgramScope(json, state.scopeLanguage), config: isObject(json['ProcessorConfig']) ? json['ProcessorConfig'] : {} };
  });
  const concurrency = yield* concurrencyOf(visit);
  if (processor.config['Mode'] === 'DISTRIBUTED') return yield* distributedMap(visit, runScope, processor.scope, { concurrency, express: processor.config['ExecutionType'] === 'EXPRESS' });
  return yield* inlineMap(visit, runScope, processor.scope, Math.min(concurrency, INLINE_CONCURRENCY));
}

interface Iterations extends Inside {
  readonly startedId: number;
  readonly items: readonly MapItem[];
}

function* inlineMap(visit: Visit, runScope: RunScope, scope: ProgramScope, concurrency: number): Course<Leaving> {
  const { state, world, place } = visit;
  const { name } = state;
  const iterations = yield* visit.within(() => started(visit));
  const outputs = yield* runTogether(visit, iterations, {
    concurrency,
    *begin(index) {
      const item = iterations.items[index] as MapItem;
      const input = new Datum(yield* selectItem(visit, item));
      const inner = innerPlace(place, iterations.startedId, scope.startAt, input, item);
      world.event(inner, 'MapIterationStarted', { mapIterationStartedEventDetails: { name, index } });
      return inner;
    },
    course: (_, inner) => runScope(world, scope, inner),
    ended: (index, inner) => world.event(inner, 'MapIterationSucceeded', { mapIterationSucceededEventDetails: { name, index } }),
    failed(index, inner) {
      world.event(inner, 'MapIterationFailed', { mapIterationFailedEventDetails: { name, index } });
      return false;
    },
    aborted: (index, inner) => world.event(inner, 'MapIterationAborted', { mapIterationAbortedEventDetails: { name, index } }),
    stopped(failure) {
      world.event(place, 'MapStateFailed', {});
      return failure;
    },
  });
  world.event(place, 'MapStateSucceeded', {});
  return yield* leave(visit, outputs.map((o) => o?.value ?? null));
}

function* started(visit: Visit): Course<Iterations> {
  const items = yield* itemsOf(visit);
  return { ...insideOf(items.length), startedId: visit.world.event(visit.place, 'MapStateStarted', { mapStateStartedEventDetails: { length: items.length } }), items };
}

/** `MaxConcurrency`; 0, or none, is no limit of its own. */
export function* concurrencyOf(visit: Visit): Course<number> {
  const value = yield* numberField(visit, 'MaxConcurrency');
  visit.saw('maxConcurrency', value ?? 0);
  if (value === undefined || value === 0) return Infinity;
  if (value < 0) {
    const reason = 'MaxConcurrency cannot be negative.';
    throw visit.language === 'JSONata' ? queryFailure(reason, 'MaxConcurrency') : runtimeFailure(reason);
  }
  return value;
}
