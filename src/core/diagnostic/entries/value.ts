import type { Entry } from '../entry.ts';

export const valueEntries = {
} satisfies Record<string, Entry>;
