import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect, useMemo, useRef, type PointerEvent } from 'react';
import { useApp } from '../../store/react.tsx';
import { problemsByStep } from '../../store/selectors.ts';
import type { Scene } from '../scene/types.ts';
import { extent, paint, readInk } from './paint.ts';

const W = 220;
const H = 140;
const MARGIN = 8;

/** The whole pipeline on one small canvas, with the part that is seen; a click or a drag goes there. */
export function Minimap({ scene }: { readonly scene: Scene }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const flowStore = useStoreApi();
  const flow = useReactFlow();
  const selected = useApp((s) => s.selection.steps);
  const problems = useApp(problemsByStep);
  const theme = useApp((s) => s.view.theme);
  const around = useMemo(() => extent(scene), [scene]);
  const scale = Math.min((W - 2 * MARGIN) / around.w, (H - 2 * MARGIN) / around.h, 0.2);
  const offset = { x: (W - around.w * scale) / 2 - around.x * scale, y: (H - around.h * scale) / 2 - around.y * scale };

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const ratio = devicePixelRatio;
    element.width = W * ratio;
    element.height = H * ratio;
    const marks = new Map([...problems].map(([id, those]) => [id, those.some((d) => d.severity === 'error') ? 'error' : 'warning'] as const));
    const chosen = new Set(selected);
    let due = 0;
    const draw = (): void => {
      due = 0;
      const ink = readInk();
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, element.width, element.height);
      paint(context, scene, { scale: scale * ratio, x: offset.x * ratio, y: offset.y * ratio, ink, selected: chosen, marks });
      const { transform: [tx, ty, zoom], width, height } = flowStore.getState();
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.strokeStyle = ink.accent;
      context.lineWidth = 1.5;
      context.strokeRect(offset.x + (-tx / zoom) * scale, offset.y + (-ty / zoom) * scale, (width / zoom) * scale, (height / zoom) * scale);
    };
    draw();
    const stop = flowStore.subscribe((now, before) => {
      if (now.transform !== before.transform && due === 0) due = requestAnimationFrame(draw);
    });
    return () => {
      stop();
      cancelAnimationFrame(due);
    };
  }, [scene, scale, offset.x, offset.y, flowStore, selected, problems, theme]);

  const goTo = (e: PointerEvent): void => {
    const r = e.currentTarget.getBoundingClientRect();
    void flow.setCenter((e.clientX - r.left - offset.x) / scale, (e.clientY - r.top - offset.y) / scale, { zoom: flow.getZoom() });
  };
  return (
    <canvas
      ref={canvas} className="mini overlay br" role="img" aria-label="Minimap" style={{ width: W, height: H }}
      onPointerDown={(e) => {
        e.currentTarget.setPointerCapture(e.pointerId);
        goTo(e);
      }}
      onPointerMove={(e) => {
        if (e.buttons === 1) goTo(e);
      }}
    />
  );
}
