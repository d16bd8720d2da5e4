import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from './json.ts';
import { sharing } from './sharing.ts';

const before = { a: { x: [1, { y: 2 }] }, b: { z: null }, c: 'text' };
const copy = (json: Json): Json => structuredClone(json);

describe('sharing', () => {
  test('of an equal value is the old one', () => {
    expect(sharing(before, copy(before))).toBe(before);
  });

  test('keeps what did not change, and only that', () => {
    const now = sharing(before, { a: { x: [1, { y: 3 }] }, b: { z: null }, c: 'text' }) as typeof before;
    expect(now).toEqual({ a: { x: [1, { y: 3 }] }, b: { z: null }, c: 'text' });
    expect(now.b).toBe(before.b);
    expect(now.a).not.toBe(before.a);
  });

  test('a part is found again under its key, wherever that stands now', () => {
    const now = sharing(before, { b: { z: null }, a: { x: [1, { y: 2 }] } }) as JsonObject;
    expect(Object.keys(now)).toEqual(['b', 'a']);
    expect(now['a']).toBe(before.a);
  });

  test('an element that was added leaves those before it as they were', () => {
    const list = [{ a: 1 }, { b: 2 }];
    const now = sharing(list, [{ a: 1 }, { b: 2 }, { c: 3 }]) as readonly Json[];
    expect(now).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }]);
    expect(now[1]).toBe(list[1]);
  });

  test('gives what it was given, byte for byte', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (a, b) => {
        expect(JSON.stringify(sharing(a as Json, b as Json))).toBe(JSON.stringify(b));
        expect(JSON.stringify(sharing([a, b, { a }] as Json, [b, b, { b, a }] as Json))).toBe(JSON.stringify([b, b, { b, a }]));
      }),
    );
  });
});
