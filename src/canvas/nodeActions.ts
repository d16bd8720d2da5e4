import type { RefObject, PointerEvent } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { renameStep } from '../core/edit/steps.ts';
import { placesOf, stepOf } from '../core/edit/tree.ts';
import type { StepId } from '../core/model/pipeline.ts';
import type { AppStore } from '../store/appStore.ts';
import { problemsOfStep } from '../store/selectors.ts';
import type { CanvasActions } from './context.tsx';
import type { Gesture, WireStart } from './gesture.ts';
import type { Point, Scene, Side } from './scene/types.ts';

type StartWire = (start: WireStart, from: Point, side: Side, event: PointerEvent) => void;

/** What a person does on a node, as changes of the store. Reads the newest state when it acts, so it never changes itself. */
export function nodeActions(store: AppStore, gesture: StoreApi<Gesture>, scene: RefObject<Scene>, startWire: StartWire): CanvasActions {
  const onCanvas = (node: string, at: Point): Point => {
    const corner = scene.current.corner.get(node) ?? { x: 0, y: 0 };
    return { x: corner.x + at.x, y: corner.y + at.y };
  };
  return {
    startFromPort(node, port, event) {
      if (port.sort !== 'port') return;
      const common = { step: node, name: port.name, type: port.type, list: port.list };
      if (port.flow === 'out') startWire({ what: 'output', ...common, ...(port.output === undefined ? {} : { output: port.output }) }, onCanvas(node, port.at), port.side, event);
      else if (port.pointer !== undefined) startWire({ what: 'input', ...common, pointer: port.pointer, appends: port.appends ?? false }, onCanvas(node, port.at), port.side, event);
    },
    startFromBar(node, bar, event) {
      startWire({ what: bar.id, step: node }, onCanvas(node, bar.at), bar.side, event);
    },
    rename(step, name) {
      gesture.setState({ renaming: null });
      focusAgain(step);
      const old = stepOf(store.getState().document.pipeline, step)?.name;
      if (name.trim() !== old && name.trim() !== '') store.getState().edit(`rename ${old ?? step}`, renameStep(step, name));
    },
    endRename() {
      const step = gesture.getState().renaming;
      gesture.setState({ renaming: null });
      if (step !== null) focusAgain(step);
    },
    fold(step) {
      const { view, setView } = store.getState();
      setView({ folded: view.folded.includes(step) ? view.folded.filter((id) => id !== step) : [...view.folded, step] });
    },
    enter(step: StepId) {
      const place = placesOf(store.getState().document.pipeline).get(step);
      if (place) store.getState().enter([...place.around.map((a) => a.id), step]);
    },
    openProblem(step) {
      const state = store.getState();
      const first = [...problemsOfStep(state, step)].sort((a, b) => (a.severity === 'error' ? 0 : 1) - (b.severity === 'error' ? 0 : 1))[0];
      state.select([step], first?.where.argument ?? null);
      state.setView({ dock: { ...state.view.dock, tab: 'problems', open: true } });
    },
  };
}

/** The field that had the focus is about to go: its node takes it, unless the person has gone elsewhere by then. */
function focusAgain(step: StepId): void {
  requestAnimationFrame(() => {
    const active = document.activeElement;
    if (active === document.body || active?.classList.contains('node-rename')) document.querySelector<HTMLElement>(`[data-step="${CSS.escape(step)}"]`)?.focus({ preventScroll: true });
  });
}
