import type { TabMemory } from './types.ts';

const PREFIX = 'cauce.kept.';

export function createTabMemory(kept: Map<string, string>): TabMemory {
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, text) => void (text === null ? kept.delete(key) : kept.set(key, text)),
  };
}

/** The session storage of the browser; where it gives none, all is forgotten with a reload. */
export function createSessionMemory(): TabMemory {
  try {
    const storage = sessionStorage;
    return {
      get: (key) => storage.getItem(PREFIX + key),
      set(key, text) {
        try {
          if (text === null) storage.removeItem(PREFIX + key);
          else storage.setItem(PREFIX + key, text);
        } catch {
          // It is full: what comes back after a reload is older.
        }
      },
    };
  } catch {
    return createTabMemory(new Map());
  }
}
