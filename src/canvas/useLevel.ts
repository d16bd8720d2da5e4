import { useStoreApi } from '@xyflow/react';
import { useEffect, useState, type RefObject } from 'react';

/** Below FAR one canvas draws everything, below MID names only; a band of 0.03 keeps it from flickering (looks.md 5). */
const FAR = 0.35;
const MID = 0.6;
const BAND = 0.03;

/** Fewer steps than this can be drawn one by one, and keep their names as long as they can be read. */
const MANY = 120;
const FAR_OF_FEW = 0.2;

/** Does one canvas draw everything (far away, sooner with many steps)? Also sets the class of the middle level on the board. */
export function useLevel(board: RefObject<HTMLElement | null>, initialZoom: number | null, steps: number): boolean {
  const flow = useStoreApi();
  const limit = steps > MANY ? FAR : FAR_OF_FEW;
  const [far, setFar] = useState<boolean | null>(null);
  useEffect(() => {
    if (initialZoom === null) return;
    let was = { far: flow.getState().transform[2] < limit, mid: false };
    const follow = (zoom: number): void => {
      const now = { far: zoom < limit + (was.far ? BAND : 0), mid: zoom < MID + (was.mid ? BAND : 0) };
      if (now.far !== was.far) setFar(now.far);
      board.current?.classList.toggle('mid', now.mid);
      was = now;
    };
    setFar(was.far);
    follow(flow.getState().transform[2]);
    return flow.subscribe((now, before) => {
      if (now.transform[2] !== before.transform[2]) follow(now.transform[2]);
    });
  }, [flow, board, initialZoom, limit]);
  return far ?? (initialZoom !== null && initialZoom < limit);
}
