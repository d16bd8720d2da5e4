import type { Point, Rect, Side } from '../scene/types.ts';
import { tokenReader } from '../tokens.ts';
import type { LeapShape, PlanPicture } from './shapes.ts';
import type { PlanPart } from './words.ts';

/** The colours of the tokens; read once a theme. */
export interface PlanInk {
  readonly strong: string;
  readonly line: string;
  readonly quiet: string;
  readonly warn: string;
  readonly accent: string;
  readonly canvas: string;
}

export function readPlanInk(): PlanInk {
  const token = tokenReader();
  return { strong: token('ink-1'), line: token('ink-2'), quiet: token('ink-3'), warn: token('warn'), accent: token('accent'), canvas: token('canvas') };
}

export interface PlanPaint {
  /** From the drawing to pixels. */
  readonly scale: number;
  readonly x: number;
  readonly y: number;
  /** The part of the drawing that is seen. */
  readonly seen: Rect;
  /** By how much lines are wider than they would be, so that they can be seen far away. */
  readonly wide: number;
  readonly ink: PlanInk;
  /** What is looked at stays, the rest steps back. */
  readonly focus: PlanPart | null;
  /** Steps to be framed, because they are looked at. */
  readonly framed: readonly Rect[];
}

const STRIP = 26;
const BACK = 0.3;

/** Paints a plan for behind the steps. */
export function paintPlan(context: CanvasRenderingContext2D, picture: PlanPicture, paint: PlanPaint): void {
  const { scale, x, y, ink, wide, seen, focus } = paint;
  const shown = pathsOf(picture);
  const only = (...kinds: readonly PlanPart['kind'][]): number => (focus === null || kinds.includes(focus.kind) ? 1 : BACK);
  context.setTransform(scale, 0, 0, scale, x, y);
  context.lineCap = context.lineJoin = 'round';

  context.globalAlpha = only('branches');
  const rim = mixed(focus?.kind === 'branches' ? ink.line : ink.quiet, ink.canvas, focus?.kind === 'branches' ? 0.8 : 0.4);
  for (const { depth, bounds, bodies, strips } of shown.branches) {
    if (!meets(bounds, seen)) continue;
    // First its rim, then its inside, so that no rim shows where its parts meet.
    for (const [colour, more] of [[rim, 2 * wide], [mixed(ink.quiet, ink.canvas, depth % 2 === 1 ? 0.16 : 0.05), 0]] as const) {
      context.strokeStyle = context.fillStyle = colour;
      context.lineWidth = STRIP + more;
      context.stroke(strips);
      context.fill(bodies);
      context.lineWidth = more;
      if (more > 0) context.stroke(bodies);
    }
  }

  context.lineWidth = 2.5 * wide;
  context.strokeStyle = ink.line;
  for (const { bounds, path } of shown.barriers) if (meets(bounds, seen)) context.stroke(path);

  const chain = only('chain');
  context.strokeStyle = ink.strong;
  context.globalAlpha = chain * (focus?.kind === 'chain' ? 0.45 : 0.2);
  context.lineWidth = 9 * wide;
  for (const { bounds, path } of shown.lines) if (meets(bounds, seen)) context.stroke(path);
  context.globalAlpha = chain;
  context.lineWidth = 2 * wide;
  for (const r of picture.chain.frames) if (meets(r, seen)) framePath(context, r, 9);

  for (const { after, waits, lines } of picture.waits) {
    const isLooked = focus?.kind !== 'wait' || focus.after === after;
    lines.forEach((line, i) => {
      const costs = (waits[i]?.seconds ?? 0) > 0;
      context.globalAlpha = only('waits', 'wait', 'step') * (isLooked ? 1 : BACK);
      context.strokeStyle = context.fillStyle = costs ? ink.warn : ink.quiet;
      context.lineWidth = (costs ? 2 : 1.25) * wide;
      context.setLineDash((costs ? [6, 5] : [2, 5]).map((n) => n * wide));
      leap(context, line, wide, costs);
    });
  }
  context.globalAlpha = only('waits', 'wait', 'step');
  context.strokeStyle = context.fillStyle = ink.line;
  context.lineWidth = 2 * wide;
  context.setLineDash([8, 4, 1, 4].map((n) => n * wide));
  for (const line of picture.signals) leap(context, line, wide, true);

  context.globalAlpha = 1;
  context.strokeStyle = ink.accent;
  context.lineWidth = 2.5 * wide;
  context.setLineDash([5 * wide, 4 * wide]);
  for (const r of paint.framed) framePath(context, r, 11);
  context.setLineDash([]);
}

function leap(context: CanvasRenderingContext2D, { d, tip, side }: LeapShape, wide: number, hasArrow: boolean): void {
  context.stroke(new Path2D(d));
  if (!hasArrow) return;
  const [a, b] = ARROW[side];
  context.beginPath();
  context.moveTo(tip.x, tip.y);
  context.lineTo(tip.x + a.x * wide, tip.y + a.y * wide);
  context.lineTo(tip.x + b.x * wide, tip.y + b.y * wide);
  context.fill();
}
/** The other corners of an arrow head that arrives at a side. */
const ARROW: Readonly<Record<Side, readonly [Point, Point]>> = {
  top: [{ x: -5, y: -9 }, { x: 5, y: -9 }],
  bottom: [{ x: -5, y: 9 }, { x: 5, y: 9 }],
  left: [{ x: -9, y: -5 }, { x: -9, y: 5 }],
  right: [{ x: 9, y: -5 }, { x: 9, y: 5 }],
};

function framePath(context: CanvasRenderingContext2D, r: Rect, radius: number): void {
  context.beginPath();
  context.roundRect(r.x, r.y, r.w, r.h, radius);
  context.stroke();
}

interface Paths {
  readonly branches: readonly { readonly depth: number; readonly bounds: Rect; readonly bodies: Path2D; readonly strips: Path2D }[];
  readonly barriers: readonly { readonly bounds: Rect; readonly path: Path2D }[];
  readonly lines: readonly { readonly bounds: Rect; readonly path: Path2D }[];
}
const known = new WeakMap<PlanPicture, Paths>();

/** Made once for each picture: panning and zooming paint the same paths. */
function pathsOf(picture: PlanPicture): Paths {
  const before = known.get(picture);
  if (before) return before;
  const lined = (d: string): { readonly bounds: Rect; readonly path: Path2D } => ({ bounds: boundsOf(d), path: new Path2D(d) });
  const made: Paths = {
    branches: picture.branches.map(({ depth, rects, strips }) => {
      const [bodies, lines] = [new Path2D(), new Path2D()];
      for (const r of rects) bodies.roundRect(r.x, r.y, r.w, r.h, 12);
      for (const d of strips) lines.addPath(new Path2D(d));
      return { depth, bounds: around([...rects, ...strips.map(boundsOf)]), bodies, strips: lines };
    }),
    barriers: picture.barriers.map(({ d }) => lined(d)),
    lines: picture.chain.lines.map(lined),
  };
  known.set(picture, made);
  return made;
}

/** Around all points that a path names: its curves lie between them. */
function boundsOf(d: string): Rect {
  const numbers = (d.match(/-?[\d.]+/g) ?? []).map(Number);
  return around(numbers.flatMap((n, i) => (i % 2 === 0 ? [{ x: n, y: numbers[i + 1] ?? 0, w: 0, h: 0 }] : [])));
}

function around(rects: readonly Rect[]): Rect {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const r of rects) [left, top, right, bottom] = [Math.min(left, r.x), Math.min(top, r.y), Math.max(right, r.x + r.w), Math.max(bottom, r.y + r.h)];
  return { x: left - STRIP, y: top - STRIP, w: right - left + 2 * STRIP, h: bottom - top + 2 * STRIP };
}

function meets(a: Rect, b: Rect): boolean {
  return a.x + a.w >= b.x && a.x <= b.x + b.w && a.y + a.h >= b.y && a.y <= b.y + b.h;
}

/** `#rrggbb` of two colours, `share` of the first. */
function mixed(a: string, b: string, share: number): string {
  const part = (colour: string, at: number): number => parseInt(colour.slice(at, at + 2), 16);
  return `#${[1, 3, 5].map((at) => Math.round(part(a, at) * share + part(b, at) * (1 - share)).toString(16).padStart(2, '0')).join('')}`;
}
