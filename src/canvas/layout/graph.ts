/** A box to be placed and what it is joined with. Coordinates: `along` the flow (rows), `across` it (places in a row). */
export interface Box {
  readonly id: string;
  readonly across: number;
  readonly along: number;
}
export interface Link {
  readonly from: string;
  readonly to: string;
  /** Catches and side ways do not push their target a row further: it may stand beside. */
  readonly beside?: boolean;
}
export interface Gaps {
  readonly across: number;
  readonly along: number;
}
export interface Spot {
  readonly across: number;
  readonly along: number;
}

/** One entry of a row: a box, or the passage of a long link through the row. */
export interface Cell {
  readonly key: string;
  readonly size: number;
  readonly passage: boolean;
}

/** Links without circles: a link that leads back (depth first, in the order given) is turned round for the layout. */
export function withoutCircles(ids: readonly string[], links: readonly Link[]): readonly Link[] {
  const next = new Map<string, number[]>();
  links.forEach((l, i) => next.set(l.from, [...(next.get(l.from) ?? []), i]));
  const state = new Map<string, 'open' | 'done'>();
  const turned = new Set<number>();
  for (const root of ids) {
    if (state.has(root)) continue;
    const stack: { id: string; at: number }[] = [{ id: root, at: 0 }];
    state.set(root, 'open');
    while (stack.length > 0) {
      const top = stack[stack.length - 1] as { id: string; at: number };
      const index = next.get(top.id)?.[top.at++];
      if (index === undefined) {
        state.set(top.id, 'done');
        stack.pop();
        continue;
      }
      const to = (links[index] as Link).to;
      if (state.get(to) === 'open') turned.add(index);
      else if (!state.has(to)) {
        state.set(to, 'open');
        stack.push({ id: to, at: 0 });
      }
    }
  }
  return links.map((l, i) => (turned.has(i) ? { ...l, from: l.to, to: l.from } : l));
}

/** The row of each box: the longest path before it; sources are pulled down to the row before their first consumer. */
export function rowsOf(ids: readonly string[], links: readonly Link[]): ReadonlyMap<string, number> {
  const into = new Map<string, Link[]>();
  const out = new Map<string, Link[]>();
  const waiting = new Map<string, number>(ids.map((id) => [id, 0]));
  for (const l of links) {
    into.set(l.to, [...(into.get(l.to) ?? []), l]);
    out.set(l.from, [...(out.get(l.from) ?? []), l]);
    waiting.set(l.to, (waiting.get(l.to) ?? 0) + 1);
  }
  const order = ids.filter((id) => waiting.get(id) === 0);
  for (let i = 0; i < order.length; i++) {
    for (const l of out.get(order[i] as string) ?? []) {
      const left = (waiting.get(l.to) ?? 1) - 1;
      waiting.set(l.to, left);
      if (left === 0) order.push(l.to);
    }
  }
  const row = new Map<string, number>();
  for (const id of order) row.set(id, Math.max(0, ...(into.get(id) ?? []).map((l) => (row.get(l.from) ?? 0) + (l.beside ? 0 : 1))));
  for (const id of [...order].reverse()) {
    const leaving = out.get(id) ?? [];
    if ((into.get(id) ?? []).length > 0 || leaving.length === 0) continue;
    row.set(id, Math.max(0, Math.min(...leaving.map((l) => (row.get(l.to) ?? 0) - (l.beside ? 0 : 1)))));
  }
  return row;
}
