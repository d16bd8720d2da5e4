import type { Edge } from '../../core/model/edges.ts';
import { edgesOf } from '../../core/model/edges.ts';
import { isMap, isParallel, type Pipeline, type Step, type StepId } from '../../core/model/pipeline.ts';
import { lift } from '../../core/edit/graph.ts';
import { placesOf, type Steps } from '../../core/edit/tree.ts';
import { layered } from '../layout/layered.ts';
import type { Link } from '../layout/graph.ts';
import type { Direction, Point, Rect } from './types.ts';
import { BODY_BOTTOM, BODY_SIDE, BODY_TOP, CONTAINER_MIN_H, CONTAINER_MIN_W, FOOT, GAP_ACROSS, GAP_ALONG, HEAD, LANE_GAP, NODE_H, NODE_W } from './sizes.ts';

/** Where every visible step stands, measured from its parent, and how large it is. */
export interface Boxes {
  readonly boxes: ReadonlyMap<StepId, Rect & { readonly parent: StepId | null; readonly expanded: boolean }>;
  readonly lanes: ReadonlyMap<StepId, readonly Lane[]>;
  readonly madeUp: boolean;
}
export interface Lane {
  readonly branch: string;
  readonly x: number;
  readonly w: number;
}
export interface BoxOptions {
  readonly direction: Direction;
  readonly folded: ReadonlySet<StepId>;
  /** Ignore the places of the file and make all anew (Tidy up). */
  readonly anew?: boolean;
}
type Size = { readonly w: number; readonly h: number };
type Found = Map<StepId, Rect & { parent: StepId | null; expanded: boolean }>;

/**
 * Places of the steps in `root` (the pipeline's steps or the inside of a container) and, for containers that are not
 * folded, of what is inside. A scope of which the file places nothing is laid out here, for display only.
 */
export function placeBoxes(pipeline: Pipeline, root: StepId | null, options: BoxOptions): Boxes {
  const boxes: Found = new Map();
  const lanes = new Map<StepId, readonly Lane[]>();
  const run = { pipeline, options, boxes, lanes, madeUp: false, links: linksByScope(pipeline) };
  const step = root === null ? null : placesOf(pipeline).get(root)?.step;
  if (root !== null && step) placeInside(run, root, step, null);
  else placeScope(run, pipeline.steps, null, '', { x: 0, y: 0 });
  return { boxes, lanes, madeUp: run.madeUp };
}

interface Run {
  readonly pipeline: Pipeline;
  readonly options: BoxOptions;
  readonly boxes: Found;
  readonly lanes: Map<StepId, readonly Lane[]>;
  readonly links: ReadonlyMap<string, readonly Link[]>;
  madeUp: boolean;
}

/** Places one scope and gives what it covers. `origin` is where its left upper corner goes when it is laid out anew. */
function placeScope(run: Run, steps: Steps, parent: StepId | null, scopeKey: string, origin: Point): Rect | null {
  const { layout } = run.pipeline;
  const ids = Object.keys(steps);
  const sizes = new Map<StepId, Size>(ids.map((id) => [id, sizeOf(run, id, steps[id] as Step)]));
  const stored = (id: StepId): readonly number[] | undefined => {
    const at = !run.options.anew && layout && Object.hasOwn(layout, id) ? layout[id] : undefined;
    return at && at.length >= 2 && at.every(Number.isFinite) ? at : undefined;
  };
  const missing = ids.filter((id) => !stored(id));
  const made = missing.length === 0 ? null : madePlaces(run, missing, sizes, scopeKey, missing.length === ids.length ? origin : below(ids, stored, sizes));
  if (made) run.madeUp = true;
  let around: Rect | null = null;
  for (const id of ids) {
    const at = stored(id);
    const made1 = made?.get(id);
    const size = sizes.get(id) as Size;
    const box = { x: made1?.x ?? at?.[0] ?? 0, y: made1?.y ?? at?.[1] ?? 0, ...size, parent, expanded: isExpanded(run, id, steps[id] as Step) };
    run.boxes.set(id, box);
    around = around ? union(around, box) : box;
  }
  return around;
}

function isExpanded(run: Run, id: StepId, step: Step): boolean {
  return (isMap(step) || isParallel(step)) && !run.options.folded.has(id);
}

function sizeOf(run: Run, id: StepId, step: Step): Size {
  if (!isExpanded(run, id, step)) return { w: NODE_W, h: NODE_H };
  return placeInside(run, id, step, id);
}

/** The inside of a container; its size with walls. Grows with its steps, never shrinks by itself. */
function placeInside(run: Run, id: StepId, step: Step, parent: StepId | null): Size {
  const top = parent === null ? 0 : HEAD + BODY_TOP;
  let covered: Rect | null = null;
  if (isMap(step)) covered = placeScope(run, step.steps, parent, scopeKeyOf(id), { x: parent === null ? 0 : BODY_SIDE, y: top });
  if (isParallel(step)) covered = placeLanes(run, id, step.branches, parent, top);
  const foot = 'result' in step && Object.keys(step.result ?? {}).length > 0 ? FOOT : 0;
  const at = run.options.anew ? undefined : run.pipeline.layout?.[id];
  const right = covered ? covered.x + covered.w : 0;
  const bottom = covered ? covered.y + covered.h : 0;
  return {
    w: Math.max(CONTAINER_MIN_W, right + BODY_SIDE, at?.[2] ?? 0),
    h: Math.max(CONTAINER_MIN_H, bottom + BODY_BOTTOM + foot, at?.[3] ?? 0),
  };
}

function placeLanes(run: Run, id: StepId, branches: readonly { readonly id: string; readonly steps: Steps }[], parent: StepId | null, top: number): Rect | null {
  let x = parent === null ? 0 : BODY_SIDE;
  let all: Rect | null = null;
  const lanes: Lane[] = [];
  for (const branch of branches) {
    const start = lanes.length === 0 ? 0 : x - LANE_GAP / 2;
    const covered = placeScope(run, branch.steps, parent, scopeKeyOf(id, branch.id), { x, y: top });
    const right = Math.max(x + NODE_W, covered ? covered.x + covered.w : 0);
    lanes.push({ branch: branch.id, x: start, w: right + LANE_GAP / 2 - start });
    x = right + LANE_GAP;
    const lane = { x: lanes.at(-1)?.x ?? 0, y: covered?.y ?? top, w: right - start, h: covered?.h ?? NODE_H };
    all = all ? union(all, lane) : lane;
  }
  run.lanes.set(id, lanes);
  return all;
}

function madePlaces(run: Run, ids: readonly StepId[], sizes: ReadonlyMap<StepId, Size>, scopeKey: string, origin: Point): ReadonlyMap<StepId, Point> {
  const down = run.options.direction === 'down';
  const among = new Set(ids);
  const links = (run.links.get(scopeKey) ?? []).filter((l) => among.has(l.from) && among.has(l.to));
  const boxes = ids.map((id) => {
    const { w, h } = sizes.get(id) as Size;
    return { id, across: down ? w : h, along: down ? h : w };
  });
  const spots = layered(boxes, links, down ? { across: GAP_ACROSS, along: GAP_ALONG } : { across: GAP_ALONG, along: GAP_ACROSS * 2 });
  return new Map([...spots].map(([id, s]) => [id, { x: origin.x + (down ? s.across : s.along), y: origin.y + (down ? s.along : s.across) }]));
}

function below(ids: readonly StepId[], stored: (id: StepId) => readonly number[] | undefined, sizes: ReadonlyMap<StepId, Size>): Point {
  const placed = ids.flatMap((id) => {
    const at = stored(id);
    return at ? [{ x: at[0] as number, y: (at[1] as number) + (sizes.get(id)?.h ?? NODE_H) }] : [];
  });
  return { x: Math.min(...placed.map((p) => p.x)), y: Math.max(...placed.map((p) => p.y)) + GAP_ALONG };
}

/** The edges between the steps of each scope; an edge through walls counts for the containers that it joins. */
function linksByScope(pipeline: Pipeline): ReadonlyMap<string, readonly Link[]> {
  const places = placesOf(pipeline);
  const found = new Map<string, Link[]>();
  for (const edge of edgesOf(pipeline)) {
    const ends = lift(places, edge.from, edge.to);
    if (!ends || ends.from === ends.to) continue;
    const around = places.get(ends.from)?.around.at(-1);
    const key = around ? scopeKeyOf(around.id, around.branch) : '';
    const list = found.get(key) ?? [];
    list.push({ from: ends.from, to: ends.to, ...(isBeside(edge) ? { beside: true } : {}) });
    found.set(key, list);
  }
  return found;
}

function isBeside(edge: Edge): boolean {
  return edge.kind === 'catch';
}

function scopeKeyOf(id: StepId, branch = ''): string {
  return `${id}/${branch}`;
}

function union(a: Rect, b: Rect): Rect {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return { x, y, w: Math.max(a.x + a.w, b.x + b.w) - x, h: Math.max(a.y + a.h, b.y + b.h) - y };
}
