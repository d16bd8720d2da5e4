import { isObject } from '../../base/json.ts';
import { Datum } from '../data/datum.ts';
import { runtimeFailure, queryFailure } from '../failure.ts';
import { numberField } from '../fields.ts';
import { leave, type Leaving } from '../leave.ts';
import { ProgramScope } from '../program.ts';
import { runTogether } from '../together.ts';
import { innerPlace, type Course, type MapItem } from '../thread.ts';
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
  const items = yield* itemsOf(visit);
  return yield* inlineMap(visit, runScope, processor.scope, items, Math.min(concurrency, INLINE_CONCURRENCY));
}

function* inlineMap(visit: Visit, runScope: RunScope, scope: ProgramScope, items: readonly MapItem[], concurrency: number): Course<Leaving> {
  const { state, world, place } = visit;
  const started = world.event(place, 'MapStateStarted', { mapStateStartedEventDetails: { length: items.length } });
  const { name } = state;
  const outputs = yield* runTogether(visit, {
    count: items.length,
    concurrency,
    *begin(index) {
      const item = items[index] as MapItem;
      const input = new Datum(yield* selectItem(visit, item));
      const inner = innerPlace(place, started, item);
      world.event(inner, 'MapIterationStarted', { mapIterationStartedEventDetails: { name, index } });
      return { place: inner, course: runScope(world, scope, inner, input) };
    },
    ended: (index, side) => world.event(side.place, 'MapIterationSucceeded', { mapIterationSucceededEventDetails: { name, index } }),
    failed(index, side) {
      world.event(side.place, 'MapIterationFailed', { mapIterationFailedEventDetails: { name, index } });
      return false;
    },
    aborted: (index, side) => world.event(side.place, 'MapIterationAborted', { mapIterationAbortedEventDetails: { name, index } }),
    stopped(failure) {
      world.event(place, 'MapStateFailed', {});
      return failure;
    },
  });
  world.event(place, 'MapStateSucceeded', {});
  return yield* leave(visit, outputs.map((o) => o?.value ?? null));
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
