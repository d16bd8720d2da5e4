import { createAwsClock } from './clock.ts';
import type { Connection } from './connection/connection.ts';
import type { Service } from './connection/hosts.ts';
import { createFixedRing, createTokenRing, openSession, renewal, type Session, type SignedOut } from './session.ts';
import { createIdentityPool } from './signIn/identityPool.ts';
import { forgetBegun } from './signIn/begun.ts';
import type { CodeSignIn } from './signIn/oidc.ts';
import type { AskFurther, AwsKeys, Tokens } from './signIn/types.ts';
import { createUserPool } from './signIn/userPool.ts';
import type { Network } from './transport/network.ts';
import type { ProbeResult } from './transport/probe.ts';
import { createReach } from './transport/reach.ts';

export interface AccountEnvironment {
  readonly network: Network;
  readonly pageOrigin: string;
  /** Where an issuer sends people back to: this page's address without query and fragment. */
  readonly returnTo: string;
  /** Of this tab; the only place where tokens are kept. */
  readonly session: Storage;
  readonly now: () => number;
}

/** The account behind a connection: every way to sign in to it. This file and what it imports is the part that loads late. */
export interface Account {
  /** The page to sign in on; `finish` takes the address to which the issuer sends back. */
  begin(display: 'popup' | 'page'): Promise<string>;
  finish(returnedTo: string): Promise<Session>;
  signInByPassword(user: string, password: string, ask?: AskFurther): Promise<Session>;
  /** Pasted temporary keys: in memory, until the tab closes. */
  useKeys(keys: AwsKeys): Promise<Session>;
  /** The session of this tab from before a reload; undefined where there was none. */
  resume(): Promise<Session | undefined>;
  /** Which services of this connection can be called from here, without signing in. */
  probe(): Promise<readonly ProbeResult[]>;
}

const TOKENS = 'cauce.tokens';

export function openAccount(connection: Connection, { network, pageOrigin, returnTo, session, now }: AccountEnvironment): Account {
  const clock = createAwsClock(now);
  const reach = createReach({ connection, network, pageOrigin });
  // Loaded apart: who signs in by password or keys needs none of it.
  const code = async (): Promise<CodeSignIn> => (await import('./signIn/oidc.ts')).createCodeSignIn({ connection, clock, returnTo, session });
  const pool = createUserPool(reach);
  const { clientId = '', userPoolId = '', signIn } = connection;
  const password = { pool, userPoolId, clientId, clock };

  const keep = (tokens: Tokens): void => session.setItem(TOKENS, JSON.stringify({ connection: connection.name, tokens }));
  const forget = (): void => {
    session.removeItem(TOKENS);
    forgetBegun(session);
  };
  const open = async (tokens: Tokens): Promise<Session> => {
    let newest = tokens;
    const ring = createTokenRing({
      tokens,
      clock,
      renew: renewal(code, password),
      toKeys: createIdentityPool(connection, reach),
      keep: (renewed) => {
        newest = renewed;
        keep(renewed);
      },
    });
    const end: Session['signOut'] = async ({ everywhere = false } = {}) => {
      forget();
      return (await import('./signIn/signOut.ts')).endSignIn(newest, { pool: signIn === 'user-pool' ? pool : undefined, clientId, code, everywhere });
    };
    const opened = await openSession({ connection, ring, clock, reach, renews: true, byPassword: tokens.by === 'password', end });
    keep(newest);
    return opened;
  };

  return {
    begin: async (display) => (await code()).begin(display),
    finish: async (returnedTo) => open(await (await code()).finish(returnedTo)),
    signInByPassword: async (user, secret, ask = () => Promise.reject(new Error('Nobody is there to ask.'))) => open(await (await import('./signIn/password.ts')).signInByPassword(password, user, secret, ask)),
    useKeys: (keys) => openSession({ connection, ring: createFixedRing(keys, clock), clock, reach, renews: false, byPassword: false, end: () => Promise.resolve<SignedOut>({ page: undefined, left: undefined }) }),
    async resume() {
      const tokens = keptTokens(session, connection.name);
      return tokens && open(tokens);
    },
    probe: async () => (await import('./transport/probe.ts')).probeServices(reach, servicesOf(connection)),
  };
}

function servicesOf({ signIn }: Connection): readonly Service[] {
  return ['states', 'sts', ...(signIn === 'keys' ? [] : (['cognito-identity'] as const)), ...(signIn === 'user-pool' ? (['cognito-idp'] as const) : [])];
}

function keptTokens(session: Storage, connection: string): Tokens | undefined {
  try {
    const kept = JSON.parse(session.getItem(TOKENS) ?? 'null') as { readonly connection?: string; readonly tokens?: Tokens } | null;
    return kept?.connection === connection ? kept.tokens : undefined;
  } catch {
    return undefined;
  }
}
