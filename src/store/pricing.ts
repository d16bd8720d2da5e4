import { parsePrices, serializePrices } from '../core/file/pricesFile.ts';
import type { OwnPrice, OwnPrices } from '../core/model/prices.ts';
import { withPrice } from '../core/rehearse/priceTable.ts';
import type { App } from './react.tsx';

type Pricing = Pick<App, 'store' | 'platform'>;
const KEY = 'prices';

/** Takes up the prices that this browser keeps. What is kept is text, judged as a file is. */
export async function openPrices({ store, platform }: Pricing): Promise<void> {
  const text = await platform.storage.get<string>(KEY).catch(() => undefined);
  const kept = text === undefined ? null : parsePrices(text).value;
  if (kept) store.getState().setPrices(kept);
}

/** Changes a person's prices, at once in the figures, and in what is kept: there on top of what another tab gave meanwhile. */
async function changePrices({ store, platform }: Pricing, change: (prices: OwnPrices) => OwnPrices): Promise<void> {
  store.getState().setPrices(change(store.getState().prices));
  try {
    await platform.tabs.exclusively(KEY, async () => {
      const text = await platform.storage.get<string>(KEY);
      const kept = (text === undefined ? null : parsePrices(text).value) ?? { format: 'cauce-prices/1', instances: {} };
      await platform.storage.set(KEY, serializePrices(change(kept)));
    });
  } catch {
    store.getState().notify('The prices cannot be kept in this browser. Export them to a file.', { kind: 'error' });
  }
}

/** Gives an instance type ('': 1 000 transitions) a price of the person's own, dated today; null takes it away again. */
export function setPrice(app: Pricing, name: string, price: Pick<OwnPrice, 'usd' | 'source'> | null): Promise<void> {
  const date = new Date(app.platform.clock.now()).toISOString().slice(0, 10);
  return changePrices(app, (prices) => withPrice(prices, name, price === null ? undefined : { ...price, date }));
}

/** Says what the prices hold for; an empty text goes back to the region of Cauce's table. */
export function setPriceRegion(app: Pricing, region: string): Promise<void> {
  return changePrices(app, ({ region: _, ...prices }) => (region === '' ? prices : { ...prices, region }));
}

/** Takes all of a person's prices away. */
export function resetPrices(app: Pricing): Promise<void> {
  return changePrices(app, () => ({ format: 'cauce-prices/1', instances: {} }));
}

/** Downloads what the person changed, for another browser. */
export function exportPrices({ store, platform }: Pricing): void {
  platform.files.download(serializePrices(store.getState().prices), 'prices.cauce-prices.json');
}

/** Opens a file of prices; they stand beside, and before, those that are here. */
export async function importPrices(app: Pricing): Promise<void> {
  const opened = await app.platform.files.open();
  if (opened === null) return;
  const { value, diagnostics } = parsePrices(opened.text, opened.file.name);
  if (diagnostics[0]) app.store.getState().notify(diagnostics[0].message, { kind: 'error' });
  if (value) await changePrices(app, (prices) => ({ ...prices, ...value, instances: { ...prices.instances, ...value.instances } }));
}

/** Shows the table of prices, and where a type is named the place for its price. */
export function showPrices({ store }: Pick<App, 'store'>, type: string | null): void {
  const { view, setView, setSimulation } = store.getState();
  setView({ dock: { ...view.dock, tab: 'simulation', open: true } });
  setSimulation({ shown: 'prices', pricing: type });
}
