import { useCallback } from 'react';
import { useCauce } from './react.tsx';

/** Adds a step where it makes sense; on the start screen it begins a new pipeline with it. */
export function useAddStep(): (kind: string) => Promise<void> {
  const { store, signals, files } = useCauce();
  return useCallback(async (kind) => {
    if (store.getState().view.start) {
      await files.create();
      if (store.getState().view.start) return;
      // The canvas hears the signal once it is there.
      await new Promise((resolve) => setTimeout(resolve));
    }
    signals.emit('addStep', { kind });
  }, [store, signals, files]);
}
