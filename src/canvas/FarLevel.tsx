import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useApp } from '../store/react.tsx';
import { problemsByStep } from '../store/selectors.ts';
import { paint, readInk } from './tools/paint.ts';
import type { Point, Scene } from './scene/types.ts';

/** The whole drawing on one canvas, for zooms at which nothing of a step could be read (looks.md 5). */
export function FarLevel({ scene }: { readonly scene: Scene }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const flow = useStoreApi();
  const selected = useApp((s) => s.selection.steps);
  const problems = useApp(problemsByStep);
  const theme = useApp((s) => s.view.theme);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const ink = readInk();
    const chosen = new Set(selected);
    const marks = new Map([...problems].map(([id, those]) => [id, those.some((d) => d.severity === 'error') ? 'error' : 'warning'] as const));
    let due = 0;
    const draw = (): void => {
      due = 0;
      const { width, height, transform: [x, y, zoom] } = flow.getState();
      const ratio = devicePixelRatio;
      if (element.width !== Math.round(width * ratio) || element.height !== Math.round(height * ratio)) {
        element.width = Math.round(width * ratio);
        element.height = Math.round(height * ratio);
      }
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, element.width, element.height);
      paint(context, scene, { scale: zoom * ratio, x: x * ratio, y: y * ratio, ink, selected: chosen, marks, seen: { x: -x / zoom, y: -y / zoom, w: width / zoom, h: height / zoom } });
    };
    draw();
    const stop = flow.subscribe((now, before) => {
      if ((now.transform !== before.transform || now.width !== before.width || now.height !== before.height) && due === 0) due = requestAnimationFrame(draw);
    });
    return () => {
      stop();
      cancelAnimationFrame(due);
    };
  }, [scene, flow, selected, problems, theme]);
  return <canvas ref={canvas} className="far-level" data-steps={scene.nodes.length} role="img" aria-label={`${scene.nodes.length} steps. Zoom in to read them.`} />;
}

/** The step at a point of the drawing; what lies inside a container before the container. */
export function stepAt(scene: Scene, at: Point): string | null {
  for (let i = scene.nodes.length - 1; i >= 0; i--) {
    const n = scene.nodes[i];
    const c = n && scene.corner.get(n.id);
    if (n && c && n.type !== 'rail' && at.x >= c.x && at.x <= c.x + n.w && at.y >= c.y && at.y <= c.y + n.h) return n.id;
  }
  return null;
}
