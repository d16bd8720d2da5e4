/** The browser's network behind an interface, so that tests can put a misbehaving one in its place. */
export interface Network {
  readonly fetch: typeof fetch;
  /** False where the browser knows that it has no connection at all. */
  online(): boolean;
  /** Whether the page's Content-Security-Policy kept it from calling this address. */
  wasForbidden(url: string): boolean;
}
