import type { Catalog } from '../../core/catalog/kind.ts';
import type { Pipeline, StepId } from '../../core/model/pipeline.ts';
import { placesOf } from '../../core/edit/tree.ts';
import { placeBoxes, type Boxes } from './boxes.ts';
import { Gutters, Obstacles } from './detour.ts';
import type { Drafts } from './drafts.ts';
import { flowOrder } from './order.ts';
import { placeEnds, type End, type Ends } from './ends.ts';
import { reuse } from './reuse.ts';
import { RAIL_BOTTOM, RAIL_TOP, wire, type Segment } from './segments.ts';
import { BODY_BOTTOM, BODY_SIDE, BODY_TOP, NODE_H, NODE_W, RAIL } from './sizes.ts';
import { railView, stepView } from './views.ts';
import type { Detour, Direction, Point, Rect, Scene, SceneEdge, SceneNode } from './types.ts';

export interface SceneOptions {
  readonly direction: Direction;
  readonly folded: ReadonlySet<StepId>;
  /** The container whose inside is shown; null for the pipeline. */
  readonly entered: StepId | null;
}

/** Everything that the canvas draws, derived from the document. Parts equal to those of `before` keep their identity. */
export function buildScene(pipeline: Pipeline, catalog: Catalog, options: SceneOptions, before: Scene | null): Scene {
  const placed = placeBoxes(pipeline, options.entered, options);
  const visible = new Set(placed.boxes.keys());
  const { drafts, segments } = wire(pipeline, catalog, options.entered, visible, options.folded);
  const rects = absoluteRects(placed, options.entered);
  const ends = placeEnds(rects, drafts, segments, placed, pipeline, options);
  const corner = new Map([...rects].map(([id, r]) => [id, { x: r.x, y: r.y }]));
  const order = new Map(flowOrder(pipeline, [...visible], corner).map((id, i) => [id, i]));
  const nodes = sceneNodes(pipeline, catalog, options, placed, rects, drafts, ends, order);
  const edges = sceneEdges(pipeline, segments, ends, rects, options.direction);
  const scene: Scene = { nodes, edges, byId: new Map(nodes.map((n) => [n.id, n])), corner, direction: options.direction, entered: options.entered, madeUp: placed.madeUp };
  return before ? reuse(before, scene) : scene;
}

/** Rectangles on the whole canvas; the rails of an entered container lie above and below its steps. */
function absoluteRects(placed: Boxes, entered: StepId | null): Map<string, Rect> {
  const rects = new Map<string, Rect>();
  const resolve = (id: StepId): Rect => {
    const known = rects.get(id);
    if (known) return known;
    const box = placed.boxes.get(id) as Rect & { parent: StepId | null };
    const parent = box.parent !== null && placed.boxes.has(box.parent) ? resolve(box.parent) : { x: 0, y: 0 };
    const rect = { x: box.x + parent.x, y: box.y + parent.y, w: box.w, h: box.h };
    rects.set(id, rect);
    return rect;
  };
  for (const id of placed.boxes.keys()) resolve(id);
  if (entered === null) return rects;
  const all = rects.size > 0 ? [...rects.values()] : [{ x: 0, y: 0, w: NODE_W, h: NODE_H }];
  const left = Math.min(...all.map((r) => r.x)) - BODY_SIDE;
  const right = Math.max(...all.map((r) => r.x + r.w)) + BODY_SIDE;
  const top = Math.min(...all.map((r) => r.y)) - BODY_TOP - RAIL;
  const bottom = Math.max(...all.map((r) => r.y + r.h)) + BODY_BOTTOM;
  rects.set(RAIL_TOP, { x: left, y: top, w: right - left, h: RAIL });
  rects.set(RAIL_BOTTOM, { x: left, y: bottom, w: right - left, h: RAIL });
  return rects;
}

function sceneNodes(
  pipeline: Pipeline, catalog: Catalog, options: SceneOptions, placed: Boxes, rects: ReadonlyMap<string, Rect>,
  drafts: ReadonlyMap<string, Drafts>, ends: Ends, order: ReadonlyMap<StepId, number>,
): readonly SceneNode[] {
  const places = placesOf(pipeline);
  const nodes: SceneNode[] = [];
  // React Flow wants parents before their children.
  const sorted = [...placed.boxes].sort(([a], [b]) => (places.get(a)?.around.length ?? 0) - (places.get(b)?.around.length ?? 0));
  for (const [id, box] of sorted) {
    const step = places.get(id)?.step;
    if (!step) continue;
    const parent = box.parent !== null && placed.boxes.has(box.parent) ? box.parent : null;
    const ports = ends.portsOf(id, drafts.get(id) ?? new Map());
    nodes.push({
      id, type: box.expanded ? 'container' : 'step', at: { x: box.x, y: box.y }, w: box.w, h: box.h, parent,
      view: stepView({ pipeline, catalog, id, step, ports, bars: ends.barsOf(id), order: order.get(id) ?? 0, folded: options.folded.has(id), lanes: placed.lanes.get(id) ?? [] }),
    });
  }
  for (const rail of [RAIL_TOP, RAIL_BOTTOM]) {
    const rect = rects.get(rail);
    if (!rect) continue;
    nodes.push({ id: rail, type: 'rail', at: { x: rect.x, y: rect.y }, w: rect.w, h: rect.h, parent: null, view: railView(rail, ends.portsOf(rail, drafts.get(rail) ?? new Map())) });
  }
  return nodes;
}

function sceneEdges(pipeline: Pipeline, segments: readonly Segment[], ends: Ends, rects: ReadonlyMap<string, Rect>, direction: Direction): readonly SceneEdge[] {
  const places = placesOf(pipeline);
  const gutters = new Gutters(direction);
  const scopeOf = (id: string): string => {
    const last = places.get(id)?.around.at(-1);
    return last ? `${last.id}/${last.branch ?? ''}` : '';
  };
  const byScope = new Map<string, Obstacles>();
  for (const [id, rect] of rects) {
    if (!places.has(id)) continue;
    const key = scopeOf(id);
    const those = byScope.get(key) ?? new Obstacles(direction);
    those.add(id, rect);
    byScope.set(key, those);
  }
  const detourOf = (s: Segment, from: End, to: End, obstacles: readonly Rect[]): Detour | null => {
    const down = direction === 'down';
    const alongFlow = to.side === (down ? 'top' : 'left');
    const isAhead = down ? to.at.y > from.at.y + 8 : to.at.x > from.at.x + 8;
    if (alongFlow && isAhead) return from.side === to.side ? null : gutters.find(from.at, to.at, obstacles);
    if (isAhead || !(alongFlow || to.side === (down ? 'right' : 'bottom')) || s.source.startsWith('#') || s.target.startsWith('#')) return null;
    const ends = [rects.get(s.source), rects.get(s.target)].flatMap((r) => r ?? []);
    return gutters.around(from.at, from.side, to.at, to.side, ends, obstacles);
  };
  const edges: SceneEdge[] = [];
  const sorted = segments.map((s) => ({ s, from: ends.source(s), to: ends.target(s) })).sort((a, b) => span(a) - span(b));
  for (const { s, from, to } of sorted) {
    if (!from || !to) continue;
    const scope = scopeOf(places.get(s.source)?.around.some((p) => p.id === s.target) ? s.source : s.target);
    edges.push({
      id: s.id, kind: s.kind, source: s.source, sourceHandle: from.handle, target: s.target, targetHandle: to.handle, edges: s.edges, family: s.family, list: s.list, label: s.label, name: s.name,
      from: from.at, to: to.at, fromSide: from.side, toSide: to.side, detour: detourOf(s, from, to, byScope.get(scope)?.between(from.at, to.at, s.source, s.target) ?? []),
    });
  }
  return edges;
}

function span({ from, to }: { readonly from: { readonly at: Point } | null; readonly to: { readonly at: Point } | null }): number {
  return from && to ? Math.abs(to.at.y - from.at.y) + Math.abs(to.at.x - from.at.x) : 0;
}

