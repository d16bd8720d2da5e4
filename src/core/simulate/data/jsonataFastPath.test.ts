import fc from 'fast-check';
import jsonata from 'jsonata';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../base/json.ts';
import { jsonataSight } from '../../../testing/jsonataSight.ts';
import { prepareExpression } from './jsonata.ts';
import { statesOf } from './jsonataFastPath.ts';

const key = fc.constantFrom('a', 'b', 'c');
const leaf = fc.oneof(fc.constantFrom<Json>('x', 'y', '', 'and', 0, 1, -2, 1.5, 1e15, 1e21, true, false, null), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
const { data } = fc.letrec<{ data: Json }>((tie) => ({
  data: fc.oneof({ maxDepth: 4 }, leaf, fc.dictionary(key, tie('data'), { noNullPrototype: true }), fc.array(tie('data'), { maxLength: 3 })),
}));
const path = fc.tuple(fc.constantFrom('$states.input', '$v', '$states.context', '$states.result', '$w'), fc.array(key, { maxLength: 3 })).map(([root, steps]) => [root, ...steps].join('.'));
const text = fc.constantFrom("'x'", "'y'", '1', '0', 'true', 'null', '1.5');
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3 },
    path,
    text,
    fc
      .tuple(tie('expression'), fc.constantFrom('&', '=', '!=', '<', '<=', '>', '>=', 'and', 'or'), tie('expression'))
      .map(([left, operator, right]) => `${left} ${operator} ${right}`),
  ),
}));

test('what is read without the package is what the package reads', async () => {
  let fast = 0;
  await fc.assert(
    fc.asyncProperty(expression, data, data, async (source, input, v) => {
      const variables: JsonObject = { v };
      const sight = jsonataSight(input, variables, { result: { a: { b: input } } });
      const value = prepareExpression(source).fast?.(sight);
      if (value === undefined) return;
      fast++;
      expect(value).toEqual(await jsonata(source).evaluate(undefined, { ...variables, states: statesOf(sight) }));
    }),
    { numRuns: 3000 },
  );
  expect(fast).toBeGreaterThan(500);
});

test.each(['$states.input.and', '$states.input.a[0]', '$states.input.a.$string()', '$', '$$.a', '$states.input.(a)', '$states.input.a[]', '$states.input.`a`.%'])('%s is left to the package', (source) => {
  expect(prepareExpression(source).fast?.(jsonataSight({ a: 1 }))).toBeUndefined();
});
