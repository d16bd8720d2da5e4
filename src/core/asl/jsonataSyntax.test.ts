import { expect, test } from 'vitest';
import { readSimpleExpression } from './expressionReport.ts';
import { readExpression } from './jsonataSyntax.ts';

const read = (source: string) => readExpression(`{% ${source} %}`);

test.each<[string, string[], string[], string[]?]>([
  ['$states.input.a[0]', [], ['input']],
  ['$sum($states.result.x[y > 1].z)', [], ['result']],
  ['$params.Width', [], [], ['params']],
  ['$f($a) + $a#$i.x($i)', [], [], ['a', 'f']],
  ['$count', [], []],
  ['foo', ['foo'], []],
  ['$', ['$'], []],
  ['$$.a', ['$$'], []],
  ['{"a": foo, "b": [$]}', ['foo', '$'], []],
  ['$x + bar', ['bar'], [], ['x']],
  ['*', ['*'], []],
  ['$map($x, function($v) { $v.a & name })', [], [], ['x']],
  ['$x[a = $.b]^(c){d: e}', [], [], ['x']],
  ['$states.input.list.{"k": key}', [], ['input']],
  ['$x ~> |a|{"b": c}|', [], [], ['x']],
  ['($a := $states.context.Execution.Id; $a & $states.errorOutput.Cause)', [], ['context', 'errorOutput']],
])('%s', (source, rootless, statesFields, variables = []) => {
  expect(read(source)).toEqual({ rootless, statesFields, variables, evaluates: false });
});

test.each(['10 + * 2', '$.store.book[?(@.price < 10)].title', '', '$a ?? 1', "'a\\'b'", '$x.true'])('%s is a fault', (source) => {
  expect(read(source).fault).toMatch(/.{5}/);
});

test('substitution tokens stand for a value', () => {
  expect(read("$number('${Width}') + ${Height}")).toEqual({ rootless: [], statesFields: [], variables: [], evaluates: false });
});

test('finds $eval, called or handed on', () => {
  expect(read("$eval('1')").evaluates).toBe(true);
  expect(read('$map($x, $eval)').evaluates).toBe(true);
});

test('nesting that exhausts the parser is a fault', () => {
  expect(read('('.repeat(100_000)).fault).toMatch(/.{5}/);
});

test('the way round the parser agrees with the parser', () => {
  for (const source of ['$states.input', '$a.b.c', ' $a[1].b ', '12', 'true', '$states.result.and.or', '$x.truest']) {
    expect(readSimpleExpression(source)).toEqual(read(`${source} & ''`));
  }
});
