import type { Entry } from '../entry.ts';

/** What the editor itself can say. */
export const appEntries = {
  'compiler-stopped': {
    severity: 'error',
    message: (a) => `The compiler stopped: ${a['reason']}.`,
    hint: () => 'The drawing is safe. Change anything to compile again; save the file and report this if it comes back.',
  },
  'simulator-stopped': {
    severity: 'error',
    message: (a) => `The simulator stopped: ${a['reason']}.`,
    hint: () => 'The drawing is safe. Simulate again; save the file and report this if it comes back.',
  },
} satisfies Record<string, Entry>;
