import type { Entry } from '../catalogue.ts';

export const valueEntries = {
} satisfies Record<string, Entry>;
