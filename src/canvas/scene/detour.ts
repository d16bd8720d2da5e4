import type { Detour, Direction, Point, Rect, Side } from './types.ts';

const CLEARANCE = 14;
const LINE_APART = 7;
/** Room for turning into the gutter and out of it. */
const TURN = 14;

/** Lines against the flow carry labels, and need more room between them. */
const BACK_APART = 14;
/** How far a line against the flow goes on along it before it turns. */
export const LEAD = 18;
/** A line under a node is worse than any way round. */
const UNDER_A_NODE = 5000;

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
    for (let i = Math.floor((Math.min(from, to) - LEAD) / STRIPE); i <= Math.floor((Math.max(from, to) + LEAD) / STRIPE); i++) {
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

  /**
   * The way of a line that runs against the flow (a loop back): out, along the nearest free stretch beside all that lies
   * between, and in again. `ends` are the two nodes, `obstacles` the others of their scope.
   */
  around(from: Point, fromSide: Side, to: Point, toSide: Side, ends: readonly Rect[], obstacles: readonly Rect[]): Detour | null {
    const down = this.direction === 'down';
    const [a, b] = [this.turn(from), this.turn(to)];
    const flank = (side: Side): boolean => side === (down ? 'right' : 'bottom');
    const [start, end] = [flank(fromSide) ? a.y : a.y + LEAD, flank(toSide) ? b.y : b.y - LEAD];
    const turned = (rects: readonly Rect[]): readonly Rect[] => (down ? rects : rects.map((r) => ({ x: r.y, y: r.x, w: r.h, h: r.w })));
    const [own, others] = [turned(ends), turned(obstacles)];
    const walls = [...own, ...others].filter((r) => r.y < start && r.y + r.h > end);
    const least = Math.max(flank(fromSide) ? a.x + CLEARANCE : -Infinity, flank(toSide) ? b.x + CLEARANCE : -Infinity);
    const candidates = [a.x, b.x, least, ...walls.flatMap((r) => [r.x - CLEARANCE, r.x + r.w + CLEARANCE])].filter((x) => Number.isFinite(x) && x >= least);
    const free = candidates.filter((x) => walls.every((r) => x <= r.x - CLEARANCE + 1 || x >= r.x + r.w + CLEARANCE - 1));
    const under = (x: number): number => others.filter((r) => passes(start, a.x, x, r) || passes(end, b.x, x, r)).length;
    const cost = (x: number): number => Math.abs(x - a.x) + Math.abs(x - b.x) + under(x) * UNDER_A_NODE;
    const best = free.sort((x, y) => cost(x) - cost(y))[0];
    if (best === undefined || start <= end) return null;
    const across = this.apart(best, end, start, best < Math.min(a.x, b.x) ? -1 : 1, BACK_APART);
    this.used.push({ across, start: end, end: start });
    return { across, start, end, label: besideNodes(across, start, end, down ? LABEL : turnedLabel, others) };
  }

  private apart(wanted: number, start: number, end: number, step: 1 | -1, distance = LINE_APART): number {
    for (let n = 0; n < 12; n++) {
      const at = wanted + n * distance * step;
      if (this.used.every((u) => u.end < start || u.start > end || Math.abs(u.across - at) >= distance - 0.5)) return at;
    }
    return wanted;
  }

  private turn(point: Point): Point {
    return this.direction === 'down' ? point : { x: point.y, y: point.x };
  }
}

/** Room that a label of usual length takes, from where its line is. */
const LABEL = { before: 14, after: 190, half: 14 } as const;
const turnedLabel = { before: 14, after: 14, half: 100 } as const;

/** The place nearest to the middle of a stretch at which a label covers no node; the middle if there is none. */
function besideNodes(across: number, start: number, end: number, size: { readonly before: number; readonly after: number; readonly half: number }, boxes: readonly Rect[]): number {
  const middle = (start + end) / 2;
  for (let off = 0; off < (start - end) / 2 - size.half; off += 6) {
    for (const along of [middle + off, middle - off]) {
      if (boxes.every((r) => across + size.after < r.x || across - size.before > r.x + r.w || along + size.half < r.y || along - size.half > r.y + r.h)) return along;
    }
  }
  return middle;
}

/** Does a stretch across the flow meet the box? */
function passes(along: number, from: number, to: number, r: Rect): boolean {
  return along > r.y - 2 && along < r.y + r.h + 2 && Math.max(from, to) > r.x && Math.min(from, to) < r.x + r.w;
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
