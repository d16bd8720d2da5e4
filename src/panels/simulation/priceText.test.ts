import { expect, it } from 'vitest';
import { priceIn, priceText } from './priceText.ts';

it.each([['0.23', 0.23], ['$ 1.408', 1.408], ['0,5', 0.5], [' 12 ', 12], ['.5', 0.5], ['0', 0]])('reads %s', (text, price) => {
  expect(priceIn(text)).toBe(price);
});

it.each(['', 'much', '-1', '1.2.3', '1e3', '.'])('takes %j for no price', (text) => {
  expect(priceIn(text)).toBeUndefined();
});

it.each([[0.3, '0.300'], [28.152, '28.152'], [0.00025, '0.00025']])('writes %s', (usd, text) => {
  expect(priceText(usd)).toBe(text);
});
