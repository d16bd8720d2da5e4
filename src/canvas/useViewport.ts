import { useReactFlow, type Viewport } from '@xyflow/react';
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { placesOf } from '../core/edit/tree.ts';
import { useApp, useCauce } from '../store/react.tsx';
import { useSignal } from '../store/useSignal.ts';
import { fitted, keptInSight, opening, TOOLS } from './opening.ts';
import type { Scene } from './scene/types.ts';

const ZOOM_STEP = 1.4;
/** Below this a revealed step is also brought nearer. */
const READABLE = 0.38;

function calm(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 220;
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
  const sized = useCallback((view: (scene: Scene, width: number, height: number) => Viewport): Viewport => {
    const r = board.current?.getBoundingClientRect();
    return view(scene.current, r?.width ?? 0, r?.height ?? 0);
  }, [scene, board]);

  useLayoutEffect(() => setInitial(sized(opening)), [sized]);

  useLayoutEffect(() => {
    const key = scope.join('/');
    const before = shown.current;
    if (before.key === key && before.loads === loads) return;
    if (before.loads === loads) places.current.set(before.key, flow.getViewport());
    else places.current.clear();
    shown.current = { key, loads };
    void flow.setViewport(places.current.get(key) ?? sized(opening));
  }, [scope, loads, flow, sized]);

  // The dock comes up, a pane opens: the step that was in sight and is worked on stays in sight.
  useEffect(() => {
    if (!board.current) return;
    let before = board.current.getBoundingClientRect();
    const observer = new ResizeObserver(() => {
      const now = board.current?.getBoundingClientRect();
      if (!now) return;
      const [step, ...more] = store.getState().selection.steps;
      const [node, corner] = step === undefined || more.length > 0 ? [] : [scene.current.byId.get(step), scene.current.corner.get(step)];
      const { x, y, zoom } = flow.getViewport();
      const by = node && corner ? keptInSight({ x: corner.x * zoom + x, y: corner.y * zoom + y, w: node.w * zoom, h: node.h * zoom }, before, now) : null;
      before = now;
      if (by) void flow.setViewport({ x: x - by.x, y: y - by.y, zoom });
    });
    observer.observe(board.current);
    return () => observer.disconnect();
  }, [board, store, scene, flow]);

  useSignal('fit', () => void flow.setViewport(sized(fitted), { duration: calm() }));
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
