import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { StepId } from '../core/model/pipeline.ts';
import type { Gesture } from './gesture.ts';
import type { BarView, PortView } from './scene/types.ts';

/** What nodes may ask of the canvas. The object never changes, so that no node is drawn again because of it. */
export interface CanvasActions {
  startFromPort(node: string, port: PortView, event: React.PointerEvent): void;
  startFromBar(node: string, bar: BarView, event: React.PointerEvent): void;
  rename(step: StepId, name: string): void;
  endRename(): void;
  fold(step: StepId): void;
  enter(step: StepId): void;
  openProblem(step: StepId): void;
}
export interface CanvasContextValue {
  readonly gesture: StoreApi<Gesture>;
  readonly actions: CanvasActions;
}
export const CanvasContext = createContext<CanvasContextValue | null>(null);

export function useCanvas(): CanvasContextValue {
  const value = useContext(CanvasContext);
  if (!value) throw new Error('this component lives on the canvas');
  return value;
}

/** One value of the gesture; choose a primitive, so that a moving pointer does not draw every node again. */
export function useGesture<T>(select: (g: Gesture) => T): T {
  return useStore(useCanvas().gesture, select);
}
