import { useReactFlow, useStore, useStoreApi } from '@xyflow/react';
import { useEffect, useMemo, useRef, useState, type PointerEvent } from 'react';
import { useApp, useCauce } from '../../store/react.tsx';
import { problemsByStep } from '../../store/selectors.ts';
import type { Scene } from '../scene/types.ts';
import { betweenGestures } from './betweenGestures.ts';
import { extent, paintEdges, paintNodes, readInk } from './paint.ts';

/** On a canvas that is small itself it takes less of it. */
const SIZES = { usual: [220, 140], small: [154, 98] } as const;
const SMALL = { width: 760, height: 500 };
const MARGIN = 8;

/** The whole pipeline on one small canvas, with the part that is seen; a click or a drag goes there. */
export function Minimap({ scene }: { readonly scene: Scene }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const flowStore = useStoreApi();
  const flow = useReactFlow();
  const small = useStore((s) => s.width < SMALL.width || s.height < SMALL.height);
  const [width, height] = SIZES[small ? 'small' : 'usual'];
  const selected = useApp((s) => s.selection.steps);
  const problems = useApp(problemsByStep);
  const theme = useApp((s) => s.view.theme);
  const around = useMemo(() => extent(scene), [scene]);
  const scale = Math.min((width - 2 * MARGIN) / around.w, (height - 2 * MARGIN) / around.h, 0.2);
  const offset = { x: (width - around.w * scale) / 2 - around.x * scale, y: (height - around.h * scale) / 2 - around.y * scale };

  const { store } = useCauce();
  const [picture] = useState(() => document.createElement('canvas'));
  const [lines] = useState(() => document.createElement('canvas'));

  // The picture is painted between gestures: a thousand steps take longer than a frame. What is seen of it follows at once.
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    const painter = picture.getContext('2d');
    const lining = lines.getContext('2d');
    if (!element || !context || !painter || !lining) return;
    const ratio = devicePixelRatio;
    const marks = new Map([...problems].map(([id, those]) => [id, those.some((d) => d.severity === 'error') ? 'error' : 'warning'] as const));
    const place = { scale: scale * ratio, x: offset.x * ratio, y: offset.y * ratio, ink: readInk(), selected: new Set(selected), marks };
    const show = (): void => {
      const { transform: [tx, ty, zoom], width: boardWidth, height: boardHeight } = flowStore.getState();
      const [w, h] = [width * ratio, height * ratio];
      if (element.width !== w || element.height !== h) [element.width, element.height] = [w, h];
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, w, h);
      if (picture.width > 0) context.drawImage(picture, 0, 0);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.strokeStyle = place.ink.accent;
      context.lineWidth = 1.5;
      context.strokeRect(offset.x + (-tx / zoom) * scale, offset.y + (-ty / zoom) * scale, (boardWidth / zoom) * scale, (boardHeight / zoom) * scale);
    };
    let lined = false;
    const drawNodes = (): void => {
      [picture.width, picture.height] = [width * ratio, height * ratio];
      painter.setTransform(1, 0, 0, 1, 0, 0);
      painter.drawImage(lines, 0, 0);
      paintNodes(painter, scene, { ...place, statuses: store.getState().simulation.statuses });
      show();
    };
    const draw = (): void => {
      [lines.width, lines.height] = [width * ratio, height * ratio];
      paintEdges(lining, scene, place);
      lined = true;
      drawNodes();
    };
    const cancelDraw = betweenGestures(draw);
    let due = 0;
    // How steps stand follows the scrubber; the lines stay.
    let dueTime = 0;
    const stopTime = store.subscribe((now, before) => {
      if (lined && now.simulation.statuses !== before.simulation.statuses && dueTime === 0) dueTime = requestAnimationFrame(() => { dueTime = 0; drawNodes(); });
    });
    const stop = flowStore.subscribe((now, before) => {
      if (now.transform !== before.transform && due === 0) due = requestAnimationFrame(() => { due = 0; show(); });
    });
    return () => {
      stop();
      stopTime();
      cancelAnimationFrame(dueTime);
      cancelDraw();
      cancelAnimationFrame(due);
    };
  }, [scene, width, height, scale, offset.x, offset.y, flowStore, selected, problems, theme, picture, lines, store]);

  const goTo = (e: PointerEvent): void => {
    const r = e.currentTarget.getBoundingClientRect();
    void flow.setCenter((e.clientX - r.left - offset.x) / scale, (e.clientY - r.top - offset.y) / scale, { zoom: flow.getZoom() });
  };
  return (
    <canvas
      ref={canvas} className="mini overlay br" role="img" aria-label="Minimap" style={{ width, height }}
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
