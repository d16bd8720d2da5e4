import type { Entry } from '../catalogue.ts';

export const fileEntries = {
} satisfies Record<string, Entry>;
