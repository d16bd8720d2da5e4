/** Of the keys in session storage under which sign-ins that were begun keep their verifier. */
export const BEGUN_PREFIX = 'cauce.sign-in.';

/** Forgets sign-ins that were begun and never finished. */
export function forgetBegun(session: Storage): void {
  const keys = Array.from({ length: session.length }, (_, i) => session.key(i) ?? '');
  for (const key of keys) if (key.startsWith(BEGUN_PREFIX)) session.removeItem(key);
}
