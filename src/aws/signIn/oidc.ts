import { OidcClient, WebStorageStateStore, type SigninResponse } from 'oidc-client-ts';
import type { AwsClock } from '../clock.ts';
import type { Connection } from '../connection/connection.ts';
import { dnsSuffix } from '../connection/hosts.ts';
import { regionOfPool } from '../connection/checks.ts';
import { AwsFault } from '../fault.ts';
import { BEGUN_PREFIX } from './begun.ts';
import { readClaims } from './claims.ts';
import type { Tokens } from './types.ts';

type RefreshState = Parameters<OidcClient['useRefreshToken']>[0]['state'];

/** Authorization code with PKCE against a Cognito managed login or any OpenID Connect issuer. */
export interface CodeSignIn {
  /** The address of the page to sign in on. Its verifier stays in session storage until `finish`. */
  begin(display: 'popup' | 'page'): Promise<string>;
  /** Exchanges the code in the address that the issuer sent the person back to. */
  finish(returnedTo: string): Promise<Tokens>;
  renew(tokens: Tokens): Promise<Tokens>;
  /** Ends the refresh token at the issuer. Rejects where it does not answer, or has no way to. */
  revoke(refreshToken: string): Promise<void>;
  /** The page that ends the issuer's own session, where it has one. */
  endPage(): Promise<string | undefined>;
}

export interface CodeSignInOptions {
  readonly connection: Connection;
  readonly clock: AwsClock;
  /** The page's own address, as registered with the app client. */
  readonly returnTo: string;
  readonly session: Storage;
}

export function createCodeSignIn({ connection, clock, returnTo, session }: CodeSignInOptions): CodeSignIn {
  const { clientId = '', domain, issuer, userPoolId = '' } = connection;
  const region = regionOfPool(userPoolId) ?? connection.region;
  const authority = issuer ?? `https://cognito-idp.${region}.${dnsSuffix(region)}/${userPoolId}`;
  // A managed login's addresses are known; asking for them would be one more call to one more host.
  const known = domain === undefined ? {} : { metadata: { issuer: authority, authorization_endpoint: `${domain}/oauth2/authorize`, token_endpoint: `${domain}/oauth2/token`, end_session_endpoint: `${domain}/logout`, revocation_endpoint: `${domain}/oauth2/revoke` } };
  const client = new OidcClient({
    authority,
    ...known,
    client_id: clientId,
    redirect_uri: returnTo,
    post_logout_redirect_uri: returnTo,
    response_type: 'code',
    scope: issuer === undefined ? 'openid' : 'openid offline_access',
    loadUserInfo: false,
    fetchRequestCredentials: 'omit',
    stateStore: new WebStorageStateStore({ store: session, prefix: BEGUN_PREFIX }),
  });
  const tokensOf = (response: SigninResponse, before?: Tokens): Tokens => {
    const { id_token = before?.idToken, access_token, refresh_token = before?.refreshToken, expires_in = 3600 } = response;
    if (id_token === undefined) throw new AwsFault('invalid', 'The issuer gave no ID token.', 'Allow the scope "openid" for this client.');
    clock.learn(readClaims(id_token).issuedAt ?? clock.now());
    return { idToken: id_token, accessToken: access_token, refreshToken: refresh_token, expiresAt: clock.now() + expires_in * 1000, by: 'code' };
  };
  const asFault = (error: unknown): never => {
    throw oidcFault(error, authority);
  };
  return {
    begin: async (display) => (await client.createSigninRequest({ url_state: display }).catch(asFault)).url,
    finish: async (returnedTo) => tokensOf(await client.processSigninResponse(returnedTo).catch(asFault)),
    async renew(tokens) {
      if (tokens.refreshToken === undefined) throw new AwsFault('expired', 'The sign-in is over.', 'Sign in again; nothing of the drawing is lost.');
      // Its class is not exported; these are the fields that are read of it.
      const state = { refresh_token: tokens.refreshToken, id_token: tokens.idToken, session_state: null, profile: {} } as unknown as RefreshState;
      return tokensOf(await client.useRefreshToken({ state }).catch(asFault), tokens);
    },
    revoke: async (refreshToken) => client.revokeToken(refreshToken, 'refresh_token').catch(asFault),
    async endPage() {
      const end = await client.metadataService.getEndSessionEndpoint().catch(() => undefined);
      if (end === undefined) return undefined;
      const url = new URL(end);
      // Cognito's own two names, and those of the standard: each ignores the other's.
      for (const [key, value] of [['client_id', clientId], ['logout_uri', returnTo], ['post_logout_redirect_uri', returnTo]] as const) url.searchParams.set(key, value);
      return url.href;
    },
  };
}

function oidcFault(error: unknown, authority: string): AwsFault {
  if (error instanceof AwsFault) return error;
  const { host } = new URL(authority);
  const detail = error instanceof Error ? error.message : String(error);
  const more = { detail, cause: error };
  const code = error instanceof Error && 'error' in error ? String(error.error) : '';
  if (code === 'invalid_grant') return new AwsFault('expired', 'The issuer no longer accepts this sign-in.', 'Sign in again; nothing of the drawing is lost.', more);
  if (code === 'access_denied') return new AwsFault('cancelled', 'The sign-in was refused or cancelled on the page of the issuer.', 'Sign in again, or ask who manages the accounts there.', more);
  if (code !== '') return new AwsFault('invalid', `The issuer refuses the sign-in: ${code}.`, 'Check the id of the client and its redirect addresses; this page has to be one of them, exactly.', more);
  if (/No matching state/.test(detail)) return new AwsFault('invalid', 'This answer belongs to no sign-in that was begun here.', 'Sign in again in this tab.', more);
  return new AwsFault('unreachable', `The issuer ${host} did not answer as one.`, 'Check its address in this connection, and that it allows this page as an origin (CORS).', more);
}
