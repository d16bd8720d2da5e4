import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readIntrinsic } from './intrinsic.ts';
import { pathFault, readPath } from './path.ts';

describe('paths', () => {
  test.each([
    ['$', 'input', true],
    ['$$', 'context', true],
    ['$$.Execution.Input', 'context', true],
    ['$params', 'variable', true],
    ['$params.Width[0].a', 'variable', true],
    ['$.store.book', 'input', true],
    ['$.store\\.book', 'input', true],
    ['$.foo\\@bar.baz\\[\\[.\\?pretty', 'input', true],
    ['$.&Ж中', 'input', true],
    ["$['store'][0]['book']", 'input', true],
    ["$['a:b']", 'input', true],
    ['$["a]"]', 'input', true],
    ['$.input-foo-bar', 'input', true],
    ['$.a[*].b', 'input', false],
    ['$.a[1:3]', 'input', false],
    ['$.a[-1]', 'input', false],
    ["$['a','b']", 'input', false],
    ['$..a', 'input', false],
    ['$.*', 'input', false],
    ["$.a[?(@.b == 'x)]')].c", 'input', false],
    ['$.a.length()', 'input', false],
  ])('%s', (text, root, reference) => {
    expect(readPath(text)).toMatchObject({ ok: true, root, reference, end: text.length });
  });

  test.each(['', 'a', '.guid', '..guid', '()', '$...', '$.', '$.a.', '$.a b', '$[', '$[]', "$['a", '$[a]', '$.a[?(@.b]', '$x y', '$.a)', '{% $x %}', ' $.a'])('refuses %s', (text) => {
    expect(pathFault(text)).toMatchObject({ ok: false });
  });
});

describe('intrinsic functions', () => {
  test.each([
    'States.UUID()',
    "States.Format('{}', $.a)",
    "States.Format('it\\'s \\{\\} {}', States.JsonToString($.a))",
    "States.Array($.a[0], 1, -2.5, true, null, 'x')",
    'States.Array()',
    "States.Format('a, b) {}', $$.Execution['Id'])",
    "States.ArrayContains($.a[?(@.x in ['a','b'])], 1)",
    'States.MathRandom(1, 999)',
    'States.MathAdd( $x.y , 1 )',
  ])('%s', (text) => {
    expect(readIntrinsic(text)).toMatchObject({ ok: true });
  });

  test.each([
    ['States. ', 'there is no function'],
    ['States.Fromat(1)', 'did you mean States.Format'],
    ['States.JsonToString($', 'closing bracket'],
    ['States.StringToJson $.a)', 'opening bracket'],
    [' States.UUID()', 'States.Name'],
    ['States.UUID() x', 'follows'],
    ["States.Format('a''b')", 'comma is missing'],
    ['States.MathAdd(1)', 'takes 2 values, and has 1'],
    ['States.UUID(1)', 'takes no values'],
    ['States.Format("a")', 'single quotes'],
    ["States.Format('He said, \\\"Hello\\\"')", 'double quote'],
    ["States.Format('a", 'not closed'],
    ['States.Array(1,)', 'missing after the comma'],
   ['States.Array(1"2")', 'a value is a path'],
    ['States.Array('.repeat(11) + ')'.repeat(11), 'more than 10 deep'],
  ])('refuses %s', (text, reason) => {
    expect(readIntrinsic(text)).toMatchObject({ ok: false, reason: expect.stringContaining(reason) as string });
  });

  test('doubts a missing comma, which some checkers let pass', () => {
    expect(readIntrinsic('States.Format($.template $.a)  ')).toMatchObject({ ok: true, doubt: { problem: expect.stringContaining('comma is missing') as string } });
  });

  test('doubts a Format with another number of gaps than values', () => {
    expect(readIntrinsic("States.Array(States.Format('{} {}', $.a))")).toMatchObject({ ok: true, doubt: { problem: expect.stringContaining('2 {} and 1 values') as string } });
  });
});

test('any text is read to an end, without throwing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'$.[]()\'"*?@:,\\a1 {}', 'States.', 'Format') })), (text) => {
      const path = readPath(text);
      const call = readIntrinsic(text);
      expect((path.ok ? path.end : path.at) <= text.length && (call.ok ? call.end : call.at) <= text.length).toBe(true);
    }),
  );
});
