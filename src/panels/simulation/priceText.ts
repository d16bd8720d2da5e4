/** The price that a person typed: digits with a point or a comma, a dollar sign before it or not. Undefined where it is none. */
export function priceIn(text: string): number | undefined {
  const plain = text.trim().replace(/^\$\s*/, '').replace(',', '.');
  return /^(\d+(\.\d*)?|\.\d+)$/.test(plain) ? Number(plain) : undefined;
}

/** A price with as many decimals as it has, and three at least, so that points stand below each other. */
export function priceText(usd: number): string {
  const text = usd.toFixed(3);
  return Number(text) === usd ? text : String(usd);
}
