import { handOver, openSignInWindow, takeSignInReturn, visitAndClose } from '../aws/signIn/signInWindow.ts';
import type { Network } from '../aws/transport/network.ts';
import type { Platform } from '../platform/types.ts';
import { createConnections, type Connections } from '../store/connections.ts';
import type { StoreApi } from 'zustand/vanilla';

export { handOver, takeSignInReturn };

/** Whether this tab was signed in before it was reloaded. */
export function wasSignedIn(): boolean {
  return sessionStorage.getItem('cauce.tokens') !== null;
}

/** Connections in a real browser: windows, this tab's session storage, `config.json` beside the page. */
export function browserConnections(platform: Platform): StoreApi<Connections> {
  const here = `${location.origin}${location.pathname}`;
  let network: Promise<Network> | undefined;
  return createConnections({
    storage: platform.storage,
    environment: async () => {
      network ??= import('../aws/transport/network.ts').then((m) => m.browserNetwork());
      return { network: await network, pageOrigin: location.origin, returnTo: here, session: sessionStorage, now: platform.clock.now };
    },
    readConfig: async () => {
      const response = await fetch(new URL('config.json', here)).catch(() => undefined);
      return response?.ok ? (response.json() as Promise<unknown>) : undefined;
    },
    openWindow: openSignInWindow,
    leaveFor: (url) => location.assign(url),
    visitAndClose,
    alsoAllowed: import.meta.env.DEV ? ['http://localhost:*'] : [],
  });
}
