/** Cents, and where it is less than one, as many digits as it takes to see something: `$0.24`, `$0.0003`. */
export function dollars(amount: number): string {
  return `$${amount === 0 || amount >= 0.01 ? amount.toFixed(2) : Number(amount.toPrecision(1))}`;
}
