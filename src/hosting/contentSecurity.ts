import type { SiteConfig } from '../aws/connection/siteConfig.ts';

export interface PolicyOptions {
  readonly site: SiteConfig;
  /** Of the development server: its one inline script carries this nonce, and its socket may be opened. */
  readonly development?: { readonly nonce: string };
}

/**
 * The Content-Security-Policy of a hosted page: its own files, and answers of the origins that `config.json` allows. No inline
 * script and no `eval` in any form; styles may be inline, as Monaco and Radix set them.
 */
export function contentSecurityPolicy({ site, development }: PolicyOptions): string {
  const parts: Readonly<Record<string, readonly string[]>> = {
    'default-src': ["'none'"],
    'script-src': ["'self'", ...(development ? [`'nonce-${development.nonce}'`] : [])],
    'worker-src': ["'self'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'", 'data:'],
    'connect-src': ["'self'", ...site.origins, ...(development ? ['ws://localhost:*', 'http://localhost:*'] : [])],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
    'object-src': ["'none'"],
  };
  return Object.entries(parts).map(([name, values]) => `${name} ${values.join(' ')}`).join('; ');
}

/** All headers that a host sends with every file of the page. */
export function securityHeaders(options: PolicyOptions): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentSecurityPolicy(options),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  };
}
