import { useReactFlow, type Viewport } from '@xyflow/react';
import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { placesOf } from '../core/edit/tree.ts';
import { useApp, useCauce } from '../store/react.tsx';
import { useSignal } from '../store/useSignal.ts';
import { extent } from './tools/paint.ts';
import type { Scene } from './scene/types.ts';

const MARGIN = 0.12;
const TOOLS = 48;
export const LEAST_ZOOM = 0.02;
/** A document is never opened at less than this: of a very long one the beginning is shown. */
const OPENING_ZOOM = 0.12;
const ZOOM_STEP = 1.4;
/** Below this a revealed step is also brought nearer. */
const READABLE = 0.38;

function calm(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 220;
}

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

/**
 * Zoom and position: fit, reveal, and the same place again on leaving a container. Gives the viewport to begin with, once
 * the board has a size.
 */
export function useViewport(scene: RefObject<Scene>, board: RefObject<HTMLElement | null>): Viewport | null {
  const { store } = useCauce();
  const flow = useReactFlow();
  const loads = useApp((s) => s.document.loads);
  const scope = useApp((s) => s.selection.scope);
  const places = useRef(new Map<string, Viewport>());
  const shown = useRef({ key: scope.join('/'), loads });
  const [initial, setInitial] = useState<Viewport | null>(null);
  const fit = useCallback((least?: number): Viewport => {
    const r = board.current?.getBoundingClientRect();
    return fitted(scene.current, r?.width ?? 0, r?.height ?? 0, least);
  }, [scene, board]);

  useLayoutEffect(() => setInitial(fit(OPENING_ZOOM)), [fit]);

  useLayoutEffect(() => {
    const key = scope.join('/');
    const before = shown.current;
    if (before.key === key && before.loads === loads) return;
    if (before.loads === loads) places.current.set(before.key, flow.getViewport());
    else places.current.clear();
    shown.current = { key, loads };
    void flow.setViewport(places.current.get(key) ?? fit(OPENING_ZOOM));
  }, [scope, loads, flow, fit]);

  useSignal('fit', () => void flow.setViewport(fit(), { duration: calm() }));
  useSignal('zoomIn', () => void flow.zoomTo(flow.getZoom() * ZOOM_STEP, { duration: calm() }));
  useSignal('zoomOut', () => void flow.zoomTo(flow.getZoom() / ZOOM_STEP, { duration: calm() }));
  useSignal('zoomActual', () => void flow.zoomTo(1, { duration: calm() }));
  useSignal('reveal', ({ step }) => {
    const place = placesOf(store.getState().document.pipeline).get(step);
    if (!place) return;
    if (!scene.current.byId.has(step)) store.getState().enter(place.around.map((a) => a.id));
    store.getState().select([step]);
    requestAnimationFrame(() => {
      const [node, corner, r] = [scene.current.byId.get(step), scene.current.corner.get(step), board.current?.getBoundingClientRect()];
      if (!node || !corner || !r) return;
      const [a, b] = [flow.flowToScreenPosition(corner), flow.flowToScreenPosition({ x: corner.x + node.w, y: corner.y + node.h })];
      const seen = a.x > r.left + 8 && b.x < r.right - 8 && a.y > r.top + TOOLS && b.y < r.bottom - 8;
      const readable = flow.getZoom() >= READABLE;
      if (!seen || !readable) void flow.setCenter(corner.x + node.w / 2, corner.y + node.h / 2, { zoom: readable ? flow.getZoom() : 0.8, duration: calm() });
    });
  });
  return initial;
}
