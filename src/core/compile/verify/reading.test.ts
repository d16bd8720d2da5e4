import { describe as group, expect, test } from 'vitest';
import { readJsonata } from './readJsonata.ts';
import { readJsonPath } from './readJsonPath.ts';
import { markTokens, readableTokens, type Reading } from './reading.ts';
import { parseJsonata } from './jsonataParser.ts';
import { keyOf, root, at, matches } from './sym.ts';

const { marks } = markTokens('');
const reading: Reading = { marks, variable: (n) => root(`var:${n}`), input: () => root('input'), result: () => root('result:T'), error: () => root('error:T'), dollar: () => root('result:T'), itemOf: 'M' };
const t = (name: string): string => `${marks.open}${name}${marks.close}`;
const a = (code: string): string => keyOf(readJsonata(code, reading));
const p = (code: string): string => keyOf(readJsonPath(code, reading));

group('both languages read into one form', () => {
  test.each([
    ['$train.a.b', '$train.a.b'],
    ['$states.result.Objs[0].`a-b`', "$.Objs[0]['a-b']"],
    ["'train-' & $uuid()", "States.Format('train-{}', States.UUID())"],
    ["$replace($uuid(), '-', '')", "States.Hash(States.UUID(), 'MD5')"],
    ["$split($states.result.Arn, '/')[1]", "States.ArrayGetItem(States.StringSplit($.Arn, '/'), 1)"],
    [`'${t('Root')}' & '/churn/' & $states.context.Execution.Name & '/train'`, `States.Format('{}/churn/{}/train', '${t('Root')}', $$.Execution.Name)`],
    ['$states.context.Execution.Input.P', "$$.Execution.Input['P']"],
    ["$count($r.l) = 0 ? [] : $map($r.l, function($i) { $i.score.auc })[]", '$r.l[*].score.auc'],
    ["$merge([{'Error': 'Unknown', 'Cause': ''}, $states.errorOutput])", `States.JsonMerge(States.StringToJson('{"Error":"Unknown","Cause":""}'), $error, false)`],
    ['$c + 1', 'States.MathAdd($c, 1)'],
    ["'it\\u0027s {}'", "States.Format('it\\'s {}', '{}')"],
    ['$parse($states.errorOutput.Cause)', 'States.StringToJson($error.Cause)'],
    ['$states.context.Map.Item.Value.x', '$$.Map.Item.Value.x'],
  ])('%s', (jsonata, jsonpath) => {
    expect(a(jsonata).replaceAll('<error:T>', '<var:error>')).toBe(p(jsonpath));
  });
  test('escaped braces and dollars are literals, raw ones are deploy tokens', () => {
    expect(a("'\\u0024\\u007bX\\u007d'")).toBe('"${X}"');
    expect(a(`'${t('X')}'`)).toBe('${X}');
  });
  test('a list in a JSONPath text comes back as a list', () => {
    expect(p(`States.StringToJson(States.Format('[\\{"k":{}\\},{}]', States.JsonToString($m), '1'))`)).toBe('[{"k":<var:m>},1]');
    expect(p("States.Array('--mode', $m, 'it\\'s')")).toBe('["--mode",<var:m>,"it\'s"]');
  });
  test('a presence test around a value is the value; with a default it says so', () => {
    expect(a("($exists($x.a) ? $x.a : $error('no a'))")).toBe(a('$x.a'));
    expect(a('$exists($states.input.L) ? $states.input.L : [64, 32]')).toBe('default(<input>."L",[64,32])');
    expect(p('States.JsonMerge($, $$.Execution.Input, false)')).toBe('merge(<result:T>,<input>)');
  });
  test('what is not understood only equals the same text', () => {
    expect(a('$x ~> $f')).toBe('code($x ~> $f)');
    expect(a('$x.(a; b)')).toContain('code(');
    expect(p('$.a[?(@.b)]')).toContain('code(');
  });
  test('conditions', () => {
    expect(a("$e.auc >= $params.Min and '" + t('Stage') + "' = 'prod'")).toBe('and(<=(<var:params>."Min",<var:e>."auc"),=("prod",${Stage}))');
    expect(a('$a or $b or $not($c)')).toBe('or(<var:a>,<var:b>,not(<var:c>))');
  });
});

test('an alternative that the drawing does not have is a difference', () => {
  const x = at(root('result:A'), ['x']);
  const y = at(root('result:B'), ['x']);
  expect(matches({ k: 'phi', alts: [x, y], optional: [] }, x)).toBe(false);
  expect(matches(x, { k: 'phi', alts: [x], optional: [y] })).toBe(true);
  expect(matches(y, { k: 'phi', alts: [x], optional: [y] })).toBe(false);
});

group('deploy tokens are told from literals', () => {
  test('in JSONata by themselves', () => {
    expect(readableTokens('{"a": "${Name}", "b": "{% \'${Name}/\' & $x %}"}', 'jsonata').marks).toEqual({ open: '${', close: '}' });
  });
  test.each([
    ['a literal of the same look', '{"a": "$\\u007bName}"}', 'jsonata'],
    ['a dollar that stands before one', '{"a": "\\u0024${Name}"}', 'jsonata'],
    ['braces without a name', '{"a": "${no name}"}', 'jsonata'],
    ['an open end', '{"a": "${Name"}', 'jsonata'],
    ['JSONPath, whose templates have braces of their own', '{"a": "${Name}"}', 'jsonpath'],
  ] as const)('by marks: %s', (_, text, language) => {
    const { marks, text: marked } = readableTokens(text, language);
    expect(marks).toEqual(markTokens(text).marks);
    expect(marked).toBe(markTokens(text).text);
  });
  test('an expression is read anew where the marks are others', () => {
    const source = "'${Root}'";
    expect(parseJsonata(source, marks)).toEqual({ t: 'str', raw: ['${Root}'] });
    expect(parseJsonata(source, { open: '${', close: '}' })).toEqual({ t: 'str', raw: [{ token: 'Root' }] });
    expect(parseJsonata(source, marks)).toEqual({ t: 'str', raw: ['${Root}'] });
  });
});
