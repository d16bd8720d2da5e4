import { useStoreApi } from '@xyflow/react';
import { useEffect, type RefObject } from 'react';

const PITCH = 20;
/** Dots nearer than this are a grey veil. */
const LEAST = 14;

/** The dots behind the drawing: a background of the board that follows the viewport, cheaper than drawing them. */
export function useDots(board: RefObject<HTMLElement | null>): void {
  const flow = useStoreApi();
  useEffect(() => {
    const follow = ([x, y, zoom]: readonly [number, number, number]): void => {
      const style = board.current?.style;
      if (!style) return;
      let pitch = PITCH * zoom;
      while (pitch < LEAST) pitch *= 2;
      style.setProperty('--dots', `${pitch}px`);
      style.setProperty('--dots-x', `${x % pitch}px`);
      style.setProperty('--dots-y', `${y % pitch}px`);
    };
    follow(flow.getState().transform);
    return flow.subscribe((now, before) => {
      if (now.transform !== before.transform) follow(now.transform);
    });
  }, [flow, board]);
}
