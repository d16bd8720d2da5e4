import { useEffect, type RefObject } from 'react';
import { useCauce } from '../../../store/react.tsx';
import { seeRuns } from '../../../store/runs/runList.ts';

/**
 * Tells which rows are in sight, so that only their inputs are read.
 * @param shown changes whenever there are other rows
 */
export function useSeenRuns(scroller: RefObject<HTMLElement | null>, shown: string): void {
  const app = useCauce();
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const rows = [...element.querySelectorAll<HTMLElement>('[data-run]')];
    const seen = new Set<string>();
    const tell = (): void => seeRuns(app, rows.flatMap((r) => (seen.has(r.dataset['run'] ?? '') ? [r.dataset['run'] ?? ''] : [])));
    const observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        const arn = (target as HTMLElement).dataset['run'] ?? '';
        if (isIntersecting) seen.add(arn);
        else seen.delete(arn);
      }
      tell();
    }, { root: element });
    for (const row of rows) observer.observe(row);
    return () => {
      observer.disconnect();
      seeRuns(app, []);
    };
  }, [app, scroller, shown]);
}
