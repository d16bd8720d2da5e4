import type { Json, JsonObject } from '../base/json.ts';
import type { QueryLanguage } from '../asl/types.ts';
import type { Random } from './random.ts';

/** Variables in sight: the own ones of a scope before those of the scopes around it. */
export interface Variables {
  get(name: string): Json | undefined;
  /** All in sight, by name: for handing them to an expression. */
  all(): Readonly<Record<string, Json>>;
}

/** What a field of a state can see when it is evaluated (AWS developer guide, "Processing input and output", "Transforming data with JSONata"). */
export interface Sight {
  readonly language: QueryLanguage;
  /** The state's input: of a JSONPath state after `InputPath`. */
  readonly input: Json;
  /** What `$` is in JSONPath: the input, later the result or the error output. */
  readonly dollar: Json;
  /** `$states.result`; undefined where there is none. */
  readonly result: Json | undefined;
  /** `$states.errorOutput`; undefined outside a Catch. */
  readonly errorOutput: Json | undefined;
  readonly variables: Variables;
  /** `$$`, `$states.context`: made when first asked for, as most fields do not. */
  context(): JsonObject;
  /** What `States.UUID`, `$uuid`, `States.MathRandom`, `$random`, `$shuffle` draw from. */
  readonly random: Random;
  /** Milliseconds since 1970 in virtual time: `$now`, `$millis`. */
  readonly now: number;
}
