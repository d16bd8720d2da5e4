import type { Entry } from '../catalogue.ts';

export const compileEntries = {
} satisfies Record<string, Entry>;
