/** Two texts as what they share at both ends and what differs between. */
export interface DifferingPart {
  /** Shared beginning; shortened from its front where it is long. */
  readonly start: string;
  readonly before: string;
  readonly after: string;
  /** Shared end; shortened from its back. */
  readonly end: string;
}

/** So much of what is shared is enough to see where one is. */
const AROUND = 24;

/** Where two texts differ: of two long ones a person wants to see the words that changed, not seek them. */
export function differingPart(before: string, after: string): DifferingPart {
  const [a, b] = [[...before], [...after]];
  const most = Math.min(a.length, b.length);
  let from = 0;
  while (from < most && a[from] === b[from]) from += 1;
  let tail = 0;
  while (tail < most - from && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const start = a.slice(0, from);
  const end = a.slice(a.length - tail);
  return {
    start: start.length > AROUND ? `…${start.slice(-AROUND).join('')}` : start.join(''),
    before: a.slice(from, a.length - tail).join(''),
    after: b.slice(from, b.length - tail).join(''),
    end: end.length > AROUND ? `${end.slice(0, AROUND).join('')}…` : end.join(''),
  };
}
