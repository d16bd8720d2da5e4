import { useEffect } from 'react';
import { useCauce } from '../store/react.tsx';
import { COMMANDS, isEnabled, type Command } from './commands/index.ts';
import { isMac, keysOf } from './commands/keys.ts';
import { rememberFocus } from './paneRound.ts';

/** The table of commands, on the keyboard. What a pane handles itself (and marks as handled) comes first. */
export function useKeyboard(): void {
  const app = useCauce();
  useEffect(() => {
    const mac = isMac();
    const byKey = new Map<string, Command[]>();
    for (const c of COMMANDS) for (const k of c.keys?.split(' ') ?? []) byKey.set(k, [...(byKey.get(k) ?? []), c]);
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const place = placeOf(event.target);
      const found = keysOf(event, mac).flatMap((k) => byKey.get(k) ?? []).find((c) => mayAct(c, place));
      if (!found) return;
      event.preventDefault();
      if (isEnabled(found, app.store.getState())) found.run(app);
    };
    document.addEventListener('keydown', onKeyDown);
    const forget = rememberFocus();
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      forget();
    };
  }, [app]);
}

type Place = 'field' | 'dialog' | 'canvas' | 'elsewhere';

function placeOf(target: EventTarget | null): Place {
  if (!(target instanceof Element)) return 'canvas';
  if (target.closest('[role="dialog"], [role="menu"], [role="listbox"]')) return 'dialog';
  if (target.closest('input, textarea, select, [contenteditable="true"], .monaco-editor')) return 'field';
  return target === document.body || target.closest('[data-pane="canvas"]') ? 'canvas' : 'elsewhere';
}

function mayAct(c: Command, place: Place): boolean {
  if (place === 'dialog') return false;
  if (place === 'field') return c.inFields === true;
  return c.onCanvas === true ? place === 'canvas' : true;
}
