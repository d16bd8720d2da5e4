/** Places along one edge of a node. */
export interface Slot {
  readonly id: string;
  /** Where the other end is, along the same axis; slots are ordered by it so that wires do not cross at the node. */
  readonly wish: number;
}
const MARGIN = 20;
const SPACING = 72;

/** Even places in the middle of an edge of this length, in the order of the wishes. */
export function spread(slots: readonly Slot[], length: number): ReadonlyMap<string, number> {
  const sorted = [...slots].sort((a, b) => a.wish - b.wish || (a.id < b.id ? -1 : 1));
  const spacing = sorted.length > 1 ? Math.min(SPACING, (length - 2 * MARGIN) / (sorted.length - 1)) : 0;
  return new Map(sorted.map((s, i) => [s.id, length / 2 + (i - (sorted.length - 1) / 2) * spacing]));
}

/** Places as near to the wishes as a least distance allows (pooling of adjacent violators), within the edge. */
export function settleSlots(slots: readonly Slot[], length: number, apart: number, margin = MARGIN): ReadonlyMap<string, number> {
  const sorted = [...slots].sort((a, b) => a.wish - b.wish || (a.id < b.id ? -1 : 1));
  const room = sorted.length > 1 ? Math.min(apart, (length - 2 * margin) / (sorted.length - 1)) : 0;
  const blocks: { sum: number; count: number }[] = [];
  sorted.forEach((s, i) => {
    blocks.push({ sum: s.wish - i * room, count: 1 });
    for (let last = blocks.length - 1; last > 0; last--) {
      const [x, y] = [blocks[last - 1] as { sum: number; count: number }, blocks[last] as { sum: number; count: number }];
      if (x.sum / x.count <= y.sum / y.count) break;
      blocks.splice(last - 1, 2, { sum: x.sum + y.sum, count: x.count + y.count });
    }
  });
  const places = blocks.flatMap((b) => Array.from({ length: b.count }, () => b.sum / b.count));
  const most = length - margin - (sorted.length - 1) * room;
  return new Map(sorted.map((s, i) => [s.id, Math.round(Math.max(margin, Math.min(most, places[i] as number)) + i * room)]));
}

/** Free places beside those taken, for what is shown on hover only: what has a place keeps it. */
export function fillIn(ids: readonly string[], taken: readonly number[], length: number): ReadonlyMap<string, number> {
  for (const pitch of [22, 16, 13]) {
    const free: number[] = [];
    const start = length / 2 - Math.floor((length / 2 - 12) / pitch) * pitch;
    for (let at = start; at <= length - 12; at += pitch) if (taken.every((t) => Math.abs(t - at) >= Math.min(18, Math.max(14, pitch)))) free.push(at);
    if (free.length < ids.length && pitch !== 13) continue;
    const skip = Math.max(0, Math.floor((free.length - ids.length) / 2));
    return new Map(ids.slice(0, free.length).map((id, i) => [id, free[skip + i] as number]));
  }
  return new Map();
}
