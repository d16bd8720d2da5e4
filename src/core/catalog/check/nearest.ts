/** The candidate that a misspelt word most likely means: other case or word marks, else at most two letters (of every five) apart. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const plain = (s: string): string => s.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const wanted = plain(word);
  let best: string | undefined;
  let least = Math.min(2, Math.floor(word.length / 5) + 1) + 1;
  for (const candidate of candidates) {
    const other = plain(candidate);
    if (other === wanted) return candidate;
    if (Math.abs(other.length - wanted.length) >= least) continue;
    const d = distance(wanted, other, least);
    if (d < least) [best, least] = [candidate, d];
  }
  return best;
}

/** Edits between two words (a swap of neighbours counts as one); `limit` or more where it is not less. */
function distance(a: string, b: string, limit: number): number {
  if (a.length > 128) return limit;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let d = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, (before[j - 2] ?? 0) + 1);
      next.push(d);
    }
    if (Math.min(...next) >= limit) return limit;
    [before, row] = [row, next];
  }
  return row[b.length] ?? limit;
}
