import { placesOf, stepOf } from '../../core/edit/tree.ts';
import type { App } from '../../store/react.tsx';
import type { AppState } from '../../store/types.ts';
import type * as StepActions from '../stepActions.ts';
import type { Command } from './types.ts';

const editing = (s: AppState): boolean => !s.view.start;
const some = (s: AppState): boolean => editing(s) && s.selection.steps.length > 0;
const one = (s: AppState): boolean => editing(s) && s.selection.steps.length === 1;
const wired = (s: AppState): boolean => one(s) || (editing(s) && s.selection.edges.length > 0);
const container = (s: AppState): string | null => {
  const [id] = s.selection.steps;
  const kind = id === undefined || s.selection.steps.length > 1 ? undefined : stepOf(s.document.pipeline, id)?.kind;
  return id !== undefined && (kind === 'map' || kind === 'parallel') ? id : null;
};

/** The edits behind these commands are loaded when the first of them runs. */
function act(run: (actions: typeof StepActions) => unknown): void {
  void import('../stepActions.ts').then(run);
}

function enter({ store }: App): void {
  const s = store.getState();
  const id = container(s);
  if (id !== null) s.enter([...(placesOf(s.document.pipeline).get(id)?.around.map((a) => a.id) ?? []), id]);
}

/** What is done with the selected steps. */
export const stepCommands: readonly Command[] = [
  { id: 'add-step', group: 'Step', label: () => 'Add a step', icon: 'plus', keys: '/', run: ({ store, signals }) => {
    const { view, setView } = store.getState();
    if (!view.palette.open) setView({ palette: { ...view.palette, open: true } });
    setTimeout(() => signals.emit('focusPaletteSearch'));
  } },
  { id: 'rename', group: 'Step', label: () => 'Rename step', keys: 'F2', onCanvas: true, isEnabled: one, run: ({ signals }) => signals.emit('rename') },
  { id: 'connect', group: 'Step', label: () => 'Connect to…', icon: 'link', keys: 'C', onCanvas: true, isEnabled: one, run: ({ signals }) => signals.emit('connect') },
  {
    id: 'open-step', group: 'Step', label: (s) => (container(s) === null ? 'Go to the fields' : 'Enter the container'), keys: 'Enter', onCanvas: true, isEnabled: one,
    run: (app) => (container(app.store.getState()) === null ? app.signals.emit('focusInspector') : enter(app)),
  },
  { id: 'next-wire', group: 'Step', label: () => 'Next wire of the step', keys: 'W', onCanvas: true, isEnabled: wired, run: ({ signals }) => signals.emit('nextWire', { back: false }) },
  { id: 'previous-wire', group: 'Step', label: () => 'Previous wire of the step', keys: 'Shift+W', onCanvas: true, isEnabled: wired, run: ({ signals }) => signals.emit('nextWire', { back: true }) },
  { id: 'fields', group: 'Step', label: () => 'Go to the fields', keys: 'Ctrl+Enter', onCanvas: true, isEnabled: one, run: ({ signals }) => signals.emit('focusInspector') },
  { id: 'delete', group: 'Step', label: (s) => (s.selection.edges.length > 0 ? 'Delete edge' : 'Delete'), icon: 'x', keys: 'Delete Backspace', onCanvas: true, isEnabled: (s) => some(s) || s.selection.edges.length > 0, run: (app) => act((a) => a.removeSelection(app, false)) },
  { id: 'delete-keep', group: 'Step', label: () => 'Delete and keep the flow', keys: 'Ctrl+Delete Ctrl+Backspace', onCanvas: true, isEnabled: some, run: (app) => act((a) => a.removeSelection(app, true)) },
  { id: 'copy', group: 'Step', label: () => 'Copy', icon: 'copy', keys: 'Ctrl+C', onCanvas: true, isEnabled: some, run: (app) => act((a) => a.copySteps(app)) },
  { id: 'cut', group: 'Step', label: () => 'Cut', keys: 'Ctrl+X', onCanvas: true, isEnabled: some, run: (app) => act((a) => a.copySteps(app).then(() => a.removeSelection(app, false))) },
  { id: 'paste', group: 'Step', label: () => 'Paste', keys: 'Ctrl+V', onCanvas: true, isEnabled: editing, run: (app) => act((a) => a.pasteSteps(app)) },
  { id: 'duplicate', group: 'Step', label: () => 'Duplicate', keys: 'Ctrl+D', onCanvas: true, isEnabled: some, run: (app) => act((a) => a.duplicateSteps(app)) },
  { id: 'select-all', group: 'Step', label: () => 'Select all', keys: 'Ctrl+A', onCanvas: true, isEnabled: editing, run: (app) => act((a) => a.selectAll(app)) },
  { id: 'group', group: 'Step', label: () => 'Group into a Map', icon: 'map', keys: 'Ctrl+G', onCanvas: true, isEnabled: some, run: (app) => act((a) => a.group(app, 'Map')) },
  { id: 'group-parallel', group: 'Step', label: () => 'Group into a Parallel', icon: 'parallel', keys: 'Ctrl+Alt+G', onCanvas: true, isEnabled: some, run: (app) => act((a) => a.group(app, 'Parallel')) },
  { id: 'ungroup', group: 'Step', label: () => 'Ungroup: take the container away, keep its steps', icon: 'ungroup', keys: 'Ctrl+Shift+G', onCanvas: true, isEnabled: (s) => editing(s) && container(s) !== null, run: (app) => act((a) => a.ungroupSelected(app)) },
  { id: 'leave', group: 'Step', label: () => 'Leave the container', icon: 'left', isEnabled: (s) => editing(s) && s.selection.scope.length > 0, run: ({ store }) => store.getState().enter(store.getState().selection.scope.slice(0, -1)) },
  { id: 'fold', group: 'Step', label: (s) => (s.view.folded.includes(container(s) ?? '') ? 'Unfold the container' : 'Fold the container'), keys: 'Space', onCanvas: true, isEnabled: (s) => editing(s) && container(s) !== null, run: ({ store }) => {
    const s = store.getState();
    const id = container(s);
    if (id !== null) s.setView({ folded: s.view.folded.includes(id) ? s.view.folded.filter((f) => f !== id) : [...s.view.folded, id] });
  } },
];
