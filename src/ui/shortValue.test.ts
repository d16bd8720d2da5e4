import { expect, test } from 'vitest';
import { shortValue } from './shortValue.ts';

test.each([
  [0.1 + 0.2, '0.3'],
  [12, '12'],
  [true, 'true'],
  [null, 'null'],
  [undefined, 'not told'],
  ['', 'empty text'],
  ['s3://bucket/train', 's3://bucket/train'],
  ['s3://bucket/runs/income/2f4c/preprocess/train', 's3://…/preprocess/train'],
  ['s3://bucket/runs/income/2f4c/train/artifact/job/output/model.tar.gz', 's3://…/output/model.tar.gz'],
  ['arn:aws:iam::111122223333:role/income-sagemaker', '…role/income-sagemaker'],
  ['a text that goes on\nand on, and says little', 'a text that goes on and on, and…'],
  [[], '[]'],
  [[1], '[…1 item]'],
  [[1, 2, 3], '[…3 items]'],
  [{}, '{}'],
  [{ a: 1, b: 2 }, '{…2 keys}'],
])('%j is %s', (value, short) => {
  expect(shortValue(value as never)).toBe(short);
});
