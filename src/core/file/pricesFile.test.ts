import { expect, it } from 'vitest';
import type { OwnPrices } from '../model/prices.ts';
import { parsePrices, serializePrices } from './pricesFile.ts';

const PRICES: OwnPrices = { format: 'cauce-prices/1', region: 'eu-west-1', instances: { 'ml.p5.48xlarge': { usd: 98.32, date: '2026-11-25', source: 'our contract' } } };

it('reads back what it writes', () => {
  expect(parsePrices(serializePrices(PRICES))).toEqual({ ok: true, value: PRICES, diagnostics: [], intact: true });
});

it('leaves a price out that is none, and says where', () => {
  const read = parsePrices('{"format": "cauce-prices/1", "instances": {"a": {"usd": -1, "date": "2026-01-01"}, "b": {"usd": 2, "date": "2026-01-01"}}}');
  expect(Object.keys(read.value?.instances ?? {})).toEqual(['b']);
  expect(read.diagnostics.map((d) => [d.code, d.where.pointer])).toEqual([['file-part-malformed', '/instances/a/usd']]);
});

it.each([['[]', 'a list'], ['{"instances": {}}', 'an object without "format"'], ['{"format": "cauce/1"}', 'a file whose format is the text “cauce/1”']])('refuses %s', (text, what) => {
  const read = parsePrices(text, 'my.json');
  expect(read).toMatchObject({ ok: false, diagnostics: [{ code: 'file-not-prices', where: { file: 'my.json' } }] });
  expect(read.diagnostics[0]?.message).toBe(`This is ${what}, not a table of prices.`);
});
