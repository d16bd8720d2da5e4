import { isList, isObject, type Json } from '../../base/json.ts';
import { queryFailure, runtimeFailure } from '../failure.ts';
import { wrongType } from '../fields.ts';
import type { Course, MapItem } from '../thread.ts';
import type { Visit } from '../visit.ts';

/** What an iteration gets: `ItemSelector` (in old machines `Parameters`) filled for its item, or the item. */
export function* selectItem(visit: Visit, item: MapItem): Course<Json> {
  const field = visit.state.field('ItemSelector') !== undefined ? 'ItemSelector' : 'Parameters';
  const template = visit.state.field(field);
  if (template === undefined) return item.value;
  visit.selecting = item;
  try {
    return yield* visit.fill(field, template);
  } finally {
    visit.selecting = undefined;
  }
}

/** The items of the state's own data: `ItemsPath`, `Items`, or its input. An object's entries are items too where `Items` gives one. */
export function* itemsOf(visit: Visit): Course<readonly MapItem[]> {
  const { state } = visit;
  if (visit.language === 'JSONPath') {
    const path = state.field('ItemsPath');
    const value = typeof path === 'string' ? visit.path(path) : visit.input;
    if (!isList(value)) throw runtimeFailure(`Reference path "${typeof path === 'string' ? path : '$'}" must point to array.`);
    return numbered(value);
  }
  const written = state.field('Items');
  if (written === undefined) {
    if (!isList(visit.input)) throw queryFailure(`Map state input must be an array but was: ${JSON.stringify(visit.input)}`, 'Items');
    return numbered(visit.input);
  }
  const value = yield* visit.fill('Items', written);
  if (isList(value)) return numbered(value);
  if (isObject(value)) return Object.entries(value).map(([key, v], index) => ({ index, value: v, key }));
  throw wrongType(visit, 'Items', written, 'array', value);
}

function numbered(values: readonly Json[]): readonly MapItem[] {
  return values.map((value, index) => ({ index, value }));
}
