import { expect, test } from 'vitest';
import type { ParameterType } from '../../model/pipeline.ts';
import { betterValue } from './betterValue.ts';
import { readPastedInput } from './pastedInput.ts';
import { isSecretName } from './secretName.ts';
import { uploadKey } from './uploadKey.ts';

const around = { account: '111122223333', region: 'eu-west-1' };

test.each<[ParameterType, string, string | undefined]>([
  ['s3-uri', 's3//b-1/k', 's3://b-1/k'],
  ['s3-uri', 's3:/bucket/a/b.csv', 's3://bucket/a/b.csv'],
  ['s3-uri', 'bucket/a', 's3://bucket/a'],
  ['s3-uri', 'arn:aws:s3:::bucket/a/b', 's3://bucket/a/b'],
  ['s3-uri', 'https://bucket.s3.eu-west-1.amazonaws.com/a%20b.csv', 's3://bucket/a b.csv'],
  ['s3-uri', 'https://s3.eu-west-1.amazonaws.com/bucket/a', 's3://bucket/a'],
  ['s3-uri', 's3://bucket/a', undefined],
  ['s3-uri', 'x', undefined],
  ['role', 'runner', 'arn:aws:iam::111122223333:role/runner'],
  ['role', 'role/team/runner', 'arn:aws:iam::111122223333:role/team/runner'],
  ['role', 'arn:aws:iam::111122223333:role/runner', undefined],
  ['arn', 'sns:alerts', 'arn:aws:sns:eu-west-1:111122223333:alerts'],
  ['arn', 'arn:aws:sns', undefined],
  ['string', 's3//b/k', undefined],
])('%s %j is helped to %j', (type, text, better) => expect(betterValue(type, text, around)).toBe(better));

test('a pasted input is an object, and what is wrong with another text is told with its place', () => {
  expect(readPastedInput(' {"A": 1} ')).toEqual({ input: { A: 1 } });
  expect(readPastedInput('{\n  "A": 1,\n  "B" 2\n}')).toEqual({ fault: expect.stringMatching(/^Line 3, column 7: A colon is missing/) as string });
  expect(readPastedInput('[1]')).toEqual({ fault: expect.stringMatching(/JSON object/) as string });
  expect(readPastedInput('')).toEqual({ fault: expect.stringMatching(/Paste the JSON/) as string });
});

test('names of secrets, and names that only sound like it', () => {
  expect(['DbPassword', 'ApiKey', 'HF_TOKEN', 'clientSecret', 'AWSCredentials'].filter((n) => !isSecretName(n))).toEqual([]);
  expect(['MaxTokens', 'Tokenizer', 'Passes', 'KeyColumn', 'PartitionKey'].filter(isSecretName)).toEqual([]);
});

test('an uploaded file lies under uploads/, never where another does, under a name that needs no escaping', () => {
  const at = Date.UTC(2026, 10, 25, 12, 3, 4);
  expect(uploadKey('census März 1.csv', at, 'abc-def-123')).toBe('uploads/20261125T120304-abcdef/census-M-rz-1.csv');
  expect(uploadKey('../../etc/passwd', at, 'abcdef')).toBe('uploads/20261125T120304-abcdef/-..-etc-passwd');
  expect(uploadKey('', at, 'abcdef')).toMatch(/\/file$/);
  expect(uploadKey('x'.repeat(5000), at, 'abcdef')).toHaveLength(1024);
});
