import { useCallback, useEffect, useEffectEvent, useState, type RefObject } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { moveSteps } from '../core/edit/steps.ts';
import type { StepId } from '../core/model/pipeline.ts';
import { useApp, useCauce } from '../store/react.tsx';
import { useSignal } from '../store/useSignal.ts';
import type { Gesture } from './gesture.ts';
import { inFlowOrder, neighbour, type Arrow } from './neighbours.ts';
import type { Scene } from './scene/types.ts';

const ARROWS: readonly string[] = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'];
const STEP = 20;

function focusStep(id: StepId): void {
  document.querySelector<HTMLElement>(`.board [data-step="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
}

/**
 * The keyboard inside the canvas (looks.md 12): Tab in the order of the flow, arrows to neighbours, Esc out of a
 * container. What else acts on the selection is in the table of commands.
 */
export function useCanvasKeys(scene: RefObject<Scene>, gesture: StoreApi<Gesture>) {
  const { store, signals } = useCauce();
  const [connecting, setConnecting] = useState<StepId | null>(null);
  const only = useApp((s) => (s.selection.steps.length === 1 ? (s.selection.steps[0] ?? null) : null));

  // The node that is selected has the focus while the focus is in the canvas.
  useEffect(() => {
    const board = document.querySelector('.board');
    const active = document.activeElement;
    if (only === null || !board || !(active === document.body || board.contains(active)) || active?.matches('input')) return;
    focusStep(only);
  }, [only]);

  const go = useCallback((step: string, add: boolean): void => {
    const { select, selection } = store.getState();
    if (add) select([...selection.steps.filter((s) => s !== step), step]);
    else signals.emit('reveal', { step });
  }, [store, signals]);

  const onKeyDown = useEffectEvent((event: KeyboardEvent): void => {
    const target = event.target as Element;
    if (event.defaultPrevented || !(target === document.body || target.closest('.board')) || target.closest('input, textarea, button, [role="menu"], [role="dialog"]')) return;
    const { selection, edit, enter, select } = store.getState();
    const last = selection.steps.at(-1);
    const handled = (): void => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (event.key === 'Tab' && !event.ctrlKey && !event.altKey && !event.metaKey) {
      const order = inFlowOrder(scene.current);
      // From the board itself: forward to the selected step, backward out of the drawing.
      if (target.matches('.board')) {
        const [first] = order;
        const into = last ?? first;
        if (event.shiftKey || into === undefined) return;
        go(into, false);
        focusStep(into);
        return handled();
      }
      const at = last === undefined ? -1 : order.indexOf(last);
      const next = event.shiftKey ? order[at < 0 ? -1 : at - 1] : order[at + 1];
      if (next === undefined) return;
      go(next, false);
      return handled();
    }
    if (ARROWS.includes(event.key) && !event.ctrlKey && !event.metaKey) {
      if (event.altKey && selection.steps.length > 0) {
        const by = { x: event.key === 'ArrowLeft' ? -STEP : event.key === 'ArrowRight' ? STEP : 0, y: event.key === 'ArrowUp' ? -STEP : event.key === 'ArrowDown' ? STEP : 0 };
        const moved = Object.fromEntries(selection.steps.flatMap((id) => {
          const node = scene.current.byId.get(id);
          return node ? [[id, [node.at.x + by.x, node.at.y + by.y]]] : [];
        }));
        edit(selection.steps.length === 1 ? `move ${scene.current.byId.get(last ?? '')?.view.name ?? 'step'}` : `move ${selection.steps.length} steps`, moveSteps(moved), 'move by keys');
        return handled();
      }
      const next = last === undefined ? inFlowOrder(scene.current)[0] : neighbour(scene.current, last, event.key as Arrow);
      if (next) go(next, event.shiftKey);
      return handled();
    }
    if (event.key === 'Escape') {
      if (selection.steps.length > 0 || selection.edges.length > 0) select([]);
      else if (selection.scope.length > 0) enter(selection.scope.slice(0, -1));
      else return;
      return handled();
    }
  });
  // On the document: what had the focus may have just left the drawing, and the keys then go to the body.
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => onKeyDown(event);
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, []);

  useSignal('rename', () => {
    const [step] = store.getState().selection.steps;
    if (step !== undefined) gesture.setState({ renaming: step });
  });
  useSignal('connect', () => setConnecting(store.getState().selection.steps[0] ?? null));
  useSignal('focusCanvas', () => {
    const [step] = store.getState().selection.steps;
    document.querySelector<HTMLElement>(step === undefined ? '.board' : `[data-step="${CSS.escape(step)}"]`)?.focus();
  });
  return { connecting, endConnecting: useCallback(() => setConnecting(null), []) };
}
