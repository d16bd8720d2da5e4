import { own } from '../base/json.ts';
import type { OwnPrice, OwnPrices } from '../model/prices.ts';
import { INSTANCE_PRICES, TRANSITION_USD } from '../simulate/answers/prices.ts';

export interface PriceRow {
  /** An instance type; '' is the row of the state transitions. */
  readonly name: string;
  /** US dollars for an hour, or for 1 000 transitions. */
  readonly usd: number;
  readonly source: string;
  /** `2026-11-25`. */
  readonly date: string;
  /** What Cauce's own table says; undefined for a type that it does not have. */
  readonly ours: number | undefined;
  /** A person's price stands in the place of ours. */
  readonly own: boolean;
}

/** The prices that figures are reckoned with: a person's own where they gave one, else those that come with Cauce. */
export interface PriceTable {
  readonly region: string;
  readonly transitions: PriceRow;
  /** By instance type, sorted by family and size as they stand in Cauce's table; a person's additions after them. */
  readonly instances: readonly PriceRow[];
  /** US dollars for an hour, by instance type. */
  readonly perHour: Readonly<Record<string, number>>;
}

const OURS = { source: `Cauce’s table, ${INSTANCE_PRICES.region}`, date: INSTANCE_PRICES.date } as const;

export function priceTable(prices: OwnPrices): PriceTable {
  const row = (name: string, ours: number | undefined, its: OwnPrice | undefined): PriceRow[] => {
    if (its !== undefined) return [{ name, usd: its.usd, source: its.source ?? '', date: its.date, ours, own: true }];
    return ours === undefined ? [] : [{ name, usd: ours, ...OURS, ours, own: false }];
  };
  const types = new Set([...Object.keys(INSTANCE_PRICES.perHour), ...Object.keys(prices.instances)]);
  const instances = [...types].flatMap((type) => row(type, own(INSTANCE_PRICES.perHour, type), own(prices.instances, type)));
  return {
    region: prices.region ?? INSTANCE_PRICES.region,
    transitions: row('', TRANSITION_USD * 1000, prices.transitions)[0] as PriceRow,
    instances,
    perHour: Object.fromEntries(instances.map((r) => [r.name, r.usd])),
  };
}

/** With a person's price for a type ('' means the transitions); undefined takes theirs away. */
export function withPrice(prices: OwnPrices, name: string, price: OwnPrice | undefined): OwnPrices {
  if (name === '') {
    const { transitions: _, ...rest } = prices;
    return price === undefined ? rest : { ...rest, transitions: price };
  }
  if (price !== undefined) return { ...prices, instances: { ...prices.instances, [name]: price } };
  return { ...prices, instances: Object.fromEntries(Object.entries(prices.instances).filter(([type]) => type !== name)) };
}
