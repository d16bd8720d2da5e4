import { useReactFlow } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { placesOf } from '../core/edit/tree.ts';
import { useApp, useCauce } from '../store/react.tsx';
import { useSignal } from '../store/useSignal.ts';
import type { Scene } from './scene/types.ts';

const FIT = { padding: 0.14, maxZoom: 1 } as const;
function calm(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 220;
}

/** Zoom and position: fit, reveal, and the same place again on leaving a container. */
export function useViewport(scene: Scene): void {
  const { store } = useCauce();
  const flow = useReactFlow();
  const loads = useApp((s) => s.document.loads);
  const scope = useApp((s) => s.selection.scope);
  const places = useRef(new Map<string, { x: number; y: number; zoom: number }>());
  const shown = useRef<{ readonly key: string; readonly loads: number } | null>(null);

  useEffect(() => {
    const key = scope.join('/');
    const before = shown.current;
    if (before?.key === key && before.loads === loads) return;
    if (before?.loads === loads) places.current.set(before.key, flow.getViewport());
    else places.current.clear();
    shown.current = { key, loads };
    const back = places.current.get(key);
    if (back) void flow.setViewport(back);
    // React Flow would keep a fit of nothing until the first node appears and move the drawing then.
    else if (flow.getNodes().length === 0) void flow.setViewport({ x: 0, y: 0, zoom: 1 });
    else requestAnimationFrame(() => void flow.fitView(FIT));
  }, [scope, loads, flow]);

  useSignal('fit', () => void flow.fitView({ ...FIT, duration: calm() }));
  useSignal('zoomIn', () => void flow.zoomIn({ duration: calm() }));
  useSignal('zoomOut', () => void flow.zoomOut({ duration: calm() }));
  useSignal('zoomActual', () => void flow.zoomTo(1, { duration: calm() }));
  useSignal('reveal', ({ step }) => {
    const place = placesOf(store.getState().document.pipeline).get(step);
    if (!place) return;
    const visible = scene.byId.has(step);
    if (!visible) store.getState().enter(place.around.map((a) => a.id));
    store.getState().select([step]);
    requestAnimationFrame(() => {
      const node = flow.getInternalNode(step);
      const board = document.querySelector('.board')?.getBoundingClientRect();
      if (!node || !board) return;
      const { x, y } = node.internals.positionAbsolute;
      const [a, b] = [flow.flowToScreenPosition({ x, y }), flow.flowToScreenPosition({ x: x + (node.width ?? 0), y: y + (node.height ?? 0) })];
      const inside = a.x > board.left + 8 && b.x < board.right - 8 && a.y > board.top + 48 && b.y < board.bottom - 8;
      if (!inside) void flow.setCenter(x + (node.width ?? 0) / 2, y + (node.height ?? 0) / 2, { zoom: Math.max(0.6, flow.getZoom()), duration: calm() });
    });
  });
}
