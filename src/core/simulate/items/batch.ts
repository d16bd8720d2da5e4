import type { Json } from '../../base/json.ts';
import type { Course } from '../thread.ts';
import type { Visit } from '../visit.ts';
import { countOf, partOf } from './part.ts';

/**
 * `ItemBatcher`: items put together, at most so many or of so many bytes for each child execution, which then gets
 * `{BatchInput?, Items}` (AWS developer guide, "ItemBatcher (Map)"). Without it every item is the input of a child.
 */
export function* batchItems(visit: Visit, items: readonly Json[]): Course<readonly Json[]> {
  if (visit.state.field('ItemBatcher') === undefined) return items;
  const batcher = partOf(visit, 'ItemBatcher');
  const most = (yield* countOf(visit, batcher, 'ItemBatcher', 'MaxItemsPerBatch')) ?? Infinity;
  const bytes = (yield* countOf(visit, batcher, 'ItemBatcher', 'MaxInputBytesPerBatch')) ?? visit.world.limits.bytes;
  const common = batcher['BatchInput'] === undefined ? {} : { BatchInput: yield* visit.fill('ItemBatcher/BatchInput', batcher['BatchInput']) };
  const empty = sizeOf({ ...common, Items: [] });
  const batches: Json[][] = [];
  let size = 0;
  for (const item of items) {
    const last = batches.at(-1);
    const more = sizeOf(item) + 1;
    if (last !== undefined && last.length < most && size + more <= bytes) {
      last.push(item);
      size += more;
    } else {
      batches.push([item]);
      size = empty + more;
    }
  }
  return batches.map((batch) => ({ ...common, Items: batch }));
}

/** Bytes of a value's JSON text; of texts outside ASCII an upper bound. */
function sizeOf(value: Json): number {
  const text = JSON.stringify(value);
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) bytes += text.charCodeAt(i) > 0x7ff ? 2 : 1;
  return bytes;
}
