import type { Entry } from '../entry.ts';

export const fileEntries = {
} satisfies Record<string, Entry>;
