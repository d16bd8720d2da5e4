import { expect, it, vi } from 'vitest';
import type { OwnPrices } from '../model/prices.ts';
import { INSTANCE_PRICES, TRANSITION_USD } from '../simulate/answers/prices.ts';
import { costAt, costOfStep, instanceTypesOf } from './costs.ts';
import { priceTable, withPrice } from './priceTable.ts';
import type { Timeline } from './timeline.ts';

const NONE: OwnPrices = { format: 'cauce-prices/1', instances: {} };
const OWN = { usd: 98.32, date: '2026-11-25', source: 'our contract' };

it('is Cauce’s table, with its region, source and date, where a person gave nothing', () => {
  const table = priceTable(NONE);
  expect(table.perHour).toEqual(INSTANCE_PRICES.perHour);
  expect(table.region).toBe(INSTANCE_PRICES.region);
  expect(table.transitions).toMatchObject({ usd: TRANSITION_USD * 1000, own: false });
  expect(table.instances[0]).toMatchObject({ date: INSTANCE_PRICES.date, own: false });
  expect(table.instances[0]?.source).toContain(INSTANCE_PRICES.region);
});

it('lets a person’s price stand before ours, at its place, and new types after all', () => {
  const prices = withPrice(withPrice(NONE, 'ml.m5.xlarge', OWN), 'ml.p5.48xlarge', OWN);
  const table = priceTable(prices);
  expect(table.instances.map((r) => r.name)).toEqual([...Object.keys(INSTANCE_PRICES.perHour), 'ml.p5.48xlarge']);
  expect(table.instances.find((r) => r.name === 'ml.m5.xlarge')).toEqual({ name: 'ml.m5.xlarge', ...OWN, ours: 0.23, own: true });
  expect(table.instances.at(-1)).toMatchObject({ ours: undefined, own: true });
});

it('goes back to ours, and forgets a type that only the person had', () => {
  const given = withPrice(withPrice(withPrice(NONE, 'ml.m5.xlarge', OWN), 'ml.p5.48xlarge', OWN), '', { usd: 1, date: '2026-01-01' });
  const back = ['ml.m5.xlarge', 'ml.p5.48xlarge', ''].reduce((prices, name) => withPrice(prices, name, undefined), given);
  expect(back).toEqual(NONE);
});

const job = (type: string, start: number, end: number) => ({
  start, end, outcome: 'succeeded' as const, resource: 'arn:aws:states:::sagemaker:createTrainingJob.sync',
  sent: JSON.stringify({ ResourceConfig: { InstanceType: type, InstanceCount: 2 } }),
});
const visit = (step: string, attempt: ReturnType<typeof job>) => [step, [{ state: step, step, start: attempt.start, end: attempt.end, outcome: 'succeeded' as const, attempts: [attempt], input: '{}', iteration: [] }]] as const;
const timeline: Timeline = {
  duration: 7200, critical: new Set(), before: new Map(), redrives: [], failure: null,
  steps: new Map([visit('known', job('ml.m5.xlarge', 0, 3600)), visit('new', job('ml.p5.48xlarge', 3600, 7200))]),
};

it('reckons the costs of a run and of a step until a moment', () => {
  const table = priceTable(NONE);
  expect(costAt(timeline, 1800, table).known).toBeCloseTo(0.23);
  expect(costAt(timeline, 7200, table)).toMatchObject({ known: 0.46, unpriced: ['ml.p5.48xlarge'] });
  expect(costOfStep(timeline, 'new', 5400, table)).toEqual({ known: 0, unpriced: ['ml.p5.48xlarge'], types: ['ml.p5.48xlarge'], instanceSeconds: 3600 });
  expect(costOfStep(timeline, 'new', 0, table)).toBeNull();
  const priced = priceTable(withPrice(NONE, 'ml.p5.48xlarge', { usd: 10, date: '2026-11-25' }));
  expect(costAt(timeline, 7200, priced)).toMatchObject({ known: 20.46, unpriced: [] });
  expect(instanceTypesOf(timeline)).toEqual(['ml.m5.xlarge', 'ml.p5.48xlarge']);
});

it('reads what was sent once, however often the moment changes', () => {
  const parse = vi.spyOn(JSON, 'parse');
  const fresh = { ...timeline };
  for (let at = 0; at < 7200; at += 100) costAt(fresh, at, priceTable(NONE));
  expect(parse).toHaveBeenCalledTimes(2);
  parse.mockRestore();
});
