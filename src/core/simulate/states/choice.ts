import type { JsonObject } from '../../base/json.ts';
import { prepareRule, ruleHolds } from '../data/choiceRule.ts';
import { Datum } from '../data/datum.ts';
import { StateFailure } from '../failure.ts';
import { wrongType } from '../fields.ts';
import { assign, exit, leave, type Leaving } from '../leave.ts';
import { objectsOf } from '../program.ts';
import type { Course } from '../thread.ts';
import type { Visit } from '../visit.ts';

/** Choice: the first rule that holds, with its own `Assign` and `Output`; else `Default`, with the state's. */
export function* choose(visit: Visit): Course<Leaving> {
  const { state } = visit;
  const rules = state.once('rules', () => objectsOf(state.field('Choices')));
  for (const [index, rule] of rules.entries()) {
    if (!(yield* holds(visit, rule, index))) continue;
    visit.decided({ kind: 'rule', index });
    return yield* take(visit, rule, index);
  }
  const otherwise = state.field('Default');
  if (typeof otherwise === 'string') {
    visit.decided({ kind: 'rule', index: 'default' });
    return yield* leave(visit, undefined, otherwise);
  }
  throw new StateFailure('States.NoChoiceMatched', 'Failed to transition out of the state. The state does not point to a next state.');
}

function* holds(visit: Visit, rule: JsonObject, index: number): Course<boolean> {
  if (visit.language === 'JSONPath') return ruleHolds(visit.state.once(`rule ${index}`, () => prepareRule(rule)), visit);
  const condition = rule['Condition'] ?? null;
  const field = `Choices[${index}]/Condition`;
  const value = yield* visit.fill(field, condition);
  if (typeof value !== 'boolean') throw wrongType(visit, field, condition, 'boolean', value);
  return value;
}

function* take(visit: Visit, rule: JsonObject, index: number): Course<Leaving> {
  const next = String(rule['Next']);
  if (visit.language === 'JSONPath') {
    const assigned = yield* assign(visit, `Choices[${index}]/Assign`, rule['Assign']);
    const path = visit.state.field('OutputPath');
    const output = path === undefined ? visit.input : path === null ? {} : visit.path(String(path));
    return exit(visit, output === visit.raw.value ? visit.raw : new Datum(output), assigned, next);
  }
  const assigned = yield* assign(visit, `Choices[${index}]/Assign`, rule['Assign']);
  const output = rule['Output'] === undefined ? visit.raw : new Datum(yield* visit.fill(`Choices[${index}]/Output`, rule['Output']));
  return exit(visit, output, assigned, next);
}
