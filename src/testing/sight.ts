import type { Json, JsonObject } from '../core/base/json.ts';
import { randomFrom } from '../core/simulate/random.ts';
import type { Sight } from '../core/simulate/sight.ts';

/** What a JSONPath state sees of this input. */
export function sightOf(dollar: Json, context: JsonObject = {}, variables: JsonObject = {}): Sight {
  return {
    language: 'JSONPath',
    input: dollar,
    dollar,
    result: undefined,
    errorOutput: undefined,
    variables: { get: (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined), all: () => variables },
    context: () => context,
    random: randomFrom(1),
    now: 0,
  };
}
