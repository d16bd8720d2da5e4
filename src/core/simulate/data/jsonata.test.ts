import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../base/json.ts';
import { jsonataSight } from '../../../testing/jsonataSight.ts';
import type { StateFailure } from '../failure.ts';
import { randomFrom } from '../random.ts';
import type { Sight } from '../sight.ts';
import { evaluateAs, evaluateExpression, prepareExpression, type JsonType } from './jsonata.ts';

async function valueOf(source: string, input: Json = {}, variables: JsonObject = {}, more: Partial<Sight> = {}): Promise<Json> {
  return evaluateExpression(prepareExpression(source), jsonataSight(input, variables, more), 'Output');
}

async function causeOf(source: string, input: Json = {}, field = 'Output', type?: JsonType, variables: JsonObject = {}): Promise<string | undefined> {
  const sight = jsonataSight(input, variables);
  try {
    await (type === undefined ? evaluateExpression(prepareExpression(source), sight, field) : evaluateAs(prepareExpression(source), sight, field, type));
  } catch (error) {
    expect(error).toMatchObject({ error: 'States.QueryEvaluationError', location: field });
    return (error as StateFailure).reason;
  }
  return undefined;
}

describe('what an expression sees', () => {
  test('input, result, error output, context, variables', async () => {
    expect(await valueOf(' $states.input.a ', { a: 1 })).toBe(1);
    expect(await valueOf('$states.result.a[0]', {}, {}, { result: { a: [4] } })).toBe(4);
    expect(await valueOf('$states.errorOutput.Error', {}, {}, { errorOutput: { Error: 'E' } })).toBe('E');
    expect(await valueOf('$states.context.Execution.Id')).toBe('arn:1');
    expect(await valueOf('$x.y + 1', {}, { x: { y: 2 } })).toBe(3);
    expect(await valueOf('$states', { a: 1 })).toEqual({ input: { a: 1 }, context: { Execution: { Id: 'arn:1' } } });
  });

  test.each(['$', '$$', 'states.input', '$states.result', '$doesNotExist'])('%s is nothing', async (source) => {
    expect(await causeOf(source, 'text', 'Output/result')).toBe(`The JSONata expression '${source}' specified for the field 'Output/result' returned nothing (undefined).`);
  });

  test('a path without a list on the way needs no waiting', () => {
    const input = { a: { b: [1] } };
    expect(evaluateExpression(prepareExpression('$states.input.a.b'), jsonataSight(input), 'Output')).toBe(input.a.b);
    expect(evaluateExpression(prepareExpression("$states.input.a.b"), jsonataSight([input]), 'Output')).toBeInstanceOf(Promise);
  });
});

test('null is a value, read without waiting', () => {
  expect(evaluateExpression(prepareExpression('$states.input.a'), jsonataSight({ a: null }), 'Output')).toBeNull();
});

test('a long or deep expression ends in a value or a failure', async () => {
  expect(await valueOf(Array.from({ length: 1_000 }, () => "'a'").join(' & '))).toBe('a'.repeat(1_000));
  expect(await causeOf('('.repeat(20_000))).toMatch(/threw an error during evaluation\. /);
});

describe('functions of Step Functions', () => {
  test.each<[string, Json]>([
    ['$partition([0], 2)', [[0]]],
    ['$partition([0, 1, 2], 2)', [[0, 1], [2]]],
    ['$range(0, 10, 3)', [0, 3, 6, 9]],
    ['$range(1, 9, 9)', 1],
    ['$range(4, 0, -2)', [4, 2, 0]],
    ["$hash('abc', 'MD5')", '900150983cd24fb0d6963f7d28e17f72'],
    ["$parse('-0')", 0],
    ["$parse('[1, 2, \"HelloWorld\"]')", [1, 2, 'HelloWorld']],
    ["$pad('é', -3, 'ab')", 'abé'],
    ['$millis()', 86_400_000],
    ['$now()', '1970-01-02T00:00:00.000Z'],
    ["$now('[Y0001]', '+0000')", '1970'],
  ])('%s', async (source, value) => {
    expect(await valueOf(source, {}, {}, { now: 86_400_000 })).toEqual(value);
  });

  test('chance comes from the seed alone', async () => {
    const draw = () => valueOf('[$random(), $uuid(), $shuffle([1, 2, 3, 4]), $random(7)]', {}, {}, { random: randomFrom(5) }) as Promise<[number, string, number[], number]>;
    const drawn = await draw();
    expect(await draw()).toEqual(drawn);
    expect(drawn[1]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(await valueOf('$random(7) = $random(7)')).toBe(true);
  });

  test('there is no $eval', async () => {
    expect(await causeOf("$eval('1')")).toMatch(/T1006/);
  });

  test.each(["$hash('a', 'MD4')", '$partition([1], 0)', '$range(1, 2, 0)', "$parse('{')", '$pad("", 1e9)', '$range(0, 1e9, 1)'])('%s fails', async (source) => {
    expect(await causeOf(source)).toMatch(/threw an error during evaluation\. [TD]\d{4}: /);
  });
});

describe('failures in the words of AWS', () => {
  test('an error while evaluating', async () => {
    expect(await causeOf('$randomSeeded($states.input.fst)', {}, 'Output/FunctionResult')).toBe(
      "The JSONata expression '$randomSeeded($states.input.fst)' specified for the field 'Output/FunctionResult' threw an error during evaluation. T1006: Attempted to invoke a non-function",
    );
  });

  test('a syntax error shows when it is evaluated', async () => {
    expect(await causeOf('1 +')).toMatch(/threw an error during evaluation\. S0207: /);
  });

  test.each(['$fn := function($x){$x}', '{"a": [$sum]}', '/a/', '$sum'])('%s is no JSON', async (source) => {
    expect(await causeOf(source, {}, 'Items', 'array')).toBe(`The JSONata expression '${source}' specified for the field 'Items' returned an unsupported result type.`);
  });

  test.each<[string, JsonType, string]>([
    ["'string'", 'array', `Expected 'array', but was 'string' for value: "string"`],
    ['1', 'array', "Expected 'array', but was 'number' for value: 1"],
    ['null', 'array', "Expected 'array', but was 'null' for value: null"],
    ['true', 'array', "Expected 'array', but was 'boolean' for value: true"],
    ["{'a': 1}", 'number', `Expected 'number', but was 'object' for value: {"a":1}`],
  ])('%s where a %s is expected', async (source, type, end) => {
    expect(await causeOf(source, {}, 'Items', type)).toBe(`The JSONata expression '${source}' specified for the field 'Items' returned an unexpected result type. ${end}`);
  });

  test('the right type passes', async () => {
    expect(await evaluateAs(prepareExpression('[1]'), jsonataSight({}), 'Items', 'array')).toEqual([1]);
  });
});

describe('an expression never hangs', () => {
  test.each([
    '(function($f){$f($f)})(function($f){$f($f)})',
    '($f := function($n){1 + $f($n)}; $f(1))',
    '[1..1e7]',
    '($s := function($x){$s($x & $x)}; $s("ab"))',
    '[1..10000].([1..10000].(1))',
  ])('%s', async (source) => {
    expect(await causeOf(source)).toMatch(/threw an error during evaluation\. The expression /);
  });
});

describe('results and inputs', () => {
  test('a result is plain JSON', async () => {
    const value = await valueOf('[$states.input.a.b]', { a: [{ b: 1 }, { b: 2 }] });
    expect(value).toEqual([1, 2]);
    expect(Object.keys(value as object)).toEqual(['0', '1']);
    expect(Object.keys((await valueOf('$states.input.a[b = 1][]', { a: [{ b: 1 }, { b: 2 }] })) as object)).toEqual(['0']);
  });

  test.each([
    '$states.input ~> |a|{"x": 1}|',
    '($clone := function($o){$o}; $states.input ~> |a|{"x": 1}|)',
    '$states.input.a()',
    '($f := $states.input.a; $f())',
    '$v()',
    '$sum()',
    '$sort($states.input.list)',
    '$append($states.input.list, 1)',
  ])('%s leaves what it is given', async (source) => {
    const input = { a: { b: 1 }, list: [3, 1, 2] };
    const variables = { v: { a: 1 }, ...(source === '$sum()' ? { sum: { a: 1 } } : {}) };
    const before = JSON.stringify([input, variables]);
    await causeOf(source, input, 'Output', undefined, variables);
    expect(JSON.stringify([input, variables])).toBe(before);
  });
});
