import { expect, test } from 'vitest';
import { mainRoute, routesWith, shareOf } from './alias.ts';

const route = (versionArn: string, weight: number) => ({ versionArn, weight });

test.each([
  ['a new alias leads to its version alone, whatever share was asked for', [], 10, [['new', 100]]],
  ['the rest stays where it was', [route('old', 100)], 10, [['old', 90], ['new', 10]]],
  ['all at once', [route('old', 100)], 100, [['new', 100]]],
  ['of two versions the one with more runs keeps the rest', [route('old', 70), route('other', 30)], 25, [['old', 75], ['new', 25]]],
  ['a share that grows', [route('old', 90), route('new', 10)], 50, [['old', 50], ['new', 50]]],
  ['finished', [route('old', 90), route('new', 10)], 100, [['new', 100]]],
] as const)('%s', (_, now, share, expected) => {
  expect(routesWith(now, 'new', share).map((r) => [r.versionArn, r.weight])).toEqual(expected);
});

test('the share of a version and where most runs go', () => {
  const alias = { arn: 'a', name: 'live', routes: [route('old', 90), route('new', 10)], updatedAt: new Date(0) };
  expect(['old', 'new', 'none'].map((v) => shareOf(alias, v))).toEqual([90, 10, 0]);
  expect(mainRoute(alias.routes)?.versionArn).toBe('old');
  expect(mainRoute([])).toBeUndefined();
});
