import { describe, expect, test } from 'vitest';
import type { CodeSignIn } from './oidc.ts';
import { endSignIn } from './signOut.ts';
import type { Tokens } from './types.ts';
import type { UserPool } from './userPool.ts';

const tokens = (by: Tokens['by']): Tokens => ({ idToken: 'i', accessToken: 'a', refreshToken: 'r', expiresAt: 0, by });

/** Ends a sign-in where these ways do not work; gives what was tried. */
async function end(by: Tokens['by'], broken: readonly string[], { everywhere = false, ofPool = true } = {}) {
  const tried: string[] = [];
  const way = (name: string): Promise<never> | Promise<object> => {
    tried.push(name);
    return broken.includes(name) ? Promise.reject(new Error(`${name} is broken`)) : Promise.resolve({});
  };
  const pool: UserPool = { call: (action) => way(action) };
  const code = { revoke: () => way('/oauth2/revoke').then(() => undefined), endPage: () => (broken.includes('endPage') ? Promise.reject(new Error('no')) : Promise.resolve('https://login/logout')) } as unknown as CodeSignIn;
  const load = (): Promise<CodeSignIn> => (broken.includes('loading') ? Promise.reject(new Error('offline')) : Promise.resolve(code));
  return { tried, ...(await endSignIn(tokens(by), { pool: ofPool ? pool : undefined, clientId: 'c', code: load, everywhere })) };
}

describe('signing out', () => {
  test('on the managed login: revoked, and its own session ended', async () => {
    expect(await end('code', [])).toEqual({ tried: ['RevokeToken'], page: 'https://login/logout', left: undefined });
  });
  test('the second way is tried where the first fails', async () => {
    expect(await end('code', ['RevokeToken'])).toMatchObject({ tried: ['RevokeToken', '/oauth2/revoke'], left: undefined });
  });
  test('where both fail it is said, and the session at the issuer is ended all the same', async () => {
    expect(await end('code', ['RevokeToken', '/oauth2/revoke'])).toMatchObject({ page: 'https://login/logout', left: expect.stringContaining('did not confirm') as string });
  });
  test('even where nothing can be loaded any more', async () => {
    expect(await end('code', ['RevokeToken', 'loading'])).toMatchObject({ page: undefined, left: expect.stringContaining('did not confirm') as string });
  });
  test('another issuer is asked itself', async () => {
    expect(await end('code', [], { ofPool: false })).toMatchObject({ tried: ['/oauth2/revoke'], left: undefined });
  });
  test('by password: this sign-in alone, or every one of the person', async () => {
    expect(await end('password', [])).toEqual({ tried: ['RevokeToken'], page: undefined, left: undefined });
    expect(await end('password', [], { everywhere: true })).toEqual({ tried: ['GlobalSignOut'], page: undefined, left: undefined });
    expect(await end('password', ['GlobalSignOut'], { everywhere: true })).toMatchObject({ tried: ['GlobalSignOut', 'RevokeToken'], left: expect.stringContaining('other computers could not be ended') as string });
  });
});
