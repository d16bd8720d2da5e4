import type { Connection } from '../connection/connection.ts';
import { dnsSuffix } from '../connection/hosts.ts';
import { regionOfPool } from '../connection/checks.ts';
import { AwsFault, type Refusal } from '../fault.ts';
import { faultOf } from '../refusal.ts';
import type { Reach } from '../transport/reach.ts';
import { callUnsigned } from '../transport/unsigned.ts';
import { readClaims } from './claims.ts';
import type { AwsKeys } from './types.ts';

interface PoolKeys {
  readonly AccessKeyId?: string;
  readonly SecretKey?: string;
  readonly SessionToken?: string;
  /** Seconds since 1970. */
  readonly Expiration?: number;
}

/**
 * Keys for an ID token: the identity pool's enhanced flow. The two calls that the SDK's `fromCognitoIdentityPool` makes,
 * without its cache: the identity's id stays in memory, so that signing out leaves nothing in IndexedDB.
 */
export function createIdentityPool(connection: Connection, reach: Reach): (idToken: string) => Promise<AwsKeys> {
  const { identityPoolId, roleArn } = connection;
  const provider = providerOf(connection);
  let identityId: string | undefined;
  return async (idToken) => {
    const Logins = { [provider]: idToken };
    const asFault = (refusal: Refusal): AwsFault | Promise<AwsFault> => poolFault(refusal, readClaims(idToken).issuer, provider);
    identityId ??= (await callUnsigned<{ readonly IdentityId?: string }>(reach, 'cognito-identity', 'GetId', { IdentityPoolId: identityPoolId, Logins }, asFault)).IdentityId;
    const { Credentials: keys } = await callUnsigned<{ readonly Credentials?: PoolKeys }>(reach, 'cognito-identity', 'GetCredentialsForIdentity', { IdentityId: identityId, Logins, CustomRoleArn: roleArn }, asFault);
    if (!keys?.AccessKeyId || !keys.SecretKey) throw new AwsFault('no-role', 'The identity pool gave no credentials.', 'Whoever manages it sets a role for authenticated users.');
    return {
      accessKeyId: keys.AccessKeyId,
      secretAccessKey: keys.SecretKey,
      ...(keys.SessionToken === undefined ? {} : { sessionToken: keys.SessionToken }),
      ...(keys.Expiration === undefined ? {} : { expiresAt: keys.Expiration * 1000 }),
    };
  };
}

/** The name under which the pool knows the issuer: its address without the scheme. */
function providerOf({ signIn, issuer = '', userPoolId = '', region }: Connection): string {
  if (signIn === 'oidc') return issuer.replace(/^https?:\/\//, '').replace(/\/$/, '');
  const poolRegion = regionOfPool(userPoolId) ?? region;
  return `cognito-idp.${poolRegion}.${dnsSuffix(poolRegion)}/${userPoolId}`;
}

function poolFault(refusal: Refusal, issuer: string | undefined, provider: string): AwsFault | Promise<AwsFault> {
  const code = refusal.name;
  const detail = `${code}: ${refusal.message}`;
  const more = { code, detail };
  if (code === 'InvalidIdentityPoolConfigurationException') return new AwsFault('no-role', 'The identity pool has no role for people who signed in, or one that does not trust it.', 'Whoever manages the pool sets an authenticated role whose trust policy names this identity pool as audience.', more);
  if (code === 'NotAuthorizedException' && /provider|issuer|aud/i.test(detail)) return new AwsFault('no-role', `The identity pool does not accept sign-ins of ${issuer ?? provider}.`, 'Whoever manages it adds this user pool and app client (or issuer) as an identity provider.', more);
  if (code === 'NotAuthorizedException' && /expired/i.test(detail)) return new AwsFault('expired', 'The sign-in is over.', 'Sign in again; nothing of the drawing is lost.', more);
  if (code === 'NotAuthorizedException') return new AwsFault('no-role', 'The identity pool refuses this sign-in.', 'Check that the connection names the pool and the role that this person may have.', more);
  if (code === 'ResourceNotFoundException') return new AwsFault('not-found', 'There is no such identity pool in this region.', 'Check its id in the connection.', more);
  return faultOf(refusal);
}
