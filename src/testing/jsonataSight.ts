import type { Json, JsonObject } from '../core/base/json.ts';
import type { Sight } from '../core/simulate/sight.ts';
import { sightOf } from './sight.ts';

/** What a JSONata state sees of this input and these variables. */
export function jsonataSight(input: Json, variables: JsonObject = {}, more: Partial<Sight> = {}): Sight {
  return { ...sightOf(input, { Execution: { Id: 'arn:1' } }, variables), language: 'JSONata', ...more };
}
