import type { Viewport } from '@xyflow/react';
import { inFlowOrder } from './neighbours.ts';
import type { Point, Rect, Scene } from './scene/types.ts';
import { extent } from './tools/paint.ts';

const MARGIN = 0.12;
/** Height of what lies over the top of the canvas. */
export const TOOLS = 48;
export const LEAST_ZOOM = 0.02;
/** A document is never opened at less than this: of a very long one the beginning is shown. */
const OPENING_ZOOM = 0.12;
/** Of a drawing that would be smaller than this the beginning is shown, at a size that can be read; the minimap has the rest. */
const LEGIBLE = 0.6;
const OPENING_OF_FEW = 0.75;
/** With more steps the whole tells more than its beginning. */
const FEW = 120;

/** The viewport in which the whole drawing is seen, below the filters and never larger than life. */
export function fitted(scene: Scene, width: number, height: number, least = LEAST_ZOOM): Viewport {
  if (scene.nodes.length === 0 || width === 0) return { x: 0, y: 0, zoom: 1 };
  const e = extent(scene);
  const [w, h] = [width * (1 - MARGIN), (height - TOOLS) * (1 - MARGIN)];
  const zoom = Math.max(least, Math.min(1, w / e.w, h / e.h));
  // What is larger than the board begins at its beginning.
  const free = (room: number, size: number): number => (size > room ? (room * MARGIN) / 2 : (room - size) / 2);
  return { zoom, x: free(width, e.w * zoom) - e.x * zoom, y: TOOLS + free(height - TOOLS, e.h * zoom) - e.y * zoom };
}

/** The viewport that a document is opened in: all of it where that can be read, else where it begins. */
export function opening(scene: Scene, width: number, height: number): Viewport {
  const whole = fitted(scene, width, height, OPENING_ZOOM);
  const [first] = inFlowOrder(scene);
  const [corner, node] = first === undefined ? [] : [scene.corner.get(first), scene.byId.get(first)];
  if (whole.zoom >= LEGIBLE || scene.nodes.length > FEW || !corner || !node) return whole;
  const e = extent(scene);
  const zoom = OPENING_OF_FEW;
  // The first step in the middle, but no more empty canvas beside the drawing than its margin.
  const along = (room: number, begin: number, size: number, middle: number): number => {
    const margin = (room * MARGIN) / 2;
    if (size * zoom <= room - 2 * margin) return (room - size * zoom) / 2 - begin * zoom;
    return Math.min(margin - begin * zoom, Math.max(room - margin - (begin + size) * zoom, room / 2 - middle * zoom));
  };
  return { zoom, x: along(width, e.x, e.w, corner.x + node.w / 2), y: TOOLS + along(height - TOOLS, e.y, e.h, corner.y + node.h / 2) };
}

const EDGE = 12;

/**
 * How far the drawing moves so that a box, in sight of a board of one size, is so in one of another; null when it need not.
 * The box is measured from the board's corner.
 */
export function keptInSight(box: Rect, before: { readonly width: number; readonly height: number }, now: { readonly width: number; readonly height: number }): Point | null {
  const wasSeen = box.x + box.w > 0 && box.y + box.h > 0 && box.x < before.width && box.y < before.height;
  const over = (start: number, size: number, had: number, room: number): number => (room < had && size + 2 * EDGE < room ? Math.max(0, start + size + EDGE - room) : 0);
  const by = { x: over(box.x, box.w, before.width, now.width), y: over(box.y, box.h, before.height, now.height) };
  return wasSeen && (by.x > 0 || by.y > 0) ? by : null;
}
