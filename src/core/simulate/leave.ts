import { isObject, type Json, type JsonObject } from '../base/json.ts';
import { bytesOf, Datum } from './data/datum.ts';
import { prepareReferencePath, writeReference } from './data/referencePath.ts';
import { reportedFailure } from './failure.ts';
import { WHOLE } from './log.ts';
import type { Course } from './thread.ts';
import type { HistoryEventType } from './history.ts';
import type { Visit } from './visit.ts';

/** Where a state goes on, with what. */
export interface Leaving {
  readonly output: Datum;
  /** Undefined at the end of a scope. */
  readonly next: string | undefined;
}

/**
 * The end of a state that did its work: `ResultSelector`, `ResultPath`, `OutputPath` or `Output`, and `Assign`, in AWS's order.
 * `Assign` and the output are both evaluated on the values of entry; `result` undefined: a state that makes none hands on its input.
 */
export function* leave(visit: Visit, result: Json | undefined, next = visit.state.next): Course<Leaving> {
  const { state } = visit;
  visit.result = state.type === 'Pass' ? undefined : result;
  if (result !== undefined) visit.dollar = result;
  const assigned = yield* assign(visit, 'Assign', state.field('Assign'));
  const output = visit.language === 'JSONata' ? yield* jsonataOutput(visit, result) : yield* pathOutput(visit, result);
  return exit(visit, output, assigned, next);
}

function* jsonataOutput(visit: Visit, result: Json | undefined): Course<Datum> {
  const template = visit.state.field('Output');
  if (template !== undefined) return new Datum(yield* visit.fill('Output', template));
  return result === undefined ? visit.raw : new Datum(result);
}

function* pathOutput(visit: Visit, result: Json | undefined): Course<Datum> {
  const { state } = visit;
  const selector = state.field('ResultSelector');
  const selected = result !== undefined && selector !== undefined ? yield* visit.fill('ResultSelector', selector) : result;
  const placed = place(visit, state.field('ResultPath'), selected);
  if (result !== undefined) {
    visit.saw('afterResultSelector', selected ?? null);
    visit.saw('afterResultPath', placed.value);
  }
  const path = state.field('OutputPath');
  if (path === undefined) return placed;
  if (path === null) return new Datum({});
  visit.dollar = placed.value;
  return new Datum(visit.path(String(path)));
}

/** `ResultPath`: where in the state's raw input its result goes; `null` drops it. */
export function place(visit: Visit, path: Json | undefined, result: Json | undefined): Datum {
  if (result === undefined) return visit.input === visit.raw.value ? visit.raw : new Datum(visit.input);
  if (path === null) return visit.raw;
  if (path === undefined || path === '$') return result === visit.raw.value ? visit.raw : new Datum(result);
  return new Datum(writeReference(visit.state.once(`path ${String(path)}`, () => prepareReferencePath(String(path))), visit.raw.value, result));
}

/** The variables that a field `Assign` gives values to, evaluated and not yet in sight. */
export function* assign(visit: Visit, field: string, template: Json | undefined): Course<JsonObject | undefined> {
  if (template === undefined) return undefined;
  const values = yield* visit.fill(field, template);
  return isObject(values) ? values : {};
}

/** Leaves the state: the event, and the new values of variables come into sight. */
export function exit(visit: Visit, output: Datum, assigned: JsonObject | undefined, next: string | undefined): Leaving {
  const { world, place: at, state } = visit;
  world.checkSize(output, state.name);
  const assignedVariables = assigned === undefined ? {} : keep(visit, assigned);
  world.event(at, `${state.type}StateExited` as HistoryEventType, {
    stateExitedEventDetails: {
      name: state.name,
      output: output.text,
      outputDetails: WHOLE,
      ...(Object.keys(assignedVariables).length === 0 ? {} : { assignedVariables, assignedVariablesDetails: WHOLE }),
    },
  });
  return { output, next };
}

/**
 * Gives variables their new values, within AWS's limits: those of one `Assign` together (and so each of them), and all that an
 * execution holds (AWS developer guide, "Passing data between states with variables", limits). Gives the values as JSON texts.
 */
function keep({ world, place, state }: Visit, assigned: JsonObject): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  const sizes: Record<string, number> = {};
  let together = 0;
  for (const [name, value] of Object.entries(assigned)) {
    const text = (texts[name] = JSON.stringify(value));
    together += sizes[name] = bytesOf(text);
  }
  const variables = place.variables.assign(assigned, sizes);
  const held = place.execution.variableBytes + variables.bytes - place.variables.bytes;
  const { bytes, variableBytes } = world.limits;
  // No recording shows what AWS says of variables, so the words are ours; the error is that of all data that are too large.
  if (together > bytes) throw reportedFailure('States.DataLimitExceeded', `The state '${state.name}' assigns ${together} bytes to variables, and ${bytes} is the most that one Assign may.`);
  if (held > variableBytes) throw reportedFailure('States.DataLimitExceeded', `With those that the state '${state.name}' assigns, the variables of the execution have ${held} bytes, and ${variableBytes} is the most that one may hold.`);
  place.variables = variables;
  place.execution.variableBytes = held;
  return texts;
}
