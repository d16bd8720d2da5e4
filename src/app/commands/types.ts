import type { App } from '../../store/react.tsx';
import type { AppState } from '../../store/types.ts';
import type { IconName } from '../../ui/Icon.tsx';

export type CommandGroup = 'File' | 'Edit' | 'Step' | 'View' | 'Go to';

/** One row of the table that the bar, the menus, the command palette, the keyboard and the sheet of shortcuts read. */
export interface Command {
  readonly id: string;
  readonly group: CommandGroup;
  readonly label: (s: AppState) => string;
  readonly icon?: IconName;
  /** `Ctrl+Shift+Z`; several are separated by a space. On a Mac, Ctrl is the Command key. */
  readonly keys?: string;
  /** The key acts also while a text field has the focus. */
  readonly inFields?: boolean;
  /** The key acts only while the focus is in the canvas or nowhere. */
  readonly onCanvas?: boolean;
  readonly isEnabled?: (s: AppState) => boolean;
  readonly run: (app: App) => void;
}
