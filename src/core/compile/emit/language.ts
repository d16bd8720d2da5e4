import type { Json, JsonObject } from '../../base/json.ts';
import type { Assignment, PassState } from '../lower/machine.ts';
import type { Condition, Value } from '../value.ts';

/** A field and its key: JSONPath has twins such as `SecondsPath`. */
export type PrintedField = readonly [string, Json];

/** What differs between the query languages, field by field (aws-facts 1.2, emitted-asl.md). */
export interface LanguagePrinter {
  readonly argumentsField: 'Arguments' | 'Parameters';
  arguments(value: Value): Json;
  /** The drawn name of a printed key: without `.$`. */
  drawnKey(key: string): string;
  /** A number or timestamp: `Seconds`, `TimeoutSeconds`, `MaxConcurrency` … */
  number(field: string, value: Value): PrintedField;
  items(value: Value): PrintedField;
  condition(condition: Condition): JsonObject;
  assign(assignments: readonly Assignment[]): JsonObject;
  /** The state hands on its own input. */
  readonly handOn: JsonObject;
  /** The state ends its scope and returns this. */
  returns(value: Value, type: 'Task' | 'Wait' | 'Parallel' | 'Map'): JsonObject;
  pass(state: PassState): JsonObject;
  succeed(returns: Value): JsonObject;
  fail(field: 'Error' | 'Cause', value: Value): PrintedField;
  parameters(run: readonly { readonly name: string; readonly default?: Json }[], deployed: readonly string[], assign: readonly Assignment[]): JsonObject;
}
