/** The browser's network behind an interface, so that tests can put a misbehaving one in its place. */
export interface Network {
  readonly fetch: typeof fetch;
  /** False where the browser knows that it has no connection at all. */
  online(): boolean;
  /** Whether the page's Content-Security-Policy kept it from calling this address. */
  wasForbidden(url: string): boolean;
}

export function browserNetwork(): Network {
  const forbidden = new Set<string>();
  document.addEventListener('securitypolicyviolation', (event) => {
    if (event.effectiveDirective === 'connect-src' && URL.canParse(event.blockedURI)) forbidden.add(new URL(event.blockedURI).origin);
  });
  return {
    fetch: (...args) => fetch(...args),
    online: () => navigator.onLine,
    wasForbidden: (url) => forbidden.has(new URL(url).origin),
  };
}
