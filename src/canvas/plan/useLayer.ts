import { useStoreApi } from '@xyflow/react';
import { useLayoutEffect, type RefObject } from 'react';

/** Labels are enlarged below this zoom, so that they can be read. */
const SMALL = 0.85;
/** Below it only the dearest is told. */
const FAR = 0.35;

/** Keeps an element at the place and zoom of the drawing, without React. `--upright` says by how much a label is enlarged. */
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
      element.style.setProperty('--upright', String(Math.max(1, SMALL / zoom)));
      element.toggleAttribute('data-far', zoom < FAR);
    };
    follow(flow.getState().transform);
    return flow.subscribe((now, before) => {
      if (now.transform !== before.transform) follow(now.transform);
    });
  }, [flow, layer]);
}
