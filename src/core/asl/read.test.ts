import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../testing/effort.ts';
import { readAsl } from './read.ts';

const yaml = `Comment: order
StartAt: First
States:
  First: {Type: Pass, Next: Second}
  "Second":
    Type: Task
    Resource: !Sub arn:\${AWS::Partition}:states:::lambda:invoke
    Retry:
      - ErrorEquals: [States.ALL]
        MaxAttempts: 2
    End: true
`;

describe('YAML', () => {
  test.each([
    ['', 1, 1],
    ['/StartAt', 2, 1],
    ['/States/First/Next', 4, 23],
    ['/States/Second/Retry/0/MaxAttempts', 10, 9],
    ['/States/Second/Retry/0', 9, 9],
    ['/States/Second/Nothing/0', 5, 3],
  ])('locates %s', (pointer, line, column) => {
    const read = readAsl(yaml, 'order.asl.yaml');
    expect(read.ok && read.locate(pointer)).toEqual({ line, column });
  });

  test('gives the value, with what stands behind tags of CloudFormation', () => {
    const read = readAsl(yaml);
    expect(read).toMatchObject({ ok: true, format: 'yaml', value: { States: { Second: { Resource: 'arn:${AWS::Partition}:states:::lambda:invoke', End: true } } } });
  });

  test('reports keys written twice', () => {
    const read = readAsl('StartAt: A\n"StartAt": B\n', 'x.yml');
    expect(read.ok && read.duplicates()).toMatchObject([{ key: 'StartAt', line: 2, column: 1 }]);
  });

  test.each([
    ['a tab for indentation', 'a:\n\tb: 1\n  c: 2', 2],
    ['an open quote', 'a: "b\nc: 1', 1],
    ['two documents', 'a: 1\n---\nb: 2\n', 2],
    ['nested deep', '[\n'.repeat(20_000), 1],
    ['nested deep, closed', '['.repeat(2_000) + ']'.repeat(2_000), 1],
    ['nested so deep that the parser gives up', '['.repeat(100_000) + ']'.repeat(100_000), 1],
    ['aliases that multiply', ['a: &a [x,x,x,x,x,x,x,x,x]', ...'bcdefghi'.split('').map((c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefghi'[i] ?? ''}`).join(',')}]`)].join('\n'), 1],
    ['too long', 'a: 1\n'.repeat(500_000), 1],
    ['nothing', '\n', 1],
    ['binary', 'a: \0', 1],
  ])('%s: one fault with place and hint', (_, text, line) => {
    const fault = readAsl(text, 'x.yaml');
    expect(fault).toMatchObject({ ok: false });
    expect(!fault.ok && fault.line >= line && fault.hint.length > 10 && fault.message.length > 10).toBe(true);
  });
});

test('YAML nested too deep says so, whatever gives up first', () => {
  for (const depth of [600, 2_000, 100_000]) expect(readAsl('['.repeat(depth) + ']'.repeat(depth), 'x.yaml')).toMatchObject({ reason: 'too-deep' });
});

test('the name of the file decides, else the first character', () => {
  expect(readAsl('{"a": 1}', 'x.json')).toMatchObject({ ok: true, format: 'json' });
  expect(readAsl(' {"a": 1}')).toMatchObject({ ok: true, format: 'json' });
  expect(readAsl('{a: 1}', 'x.yaml')).toMatchObject({ ok: true, format: 'yaml', value: { a: 1 } });
  expect(readAsl('a: 1', 'x.json')).toMatchObject({ ok: false });
});

test('YAML of any kind never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'ab:- \n\t[]{}"\'&*!|>?#,%@') })), (text) => {
      const read = readAsl(text, 'x.yaml');
      const place = read.ok ? read.locate('/a/0') : read;
      expect(place.line >= 1 && place.column >= 1).toBe(true);
    }),
    { numRuns: runs(300) },
  );
});
