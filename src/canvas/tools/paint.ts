import { wirePath } from '../scene/path.ts';
import type { Direction, Rect, Scene, SceneEdge, SceneNode } from '../scene/types.ts';
import type { Family } from '../../core/catalog/kind.ts';
import type { StepStatus } from '../../core/rehearse/statusAt.ts';
import { tokenReader } from '../tokens.ts';

/** The colours of the tokens as a canvas needs them; read once a theme. */
export interface Ink {
  readonly families: Readonly<Record<Family, string>>;
  readonly surface: string;
  readonly line: string;
  readonly name: string;
  readonly edge: string;
  readonly accent: string;
  readonly bad: string;
  readonly warn: string;
  readonly text: string;
  readonly quiet: string;
  readonly canvas: string;
  readonly ok: string;
  readonly busy: string;
  readonly off: string;
}

export function readInk(): Ink {
  const token = tokenReader();
  return {
    families: { data: token('data'), model: token('model'), measure: token('measure'), platform: token('platform'), value: token('value') },
    surface: token('surface'), line: token('line-control'), name: token('ink-3'), edge: token('ink-3'), accent: token('accent'), bad: token('bad'), warn: token('warn-mark'), text: token('ink-1'), quiet: token('ink-3'),
    canvas: token('canvas'), ok: token('ok'), busy: token('busy'), off: token('ink-off'),
  };
}

export interface PaintOptions {
  /** From canvas coordinates to pixels. */
  readonly scale: number;
  readonly x: number;
  readonly y: number;
  readonly ink: Ink;
  readonly selected: ReadonlySet<string>;
  /** Worst severity by step. */
  readonly marks: ReadonlyMap<string, 'error' | 'warning'>;
  /** The part that is seen; what lies outside is not drawn. */
  readonly seen?: Rect;
  /** How each step stands in a simulation, in the place of its family and its problems. */
  readonly statuses?: ReadonlyMap<string, StepStatus> | null;
}

/** The lines of a drawing: minimap and the far level share this. They stay as they are while time goes on in a simulation. */
export function paintEdges(context: CanvasRenderingContext2D, scene: Scene, options: PaintOptions): void {
  const { scale, x, y, ink } = options;
  context.setTransform(scale, 0, 0, scale, x, y);
  context.lineWidth = 1 / scale;
  for (const e of scene.edges) if (!options.seen || touches(options.seen, e.from, e.to)) paintEdge(context, e, ink, scene.direction);
}

/** Its steps, as rectangles with the block of their family, or in a simulation as they stand. */
export function paintNodes(context: CanvasRenderingContext2D, scene: Scene, options: PaintOptions): void {
  const { scale, x, y, ink, statuses } = options;
  context.setTransform(scale, 0, 0, scale, x, y);
  for (const n of scene.nodes) {
    const corner = scene.corner.get(n.id);
    if (!corner || (options.seen && !touches(options.seen, corner, { x: corner.x + n.w, y: corner.y + n.h }))) continue;
    const rect = { x: corner.x, y: corner.y, w: n.w, h: n.h };
    const status = statuses?.get(n.id);
    if (n.type === 'step' && status) paintStatus(context, rect, status, options.selected.has(n.id), n.view.name.length, options);
    else if (n.type === 'step') paintStep(context, rect, ink.families[n.view.family], options.marks.get(n.id), options.selected.has(n.id), n.view.name.length, options);
    else paintFrame(context, n, rect, options);
  }
}

/** Width in pixels below which a step is drawn as its colour only. */
const SMALL = 34;

function paintStep(context: CanvasRenderingContext2D, r: Rect, colour: string, mark: 'error' | 'warning' | undefined, selected: boolean, letters: number, { ink, scale }: PaintOptions): void {
  const solid = mark === 'error' ? ink.bad : colour;
  // Too small for anything but a colour: all of it is the block of the family.
  if ((scale / devicePixelRatio) * r.w < SMALL) {
    context.fillStyle = solid;
    context.fillRect(r.x, r.y, r.w, r.h);
    if (selected) frame(context, r, ink.accent, scale, 3);
    return;
  }
  context.fillStyle = ink.surface;
  context.fillRect(r.x, r.y, r.w, r.h);
  context.fillStyle = solid;
  context.fillRect(r.x, r.y, 48, r.h);
  context.fillStyle = ink.name;
  context.fillRect(r.x + 62, r.y + 18, Math.min(r.w - 78, letters * 8), 10);
  context.globalAlpha = 0.45;
  context.fillRect(r.x + 62, r.y + 38, (r.w - 78) * 0.55, 8);
  context.globalAlpha = 1;
  frame(context, r, selected ? ink.accent : mark === 'error' ? ink.bad : ink.line, scale, selected ? 3 : 1);
  if (mark !== 'warning') return;
  context.fillStyle = ink.warn;
  context.beginPath();
  context.arc(r.x + r.w, r.y, 14, 0, Math.PI * 2);
  context.fill();
}

/** A step in a simulation: filled where it is over, as far as it has come while it runs, hollow and dashed where it did not run; a failure has a cross. */
function paintStatus(context: CanvasRenderingContext2D, r: Rect, status: StepStatus, selected: boolean, letters: number, { ink, scale }: PaintOptions): void {
  const { kind } = status;
  const small = (scale / devicePixelRatio) * r.w < SMALL;
  const failed = kind === 'failed' || kind === 'caught' || kind === 'aborted';
  const colour = kind === 'succeeded' ? ink.ok : failed ? ink.bad : kind === 'running' ? ink.busy : kind === 'waiting' ? ink.name : ink.off;
  const hollow = kind === 'idle' || kind === 'skipped' || kind === 'waiting';
  context.fillStyle = kind === 'skipped' ? ink.canvas : ink.surface;
  context.fillRect(r.x, r.y, r.w, r.h);
  context.fillStyle = colour;
  if (!hollow) {
    const share = kind === 'running' ? Math.max(0.08, status.progress) : 1;
    if (small) context.fillRect(r.x, r.y, r.w * share, r.h);
    else {
      context.fillRect(r.x, r.y, 48, r.h);
      context.fillRect(r.x, r.y + r.h - 12, r.w * share, 12);
    }
  }
  if (!small) {
    context.fillStyle = hollow ? ink.off : ink.name;
    context.fillRect(r.x + 62, r.y + 18, Math.min(r.w - 78, letters * 8), 10);
  }
  if (kind === 'skipped') context.setLineDash([14, 10]);
  frame(context, r, selected ? ink.accent : colour, scale, selected ? 3 : 1);
  context.setLineDash([]);
  if (failed) cross(context, r, ink.surface, small);
  if (status.retries === 0) return;
  context.fillStyle = ink.warn;
  context.beginPath();
  context.arc(r.x + r.w, r.y, 14, 0, Math.PI * 2);
  context.fill();
}

function cross(context: CanvasRenderingContext2D, r: Rect, colour: string, small: boolean): void {
  const [x, y, size] = small ? [r.x + r.w / 2, r.y + r.h / 2, r.h / 4] : [r.x + 24, r.y + r.h / 2, 12];
  context.strokeStyle = colour;
  context.lineWidth = small ? 12 : 6;
  context.beginPath();
  context.moveTo(x - size, y - size);
  context.lineTo(x + size, y + size);
  context.moveTo(x + size, y - size);
  context.lineTo(x - size, y + size);
  context.stroke();
}

/** Containers keep a name that can be read, whatever the zoom. */
function paintFrame(context: CanvasRenderingContext2D, n: SceneNode, r: Rect, { ink, scale, selected }: PaintOptions): void {
  frame(context, r, selected.has(n.id) ? ink.accent : ink.line, scale);
  const size = 11 / scale;
  if (n.view.name === '' || r.w < size * 6) return;
  context.fillStyle = ink.text;
  context.font = `600 ${size}px system-ui, sans-serif`;
  context.fillText(n.view.name, r.x + size * 0.4, r.y - size * 0.4, r.w);
}

function frame(context: CanvasRenderingContext2D, r: Rect, colour: string, scale: number, width = 1): void {
  context.strokeStyle = colour;
  context.lineWidth = width / scale;
  context.strokeRect(r.x, r.y, r.w, r.h);
}

/** The same line as the near levels draw; made once for each edge of a scene. */
const lines = new WeakMap<SceneEdge, Path2D>();
function lineOf(e: SceneEdge, direction: Direction): Path2D {
  const known = lines.get(e);
  if (known) return known;
  const made = new Path2D(wirePath(e.from, e.fromSide, e.to, e.toSide, e.detour, direction).d);
  lines.set(e, made);
  return made;
}

function paintEdge(context: CanvasRenderingContext2D, e: SceneEdge, ink: Ink, direction: Direction): void {
  const data = e.kind === 'data' || e.kind === 'outer';
  context.strokeStyle = e.kind === 'failure' ? ink.bad : data ? ink.families[e.family] : ink.edge;
  context.globalAlpha = 0.7;
  context.stroke(lineOf(e, direction));
  context.globalAlpha = 1;
}

function touches(seen: Rect, a: { readonly x: number; readonly y: number }, b: { readonly x: number; readonly y: number }): boolean {
  return Math.max(a.x, b.x) >= seen.x && Math.min(a.x, b.x) <= seen.x + seen.w && Math.max(a.y, b.y) >= seen.y && Math.min(a.y, b.y) <= seen.y + seen.h;
}

/** The rectangle around everything. */
export function extent(scene: Scene): Rect {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const n of scene.nodes) {
    const c = scene.corner.get(n.id);
    if (!c) continue;
    [left, top, right, bottom] = [Math.min(left, c.x), Math.min(top, c.y), Math.max(right, c.x + n.w), Math.max(bottom, c.y + n.h)];
  }
  return left === Infinity ? { x: 0, y: 0, w: 1, h: 1 } : { x: left, y: top, w: right - left, h: bottom - top };
}
