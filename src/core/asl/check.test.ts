import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../base/json.ts';
import { checkDefinition, type AslCheckOptions } from './check.ts';
import { checkAsl } from './checkText.ts';
import { readExpression } from './jsonataSyntax.ts';

/** A machine of one state, in the language asked for. */
const machine = (state: JsonObject, more: JsonObject = {}): JsonObject => ({ StartAt: 'A', States: { A: state }, ...more });
const ata = (state: JsonObject): JsonObject => machine({ ...state }, { QueryLanguage: 'JSONata' });
const pass = (fields: JsonObject) => machine({ Type: 'Pass', End: true, ...fields });
const task = (fields: JsonObject) => machine({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true, ...fields });
const choice = (...rules: JsonObject[]): JsonObject => ({ StartAt: 'A', States: { A: { Type: 'Choice', Choices: rules }, B: { Type: 'Succeed' } } });
const map = (fields: JsonObject, processor: JsonObject = {}) => machine({ Type: 'Map', End: true, ItemProcessor: { StartAt: 'In', States: { In: { Type: 'Pass', End: true } }, ...processor }, ...fields });
const DISTRIBUTED = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };

function codes(definition: Json, options: AslCheckOptions = {}): readonly string[] {
  return checkDefinition(definition, { readExpression, machineType: 'STANDARD', ...options }).map((d) => `${d.code} ${d.where.pointer}`);
}

describe('right definitions', () => {
  test.each<[string, Json]>([
    ['pass', pass({})],
    ['a template', pass({ Parameters: { a: 1, 'b.$': '$.x', c: [{ 'd.$': "States.Format('{}', $$.Execution.Id)" }] } })],
    ['constants of any kind', pass({ Result: { 'a.$': 'not evaluated' } })],
    ['null paths', pass({ InputPath: null, OutputPath: null, ResultPath: null })],
    ['JSONata', ata({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments: { x: '{% $states.input.a %}' }, Output: '{% $states.result.Payload %}', TimeoutSeconds: '{% $states.input.limit %}', End: true })],
    ['JSONata state by state', machine({ Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $states.input %}', End: true })],
    ['a catch', ata({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Catch: [{ ErrorEquals: ['States.ALL'], Next: 'A', Output: '{% $states.errorOutput.Cause %}' }], End: true })],
    ['fail', machine({ Type: 'Fail', ErrorPath: '$.e', CausePath: "States.Format('{}', $.c)" })],
    ['wait', machine({ Type: 'Wait', Timestamp: '2026-03-14T01:59:00.5+01:00', End: true })],
    ['deploy tokens', task({ TimeoutSeconds: '${Limit}', Resource: 'arn:${AWS::Partition}:states:::lambda:invoke', Parameters: { 'a.$': '$.${Field}' } })],
    ['a rule of rules', choice({ And: [{ Variable: '$.a', IsPresent: true }, { Not: { Or: [{ Variable: '$.a', NumericLessThan: 1 }] } }], Next: 'B' })],
    ['a distributed Map', map({ ItemReader: { Resource: 'arn:aws:states:::s3:getObject', Parameters: { Bucket: 'b' }, ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' } }, Label: 'rows', ToleratedFailurePercentage: 5 }, { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' } })],
    ['a resource of a template', task({ Resource: { 'Fn::GetAtt': ['F', 'Arn'] } })],
  ])('%s', (_, definition) => {
    expect(codes(definition)).toEqual([]);
  });
});

describe('the machine', () => {
  test.each<[string, Json, string]>([
    ['is an object', [], 'asl-not-an-object '],
    ['is not a template', { AWSTemplateFormatVersion: '2010-09-09', Resources: {} }, 'asl-template '],
    ['has StartAt', { States: { A: { Type: 'Succeed' } } }, 'asl-missing-field '],
    ['has States, misspelt', { StartAt: 'A', states: {} }, 'asl-missing-field /states'],
    ['has states', { StartAt: 'A', States: {} }, 'asl-no-states /States'],
    ['has no other fields', pass2({ Sates: 1 }), 'asl-unknown-field /Sates'],
    ['has a time-out in seconds', pass2({ TimeoutSeconds: '5' }), 'asl-wrong-type /TimeoutSeconds'],
    ['names a language', pass2({ QueryLanguage: 'JsonPath' }), 'asl-not-one-of /QueryLanguage'],
    ['starts somewhere', pass2({ StartAt: 'Z' }), 'asl-no-such-state /StartAt'],
    ['ends', { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'A' } } }, 'asl-no-terminal-state /States'],
    ['holds states', { StartAt: 'A', States: { A: 'Pass' } }, 'asl-not-an-object /States/A'],
    ['has short names', { StartAt: 'x'.repeat(81), States: { ['x'.repeat(81)]: { Type: 'Succeed' } } }, `asl-state-name-length /States/${'x'.repeat(81)}`],
    ['has visible names', { StartAt: 'a\nb', States: { 'a\nb': { Type: 'Succeed' } } }, 'asl-state-name-characters /States/a\nb'],
    ['reaches all', { StartAt: 'A', States: { A: { Type: 'Succeed' }, B: { Type: 'Pass', Next: 'C' }, C: { Type: 'Pass', Next: 'B' } } }, 'asl-unreachable-state /States/B'],
    ['keeps its language', pass2({ QueryLanguage: 'JSONata', States: { A: { Type: 'Pass', QueryLanguage: 'JSONPath', End: true } } }), 'asl-language-downgrade /States/A/QueryLanguage'],
  ])('%s', (_, definition, expected) => {
    expect(codes(definition)).toContain(expected);
  });

  function pass2(more: JsonObject): JsonObject {
    return { ...pass({}), ...more };
  }

  test('a misspelt target does not make the rest unreachable', () => {
    expect(codes({ StartAt: 'First', States: { First: { Type: 'Pass', Next: 'Secnod' }, Second: { Type: 'Pass', Next: 'Third' }, Third: { Type: 'Succeed' } } })).toEqual(['asl-no-such-state /States/First/Next']);
  });

  test('a target in another scope says so', () => {
    const [found] = checkDefinition({ StartAt: 'P', States: { P: { Type: 'Parallel', Next: 'Z', Branches: [{ StartAt: 'In', States: { In: { Type: 'Pass', Next: 'Z' }, E: { Type: 'Succeed' } } }] }, Z: { Type: 'Succeed' } } });
    expect(found).toMatchObject({ code: 'asl-no-such-state', hint: expect.stringContaining('another list of states') as string, where: { state: 'In' } });
  });
});

describe('fields', () => {
  test.each<[string, Json, string]>([
    ['a type that exists', machine({ Type: 'Tsk' }), 'asl-not-one-of /States/A/Type'],
    ['a type', machine({ End: true }), 'asl-missing-field /States/A'],
    ['a field of the type', pass({ Resource: 'x' }), 'asl-unknown-field /States/A/Resource'],
    ['a field of the language', ata({ Type: 'Pass', InputPath: '$', End: true }), 'asl-field-of-other-language /States/A/InputPath'],
    ['JSONata only', task({ Arguments: {} }), 'asl-field-of-other-language /States/A/Arguments'],
    ['what is required', machine({ Type: 'Task', End: true }), 'asl-missing-field /States/A'],
    ['Next or End', machine({ Type: 'Pass' }), 'asl-no-way-on /States/A'],
    ['not both', pass({ Next: 'A' }), 'asl-next-and-end /States/A/End'],
    ['End is true', pass({ End: 'true' }), 'asl-wrong-type /States/A/End'],
    ['a value or a path', task({ TimeoutSeconds: 5, TimeoutSecondsPath: '$.t' }), 'asl-fields-conflict /States/A/TimeoutSecondsPath'],
    ['one duration', machine({ Type: 'Wait', End: true }), 'asl-missing-one-of /States/A'],
    ['only one duration', machine({ Type: 'Wait', Seconds: 1, TimestampPath: '$.t', End: true }), 'asl-fields-conflict /States/A/TimestampPath'],
    ['a whole number', machine({ Type: 'Wait', Seconds: 1.5, End: true }), 'asl-out-of-range /States/A/Seconds'],
    ['a time with an offset', machine({ Type: 'Wait', Timestamp: '2026-02-03T10:00:00', End: true }), 'asl-timestamp /States/A/Timestamp'],
    ['a day that exists', machine({ Type: 'Wait', Timestamp: '2026-02-30T10:00:00Z', End: true }), 'asl-timestamp /States/A/Timestamp'],
    ['a heartbeat below the time-out', task({ TimeoutSeconds: 5, HeartbeatSeconds: 5 }), 'asl-heartbeat /States/A/HeartbeatSeconds'],
    ['a closed token', task({ Resource: '${Arn' }), 'asl-substitution /States/A/Resource'],
    ['an integration that waits', task({ Resource: 'arn:aws:states:::lambda:invoke.sync' }), 'asl-integration-pattern /States/A/Resource'],
    ['the SDK does not wait', task({ Resource: 'arn:aws:states:::aws-sdk:s3:getObject.sync' }), 'asl-integration-pattern /States/A/Resource'],
    ['a resource that is not evaluated', ata({ Type: 'Task', Resource: '{% $f %}', End: true }), 'asl-wrong-type /States/A/Resource'],
    ['a resource that is not empty', task({ Resource: '' }), 'asl-wrong-type /States/A/Resource'],
    ['a pattern that exists', task({ Resource: 'arn:aws:states:::glue:startJobRun.synch' }), 'asl-integration-pattern /States/A/Resource'],
    ['credentials', task({ Credentials: null }), 'asl-wrong-type /States/A/Credentials'],
    ['branches', machine({ Type: 'Parallel', Branches: [], End: true }), 'asl-empty-list /States/A/Branches'],
  ])('%s', (_, definition, expected) => {
    expect(codes(definition)).toContain(expected);
  });

  test('a misspelt required field is reported once, with what was meant', () => {
    expect(checkDefinition(machine({ Type: 'Task', Resuorce: 'arn:aws:states:::lambda:invoke', End: true }))).toMatchObject([{ code: 'asl-missing-field', hint: 'Did you mean “Resource” by “Resuorce”?', where: { pointer: '/States/A/Resuorce', state: 'A' } }]);
  });

  test('EXPRESS machines do not wait', () => {
    const sync = task({ Resource: 'arn:aws:states:::glue:startJobRun.sync' });
    expect(codes(sync, { machineType: 'EXPRESS' })).toEqual(['asl-express-pattern /States/A/Resource']);
    expect(checkDefinition(sync)).toMatchObject([{ code: 'asl-standard-only', severity: 'info' }]);
    const inside = map({}, { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' }, StartAt: 'In', States: { In: { ...(sync['States'] as JsonObject)['A'] as JsonObject } } });
    expect(codes(inside)).toEqual(['asl-express-pattern /States/A/ItemProcessor/States/In/Resource']);
  });
});

describe('choices, retries, catches, maps', () => {
  test.each<[string, Json, string]>([
    ['a size of batches', map({ ItemBatcher: { BatchInput: { a: 1 } } }, DISTRIBUTED), 'asl-missing-one-of /States/A/ItemBatcher'],
    ['where a ResultWriter writes to', map({ ResultWriter: { Resource: 'arn:aws:states:::s3:putObject' } }, DISTRIBUTED), 'asl-missing-field /States/A/ResultWriter'],
    ['headers that are given', map({ ItemReader: { Resource: 'arn:aws:states:::s3:getObject', Parameters: { Bucket: 'b', Key: 'k' }, ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'GIVEN' } } }, DISTRIBUTED), 'asl-missing-field /States/A/ItemReader/ReaderConfig'],
    ['a comparison', choice({ Variable: '$.a', Next: 'B' }), 'asl-no-comparison /States/A/Choices/0'],
    ['a comparison that exists', choice({ Variable: '$.a', StringEqual: 'x', Next: 'B' }), 'asl-no-comparison /States/A/Choices/0/StringEqual'],
    ['one comparison', choice({ Variable: '$.a', StringEquals: 'x', IsNull: true, Next: 'B' }), 'asl-many-comparisons /States/A/Choices/0'],
    ['a variable', choice({ StringEquals: 'x', Next: 'B' }), 'asl-missing-field /States/A/Choices/0'],
    ['a way on', choice({ Variable: '$.a', IsNull: true }), 'asl-missing-field /States/A/Choices/0'],
    ['a value of the type', choice({ Variable: '$.a', NumericEquals: '1', Next: 'B' }), 'asl-wrong-type /States/A/Choices/0/NumericEquals'],
    ['no Next inside', choice({ Not: { Variable: '$.a', IsNull: true, Next: 'B' }, Next: 'B' }), 'asl-nested-rule /States/A/Choices/0/Not/Next'],
    ['no Condition in JSONPath', choice({ Condition: '{% true %}', Next: 'B' }), 'asl-field-of-other-language /States/A/Choices/0/Condition'],
    ['a condition is an expression', { ...choice({ Condition: 'true', Next: 'B' }), QueryLanguage: 'JSONata' }, 'asl-expression-wanted /States/A/Choices/0/Condition'],
    ['rules', choice(), 'asl-empty-list /States/A/Choices'],
    ['ALL alone', task({ Retry: [{ ErrorEquals: ['States.ALL', 'X'] }] }), 'asl-catch-all-alone /States/A/Retry/0/ErrorEquals'],
    ['ALL last', task({ Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['X'] }] }), 'asl-catch-all-last /States/A/Retry/0'],
    ['a factor of 1 or more', task({ Retry: [{ ErrorEquals: ['X'], BackoffRate: 0.5 }] }), 'asl-out-of-range /States/A/Retry/0/BackoffRate'],
    ['a strategy', task({ Retry: [{ ErrorEquals: ['X'], JitterStrategy: 'HALF' }] }), 'asl-not-one-of /States/A/Retry/0/JitterStrategy'],
    ['a catch leads on', task({ Catch: [{ ErrorEquals: ['X'] }] }), 'asl-missing-field /States/A/Catch/0'],
    ['an error that exists', task({ Retry: [{ ErrorEquals: ['States.TimeOut'] }] }), 'asl-error-name /States/A/Retry/0/ErrorEquals/0'],
    ['a body', machine({ Type: 'Map', End: true }), 'asl-missing-field /States/A'],
    ['one body', map({ Iterator: { StartAt: 'X', States: { X: { Type: 'Succeed' } } } }), 'asl-fields-conflict /States/A/Iterator'],
    ['a mode', map({}, { ProcessorConfig: { Mode: 'PARALLEL' } }), 'asl-not-one-of /States/A/ItemProcessor/ProcessorConfig/Mode'],
    ['distributed only', map({ Label: 'x' }), 'asl-distributed-only /States/A/Label'],
    ['a label', map({ Label: 'a b' }, { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } }), 'asl-map-label /States/A/Label'],
    ['a percentage', map({ ToleratedFailurePercentage: 101 }), 'asl-out-of-range /States/A/ToleratedFailurePercentage'],
    ['a reader of the language', map({ ItemReader: { Resource: 'arn:aws:states:::s3:getObject', Arguments: {} } }), 'asl-field-of-other-language /States/A/ItemReader/Arguments'],
  ])('%s', (_, definition, expected) => {
    expect(codes(definition)).toContain(expected);
  });
});

describe('paths, expressions, variables', () => {
  test.each<[string, Json, string]>([
    ['a placeholder is mentioned', task({ TimeoutSeconds: '_tbd_' }), 'asl-placeholder /States/A/TimeoutSeconds'],
    ['a path', pass({ InputPath: 'x' }), 'asl-path /States/A/InputPath'],
    ['a place to write to', pass({ ResultPath: '$.a[*]' }), 'asl-reference-path /States/A/ResultPath'],
    ['not a variable', pass({ ResultPath: '$x.a' }), 'asl-result-path /States/A/ResultPath'],
    ['a dynamic value', pass({ Parameters: { 'a.$': 'b' } }), 'asl-dynamic-value /States/A/Parameters/a.$'],
    ['a function', pass({ Parameters: { 'a.$': 'States.Nope()' } }), 'asl-intrinsic /States/A/Parameters/a.$'],
    ['a function that gives text', machine({ Type: 'Fail', CausePath: 'States.MathAdd(1, 2)' }), 'asl-intrinsic-text /States/A/CausePath'],
    ['one key', pass({ Parameters: { a: 1, 'a.$': '$.b' } }), 'asl-duplicate-template-key /States/A/Parameters/a.$'],
    ['closed', ata({ Type: 'Pass', Output: { a: ['{% 1'] }, End: true }), 'asl-expression-open /States/A/Output/a/0'],
    ['opened', ata({ Type: 'Pass', Output: '1 %}', End: true }), 'asl-expression-open /States/A/Output'],
    ['JSONata', ata({ Type: 'Pass', Output: '{% 1 + %}', End: true }), 'asl-expression-syntax /States/A/Output'],
    ['rooted', ata({ Type: 'Pass', Output: '{% a.b %}', End: true }), 'asl-expression-root /States/A/Output'],
    ['no $eval', ata({ Type: 'Pass', Output: "{% $eval('1') %}", End: true }), 'asl-expression-eval /States/A/Output'],
    ['no result in a Pass', ata({ Type: 'Pass', Output: '{% $states.result %}', End: true }), 'asl-expression-states /States/A/Output'],
    ['no result before the task', ata({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments: '{% $states.result %}', End: true }), 'asl-expression-states /States/A/Arguments'],
    ['no error outside a Catch', ata({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Output: '{% $states.errorOutput %}', End: true }), 'asl-expression-states /States/A/Output'],
    ['no JSONata in JSONPath', pass({ Parameters: { a: '{% $x %}' } }), 'asl-expression-inert /States/A/Parameters/a'],
    ['an expression around a token', ata({ Type: 'Wait', Seconds: "{% $number('${S}' %}", End: true }), 'asl-expression-syntax /States/A/Seconds'],
    ['a number or an expression', ata({ Type: 'Wait', Seconds: 'soon', End: true }), 'asl-expression-wanted /States/A/Seconds'],
    ['a name', pass({ Assign: { $x: 1 } }), 'asl-variable-name /States/A/Assign/$x'],
    ['not states', pass({ Assign: { 'states.$': '$.x' } }), 'asl-variable-name /States/A/Assign/states.$'],
    ['variables are an object', pass({ Assign: [] }), 'asl-wrong-type /States/A/Assign'],
  ])('%s', (_, definition, expected) => {
    expect(codes(definition)).toContain(expected);
  });

  test('a name is not assigned in a scope and inside of it', () => {
    const nested = (outer: JsonObject): Json => ({
      StartAt: 'Before',
      States: { Before: { Type: 'Pass', ...outer, Next: 'A' }, A: { Type: 'Map', ItemProcessor: { StartAt: 'In', States: { In: { Type: 'Pass', Assign: { 'x.$': '$' }, End: true } } }, End: true } },
    });
    expect(codes(nested({ Assign: { x: 1 } }))).toEqual(['asl-variable-nested /States/A/ItemProcessor/States/In/Assign/x.$']);
    expect(codes(nested({ Assign: { y: 1 } }))).toEqual([]);
  });

  test('a variable that is read is assigned somewhere around', () => {
    const readIn = (config: JsonObject, name: string): Json => ({
      StartAt: 'Before',
      States: {
        Before: { Type: 'Pass', Assign: { width: 1 }, Next: 'A' },
        A: { Type: 'Map', MaxConcurrencyPath: '$width', ItemProcessor: { ProcessorConfig: config, StartAt: 'In', States: { In: { Type: 'Pass', Parameters: { 'x.$': `States.MathAdd($${name}, 1)` }, Assign: { inner: 1 }, End: true } } }, Next: 'After' },
        After: { Type: 'Pass', InputPath: name === 'inner' ? '$inner' : '$width', End: true },
      },
    });
    expect(codes(readIn({}, 'width'))).toEqual([]);
    expect(codes(readIn({}, 'widht'))).toEqual(['asl-variable-unknown /States/A/ItemProcessor/States/In/Parameters/x.$']);
    expect(codes(readIn({}, 'inner'))).toEqual(['asl-variable-unknown /States/After/InputPath']);
    expect(codes(readIn({ Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, 'width'))).toEqual(['asl-variable-out-of-reach /States/A/ItemProcessor/States/In/Parameters/x.$']);
    expect(codes(ata({ Type: 'Pass', Output: '{% $sum($wdth.a) %}', End: true }))).toEqual(['asl-variable-unknown /States/A/Output']);
  });

  test('expressions are parsed only where a reader is given', () => {
    const definition = ata({ Type: 'Pass', Output: '{% 1 + %}', End: true });
    expect(checkDefinition(definition)).toEqual([]);
    expect(checkDefinition(definition, { readExpression })).toMatchObject([{ code: 'asl-expression-syntax' }]);
  });
});

describe('texts', () => {
  test('every finding has a place, in the order of the text', () => {
    const text = '{\n  "StartAt": "A",\n  "States": {\n    "A": {"Type": "Pass", "Nxt": "B"},\n    "B": {"Type": "Succeed", "End": true}\n  }\n}';
    expect(checkAsl(text, 'x.asl.json').map((d) => [d.code, d.where.line, d.where.column, d.where.file])).toEqual([
      ['asl-no-way-on', 4, 5, 'x.asl.json'],
      ['asl-unknown-field', 4, 27, 'x.asl.json'],
      ['asl-unreachable-state', 5, 5, 'x.asl.json'],
      ['asl-unknown-field', 5, 30, 'x.asl.json'],
    ]);
  });

  test('a key written twice, a byte order mark, a broken text, too many bytes', () => {
    expect(checkAsl('\uFEFF{"StartAt": "A", "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}', '').map((d) => d.code)).toEqual(['asl-byte-order-mark', 'asl-duplicate-key']);
    expect(checkAsl('{"StartAt": ', 'x.json')).toMatchObject([{ code: 'asl-unreadable', severity: 'error', where: { line: 1, file: 'x.json' } }]);
    const large = JSON.stringify(pass({ Comment: 'é'.repeat(530_000) }));
    expect(checkAsl(large, 'x.json').map((d) => d.code)).toEqual(['asl-too-large']);
  });

  test('YAML', () => {
    expect(checkAsl('StartAt: A\nStates:\n  A:\n    Type: Pass\n    Next: B\n', 'x.asl.yaml').map((d) => [d.code, d.where.line, d.where.column])).toEqual([
      ['asl-no-terminal-state', 2, 1],
      ['asl-no-such-state', 5, 5],
    ]);
  });

  test('thousands of mistakes are bounded: the first are listed, and no time is lost on suggestions', () => {
    const states = Object.fromEntries(Array.from({ length: 30_000 }, (_, i) => [`State number ${i}`, { Type: 'Pass', Next: `State numbr ${i}`, Output: 1 }]));
    const found = checkDefinition({ StartAt: 'State number 0', States: states });
    expect(found.length).toBe(1_001);
    expect(found.at(-1)).toMatchObject({ code: 'asl-more-problems', severity: 'info' });
  });

  test('a definition nested without end is one finding, not a crash', () => {
    let deep: Json = 1;
    for (let i = 0; i < 50_000; i++) deep = { a: deep };
    expect(codes(pass({ Parameters: deep }))).toEqual([expect.stringContaining('asl-too-deep')]);
    let rule: JsonObject = { Variable: '$.a', IsNull: true };
    for (let i = 0; i < 50_000; i++) rule = { Not: rule };
    expect(codes(choice({ ...rule, Next: 'B' }))).toEqual([expect.stringContaining('asl-too-deep')]);
    let nested: JsonObject = pass({});
    for (let i = 0; i < 2_000; i++) nested = { StartAt: `S${i}`, States: { [`S${i}`]: { Type: 'Parallel', Branches: [nested], End: true } } };
    expect(codes(nested)).toEqual([]);
  });
});
