import type { App } from '../../store/react.tsx';
import type { AppState } from '../../store/types.ts';
import { editCommands } from './editCommands.ts';
import { fileCommands } from './fileCommands.ts';
import { stepCommands } from './stepCommands.ts';
import { viewCommands } from './viewCommands.ts';
import type { Command } from './types.ts';

export type { Command, CommandGroup } from './types.ts';

/** Every command of the product, in the order in which the command palette lists them. */
export const COMMANDS: readonly Command[] = [...editCommands, ...stepCommands, ...viewCommands, ...fileCommands];

const BY_ID = new Map(COMMANDS.map((c) => [c.id, c]));

export function command(id: string): Command {
  const found = BY_ID.get(id);
  if (!found) throw new Error(`there is no command ${id}`);
  return found;
}

export function isEnabled(c: Command, s: AppState): boolean {
  return c.isEnabled?.(s) ?? true;
}

/** Runs a command by its id if it can run now. */
export function runCommand(id: string, app: App): void {
  const c = command(id);
  if (isEnabled(c, app.store.getState())) c.run(app);
}
