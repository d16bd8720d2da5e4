import type { SignedOut } from '../session.ts';
import type { CodeSignIn } from './oidc.ts';
import type { Tokens } from './types.ts';
import type { UserPool } from './userPool.ts';

export interface EndOptions {
  /** Undefined where another issuer gave the tokens. */
  readonly pool: UserPool | undefined;
  readonly clientId: string;
  readonly code: () => Promise<CodeSignIn>;
  /** Ends every sign-in of this person, on every computer; only tokens got by password may do that. */
  readonly everywhere: boolean;
}

/**
 * Ends a sign-in at its issuer. This tab has forgotten it before, so nothing here throws: what the issuer did not confirm is
 * told. A user pool has two ways to revoke a refresh token, its API and `/oauth2/revoke` of its managed login: the second is
 * tried where the first fails.
 */
export async function endSignIn({ by, accessToken, refreshToken }: Tokens, { pool, clientId, code, everywhere }: EndOptions): Promise<SignedOut> {
  const ways: (() => Promise<unknown>)[] = [];
  if (pool && by === 'password' && everywhere) ways.push(() => pool.call('GlobalSignOut', { AccessToken: accessToken }));
  if (pool && refreshToken !== undefined) ways.push(() => pool.call('RevokeToken', { Token: refreshToken, ClientId: clientId }));
  if (by === 'code' && refreshToken !== undefined) ways.push(async () => (await code()).revoke(refreshToken));
  const way = ways.length === 0 ? 0 : await firstThatWorks(ways);
  const page = by === 'code' ? await code().then((c) => c.endPage()).catch(() => undefined) : undefined;
  return { page, left: leftOf(way, by === 'password' && everywhere && pool !== undefined) };
}

function leftOf(way: number | undefined, everywhere: boolean): string | undefined {
  if (way === undefined) return 'This tab has forgotten the sign-in, but its issuer did not confirm that it is over: it ends by itself when its tokens do.';
  if (way > 0 && everywhere) return 'The sign-in of this tab is over; those on other computers could not be ended.';
  return undefined;
}

/** Which way worked; undefined where none did. */
async function firstThatWorks(ways: readonly (() => Promise<unknown>)[]): Promise<number | undefined> {
  for (const [i, way] of ways.entries()) {
    const worked = await way().then(() => true, () => false);
    if (worked) return i;
  }
  return undefined;
}
