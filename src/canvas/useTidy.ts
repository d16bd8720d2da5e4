import { useReactFlow } from '@xyflow/react';
import { useSignal } from '../store/useSignal.ts';
import { useCauce } from '../store/react.tsx';
import type { FlowNode } from './flow.ts';
import { tidy } from './layout/tidy.ts';

const MILLISECONDS = 220;

/** Tidy up: one edit, and one glide from the old places to the new. */
export function useTidy(): void {
  const { store, signals } = useCauce();
  const flow = useReactFlow<FlowNode>();
  useSignal('tidy', () => {
    const { edit, view } = store.getState();
    const board = document.querySelector('.board');
    const glide = flow.getNodes().length <= 300 && !matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (glide) board?.classList.add('gliding');
    edit('tidy up', tidy(view.direction));
    requestAnimationFrame(() => signals.emit('fit'));
    setTimeout(() => board?.classList.remove('gliding'), MILLISECONDS);
  });
}
