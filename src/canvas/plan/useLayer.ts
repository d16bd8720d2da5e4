import { useStoreApi } from '@xyflow/react';
import { useLayoutEffect, type RefObject } from 'react';

/** Lines are drawn wider below this zoom, so that they can be seen. */
const THIN = 0.7;

/**
 * Keeps an element at the place and zoom of the drawing, without React. `--wide` says by how much lines are widened far away,
 * `--upright` by how much a label is enlarged to be read.
 */
export function useLayer(layer: RefObject<HTMLElement | null>): void {
  const flow = useStoreApi();
  useLayoutEffect(() => {
    let zoomed: number | null = null;
    const follow = ([x, y, zoom]: readonly [number, number, number]): void => {
      const element = layer.current;
      if (!element) return;
      element.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`;
      if (zoom === zoomed) return;
      zoomed = zoom;
      element.style.setProperty('--wide', String(Math.max(1, THIN / zoom)));
      element.style.setProperty('--upright', String(Math.max(1, 0.85 / zoom)));
      element.classList.toggle('far', zoom < 0.35);
    };
    follow(flow.getState().transform);
    return flow.subscribe((now, before) => {
      if (now.transform !== before.transform) follow(now.transform);
    });
  }, [flow, layer]);
}
