import { useEffect } from 'react';
import { isDirty } from '../store/files/dirty.ts';
import { useApp } from '../store/react.tsx';

/** The tab says which pipeline it holds, and by a dot that it is not saved: several are open side by side. */
export function useTitle(): void {
  const title = useApp((s) => (s.view.start ? 'Cauce' : `${isDirty(s) ? '● ' : ''}${s.document.pipeline.name} – Cauce`));
  useEffect(() => {
    document.title = title;
  }, [title]);
}
