/** Is this the Mac's keyboard, where Command does what Ctrl does elsewhere? */
export function isMac(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);
}

/** The event as the table writes it: `Ctrl+Shift+Z`, `F2`, `?`, `+`. Shift is part of a printed sign, not named with it. */
export function keyOf(event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>, mac: boolean): string {
  const letter = /^Key[A-Z]$/.test(event.code) ? event.code.slice(3) : /^Digit\d$/.test(event.code) ? event.code.slice(5) : null;
  const command = mac ? event.metaKey : event.ctrlKey;
  const modified = command || event.altKey || (event.shiftKey && letter !== null);
  const printed = event.key.length === 1 && !(modified && letter !== null);
  const name = printed ? (event.key === ' ' ? 'Space' : event.key) : (letter ?? event.key);
  const shift = event.shiftKey && !printed;
  return [command ? 'Ctrl' : '', event.altKey ? 'Alt' : '', shift ? 'Shift' : '', /^[a-z]$/.test(name) ? name.toUpperCase() : name].filter((x) => x !== '').join('+');
}

/** All names of the event: a sign that needs Shift and a digit on this keyboard (`/` on a German one) is also meant by itself. */
export function keysOf(event: Parameters<typeof keyOf>[0], mac: boolean): readonly string[] {
  const name = keyOf(event, mac);
  const sign = !event.ctrlKey && !event.metaKey && !event.altKey && /^[^\p{L}\p{N}\s]$/u.test(event.key) ? event.key : name;
  return sign === name ? [name] : [name, sign];
}

/** The keys of a command for a person: on a Mac the signs that are on its keys. */
export function shownKeys(keys: string, mac: boolean): string {
  const first = keys.split(' ')[0] ?? '';
  return mac ? first.replace('Ctrl', '⌘').replace('Alt', '⌥').replace('Shift', '⇧') : first;
}
