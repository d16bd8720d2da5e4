import type { Detour, Direction, Point, Rect } from './types.ts';

const CLEARANCE = 14;
const LINE_APART = 7;
/** Room for turning into the gutter and out of it. */
const TURN = 14;

const STRIPE = 256;

/** The nodes of one scope, found by where they stand along the flow. */
export class Obstacles {
  private readonly stripes = new Map<number, { readonly id: string; readonly rect: Rect }[]>();

  constructor(private readonly direction: Direction) {}

  add(id: string, rect: Rect): void {
    const [start, size] = this.direction === 'down' ? [rect.y, rect.h] : [rect.x, rect.w];
    for (let i = Math.floor(start / STRIPE); i <= Math.floor((start + size) / STRIPE); i++) {
      const stripe = this.stripes.get(i);
      if (stripe) stripe.push({ id, rect });
      else this.stripes.set(i, [{ id, rect }]);
    }
  }

  between(a: Point, b: Point, ...except: readonly string[]): readonly Rect[] {
    const [from, to] = this.direction === 'down' ? [a.y, b.y] : [a.x, b.x];
    const found = new Set<Rect>();
    for (let i = Math.floor(Math.min(from, to) / STRIPE); i <= Math.floor(Math.max(from, to) / STRIPE); i++) {
      for (const o of this.stripes.get(i) ?? []) if (!except.includes(o.id)) found.add(o.rect);
    }
    return [...found];
  }
}

/**
 * Finds gutters: a line that would pass under a node goes down between the columns instead. Lines in one gutter keep apart.
 */
export class Gutters {
  private readonly used: { readonly across: number; readonly start: number; readonly end: number }[] = [];

  constructor(private readonly direction: Direction) {}

  /** `obstacles` are the other nodes of the same scope, on the whole canvas. Null when the straight way is free. */
  find(from: Point, to: Point, obstacles: readonly Rect[]): Detour | null {
    const [a, b] = [this.turn(from), this.turn(to)];
    if (b.y <= a.y + 8) return null;
    const boxes = obstacles.map((r) => (this.direction === 'down' ? r : { x: r.y, y: r.x, w: r.h, h: r.w }));
    const between = boxes.filter((r) => r.y + r.h > a.y + 1 && r.y < b.y - 1);
    const hit = between.filter((r) => crosses(a, b, r));
    if (hit.length === 0) return null;
    // What is in the way may begin before the line does, or end after it.
    const start = Math.max(a.y + TURN, Math.min(...hit.map((r) => r.y)));
    const end = Math.min(b.y - TURN, Math.max(...hit.map((r) => r.y + r.h)));
    if (end <= start) return null;
    const walls = between.filter((r) => r.y < end && r.y + r.h > start);
    const candidates = [a.x, b.x, ...walls.flatMap((r) => [r.x - CLEARANCE, r.x + r.w + CLEARANCE])];
    const free = candidates.filter((x) => walls.every((r) => x <= r.x - CLEARANCE + 1 || x >= r.x + r.w + CLEARANCE - 1));
    const cost = (x: number): number => Math.abs(x - a.x) + Math.abs(x - b.x);
    const best = free.sort((x, y) => cost(x) - cost(y))[0];
    if (best === undefined) return null;
    const across = this.apart(best, start, end, best <= (a.x + b.x) / 2 ? -1 : 1);
    this.used.push({ across, start, end });
    return { across, start: start - 2, end: end + 2 };
  }

  private apart(wanted: number, start: number, end: number, step: 1 | -1): number {
    for (let n = 0; n < 12; n++) {
      const at = wanted + n * LINE_APART * step;
      if (this.used.every((u) => u.end < start || u.start > end || Math.abs(u.across - at) >= LINE_APART - 0.5)) return at;
    }
    return wanted;
  }

  private turn(point: Point): Point {
    return this.direction === 'down' ? point : { x: point.y, y: point.x };
  }
}

/** Does the curve from a to b (tangents along the flow) meet the box? Sampled: a curve this simple needs no more. */
function crosses(a: Point, b: Point, r: Rect): boolean {
  const half = (b.y - a.y) / 2;
  for (let i = 1; i < 24; i++) {
    const t = i / 24;
    const s = 1 - t;
    const x = (s * s * s + 3 * s * s * t) * a.x + (3 * s * t * t + t * t * t) * b.x;
    const y = s * s * s * a.y + 3 * s * s * t * (a.y + half) + 3 * s * t * t * (b.y - half) + t * t * t * b.y;
    if (x > r.x - 4 && x < r.x + r.w + 4 && y > r.y - 2 && y < r.y + r.h + 2) return true;
  }
  return false;
}
