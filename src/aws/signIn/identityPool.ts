import { CognitoIdentityClient, GetCredentialsForIdentityCommand, GetIdCommand } from '@aws-sdk/client-cognito-identity';
import type { Connection } from '../connection/connection.ts';
import { dnsSuffix } from '../connection/hosts.ts';
import { regionOfPool } from '../connection/checks.ts';
import { AwsFault } from '../fault.ts';
import { sdkFault } from '../sdkFault.ts';
import type { Reach } from '../transport/reach.ts';
import { createSdkHandler } from '../transport/sdkHandler.ts';
import { readClaims } from './claims.ts';
import type { AwsKeys } from './types.ts';

/**
 * Keys for an ID token: the identity pool's enhanced flow. The two calls that `fromCognitoIdentityPool` makes, without its
 * cache: the identity's id stays in memory, so that signing out leaves nothing in IndexedDB.
 */
export function createIdentityPool(connection: Connection, reach: Reach): (idToken: string) => Promise<AwsKeys> {
  const base = reach.baseOf('cognito-identity');
  const client = new CognitoIdentityClient({ region: reach.regionOf('cognito-identity'), endpoint: base, requestHandler: createSdkHandler(reach), maxAttempts: 4, credentials: { accessKeyId: '', secretAccessKey: '' } });
  const provider = providerOf(connection);
  let identityId: string | undefined;
  return async (idToken) => {
    const Logins = { [provider]: idToken };
    try {
      identityId ??= (await client.send(new GetIdCommand({ IdentityPoolId: connection.identityPoolId, Logins }))).IdentityId;
      const { Credentials: keys } = await client.send(new GetCredentialsForIdentityCommand({ IdentityId: identityId, Logins, ...(connection.roleArn === undefined ? {} : { CustomRoleArn: connection.roleArn }) }));
      if (!keys?.AccessKeyId || !keys.SecretKey) throw new AwsFault('no-role', 'The identity pool gave no credentials.', 'Whoever manages it sets a role for authenticated users.');
      return { accessKeyId: keys.AccessKeyId, secretAccessKey: keys.SecretKey, ...(keys.SessionToken === undefined ? {} : { sessionToken: keys.SessionToken }), ...(keys.Expiration === undefined ? {} : { expiresAt: keys.Expiration.getTime() }) };
    } catch (error) {
      throw poolFault(await sdkFault(error, base, reach), readClaims(idToken).issuer, provider);
    }
  };
}

/** The name under which the pool knows the issuer: its address without the scheme. */
function providerOf({ signIn, issuer = '', userPoolId = '', region }: Connection): string {
  if (signIn === 'oidc') return issuer.replace(/^https?:\/\//, '').replace(/\/$/, '');
  const poolRegion = regionOfPool(userPoolId) ?? region;
  return `cognito-idp.${poolRegion}.${dnsSuffix(poolRegion)}/${userPoolId}`;
}

function poolFault(fault: AwsFault, issuer: string | undefined, provider: string): AwsFault {
  const { code, detail } = fault;
  const more = { ...(code === undefined ? {} : { code }), detail, cause: fault };
  if (code === 'InvalidIdentityPoolConfigurationException') return new AwsFault('no-role', 'The identity pool has no role for people who signed in, or one that does not trust it.', 'Whoever manages the pool sets an authenticated role whose trust policy names this identity pool as audience.', more);
  if (code === 'NotAuthorizedException' && /provider|issuer|aud/i.test(detail)) return new AwsFault('no-role', `The identity pool does not accept sign-ins of ${issuer ?? provider}.`, 'Whoever manages it adds this user pool and app client (or issuer) as an identity provider.', more);
  if (code === 'NotAuthorizedException' && /expired/i.test(detail)) return new AwsFault('expired', 'The sign-in is over.', 'Sign in again; nothing of the drawing is lost.', more);
  if (code === 'NotAuthorizedException') return new AwsFault('no-role', 'The identity pool refuses this sign-in.', 'Check that the connection names the pool and the role that this person may have.', more);
  if (code === 'ResourceNotFoundException') return new AwsFault('not-found', 'There is no such identity pool in this region.', 'Check its id in the connection.', more);
  return fault;
}
