import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_DEPTH, MAX_TEXT_LENGTH, parseJsonText } from './jsonText.ts';

describe('a text that is JSON', () => {
  const text = '{\n  "a": [1, {"b": 2}],\n  "a/b": {"~": true}\n}';

  test.each([
    ['', 1, 1],
    ['/a', 2, 3],
    ['/a/1/b', 2, 13],
    ['/a~1b/~0', 3, 11],
    ['/a/1/missing/deeper', 2, 12],
    ['/nowhere', 1, 1],
  ])('locates %s', (pointer, line, column) => {
    const read = parseJsonText(text);
    expect(read.ok && read.locate(pointer)).toEqual({ line, column });
  });

  test('reports keys written twice, wherever they are, and locates the last', () => {
    const read = parseJsonText('{"x": [{"k": 1,\n"k": 2}],\n"x": [{"k": 1}], "y": {"\\u006b": 1, "k": 2}}');
    expect(read.ok && read.duplicates()).toEqual([
      { key: 'k', pointer: '/x/0/k', line: 2, column: 1 },
      { key: 'x', pointer: '/x', line: 3, column: 1 },
      { key: 'k', pointer: '/y/k', line: 3, column: 37 },
    ]);
    expect(read.ok && read.locate('/x')).toEqual({ line: 3, column: 1 });
  });

  test('keeps __proto__ as an ordinary key and takes colons inside texts for text', () => {
    const read = parseJsonText('{"__proto__": {"a:": ":\\":"}}');
    expect(read.ok && JSON.stringify(read.value)).toBe('{"__proto__":{"a:":":\\":"}}');
    expect(read.ok && read.duplicates()).toEqual([]);
  });

  test('skips a byte order mark and says so', () => {
    const read = parseJsonText('\uFEFF{"a": 1}');
    expect(read).toMatchObject({ ok: true, byteOrderMark: true, value: { a: 1 } });
    expect(read.ok && read.locate('/a')).toEqual({ line: 1, column: 2 });
  });
});

describe('a text that is not', () => {
  test.each([
    ['nothing', '  \n', 'empty', 1],
    ['binary data', 'PK\u0003\0\n\0', 'binary', 1],
    ['cut off in a list', '{\n"a": [1,', 'syntax', 2],
    ['cut off in a text', '{\n"a": "b', 'syntax', 2],
    ['a comma too many', '{\n"a": 1,\n}', 'syntax', 3],
    ['a comma missing', '{\n"a": 1\n"b": 2}', 'syntax', 3],
    ['a comment', '{\n// no\n"a": 1}', 'syntax', 2],
    ['a bare word', '{"a":\nNone}', 'syntax', 2],
    ['single quotes', "{\n'a': 1}", 'syntax', 2],
    ['a second value', '{}\n{}', 'syntax', 2],
    ['a bad escape', '{\n"a": "\\x"}', 'syntax', 2],
    ['a bad number', '{\n"a": 01}', 'syntax', 2],
    ['a hard space', '{\n\u00a0"a": 1}', 'syntax', 2],
    ['nested too deep', '\n' + '['.repeat(MAX_DEPTH + 1), 'too-deep', 2],
    ['nested very deep', '\n' + '{"a":'.repeat(100_000), 'too-deep', 2],
    ['huge', ' '.repeat(MAX_TEXT_LENGTH + 1), 'too-large', 1],
  ])('%s: one fault with place and hint', (_, text, reason, line) => {
    const fault = parseJsonText(text);
    expect(fault).toMatchObject({ ok: false, reason, line });
    expect(!fault.ok && fault.message.length > 10 && fault.hint.length > 10).toBe(true);
  });
});

test('agrees with JSON.parse on any text, and never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string(), fc.json().map((s) => s.slice(0, s.length / 2)), fc.string({ unit: fc.constantFrom(...'{}[]",:\\1e-+.tnu \n') })), (text) => {
      const read = parseJsonText(text);
      let expected: unknown;
      try {
        expected = JSON.parse(text);
      } catch {
        expect(read.ok).toBe(false);
        return;
      }
      expect(read.ok && read.value).toEqual(expected);
    }),
  );
});
