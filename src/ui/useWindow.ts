import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** Rows drawn beyond the edge, so that a wheel's step shows no gap. */
const BEYOND = 8;
/** A list that is no longer than this is drawn whole: the browser's own search then finds all of it. */
const SHORT = 80;
/** Where nothing can be measured (a test without layout) so many pixels are taken to be in sight. */
const UNMEASURED = 600;

/** The rows of a long list that are in sight. All have one height, in pixels; `top` is what stands above the first inside the scroller. */
export function useWindow(scroller: RefObject<HTMLElement | null>, count: number, row: number, top = 0): { readonly first: number; readonly last: number } {
  const [seen, setSeen] = useState({ first: 0, last: Math.ceil(UNMEASURED / row) });
  const before = useRef(seen);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = (): void => {
      const height = element.clientHeight || UNMEASURED;
      // In steps of half the margin: scrolling by one row draws nothing anew.
      const start = Math.floor((element.scrollTop - top) / row / (BEYOND / 2)) * (BEYOND / 2);
      const now = { first: Math.max(0, start - BEYOND / 2), last: start + Math.ceil(height / row) + BEYOND };
      if (now.first !== before.current.first || now.last !== before.current.last) setSeen((before.current = now));
    };
    look();
    element.addEventListener('scroll', look, { passive: true });
    const size = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(look);
    size?.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      size?.disconnect();
    };
  }, [scroller, row, top]);
  if (count <= SHORT) return { first: 0, last: count };
  return { first: Math.min(seen.first, Math.max(0, count - 1)), last: Math.min(seen.last, count) };
}
