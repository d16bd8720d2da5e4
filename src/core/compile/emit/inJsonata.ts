import type { Json, JsonObject } from '../../base/json.ts';
import { isEmptyReturn } from '../lower/ends.ts';
import type { Assignment } from '../lower/machine.ts';
import type { Value } from '../value.ts';
import type { Printing } from './dialect.ts';
import { expression, jsonataCode, jsonataCondition, jsonataTemplate } from './jsonata.ts';
import type { LanguagePrinter } from './language.ts';

const INPUT = { Output: '{% $states.input %}' };

export function jsonataLanguage(p: Printing): LanguagePrinter {
  const template = (value: Value): Json => jsonataTemplate(p, value);
  const assign = (assignments: readonly Assignment[]): JsonObject =>
    Object.fromEntries(
      assignments.map((a) => [
        p.variables.nameOf(a.variable),
        a.leaves ? Object.fromEntries(a.leaves.map(([leaf, value]) => [p.variables.keyOf(leaf), template(value)])) : template(a.whole as Value),
      ]),
    );
  const returned = (value: Value): JsonObject => ({ Output: isEmptyReturn(value) ? {} : template(value) });
  return {
    argumentsField: 'Arguments',
    arguments: template,
    drawnKey: (key) => key,
    number: (field, value) => [field, template(value)],
    items: (value) => ['Items', template(value)],
    condition: (condition) => ({ Condition: expression(jsonataCondition(p, condition)) }),
    assign,
    handOn: INPUT,
    returns: returned,
    pass: (state) => ({
      ...(state.assign.length > 0 ? { Assign: assign(state.assign) } : {}),
      ...('returns' in state.exit ? returned(state.exit.returns) : {}),
    }),
    succeed: returned,
    fail: (field, value) => [field, template(value)],
    parameters: (run, _deployed, more) => ({
      Assign: {
        params: Object.fromEntries(
          run.map((r) => {
            const input = `$states.context.Execution.Input.${r.name}`;
            return [r.name, expression(r.default === undefined ? input : `$exists(${input}) ? ${input} : ${jsonataCode(p, { op: 'literal', value: r.default })}`)];
          }),
        ),
        ...assign(more),
      },
    }),
  };
}
