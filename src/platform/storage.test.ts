import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBrowserStorage } from './storage.ts';

describe('storage', () => {
  afterEach(() => { vi.unstubAllGlobals(); });

  it('keeps values in IndexedDB', async () => {
    const storage = createBrowserStorage();
    await storage.set('a', { n: 1 });
    expect(await storage.get('a')).toEqual({ n: 1 });
    expect(await storage.keys()).toEqual(['a']);
    await storage.remove('a');
    expect(await storage.get('a')).toBeUndefined();
    expect(await storage.persistent).toBe(true);
  });

  it('falls back to memory where IndexedDB is blocked, and says so', async () => {
    vi.stubGlobal('indexedDB', { open: () => { throw new DOMException('denied', 'SecurityError'); } });
    const storage = createBrowserStorage();
    await storage.set('a', 1);
    expect(await storage.get('a')).toBe(1);
    expect(await storage.persistent).toBe(false);
  });
});
