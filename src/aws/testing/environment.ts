import type { AccountEnvironment } from '../account.ts';
import type { Network } from '../transport/network.ts';

/** A tab's session storage, in memory. */
export function createMemorySession(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (i) => [...kept.keys()][i] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}

export const plainNetwork: Network = {
  fetch: (...args) => fetch(...args),
  async put(url, { headers, body, signal }, sent) {
    const response = await this.fetch(url, { method: 'PUT', headers, body, signal });
    sent(body.size);
    return response;
  },
  online: () => true,
  wasForbidden: () => false,
};

export const PAGE = 'http://localhost:5173/';

/** The environment of a page, without a browser. */
export function pageEnvironment(parts: Partial<AccountEnvironment> = {}): AccountEnvironment {
  return { network: plainNetwork, pageOrigin: new URL(PAGE).origin, returnTo: PAGE, session: createMemorySession(), now: Date.now, ...parts };
}
