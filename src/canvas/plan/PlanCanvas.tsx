import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useApp } from '../../store/react.tsx';
import type { Rect, Scene } from '../scene/types.ts';
import { paintPlan, readPlanInk, type PlanInk } from './paintPlan.ts';
import type { PlanPicture } from './shapes.ts';
import type { PlanPart } from './words.ts';

/** Lines are drawn wider below this zoom, so that they can be seen. */
const THIN = 0.7;

/** The plan behind lines and steps, painted as the drawing moves, without React. */
export function PlanCanvas({ picture, scene, focus }: { readonly picture: PlanPicture; readonly scene: Scene; readonly focus: PlanPart | null }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const flow = useStoreApi();
  const theme = useApp((s) => s.view.theme);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    let ink: PlanInk | undefined;
    const framed = framedBy(focus).flatMap((id) => frameOf(scene, id) ?? []);
    const draw = (): void => {
      due = 0;
      ink ??= readPlanInk();
      const { width, height, transform: [x, y, zoom] } = flow.getState();
      const ratio = devicePixelRatio;
      if (element.width !== Math.round(width * ratio)) element.width = Math.round(width * ratio);
      if (element.height !== Math.round(height * ratio)) element.height = Math.round(height * ratio);
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, element.width, element.height);
      paintPlan(context, picture, { scale: zoom * ratio, x: x * ratio, y: y * ratio, seen: { x: -x / zoom, y: -y / zoom, w: width / zoom, h: height / zoom }, wide: Math.max(1, THIN / zoom), ink, focus, framed });
    };
    // In the next frame: another theme is on the root by then.
    let due = requestAnimationFrame(draw);
    const stop = flow.subscribe((now, before) => {
      if ((now.transform !== before.transform || now.width !== before.width || now.height !== before.height) && due === 0) due = requestAnimationFrame(draw);
    });
    return () => {
      stop();
      cancelAnimationFrame(due);
    };
  }, [picture, scene, focus, flow, theme]);
  return <canvas ref={canvas} className="plan-canvas" aria-hidden="true" />;
}

function framedBy(focus: PlanPart | null): readonly string[] {
  return focus?.kind === 'step' ? [focus.step] : focus?.kind === 'wait' ? [focus.after, ...focus.before] : [];
}

function frameOf(scene: Scene, step: string): Rect | null {
  const [node, corner] = [scene.byId.get(step), scene.corner.get(step)];
  return node && corner ? { x: corner.x - 6, y: corner.y - 6, w: node.w + 12, h: node.h + 12 } : null;
}
