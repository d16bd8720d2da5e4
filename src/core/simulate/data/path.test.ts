import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../../testing/effort.ts';
import { evaluatePath } from '../../../testing/jsonPath.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { findPath, preparePath, readPath, type Roots } from './path.ts';

const store: JsonObject = {
  book: [
    { category: 'reference', author: 'Rees', price: 8.95 },
    { category: 'fiction', author: 'Waugh', price: 12.99 },
    { category: 'fiction', author: 'Melville', isbn: '0-553', price: 8.99 },
    { category: 'fiction', author: 'Tolkien', isbn: '0-395', price: 22.99 },
  ],
  bicycle: { color: 'red', price: 19.95 },
  'a b': 1,
  'x.y': 2,
  none: null,
};

function rootsOf(dollar: Json): Roots {
  return { dollar, context: () => ({ State: { Name: 'S' } }), variable: (name) => (name === 'v' ? { w: [1, 2] } : undefined) };
}

function read(path: string, dollar: Json = store): Json {
  return readPath(preparePath(path), rootsOf(dollar));
}

describe('paths that select one value', () => {
  test.each<[string, Json]>([
    ['$', store],
    ['$.bicycle.color', 'red'],
    ["$['bicycle']['color']", 'red'],
    ['$["a b"]', 1],
    ['$.x\\.y', 2],
    ["$['x.y']", 2],
    ['$.none', null],
    ['$.book[0].author', 'Rees'],
    ['$.book[-1].author', 'Tolkien'],
    ["$.bicycle['color','price']", { color: 'red', price: 19.95 }],
    ["$.bicycle['color','missing']", { color: 'red' }],
    ['$.book.length()', 4],
    ['$.book[*].price.max()', 22.99],
    ['$$.State.Name', 'S'],
    ['$v.w[1]', 2],
  ])('%s', (path, value) => {
    expect(read(path)).toEqual(value);
  });
});

describe('paths that select a list', () => {
  const authors = ['Rees', 'Waugh', 'Melville', 'Tolkien'];
  test.each<[string, Json]>([
    ['$.book[*].author', authors],
    ['$..author', authors],
    ['$..price', [8.95, 12.99, 8.99, 22.99, 19.95]],
    ['$.bicycle.*', ['red', 19.95]],
    ['$.book[0,1].author', ['Rees', 'Waugh']],
    ['$.book[1:3].author', ['Waugh', 'Melville']],
    ['$.book[:1].author', ['Rees']],
    ['$.book[2:].author', ['Melville', 'Tolkien']],
    ['$.book[-2:].author', ['Melville', 'Tolkien']],
    ['$.book[::2].author', ['Rees', 'Melville']],
    ['$..book[2].author', ['Melville']],
    ["$.book[0]['author','price'].x", []],
    ['$.book[?(@.price < 10)].author', ['Rees', 'Melville']],
    ['$.book[?(@.isbn)].author', ['Melville', 'Tolkien']],
    ['$.book[?(!@.isbn)].author', ['Rees', 'Waugh']],
    ["$.book[?(@.category == 'fiction' && @.price > 10)].author", ['Waugh', 'Tolkien']],
    ["$.book[?(@.author == 'Rees' || (@.price > 20))].author", ['Rees', 'Tolkien']],
    ["$.book[?(@['author'] in ['Rees', 'Waugh'])].price", [8.95, 12.99]],
    ['$.book[?(@.author =~ /t.*/i)].author', ['Tolkien']],
    ['$.book[?(@.price > $.bicycle.price)].author', ['Tolkien']],
    ["$.book[?(@.price == '8.95')].author", ['Rees']],
    ["$.book[?(@.missing != 'x')].author", authors],
    ['$.book[?(@.category==reference)].author', ['Rees']],
    ["$.book[0:2].['author', 'isbn']", [{ author: 'Rees' }, { author: 'Waugh' }]],
    ['$.book[*].length()', 4],
    ['$.book[?(@.author.length() > 100)]', []],
    ["$.bicycle[?(@.color == 'red')].price", [19.95]],
    ['$.nothing[*].here', []],
    ['$.item.items[1:5].itemValue', []],
    ['$.none..x', []],
  ])('%s', (path, value) => {
    expect(read(path)).toEqual(value);
  });

  test('a filter on the root list', () => {
    expect(read('$[?(@ > 1)]', [1, 2, 3])).toEqual([2, 3]);
  });

  test('a list too long for the stack', () => {
    expect(read('$[*]', Array.from({ length: 300_000 }, () => 0))).toHaveLength(300_000);
  });
});

describe('what is not there fails in the words of AWS', () => {
  test.each([
    ['$.NoSuchInputPath', "Invalid path '$.NoSuchInputPath' : No results for path: $['NoSuchInputPath']"],
    ['$.no.such.result.path', "Invalid path '$.no.such.result.path' : Missing property in path $['no']"],
    ['$.bicycle.frame.size', "Invalid path '$.bicycle.frame.size' : Missing property in path $['bicycle']['frame']"],
    ['$.bicycle[0]', "Invalid path '$.bicycle[0]' : Filter: [0] can only be applied to arrays. Current context is: {color=red, price=19.95}"],
    ['$.book[9]', "Invalid path '$.book[9]' : No results for path: $['book'][9]"],
    ['$.toString', "Invalid path '$.toString' : No results for path: $['toString']"],
    ['$.__proto__.x', "Invalid path '$.__proto__.x' : Missing property in path $['__proto__']"],
    ['$.book.length', "Invalid path '$.book.length' : Expected to find an object with property ['length'] in path $['book'] but found 'java.util.ArrayList'. This is not a json object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JacksonJsonProvider'."],
  ])('%s', (path, reason) => {
    expect(() => read(path)).toThrow(expect.objectContaining({ error: 'States.Runtime', reason }));
  });

  test.each(['$.', '$.a[?(@.b ==)]', '$.a[?(]', '$.a.nonsense()'])('%s cannot be read', (path) => {
    expect(() => read(path, { a: [{ b: 1 }] })).toThrow(expect.objectContaining({ error: 'States.Runtime' }));
  });
});

test('the same text gives the same prepared path', () => {
  expect(preparePath('$.a.b')).toBe(preparePath('$.a.b'));
});

test('plain paths agree with the oracle', () => {
  const key = fc.constantFrom('a', 'b', '__proto__', 'constructor');
  const data = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, fc.constantFrom<Json>(1, 'x', null), fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(key, tie('value')) as fc.Arbitrary<Json>),
  })).value;
  const steps = fc.array(fc.oneof(key.map((k) => `.${k}`), fc.integer({ min: -2, max: 2 }).map((i) => `[${i}]`), fc.constant('[*]')), { maxLength: 4 });
  fc.assert(
    fc.property(data, steps, (dollar, parts) => {
      const text = `$${parts.join('')}`;
      let expected: Json | undefined;
      try {
        expected = evaluatePath(text, { dollar, context: {}, variable: () => undefined });
      } catch {
        expected = undefined;
      }
      const found = findPath(preparePath(text), rootsOf(dollar));
      expect(found).toEqual(expected);
    }),
    { numRuns: runs(500) },
  );
});
