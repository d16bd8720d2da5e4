import { rowsOf, withoutCircles, type Box, type Cell, type Gaps, type Link, type Spot } from './graph.ts';
import { orderRows, type Neighbours } from './ordering.ts';
import { placeCells } from './placing.ts';

const PASSAGE = 16;

/**
 * A layered drawing (Sugiyama): rows by longest path, passages for links over several rows, few crossings by barycentre
 * sweeps, places by isotonic regression. Deterministic: the same boxes and links always give the same drawing. The left
 * upper corner of everything is 0, 0.
 */
export function layered(boxes: readonly Box[], allLinks: readonly Link[], gaps: Gaps): ReadonlyMap<string, Spot> {
  const linked = new Set(allLinks.flatMap((l) => (l.from === l.to ? [] : [l.from, l.to])));
  const alone = boxes.filter((b) => !linked.has(b.id));
  const joined = boxes.filter((b) => linked.has(b.id));
  const spots = joined.length === 0 ? new Map<string, Spot>() : drawing(joined, allLinks, gaps);
  return besideAll(spots, joined, alone, gaps);
}

/** Boxes without a link stand in columns at the end, out of the way of the flow. */
function besideAll(spots: ReadonlyMap<string, Spot>, joined: readonly Box[], alone: readonly Box[], gaps: Gaps): ReadonlyMap<string, Spot> {
  const all = new Map(spots);
  const perColumn = joined.length > 0 ? Math.max(3, Math.ceil(Math.sqrt(alone.length))) : 1;
  let across = joined.length > 0 ? Math.max(...joined.map((b) => (spots.get(b.id)?.across ?? 0) + b.across)) + gaps.across * 1.5 : 0;
  for (let i = 0; i < alone.length; i += perColumn) {
    const column = alone.slice(i, i + perColumn);
    let along = 0;
    for (const b of column) {
      all.set(b.id, { across: Math.round(across), along });
      along += b.along + gaps.along;
    }
    across += Math.max(...column.map((b) => b.across)) + gaps.across;
  }
  return all;
}

function drawing(boxes: readonly Box[], allLinks: readonly Link[], gaps: Gaps): ReadonlyMap<string, Spot> {
  const byId = new Map(boxes.map((b) => [b.id, b]));
  const ids = boxes.map((b) => b.id);
  const known = dedupe(allLinks.filter((l) => l.from !== l.to && byId.has(l.from) && byId.has(l.to)));
  const links = withoutCircles(ids, known);
  const rowOf = rowsOf(ids, links);

  const rows: Cell[][] = [];
  const put = (row: number, cell: Cell): void => void (rows[row] ??= []).push(cell);
  const before = new Map<string, string[]>();
  const after = new Map<string, string[]>();
  const join = (a: string, b: string): void => {
    after.set(a, [...(after.get(a) ?? []), b]);
    before.set(b, [...(before.get(b) ?? []), a]);
  };
  for (const b of boxes) put(rowOf.get(b.id) ?? 0, { key: b.id, size: b.across, passage: false });
  links.forEach((l, n) => {
    const [from, to] = [rowOf.get(l.from) ?? 0, rowOf.get(l.to) ?? 0];
    let last = l.from;
    for (let row = from + 1; row < to; row++) {
      const key = `\u0000${n}/${row}`;
      put(row, { key, size: PASSAGE, passage: true });
      join(last, key);
      last = key;
    }
    if (to > from) join(last, l.to);
  });

  const neighbours: Neighbours = { before, after };
  const ordered = besideLast(orderRows(rows.map((r) => r ?? []), neighbours), links, rowOf);
  const across = placeCells(ordered, neighbours, gaps.across);

  const left = Math.min(0, ...boxes.map((b) => (across.get(b.id) ?? 0) - b.across / 2));
  const spots = new Map<string, Spot>();
  let top = 0;
  for (const row of ordered) {
    const height = Math.max(0, ...row.map((c) => byId.get(c.key)?.along ?? 0));
    for (const c of row) {
      const box = byId.get(c.key);
      if (box) spots.set(c.key, { across: Math.round((across.get(c.key) ?? 0) - box.across / 2 - left), along: Math.round(top) });
    }
    top += height + gaps.along;
  }
  return fromZero(spots);
}

/** A box that is only led to from boxes of its own row (a catch, a side way) stands at the end of the row. */
function besideLast(rows: readonly (readonly Cell[])[], links: readonly Link[], rowOf: ReadonlyMap<string, number>): readonly (readonly Cell[])[] {
  const beside = new Set(links.filter((l) => l.beside && rowOf.get(l.from) === rowOf.get(l.to)).map((l) => l.to));
  return rows.map((row) => [...row.filter((c) => !beside.has(c.key)), ...row.filter((c) => beside.has(c.key))]);
}

function dedupe(links: readonly Link[]): readonly Link[] {
  const found = new Map<string, Link>();
  for (const l of links) {
    const key = `${l.from}\u0000${l.to}`;
    const other = found.get(key);
    if (!other || (other.beside && !l.beside)) found.set(key, l);
  }
  return [...found.values()];
}

function fromZero(spots: ReadonlyMap<string, Spot>): ReadonlyMap<string, Spot> {
  const least = Math.min(...[...spots.values()].map((s) => s.across), Infinity);
  return new Map([...spots].map(([id, s]) => [id, { across: s.across - least, along: s.along }]));
}
