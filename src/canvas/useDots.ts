import { useStoreApi } from '@xyflow/react';
import { useEffect, type RefObject } from 'react';

const PITCH = 20;

/** The dots behind the drawing: a background of the board that follows the viewport, cheaper than drawing them. */
export function useDots(board: RefObject<HTMLElement | null>): void {
  const flow = useStoreApi();
  useEffect(() => {
    const follow = ([x, y, zoom]: readonly [number, number, number]): void => {
      const style = board.current?.style;
      if (!style) return;
      const pitch = PITCH * zoom * (zoom < 0.5 ? 2 : 1);
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
