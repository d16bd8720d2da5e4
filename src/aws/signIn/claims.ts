/** What an ID token says, unverified: the identity pool verifies it; the page only shows it. */
export interface Claims {
  readonly person: string | undefined;
  readonly roles: readonly string[];
  /** Milliseconds since 1970. */
  readonly issuedAt: number | undefined;
  readonly expiresAt: number | undefined;
  readonly issuer: string | undefined;
}

/** Reads the claims of a JSON Web Token; all of them undefined where it is none. */
export function readClaims(token: string): Claims {
  const claims = payload(token);
  const textOf = (...names: readonly string[]): string | undefined => names.map((n) => claims[n]).find((v): v is string => typeof v === 'string' && v !== '');
  const time = (name: string): number | undefined => (typeof claims[name] === 'number' ? claims[name] * 1000 : undefined);
  const roles = claims['cognito:roles'];
  return {
    person: textOf('email', 'preferred_username', 'cognito:username', 'username', 'name', 'sub'),
    roles: Array.isArray(roles) ? roles.filter((r): r is string => typeof r === 'string') : [],
    issuedAt: time('iat'),
    expiresAt: time('exp'),
    issuer: textOf('iss'),
  };
}

function payload(token: string): Readonly<Record<string, unknown>> {
  try {
    const part = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(part), (c) => c.charCodeAt(0));
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
