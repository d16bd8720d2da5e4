import { expect, test } from 'vitest';
import { jsonataSight } from '../../../testing/jsonataSight.ts';
import { evaluateExpression, prepareExpression } from './jsonata.ts';
import { isExponential } from './jsonataRegex.ts';

test.each(['(a+)+$', '^(\\w*\\s?)*$', '(?:[a-z]+|x)*', '((a+))+', '(a{2,})+'])('%s may never end', (pattern) => {
  expect(isExponential(pattern)).toBe(true);
});

test.each(['^([a-z]+-)*[a-z]+$', '(\\d+\\.)+', 'a+b*', '(abc)+', '^hello\\\\$', '(a?b)*', '[(+)+]', '(\\d+)?'])('%s ends', (pattern) => {
  expect(isExponential(pattern)).toBe(false);
});

test('such a pattern fails on a long text, and works on a short one', async () => {
  const value = async (text: string) => evaluateExpression(prepareExpression('$contains($states.input, /^(a+)+$/)'), jsonataSight(text), 'Condition');
  expect(await value('aaa')).toBe(true);
  await expect(value(`${'a'.repeat(40)}!`)).rejects.toMatchObject({ reason: expect.stringContaining('may never end') as unknown });
});

test('a text is found, split and replaced by a pattern', async () => {
  const value = async (source: string) => evaluateExpression(prepareExpression(source), jsonataSight('a1b22'), 'Output');
  expect(await value("$replace($states.input, /\\d+/, '-')")).toBe('a-b-');
  expect(await value('$split($states.input, /\\d/)')).toEqual(['a', 'b', '', '']);
  expect(await value("$contains('hello$world', /^hello\\$/)")).toBe(true);
  expect(await value('$match($states.input, /[a-z](\\d)/).groups')).toEqual(['1', '2']);
});
