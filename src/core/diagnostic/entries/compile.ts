import type { Entry } from '../entry.ts';

export const compileEntries = {
} satisfies Record<string, Entry>;
