import type { Cell } from './graph.ts';

/** Neighbours of each cell in the row before and in the row after, by place. */
export interface Neighbours {
  readonly before: ReadonlyMap<string, readonly string[]>;
  readonly after: ReadonlyMap<string, readonly string[]>;
}
const SWEEPS = 12;

/** Orders the cells of each row so that few links cross: sweeps of the barycentre, then swaps of neighbours. Keeps the best. */
export function orderRows(rows: readonly (readonly Cell[])[], neighbours: Neighbours): readonly (readonly Cell[])[] {
  let current = rows.map((r) => [...r]);
  let best = current.map((r) => [...r]);
  let fewest = allCrossings(current, neighbours);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const down = sweep % 2 === 0;
    const fixed = down ? neighbours.before : neighbours.after;
    const indexes = current.map((_, i) => i);
    for (const i of down ? indexes.slice(1) : indexes.slice(0, -1).reverse()) {
      const row = current[i] as Cell[];
      const place = placesIn(current[down ? i - 1 : i + 1] as Cell[]);
      current[i] = byBarycentre(row, (key) => mean((fixed.get(key) ?? []).map((k) => place.get(k) ?? 0)));
    }
    transpose(current, neighbours);
    const crossings = allCrossings(current, neighbours);
    if (crossings < fewest) {
      fewest = crossings;
      best = current.map((r) => [...r]);
    }
    if (sweep === SWEEPS / 2) current = best.map((r) => [...r]);
  }
  return best;
}

/** Cells without a neighbour keep their place; the others are sorted among the places that are left. */
function byBarycentre(row: readonly Cell[], centre: (key: string) => number | null): Cell[] {
  const centres = row.map((c) => centre(c.key));
  const sorted = row.map((c, i) => ({ c, at: centres[i] as number | null })).filter((x): x is { c: Cell; at: number } => x.at !== null).sort((a, b) => a.at - b.at);
  let next = 0;
  return row.map((c, i) => (centres[i] === null ? c : (sorted[next++] as { c: Cell }).c));
}

function transpose(rows: Cell[][], neighbours: Neighbours): void {
  for (let round = 0, better = true; better && round < 4; round++) {
    better = false;
    rows.forEach((row, i) => {
      const before = i > 0 ? placesIn(rows[i - 1] as Cell[]) : null;
      const after = i + 1 < rows.length ? placesIn(rows[i + 1] as Cell[]) : null;
      for (let j = 0; j + 1 < row.length; j++) {
        const [a, b] = [row[j] as Cell, row[j + 1] as Cell];
        const gain = pairGain(neighbours.before, a.key, b.key, before) + pairGain(neighbours.after, a.key, b.key, after);
        if (gain <= 0) continue;
        row[j] = b;
        row[j + 1] = a;
        better = true;
      }
    });
  }
}

/** Crossings of the links of a (left) and b (right) with one neighbouring row, less those after swapping the two. */
function pairGain(links: ReadonlyMap<string, readonly string[]>, a: string, b: string, place: ReadonlyMap<string, number> | null): number {
  if (!place) return 0;
  let gain = 0;
  for (const x of links.get(a) ?? []) {
    for (const y of links.get(b) ?? []) gain += Math.sign((place.get(x) ?? 0) - (place.get(y) ?? 0));
  }
  return gain;
}

function allCrossings(rows: readonly (readonly Cell[])[], { after }: Neighbours): number {
  let total = 0;
  for (let i = 0; i + 1 < rows.length; i++) {
    const place = placesIn(rows[i + 1] as Cell[]);
    const ends = (rows[i] as Cell[]).flatMap((c) => (after.get(c.key) ?? []).map((k) => place.get(k) ?? 0).sort((x, y) => x - y));
    total += inversions(ends, (rows[i + 1] as Cell[]).length);
  }
  return total;
}

/** Pairs in the wrong order, counted with a Fenwick tree. */
function inversions(values: readonly number[], size: number): number {
  const tree = new Int32Array(size + 1);
  let count = 0;
  values.forEach((v, seen) => {
    let notLarger = 0;
    for (let i = v + 1; i > 0; i -= i & -i) notLarger += tree[i] as number;
    count += seen - notLarger;
    for (let i = v + 1; i <= size; i += i & -i) tree[i] = (tree[i] as number) + 1;
  });
  return count;
}

function placesIn(row: readonly Cell[]): ReadonlyMap<string, number> {
  return new Map(row.map((c, i) => [c.key, i]));
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length;
}
