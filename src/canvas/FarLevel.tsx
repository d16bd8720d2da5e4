import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef, useState } from 'react';
import { useApp, useCauce } from '../store/react.tsx';
import { problemsByStep } from '../store/selectors.ts';
import { paintEdges, paintNodes, readInk } from './tools/paint.ts';
import type { Point, Scene } from './scene/types.ts';

/** The whole drawing on one canvas, for zooms at which nothing of a step could be read (looks.md 5). */
export function FarLevel({ scene }: { readonly scene: Scene }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const flow = useStoreApi();
  const selected = useApp((s) => s.selection.steps);
  const problems = useApp(problemsByStep);
  const theme = useApp((s) => s.view.theme);
  const { store } = useCauce();
  // The lines are painted where the drawing or its place changes; how steps stand at every move of the scrubber.
  const [lines] = useState(() => document.createElement('canvas'));
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const ink = readInk();
    const chosen = new Set(selected);
    const marks = new Map([...problems].map(([id, those]) => [id, those.some((d) => d.severity === 'error') ? 'error' : 'warning'] as const));
    const lining = lines.getContext('2d');
    if (!lining) return;
    let due = 0;
    let placed: unknown = null;
    const draw = (): void => {
      due = 0;
      const { width, height, transform: [x, y, zoom] } = flow.getState();
      const ratio = devicePixelRatio;
      const { statuses } = store.getState().simulation;
      for (const each of [element, lines]) {
        if (each.width === Math.round(width * ratio) && each.height === Math.round(height * ratio)) continue;
        each.width = Math.round(width * ratio);
        each.height = Math.round(height * ratio);
        placed = null;
      }
      const options = { scale: zoom * ratio, x: x * ratio, y: y * ratio, ink, selected: chosen, marks, seen: { x: -x / zoom, y: -y / zoom, w: width / zoom, h: height / zoom }, statuses };
      if (placed !== flow.getState().transform) {
        placed = flow.getState().transform;
        lining.setTransform(1, 0, 0, 1, 0, 0);
        lining.clearRect(0, 0, lines.width, lines.height);
        paintEdges(lining, scene, options);
      }
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, element.width, element.height);
      if (lines.width > 0) context.drawImage(lines, 0, 0);
      paintNodes(context, scene, options);
    };
    draw();
    const stop = flow.subscribe((now, before) => {
      if ((now.transform !== before.transform || now.width !== before.width || now.height !== before.height) && due === 0) due = requestAnimationFrame(draw);
    });
    const stopTime = store.subscribe((now, before) => {
      if (now.simulation.statuses !== before.simulation.statuses && due === 0) due = requestAnimationFrame(draw);
    });
    return () => {
      stop();
      stopTime();
      cancelAnimationFrame(due);
    };
  }, [scene, flow, selected, problems, theme, store, lines]);
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
