import { useEffect } from 'react';
import { useCauce } from '../../store/react.tsx';

/** A file dropped anywhere is opened. Without this the browser would leave the page for it, and the work with it. */
export function useFileDrop(): void {
  const { files } = useCauce();
  useEffect(() => {
    const hasFile = (e: DragEvent): boolean => e.dataTransfer?.types.includes('Files') ?? false;
    const allow = (e: DragEvent): void => {
      if (hasFile(e)) e.preventDefault();
    };
    const open = (e: DragEvent): void => {
      if (!hasFile(e) || !e.dataTransfer) return;
      e.preventDefault();
      void files.openDropped(e.dataTransfer);
    };
    window.addEventListener('dragover', allow);
    window.addEventListener('drop', open);
    return () => {
      window.removeEventListener('dragover', allow);
      window.removeEventListener('drop', open);
    };
  }, [files]);
}
