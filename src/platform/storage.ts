import { createStore, del, get, keys, set } from 'idb-keyval';
import type { KeyValueStore } from './types.ts';

/**
 * IndexedDB, or memory where it is blocked (private windows, policies). Which of the two is found once, by writing: some
 * browsers open the database and refuse only the first write.
 */
export function createBrowserStorage(): KeyValueStore {
  const chosen = openDatabase().catch(() => createMemoryStorage());
  return {
    persistent: chosen.then((s) => s.persistent),
    get: async <T>(key: string) => (await chosen).get<T>(key),
    set: async (key, value) => (await chosen).set(key, value),
    remove: async (key) => (await chosen).remove(key),
    keys: async () => (await chosen).keys(),
  };
}

async function openDatabase(): Promise<KeyValueStore> {
  const store = createStore('cauce', 'keyval');
  await set('probe', true, store);
  await del('probe', store);
  return {
    persistent: Promise.resolve(true),
    get: <T>(key: string) => get<T>(key, store),
    set: (key, value) => set(key, value, store),
    remove: (key) => del(key, store),
    keys: async () => (await keys(store)).filter((k): k is string => typeof k === 'string'),
  };
}

export function createMemoryStorage(kept: Map<string, unknown> = new Map()): KeyValueStore {
  return {
    persistent: Promise.resolve(false),
    get: <T>(key: string) => Promise.resolve(kept.get(key) as T | undefined),
    set: (key, value) => Promise.resolve(void kept.set(key, value)),
    remove: (key) => Promise.resolve(void kept.delete(key)),
    keys: () => Promise.resolve([...kept.keys()]),
  };
}
