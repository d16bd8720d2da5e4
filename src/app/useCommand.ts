import { useApp, useCauce } from '../store/react.tsx';
import { command, isEnabled, runCommand } from './commands/index.ts';
import { isMac, shownKeys } from './commands/keys.ts';

/** A command for a button or a menu item: its words now, its keys, whether it can run, and the way to run it. */
export function useCommand(id: string) {
  const app = useCauce();
  const c = command(id);
  return {
    label: useApp(c.label),
    icon: c.icon ?? null,
    keys: c.keys === undefined ? '' : shownKeys(c.keys, isMac()),
    enabled: useApp((s) => isEnabled(c, s)),
    run: () => runCommand(id, app),
  };
}
