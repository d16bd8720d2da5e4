import type { Cell } from './graph.ts';
import type { Neighbours } from './ordering.ts';

/** Passages hold to their line much more than boxes to theirs: long links run straight. */
const PASSAGE_WEIGHT = 8;
/** Where a long link ends pulls little at its box: what lies beside a passage must not push the rows apart step by step. */
const END_WEIGHT = 0.1;
const ROUNDS = 6;

/**
 * Centres of the cells across the flow: each wants to stand where its neighbours do, in order and with a gap. One row at a
 * time this is isotonic regression, solved exactly by pooling adjacent violators; rows are swept down and up.
 */
export function placeCells(rows: readonly (readonly Cell[])[], neighbours: Neighbours, gap: number): ReadonlyMap<string, number> {
  const centre = new Map<string, number>();
  for (const row of rows) {
    let at = 0;
    row.forEach((c, i) => {
      at += i === 0 ? 0 : apart(row[i - 1] as Cell, c, gap);
      centre.set(c.key, at);
    });
    const middle = at / 2;
    for (const c of row) centre.set(c.key, (centre.get(c.key) ?? 0) - middle);
  }
  const passage = new Map(rows.flat().map((c) => [c.key, c.passage]));
  for (let round = 0; round < ROUNDS; round++) {
    const down = round % 2 === 0;
    for (const row of down ? rows : [...rows].reverse()) settle(row, (key) => {
      const sides = round < ROUNDS - 2 ? [down ? neighbours.before : neighbours.after] : [neighbours.before, neighbours.after];
      return sides.flatMap((side) => (side.get(key) ?? []).map((k) => ({ at: centre.get(k) ?? 0, weight: passage.get(k) && passage.get(key) ? PASSAGE_WEIGHT : passage.get(k) || passage.get(key) ? END_WEIGHT : 1 })));
    }, centre, gap);
  }
  return centre;
}

function settle(row: readonly Cell[], wishes: (key: string) => readonly { at: number; weight: number }[], centre: Map<string, number>, gap: number): void {
  // Without the gaps the condition is only that the places do not decrease.
  const offset: number[] = [];
  row.forEach((c, i) => offset.push(i === 0 ? 0 : (offset[i - 1] as number) + apart(row[i - 1] as Cell, c, gap)));
  const blocks: { sum: number; weight: number; count: number }[] = [];
  row.forEach((c, i) => {
    const wanted = wishes(c.key);
    const weight = wanted.reduce((a, w) => a + w.weight, 0);
    const own = weight === 0 ? { at: centre.get(c.key) ?? 0, weight: 0.01 } : { at: wanted.reduce((a, w) => a + w.at * w.weight, 0) / weight, weight };
    blocks.push({ sum: (own.at - (offset[i] as number)) * own.weight, weight: own.weight, count: 1 });
    for (let last = blocks.length - 1; last > 0; last--) {
      const [x, y] = [blocks[last - 1] as (typeof blocks)[0], blocks[last] as (typeof blocks)[0]];
      if (x.sum / x.weight <= y.sum / y.weight) break;
      blocks.splice(last - 1, 2, { sum: x.sum + y.sum, weight: x.weight + y.weight, count: x.count + y.count });
    }
  });
  let i = 0;
  for (const b of blocks) {
    for (let n = 0; n < b.count; n++, i++) centre.set((row[i] as Cell).key, b.sum / b.weight + (offset[i] as number));
  }
}

/** Between the centres of two neighbours in a row. Passages may run close to each other. */
function apart(a: Cell, b: Cell, gap: number): number {
  return (a.size + b.size) / 2 + (a.passage && b.passage ? 4 : a.passage || b.passage ? gap / 2 : gap);
}
