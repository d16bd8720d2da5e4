import { useRef, type RefObject } from 'react';
import { useCauce } from '../store/react.tsx';
import { useSignal } from '../store/useSignal.ts';
import type { Scene, SceneEdge } from './scene/types.ts';

/** Goes from wire to wire of a step by keys: what comes in first, then what leaves. The wire is selected, and its value has the focus. */
export function useWireRound(scene: RefObject<Scene>): void {
  const { store } = useCauce();
  const around = useRef<string | null>(null);
  useSignal('nextWire', ({ back }) => {
    const { selection, selectEdges } = store.getState();
    const [only] = selection.steps;
    if (only !== undefined) around.current = only;
    const step = around.current;
    if (step === null) return;
    const wires = wiresOf(scene.current, step);
    const now = wires.findIndex((w) => w.edges.some((e) => selection.edges.includes(e.id)));
    const next = wires.at(now < 0 ? (back ? -1 : 0) : (now + (back ? -1 : 1)) % wires.length);
    if (next === undefined) return;
    selectEdges(next.edges.map((e) => e.id));
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`.board [data-wire="${CSS.escape(next.id)}"]`)?.focus({ preventScroll: true }));
  });
}

/** The wires of a step that stand for something in the document, in the order of the keys. */
export function wiresOf(scene: Scene, step: string): readonly SceneEdge[] {
  const real = scene.edges.filter((e) => e.edges.length > 0);
  const inward = real.filter((e) => e.target === step).sort((a, b) => a.to.x - b.to.x);
  const outward = real.filter((e) => e.source === step).sort((a, b) => a.from.x - b.from.x);
  return [...inward, ...outward];
}
