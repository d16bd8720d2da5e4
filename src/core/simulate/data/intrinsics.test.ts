import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { runs } from '../../../testing/effort.ts';
import { sightOf } from '../../../testing/sight.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { randomFrom } from '../random.ts';
import { evaluateIntrinsic, prepareIntrinsic } from './intrinsics.ts';
import { rootsOf } from './path.ts';

function evaluate(text: string, dollar: Json = {}, seed = 1): Json {
  return evaluateIntrinsic(prepareIntrinsic(text), rootsOf(sightOf(dollar, { Name: 'S' }, { v: [1, 2] })), randomFrom(seed));
}

describe('values', () => {
  test.each<[string, Json, Json]>([
    ['States.Array()', {}, []],
    ["States.Array(1, -2.5, true, null, 'x', $.a, $v[0], $$.Name)", { a: {} }, [1, -2.5, true, null, 'x', {}, 1, 'S']],
    ['States.ArrayContains($.l, $.v)', { l: [{ a: 1, b: [] }], v: { b: [], a: 1 } }, true],
    ['States.ArrayGetItem($.l, 1.2)', { l: [10, 20, 30] }, 20],
    ['States.ArrayGetItem($.l, 999)', { l: [] }, null],
    ['States.ArrayLength($.items[*].nope)', { items: [1, 2] }, 0],
    ['States.ArrayPartition($.l, 2.6)', { l: [1, 2, 3, 4, 5] }, [[1, 2], [3, 4], [5]]],
    ['States.ArrayRange(1, 9, 2)', {}, [1, 3, 5, 7, 9]],
    ['States.ArrayRange(5.4, -0.6, -2.4)', {}, [5, 3, 1]],
    ['States.ArrayRange(5, 1, 1)', {}, []],
    ['States.ArrayUnique($.l)', { l: [1, '1', 1, [], [], { a: 1 }, { a: 1 }, null, null] }, [1, '1', [], { a: 1 }, null]],
    ["States.Base64Encode('Data to encode ✓')", {}, 'RGF0YSB0byBlbmNvZGUg4pyT'],
    ["States.Base64Decode('4pyT')", {}, '✓'],
    ["States.Base64Decode(' YWJj ZA== ')", {}, 'abcd'],
    ["States.Format('fst={} snd={}', $.a, $.b)", { a: { Arg1: 1, Arg2: [] }, b: [null, 'x', 1.5] }, 'fst={Arg1=1, Arg2=[]} snd=[null, x, 1.5]'],
    ["States.Format('it\\'s \\{\\} \\\\ {}', null)", {}, "it's {} \\ null"],
    ["States.Format($.t, 1)", { t: 'n={}' }, 'n=1'],
    ["States.Format('{}', States.JsonToString($))", { k: [1] }, '{"k":[1]}'],
    ["States.Hash($.o, 'MD5')", { o: 'input data' }, createHash('md5').update('input data').digest('hex')],
    ['States.JsonMerge($.a, $.b, false)', { a: { x: { p: 1 }, y: 1 }, b: { x: { q: 2 } } }, { x: { q: 2 }, y: 1 }],
    ['States.MathAdd($.a, 1.5)', { a: 1.49 }, 3],
    ['States.MathAdd(-2.5, 0)', {}, -2],
    ['States.MathAdd(2147483646, 1)', {}, 2147483647],
    ["States.StringSplit(', , ,', ',')", {}, [' ', ' ']],
    ["States.StringSplit('1+2,3.4', '.+,')", {}, ['1', '2', '3', '4']],
    ["States.StringSplit('', ',')", {}, []],
    ['States.StringToJson($.t)', { t: '{"a": [1.1]}' }, { a: [1.1] }],
    [" States.Array(1) ", {}, [1]],
  ].map(([text, input, value]) => [(text as string).trim(), input as Json, value as Json]))('%s', (text, input, value) => {
    expect(evaluate(text, input)).toEqual(value);
  });

  test('an object with the key __proto__ is merged as any other', () => {
    const merged = evaluate('States.JsonMerge($.a, $.b, false)', JSON.parse('{"a": {"__proto__": 1}, "b": {"c": 2}}') as Json);
    expect(JSON.stringify(merged)).toBe('{"__proto__":1,"c":2}');
  });
});

describe('failures in the words of AWS', () => {
  test.each<[string, JsonObject, string]>([
    ["States.Format('{}', $.nope)", { other: 1 }, "The JsonPath argument for the field '$.nope' could not be found in the input '{\"other\":1}'"],
    ["States.Format('{}', States.Format('{}',$.nope))", { other: 1 }, "The JsonPath argument for the field '$.nope' could not be found in the input '{\"other\":1}'"],
    ["States.Format('{}', $.items[5])", { items: [1, 2] }, "The JsonPath argument for the field '$.items[5]' could not be found in the input '{\"items\":[1,2]}'"],
    ["States.Format('{}', $.other[0])", { other: 1 }, 'Filter: [0] can only be applied to arrays. Current context is: 1'],
    ["States.Format('{}', $$.Nope.Deep)", { other: 1 }, "The JsonPath argument for the field '$.Nope.Deep' could not be found in the input '{\"other\":1}'"],
    ['States.MathAdd($.a, 1)', { a: 'NOT A NUMBER' }, 'Invalid arguments in States.MathAdd'],
    ['States.MathAdd(2147483647, 1)', {}, 'Invalid arguments in States.MathAdd'],
    ['States.ArrayPartition($.l, 0.6)', { l: [1] }, 'Invalid arguments in States.ArrayPartition'],
    ['States.ArrayRange(1, 1001, 1)', {}, 'Invalid arguments in States.ArrayRange'],
    ['States.ArrayRange(1, 10, 0.49)', {}, 'Invalid arguments in States.ArrayRange'],
    ['States.ArrayGetItem($.l, 3)', { l: [1, 2, 3] }, 'Invalid arguments in States.ArrayGetItem'],
    ['States.ArrayGetItem($.l, -1)', { l: [1, 2, 3] }, 'Invalid arguments in States.ArrayGetItem'],
    ['States.ArrayLength($.l)', { l: 'abc' }, 'Invalid arguments in States.ArrayLength'],
    ["States.Format('{} {}', 1)", {}, 'Invalid arguments in States.Format'],
    ["States.Format('{', 1)", {}, 'Invalid arguments in States.Format'],
    ["States.Hash('x', 'SHA-3')", {}, 'Invalid arguments in States.Hash'],
    ['States.Base64Encode($.t)', { t: 'x'.repeat(10_001) }, 'Invalid arguments in States.Base64Encode'],
    ['States.JsonMerge($.a, $.a, true)', { a: {} }, 'Invalid arguments in States.JsonMerge'],
    ['States.MathRandom(1.4, 1.6)', {}, 'Invalid arguments in States.MathRandom'],
    ["States.MathRandom(1, 10, 'seed')", {}, 'Invalid arguments in States.MathRandom'],
    ["States.StringToJson('{')", {}, 'Invalid arguments in States.StringToJson'],
    ["States.StringSplit($.n, ',')", { n: 1 }, 'Invalid arguments in States.StringSplit'],
  ])('%s', (text, input, problem) => {
    expect(() => evaluate(text, input)).toThrow(expect.objectContaining({ error: 'States.Runtime', reason: `The function '${text}' had the following error: ${problem}` }));
  });
});

describe('laws', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 });

  test('Base64 is that of Node, both ways', () => {
    fc.assert(
      fc.property(text, (t) => {
        const encoded = Buffer.from(t).toString('base64');
        expect(evaluate('States.Base64Encode($)', t)).toBe(encoded);
        expect(evaluate('States.Base64Decode($)', encoded)).toBe(t);
      }),
    );
  });

  test('bytes that are no text are replaced, and never fail', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        expect(typeof evaluate('States.Base64Decode($)', Buffer.from(bytes).toString('base64'))).toBe('string');
      }),
    );
  });

  test.each(['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'])('%s is that of Node', (algorithm) => {
    fc.assert(
      fc.property(text, (t) => {
        expect(evaluate(`States.Hash($, '${algorithm}')`, t)).toBe(createHash(algorithm.replace('-', '').toLowerCase()).update(t).digest('hex'));
      }),
      { numRuns: runs(30) },
    );
  });

  test('a random number lies in its range; the same seed gives the same', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 1000 }), fc.integer(), fc.nat(), (from, width, seed, stream) => {
        const input = { from, to: from + width, seed };
        const value = evaluate('States.MathRandom($.from, $.to)', input, stream) as number;
        expect(value >= from && value < from + width && Number.isInteger(value)).toBe(true);
        expect(evaluate('States.MathRandom($.from, $.to, $.seed)', input, stream)).toBe(evaluate('States.MathRandom($.from, $.to, $.seed)', input, stream + 1));
      }),
    );
  });

  test('the parts of a list are the list, and each but the last is full', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 9 }), (list, size) => {
        const parts = evaluate('States.ArrayPartition($.list, $.size)', { list, size }) as number[][];
        expect(parts.flat()).toEqual(list);
        expect(parts.slice(0, -1).every((part) => part.length === size)).toBe(true);
      }),
    );
  });

  test('UUIDs come from the stream', () => {
    expect(evaluate('States.UUID()', {}, 7)).toBe(evaluate('States.UUID()', {}, 7));
    expect(evaluate('States.UUID()', {}, 7)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
