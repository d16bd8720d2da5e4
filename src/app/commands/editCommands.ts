import { redoLabel, undoLabel } from '../../store/selectors.ts';
import type { Command } from './types.ts';

export const editCommands: readonly Command[] = [
  {
    id: 'undo', group: 'Edit', icon: 'undo', keys: 'Ctrl+Z', inFields: false,
    label: (s) => (undoLabel(s) === null ? 'Undo' : `Undo ${undoLabel(s)}`),
    isEnabled: (s) => undoLabel(s) !== null,
    run: ({ store }) => store.getState().undo(),
  },
  {
    id: 'redo', group: 'Edit', icon: 'redo', keys: 'Ctrl+Shift+Z Ctrl+Y', inFields: false,
    label: (s) => (redoLabel(s) === null ? 'Redo' : `Redo ${redoLabel(s)}`),
    isEnabled: (s) => redoLabel(s) !== null,
    run: ({ store }) => store.getState().redo(),
  },
];
