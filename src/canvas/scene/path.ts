import { LEAD } from './detour.ts';
import type { Detour, Direction, Point, Side } from './types.ts';

const NORMAL: Readonly<Record<Side, Point>> = { top: { x: 0, y: -1 }, bottom: { x: 0, y: 1 }, left: { x: -1, y: 0 }, right: { x: 1, y: 0 } };

export interface PathShape {
  readonly d: string;
  /** Middle of the line, for a label. */
  readonly middle: Point;
}

/** A curve with tangents along the flow; with a detour it turns into the gutter, runs straight, and turns in once (looks.md 6). */
export function wirePath(from: Point, fromSide: Side, to: Point, toSide: Side, detour: Detour | null, direction: Direction): PathShape {
  if (detour && detour.end < detour.start) return around(from, fromSide, to, toSide, detour, direction);
  if (detour) return throughGutter(from, fromSide, to, toSide, detour, direction);
  const [c1, c2] = controls(from, fromSide, to, toSide);
  return { d: `M${p(from)}C${p(c1)} ${p(c2)} ${p(to)}`, middle: cubicAt(from, c1, c2, to, 0.5) };
}

function controls(from: Point, fromSide: Side, to: Point, toSide: Side): readonly [Point, Point] {
  const distance = Math.hypot(to.x - from.x, to.y - from.y);
  const [n, m] = [NORMAL[fromSide], NORMAL[toSide]];
  const ahead = (to.x - from.x) * n.x + (to.y - from.y) * n.y;
  const opposite = n.x === -m.x && n.y === -m.y;
  const reach = opposite && ahead > 0 ? Math.max(ahead / 2, 12) : Math.max(28, Math.min(160, distance * 0.45));
  // From the flank to what lies behind: wide enough to clear its own corner.
  const out = opposite ? reach : Math.max(ahead < 0 ? 72 : 28, Math.min(220, Math.abs(ahead) * 0.75));
  return [{ x: from.x + n.x * out, y: from.y + n.y * out }, { x: to.x + m.x * reach, y: to.y + m.y * reach }];
}

function throughGutter(from: Point, fromSide: Side, to: Point, toSide: Side, detour: Detour, direction: Direction): PathShape {
  const at = (along: number): Point => (direction === 'down' ? { x: detour.across, y: along } : { x: along, y: detour.across });
  const [start, end] = [at(detour.start), at(detour.end)];
  const [enter, leave]: readonly [Side, Side] = direction === 'down' ? ['top', 'bottom'] : ['left', 'right'];
  const [a1, a2] = controls(from, fromSide, start, enter);
  const [b1, b2] = controls(end, leave, to, toSide);
  return {
    d: `M${p(from)}C${p(a1)} ${p(a2)} ${p(start)}L${p(end)}C${p(b1)} ${p(b2)} ${p(to)}`,
    middle: { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 },
  };
}

/** Against the flow: straight stretches with round corners, so that the eye follows the line back. */
function around(from: Point, fromSide: Side, to: Point, toSide: Side, detour: Detour, direction: Direction): PathShape {
  const down = direction === 'down';
  const at = (along: number): Point => (down ? { x: detour.across, y: along } : { x: along, y: detour.across });
  const lead = (point: Point, side: Side): Point => {
    const isFlank = side === (down ? 'right' : 'bottom');
    return isFlank ? point : { x: point.x + NORMAL[side].x * LEAD, y: point.y + NORMAL[side].y * LEAD };
  };
  const [start, end] = [at(detour.start), at(detour.end)];
  return { d: rounded([from, lead(from, fromSide), start, end, lead(to, toSide), to]), middle: at(detour.label ?? (detour.start + detour.end) / 2) };
}

const RADIUS = 14;

/** Straight stretches with round corners. */
export function rounded(points: readonly Point[]): string {
  const corners = points.filter((q, i) => i === 0 || q.x !== (points[i - 1] as Point).x || q.y !== (points[i - 1] as Point).y);
  const [first] = corners as [Point];
  const last = corners.at(-1) as Point;
  let d = `M${p(first)}`;
  for (let i = 1; i < corners.length - 1; i++) {
    const [before, corner, after] = [corners[i - 1] as Point, corners[i] as Point, corners[i + 1] as Point];
    const radius = Math.min(RADIUS, Math.hypot(corner.x - before.x, corner.y - before.y) / (i === 1 ? 1 : 2), Math.hypot(after.x - corner.x, after.y - corner.y) / (i === corners.length - 2 ? 1 : 2));
    d += `L${p(towards(corner, before, radius))}Q${p(corner)} ${p(towards(corner, after, radius))}`;
  }
  return `${d}L${p(last)}`;
}

/** The point at a distance from one towards another. */
function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: from.x + ((to.x - from.x) * distance) / length, y: from.y + ((to.y - from.y) * distance) / length };
}

function cubicAt(a: Point, b: Point, c: Point, d: Point, t: number): Point {
  const s = 1 - t;
  const mix = (w: number, x: number, y: number, z: number): number => s * s * s * w + 3 * s * s * t * x + 3 * s * t * t * y + t * t * t * z;
  return { x: mix(a.x, b.x, c.x, d.x), y: mix(a.y, b.y, c.y, d.y) };
}

function p(point: Point): string {
  return `${Math.round(point.x * 10) / 10} ${Math.round(point.y * 10) / 10}`;
}
