import { expect, test } from 'vitest';
import { withFirstPage, withNextPage } from './pages.ts';

const run = (at: number, word = '') => ({ arn: `r${at}`, startedAt: new Date(at), word });
const arns = ({ runs }: { readonly runs: readonly { readonly arn: string; readonly word: string }[] }): string => runs.map((r) => r.arn + r.word).join(' ');
const known = { runs: [run(6), run(5), run(4), run(3), run(2)], next: 'n2' };

test('the first page again: new runs come in front, known ones are as they are now, older ones stay', () => {
  const merged = withFirstPage(known, { runs: [run(8), run(7), run(6, '!'), run(5)], next: 'n1' });
  expect(arns(merged)).toBe('r8 r7 r6! r5 r4 r3 r2');
  expect(merged.next).toBe('n2');
});

test('a run that the page does not name any more is gone', () => expect(arns(withFirstPage(known, { runs: [run(6), run(4)], next: 'n1' }))).toBe('r6 r4 r3 r2'));

test('where nothing of the page was known there may be a gap: only the page is left', () => {
  expect(withFirstPage(known, { runs: [run(12), run(11)], next: 'n1' })).toEqual({ runs: [run(12), run(11)], next: 'n1' });
});

test('a page after which there is nothing is all there is', () => {
  expect(withFirstPage(known, { runs: [run(7)], next: undefined })).toEqual({ runs: [run(7)], next: undefined });
  expect(withFirstPage({ runs: [], next: undefined }, { runs: [run(7)], next: 'n' })).toEqual({ runs: [run(7)], next: 'n' });
});

test('the next page comes after, each run once', () => {
  expect(withNextPage(known, { runs: [run(2), run(1)], next: undefined })).toEqual({ runs: [...known.runs, run(1)], next: undefined });
});
