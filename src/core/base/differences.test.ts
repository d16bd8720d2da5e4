import { expect, test } from 'vitest';
import { differencesOf } from './differences.ts';

test('equal values differ nowhere, whatever the order of keys', () => expect(differencesOf({ a: [1, { b: null }], c: 'x' }, { c: 'x', a: [1, { b: null }] })).toEqual([]));

test('the innermost places are told, what is new and what is gone too', () => {
  expect(differencesOf({ gone: 1, list: [1, 2, 3], deep: { 'a/b': true }, same: 0 }, { list: [1, 5], deep: { 'a/b': false }, same: 0, new: [] })).toEqual([
    { at: '/gone', before: 1, after: undefined },
    { at: '/list/1', before: 2, after: 5 },
    { at: '/list/2', before: 3, after: undefined },
    { at: '/deep/a~1b', before: true, after: false },
    { at: '/new', before: undefined, after: [] },
  ]);
});

test('values of different kinds differ as a whole', () => {
  expect(differencesOf({ a: [1] }, { a: { 0: 1 } })).toEqual([{ at: '/a', before: [1], after: { 0: 1 } }]);
  expect(differencesOf(1, '1')).toEqual([{ at: '', before: 1, after: '1' }]);
  expect(differencesOf(undefined, null)).toEqual([{ at: '', before: undefined, after: null }]);
});

test('a key of the prototype is a key like others', () => expect(differencesOf(JSON.parse('{"__proto__": 1}'), {})).toEqual([{ at: '/__proto__', before: 1, after: undefined }]));
