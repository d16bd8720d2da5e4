import { isObject, type Json } from '../base/json.ts';
import { pricesSchema, type OwnPrices } from '../model/prices.ts';
import { readRecordFile, type ReadFile } from './readRecordFile.ts';
import { describe } from './repair.ts';

/** Reads a table of prices, `cauce-prices/1`. A malformed price is left out and reported; a file of something else is refused. */
export function parsePrices(text: string, fileName?: string): ReadFile<OwnPrices> {
  return readRecordFile<OwnPrices>(text, fileName, {
    schema: pricesSchema,
    called: 'The table of prices',
    refusal: (value: Json) => {
      if (!isObject(value)) return { code: 'file-not-prices', args: { what: describe(value) }, at: '' };
      const format = value['format'];
      if (format === 'cauce-prices/1') return undefined;
      return { code: 'file-not-prices', args: { what: format === undefined ? 'an object without "format"' : `a file whose format is ${describe(format)}` }, at: format === undefined ? '' : '/format' };
    },
  });
}

export function serializePrices(prices: OwnPrices): string {
  return `${JSON.stringify(prices, null, 2)}\n`;
}
