import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ruleHolds as oracleHolds } from '../../../testing/choiceRules.ts';
import { findCorpora } from '../../../testing/corpora.ts';
import { sightOf } from '../../../testing/sight.ts';
import { own, type Json, type JsonObject } from '../../base/json.ts';
import { prepareRule, ruleHolds } from './choiceRule.ts';

function holds(rule: JsonObject, input: Json): boolean {
  return ruleHolds(prepareRule(rule), sightOf(input));
}

const folder = findCorpora('aws-recorded-choice');

interface Recorded {
  readonly cases: readonly { readonly definition: Json; readonly input: Json; readonly output: Json }[];
}

describe.skipIf(folder === null)('decides as AWS did', () => {
  const files = folder === null ? [] : readdirSync(folder).filter((name) => name.endsWith('.json'));
  test.each(files)('%s', (file) => {
    const { cases } = JSON.parse(readFileSync(join(folder as string, file), 'utf8')) as Recorded;
    expect(cases.length).toBeGreaterThan(0);
    for (const { definition, input, output } of cases) {
      const machine = (typeof definition === 'string' ? JSON.parse(definition) : definition) as { States: Record<string, { Type: string; Choices?: JsonObject[]; Default?: string; Result?: Json; Parameters?: Json }> };
      const choice = Object.values(machine.States).find((state) => state.Type === 'Choice');
      const taken = choice?.Choices?.find((rule) => holds(rule, input));
      const next = String(taken?.['Next'] ?? choice?.Default);
      const state = machine.States[next];
      expect({ input, result: state?.Result ?? state?.Parameters }).toEqual({ input, result: output });
    }
  });
});

describe('rules', () => {
  test.each<[JsonObject, Json, boolean]>([
    [{ And: [{ Variable: '$.a', NumericGreaterThan: 1 }, { Variable: '$.a', NumericLessThan: 3 }] }, { a: 2 }, true],
    [{ Or: [{ Variable: '$.a', NumericEquals: 1 }, { Variable: '$.missing', NumericEquals: 1 }] }, { a: 1 }, true],
    [{ Not: { Variable: '$.a', IsString: true } }, { a: 2 }, true],
    [{ Variable: '$.a', StringMatches: 'log-*.txt' }, { a: 'log-1.txt' }, true],
    [{ Variable: '$.a', StringMatches: 'log-\\*.txt' }, { a: 'log-1.txt' }, false],
    [{ Variable: '$.a', StringMatches: 'log-\\*.txt' }, { a: 'log-*.txt' }, true],
    [{ Variable: '$.a', StringMatches: 'a\\\\*' }, { a: 'a\\b' }, true],
    [{ Variable: '$.a', StringMatches: '*a*b*' }, { a: 'xxaxxbxx' }, true],
    [{ Variable: '$.a', StringMatches: 'aba*aba' }, { a: 'aba' }, false],
    [{ Variable: '$.a', StringMatches: '*' }, { a: 1 }, false],
    [{ Variable: '$.a', IsTimestamp: true }, { a: '2016-13-05T21:29:29Z' }, false],
    [{ Variable: '$.a', TimestampEquals: '2020-01-01T00:00:00Z' }, { a: '2020-01-01T02:00:00.000+02:00' }, true],
    [{ Variable: '$.a', TimestampLessThan: '2020-01-01T00:00:00.000000002Z' }, { a: '2020-01-01T00:00:00Z' }, true],
    [{ Variable: '$.a', IsPresent: false }, {}, true],
    [{ Variable: '$.a.b[0]', IsPresent: true }, { a: { b: [] } }, false],
    [{ Variable: '$.a', StringEqualsPath: '$.b' }, { a: 'x', b: 1 }, false],
    [{ Variable: '$.a', BooleanEqualsPath: '$.b' }, { a: false, b: false }, true],
    // Equal, but not of the type that is compared.
    [{ Variable: '$.a', BooleanEqualsPath: '$.b' }, { a: 1, b: 1 }, false],
    [{ Variable: '$.a', NumericEqualsPath: '$.b' }, { a: '1', b: '1' }, false],
    [{ Variable: '$.a', StringEqualsPath: '$.b' }, { a: null, b: null }, false],
    [{ Variable: '$.a', TimestampEqualsPath: '$.b' }, { a: 'x', b: 'x' }, false],
  ])('%j of %j is %s', (rule, input, expected) => {
    expect(holds(rule, input)).toBe(expected);
  });

  test.each<[JsonObject, string]>([
    [{ Variable: '$.foo', NumericEquals: 1 }, "Invalid path '$.foo': The choice state's condition path references an invalid value."],
    [{ Variable: '$.foo', IsNull: true }, "Invalid path '$.foo': The choice state's condition path references an invalid value."],
    [{ Variable: '$.a', NumericEqualsPath: '$.x' }, "Invalid path '$.x': The choice state's condition path references an invalid value."],
  ])('%j fails where the path finds nothing', (rule, reason) => {
    expect(() => holds(rule, { a: 1 })).toThrow(expect.objectContaining({ error: 'States.Runtime', reason }));
  });

  test('agree with the oracle on values of every type', () => {
    const names = ['BooleanEquals', 'NumericEquals', 'NumericLessThan', 'NumericGreaterThanEquals', 'StringEquals', 'StringGreaterThan', 'StringLessThanEquals', 'IsNull', 'IsPresent', 'IsNumeric', 'IsString', 'IsBoolean'];
    const value = fc.oneof(fc.boolean(), fc.integer({ min: -2, max: 2 }), fc.constantFrom('', 'a', 'b', 'ab'), fc.constant(null), fc.constant([]), fc.constant({}));
    fc.assert(
      fc.property(fc.constantFrom(...names), value, value, (name, left, right) => {
        const rule = { Variable: '$.v', [name]: name.startsWith('Is') ? right === true : right };
        const input = { v: left } as JsonObject;
        expect(holds(rule as JsonObject, input)).toBe(oracleHolds(rule as JsonObject, (path) => own(input, path.slice(2)) as Json));
      }),
    );
  });

  test('a pattern matches the texts that its stars stand for', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', '*')), fc.array(fc.constantFrom('a', 'b', '*'), { maxLength: 12 }), (pattern, text) => {
        const regex = new RegExp(`^${pattern.map((c) => (c === '*' ? '.*' : c)).join('')}$`);
        expect(holds({ Variable: '$', StringMatches: pattern.join('') }, text.join(''))).toBe(regex.test(text.join('')));
      }),
    );
  });
});
