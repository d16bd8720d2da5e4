import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../base/json.ts';
import { findPath, preparePath } from './path.ts';
import { prepareReferencePath, writeReference } from './referencePath.ts';

function write(path: string, input: Json, value: Json): Json {
  return writeReference(prepareReferencePath(path), input, value);
}

describe('writing a result', () => {
  test.each<[string, Json, Json, Json]>([
    ['$', { a: 1 }, 2, 2],
    ['$.b', { a: 1 }, 2, { a: 1, b: 2 }],
    ['$.a', { a: 1, b: 2 }, { c: 3 }, { a: { c: 3 }, b: 2 }],
    ['$.a.b.c', {}, 1, { a: { b: { c: 1 } } }],
    ['$.a[1]', { a: [1, 2, 3] }, 9, { a: [1, 9, 3] }],
    ['$.a[0].b', { a: [{ c: 1 }] }, 9, { a: [{ c: 1, b: 9 }] }],
    ["$['x y']", {}, 1, { 'x y': 1 }],
  ])('%s of %j', (path, input, value, expected) => {
    expect(write(path, input, value)).toEqual(expected);
  });

  test('the key __proto__ is a key', () => {
    expect(JSON.stringify(write('$.__proto__.x', {}, 1))).toBe('{"__proto__":{"x":1}}');
    expect(({} as JsonObject)['x']).toBeUndefined();
  });

  test.each<[string, Json]>([
    ['$.a', 1],
    ['$.a', [1]],
    ['$.a.b', { a: 1 }],
    ['$.a[0]', { a: {} }],
    ['$.a[2]', { a: [1] }],
    ['$.a[0]', {}],
  ])('%s of %j fails', (path, input) => {
    expect(() => write(path, input, 1)).toThrow(expect.objectContaining({ error: 'States.ResultPathMatchFailure' }));
  });

  test.each(['$.a[*]', '$$.a', '$v', '$..a', '$.a[-1]', 'a'])('%s is no place to write to', (path) => {
    expect(() => prepareReferencePath(path)).toThrow(expect.objectContaining({ error: 'States.Runtime' }));
  });
});

test('what is written is read at the same path, and the input stays as it was', () => {
  const key = fc.constantFrom('a', 'b', '__proto__', 'toString');
  fc.assert(
    fc.property(fc.array(key, { maxLength: 4 }), fc.dictionary(key, fc.dictionary(key, fc.constant({}))), fc.jsonValue(), (keys, input, value) => {
      const before = JSON.stringify(input);
      const path = `$${keys.map((k) => `.${k}`).join('')}`;
      const after = write(path, input as JsonObject, value as Json);
      expect(findPath(preparePath(path), { dollar: after, context: () => ({}), variable: () => undefined })).toBe(value);
      expect(JSON.stringify(input)).toBe(before);
    }),
  );
});
