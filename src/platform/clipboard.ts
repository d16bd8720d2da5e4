import type { Clipboard } from './types.ts';

/** The system clipboard; inside this tab only where the browser refuses it. */
export function createBrowserClipboard(): Clipboard {
  let own = '';
  return {
    async write(text) {
      own = text;
      // Refused without focus, permission or a secure context: pasting within Cauce still works.
      await navigator.clipboard?.writeText(text).catch(() => undefined);
    },
    async read() {
      const system = await navigator.clipboard?.readText?.().catch(() => null);
      return system ?? own;
    },
  };
}
