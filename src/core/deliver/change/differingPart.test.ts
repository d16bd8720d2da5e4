import { expect, test } from 'vitest';
import { differingPart } from './differingPart.ts';

const LONG = 'a'.repeat(100);
test.each([
  ['one word in the middle', 's3://bucket/old/key', 's3://bucket/new/key', { start: 's3://bucket/', before: 'old', after: 'new', end: '/key' }],
  ['nothing shared', 'x', 'y', { start: '', before: 'x', after: 'y', end: '' }],
  ['only more at the end', 'ml.m5', 'ml.m5.large', { start: 'ml.m5', before: '', after: '.large', end: '' }],
  ['what repeats is not counted twice', 'aa', 'aaa', { start: 'aa', before: '', after: 'a', end: '' }],
  ['long ends are shortened', `${LONG}1${LONG}`, `${LONG}2${LONG}`, { start: `…${'a'.repeat(24)}`, before: '1', after: '2', end: `${'a'.repeat(24)}…` }],
  ['characters outside the first plane are not cut', '😀', '😁', { start: '', before: '😀', after: '😁', end: '' }],
])('%s', (_, before, after, expected) => {
  expect(differingPart(before, after)).toEqual(expected);
});
