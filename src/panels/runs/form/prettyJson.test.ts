import fc from 'fast-check';
import { expect, test } from 'vitest';
import { prettyJson } from './prettyJson.ts';

test('what fits on a line stays on it, what does not is laid out', () => {
  expect(prettyJson('{"low":1,"high":[1,2,3]}')).toBe('{"low": 1, "high": [1, 2, 3]}');
  expect(prettyJson('{"low":1,"high":[1,2,3],"middle":{"a":1,"b":2,"c":3}}')).toBe('{\n  "low": 1,\n  "high": [1, 2, 3],\n  "middle": {"a": 1, "b": 2, "c": 3}\n}');
  expect(prettyJson('{"low": ')).toBe('{"low": ');
});

test('it means the same, and is laid out already', () => {
  fc.assert(fc.property(fc.json(), (text) => {
    const pretty = prettyJson(text);
    expect(JSON.parse(pretty)).toEqual(JSON.parse(text));
    expect(prettyJson(pretty)).toBe(pretty);
  }));
});
