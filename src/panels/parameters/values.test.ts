import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { converted, printValue, readAllowed, readValue } from './values.ts';

const value = (type: Parameters<typeof readValue>[0], text: string): unknown => {
  const read = readValue(type, text);
  return read.ok ? read.value : read.reason;
};

describe('values as typed', () => {
  it.each([
    ['string', '12', '12'], ['string', '', undefined], ['s3-uri', ' s3://b/ ', ' s3://b/ '],
    ['integer', ' 12 ', 12], ['integer', '1.5', '1.5 is not a whole number. Round it, or make the parameter a number.'],
    ['number', '-.5e2', -50], ['number', '0x10', '0x10 is not a number. Write it like 0.5.'], ['number', 'many', 'many is not a number. Write it like 0.5.'], ['number', '', undefined],
    ['boolean', 'true', true], ['boolean', 'yes', 'yes is neither true nor false.'],
    ['list', '[1, "a"]', [1, 'a']], ['list', '[1, 2', 'The text ends before the JSON does. Write it like ["a", 2].'], ['list', '{}', 'A list stands in brackets: ["a", 2].'], ['object', '[]', 'An object stands in braces: {"name": "value"}.'],
  ] as const)('%s: %s', (type, text, expected) => {
    expect(value(type, text)).toEqual(expected);
  });

  it('reads back what it printed', () => {
    const any = fc.oneof(
      fc.tuple(fc.constant('string' as const), fc.string({ minLength: 1 })),
      fc.tuple(fc.constant('number' as const), fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0))),
      fc.tuple(fc.constant('integer' as const), fc.maxSafeInteger()),
      fc.tuple(fc.constant('boolean' as const), fc.boolean()),
      fc.tuple(fc.constant('list' as const), fc.array(fc.jsonValue())),
      fc.tuple(fc.constant('object' as const), fc.dictionary(fc.string(), fc.jsonValue())),
    );
    fc.assert(fc.property(any, ([type, v]) => { expect(value(type, printValue(type, v as never))).toEqual(JSON.parse(JSON.stringify(v))); }));
  });

  it('reads allowed values line by line', () => {
    expect(readAllowed('string', 'ml.m5.large\n\n ml.m5.xlarge ')).toEqual({ ok: true, value: ['ml.m5.large', 'ml.m5.xlarge'] });
    expect(readAllowed('integer', '1\ntwo')).toMatchObject({ ok: false });
    expect(readAllowed('string', ' \n')).toEqual({ ok: true, value: undefined });
  });

  it('takes a value along to another type where it can', () => {
    expect(converted('2', 'integer')).toBe(2);
    expect(converted(2, 'string')).toBe('2');
    expect(converted('two', 'integer')).toBe('two');
  });
});
