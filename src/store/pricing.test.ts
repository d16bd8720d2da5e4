import { expect, it, vi } from 'vitest';
import { makeCatalog } from '../core/catalog/load.ts';
import { createMemoryPlatform, createMemoryWorld } from '../platform/memory.ts';
import { createAppStore } from './appStore.ts';
import { exportPrices, importPrices, openPrices, resetPrices, setPrice, setPriceRegion } from './pricing.ts';

function tab(world = createMemoryWorld()) {
  const platform = createMemoryPlatform(world);
  const store = createAppStore(platform, { catalog: makeCatalog(new Map()) });
  return { world, app: { store, platform }, prices: () => store.getState().prices };
}

it('keeps a price with the day on which it was given, for every tab and the next time', async () => {
  const one = tab();
  const two = tab(one.world);
  await setPrice(one.app, 'ml.p5.48xlarge', { usd: 98 });
  await setPrice(two.app, 'ml.m5.xlarge', { usd: 0.3, source: 'contract' });
  await setPriceRegion(two.app, 'eu-west-1');
  const later = tab(one.world);
  await openPrices(later.app);
  expect(later.prices()).toEqual({
    format: 'cauce-prices/1', region: 'eu-west-1',
    instances: { 'ml.p5.48xlarge': { usd: 98, date: '2026-01-01' }, 'ml.m5.xlarge': { usd: 0.3, date: '2026-01-01', source: 'contract' } },
  });
  await resetPrices(later.app);
  expect(later.prices()).toEqual({ format: 'cauce-prices/1', instances: {} });
});

it('hands prices on by a file, and says what is wrong with one', async () => {
  const { world, app, prices } = tab();
  await setPrice(app, 'ml.m5.xlarge', { usd: 0.3 });
  exportPrices(app);
  const other = tab();
  await setPrice(other.app, 'ml.m5.large', { usd: 0.1 });
  other.world.disk.set('prices.json', world.downloads[0]?.text ?? '').set('other.json', '[]');
  other.world.picks.push('prices.json', 'other.json');
  await importPrices(other.app);
  expect(Object.keys(other.prices().instances)).toEqual(['ml.m5.large', 'ml.m5.xlarge']);
  expect(other.prices().instances['ml.m5.xlarge']).toEqual(prices().instances['ml.m5.xlarge']);
  await importPrices(other.app);
  expect(other.app.store.getState().notices.map((n) => n.text)).toEqual(['This is a list, not a table of prices.']);
});

it('says when the browser does not keep them, and goes on with them', async () => {
  const { app, prices } = tab();
  vi.spyOn(app.platform.storage, 'set').mockRejectedValue(new Error('full'));
  await setPrice(app, 'ml.m5.xlarge', { usd: 0.3 });
  expect(prices().instances['ml.m5.xlarge']?.usd).toBe(0.3);
  expect(app.store.getState().notices[0]?.text).toMatch(/cannot be kept/);
});
