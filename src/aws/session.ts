import type { AwsClock } from './clock.ts';
import type { Connection } from './connection/connection.ts';
import { AwsFault } from './fault.ts';
import type { CodeSignIn } from './signIn/oidc.ts';
import type { PasswordSignIn } from './signIn/password.ts';
import type { AwsKeys, Identity, KeyRing, Tokens } from './signIn/types.ts';
import { whoAmI } from './signIn/whoAmI.ts';
import { createStepFunctions, type Told } from './stepFunctions/client.ts';
import type { StepFunctions } from './stepFunctions/types.ts';
import type { Reach } from './transport/reach.ts';
import type { Upload } from './upload.ts';

/** Somebody who is signed in, and what can be done as them. */
export interface Session {
  readonly connection: Connection;
  readonly identity: Identity;
  /** Pasted keys end when they end; everything else is renewed. */
  readonly renews: boolean;
  /** Then it can be ended on every computer at once. */
  readonly byPassword: boolean;
  readonly stepFunctions: StepFunctions;
  /** The time as AWS has it, in milliseconds since 1970, as far as calls have told it. */
  now(): number;
  /** Puts a file into the connection's bucket; gives its `s3://` place. */
  upload(file: Blob, key: string, upload?: Upload): Promise<string>;
  /** Hears of every call that ended; gives what ends the hearing. */
  listen(listener: Told): () => void;
  /** Ends it at the issuer too; what is kept of it is gone whatever the issuer answers. */
  signOut(options?: { readonly everywhere?: boolean }): Promise<SignedOut>;
}

export interface SignedOut {
  /** The page that ends the issuer's own session. */
  readonly page: string | undefined;
  /** What the issuer did not confirm, in words; undefined where all of it is over. */
  readonly left: string | undefined;
}

/** This long before they end keys and tokens are renewed: a call that is under way still has them. */
const EARLY_MS = 5 * 60_000;

export interface TokenRingOptions {
  readonly tokens: Tokens;
  readonly clock: AwsClock;
  readonly renew: (tokens: Tokens) => Promise<Tokens>;
  readonly toKeys: (idToken: string) => Promise<AwsKeys>;
  /** Told of every renewal, so that a reload finds the newest. */
  readonly keep: (tokens: Tokens) => void;
}

export function createTokenRing({ tokens: first, clock, renew, toKeys, keep }: TokenRingOptions): KeyRing {
  let tokens = first;
  let held: AwsKeys | undefined;
  let coming: Promise<AwsKeys> | undefined;
  const fetchKeys = async (): Promise<AwsKeys> => {
    if (clock.now() > tokens.expiresAt - EARLY_MS) {
      tokens = await renew(tokens);
      keep(tokens);
    }
    held = await toKeys(tokens.idToken);
    return held;
  };
  const keys = (): Promise<AwsKeys> => {
    if (held !== undefined && (held.expiresAt === undefined || clock.now() < held.expiresAt - EARLY_MS)) return Promise.resolve(held);
    coming ??= fetchKeys().finally(() => {
      coming = undefined;
    });
    return coming;
  };
  return {
    idToken: () => tokens.idToken,
    keys,
    async renew() {
      held = undefined;
      await keys();
    },
  };
}

/** Pasted keys: they are what they are. */
export function createFixedRing(keys: AwsKeys, clock: AwsClock): KeyRing {
  const over = (): AwsFault => new AwsFault('expired', 'The pasted keys are over.', 'Paste new ones; nothing of the drawing is lost.');
  return {
    idToken: () => undefined,
    renew: () => Promise.reject(over()),
    keys: () => (keys.expiresAt !== undefined && clock.now() >= keys.expiresAt ? Promise.reject(over()) : Promise.resolve(keys)),
  };
}

export interface SessionOptions {
  readonly connection: Connection;
  readonly ring: KeyRing;
  readonly clock: AwsClock;
  readonly reach: Reach;
  readonly renews: boolean;
  readonly byPassword: boolean;
  readonly end: Session['signOut'];
}

/** Finds out who the keys are before anything else: what does not work shows here, not at the first deployment. */
export async function openSession({ connection, ring, clock, reach, renews, byPassword, end }: SessionOptions): Promise<Session> {
  const identity = await whoAmI(await ring.keys(), ring.idToken(), clock, reach);
  const { mockCase } = connection;
  const listeners = new Set<Told>();
  const told: Told = (permission, fault) => listeners.forEach((listener) => listener(permission, fault));
  return {
    connection,
    identity,
    renews,
    byPassword,
    stepFunctions: createStepFunctions({ ring, reach, clock, told, ...(mockCase === undefined ? {} : { mockCase }) }),
    upload: async (file, key, upload) => (await import('./upload.ts')).uploadFile({ connection, keys: ring.keys, clock, reach, told }, file, key, upload),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    now: clock.now,
    signOut: end,
  };
}

/** New tokens in the way in which the old ones were got. */
export function renewal(code: () => Promise<CodeSignIn>, password: PasswordSignIn): (tokens: Tokens) => Promise<Tokens> {
  return async (tokens) => {
    if (tokens.by === 'code') return (await code()).renew(tokens);
    if (tokens.refreshToken === undefined) throw new AwsFault('expired', 'The sign-in is over.', 'Sign in again; nothing of the drawing is lost.');
    return (await import('./signIn/password.ts')).renewByPool(password, tokens.refreshToken);
  };
}
