import type { Entry } from '../catalogue.ts';

export const aslEntries = {
} satisfies Record<string, Entry>;
