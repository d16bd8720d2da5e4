import * as z from 'zod/mini';

/**
 * Prices that a person knows better than the table that comes with Cauce: kept in their browser, and a file to hand on,
 * `cauce-prices/1`. Objects are loose: fields that Cauce does not know survive.
 */
z.config({ jitless: true });

const text = z.string();
const price = z.looseObject({ usd: z.number().check(z.nonnegative()), date: text, source: z.optional(text) });

export const pricesSchema = z.looseObject({
  $schema: z.optional(text),
  format: z.literal('cauce-prices/1'),
  region: z.optional(text),
  /** For 1 000 state transitions of a Standard machine. */
  transitions: z.optional(price),
  /** For an hour, by instance type. */
  instances: z.record(text, price),
});

/** A price in US dollars, since when a person holds it for true, and where they have it from. */
export interface OwnPrice {
  readonly usd: number;
  /** `2026-11-25`. */
  readonly date: string;
  readonly source?: string;
}

export interface OwnPrices {
  readonly format: 'cauce-prices/1';
  /** What the prices hold for, in the person's words; the region of Cauce's own table where it is absent. */
  readonly region?: string;
  /** For 1 000 state transitions of a Standard machine. */
  readonly transitions?: OwnPrice;
  /** For an hour, by instance type. */
  readonly instances: Readonly<Record<string, OwnPrice>>;
}
