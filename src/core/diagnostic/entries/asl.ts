import type { Entry } from '../entry.ts';

export const aslEntries = {
} satisfies Record<string, Entry>;
