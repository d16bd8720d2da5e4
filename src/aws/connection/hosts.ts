import { isLoopback, regionOfPool } from './checks.ts';
import type { Connection } from './connection.ts';

/** AWS's services that the page calls. */
export type Service = 'states' | 'cognito-identity' | 'cognito-idp' | 'sts';

const CHINA = /^cn-/;

/** `amazonaws.com`, or that of another partition. */
export function dnsSuffix(region: string): string {
  return CHINA.test(region) ? 'amazonaws.com.cn' : 'amazonaws.com';
}

/** The host that AWS serves a service from, and for which calls are signed. */
export function serviceHost(service: Service, region: string): string {
  return `${service}.${region}.${dnsSuffix(region)}`;
}

export function bucketHost(bucket: string, region: string): string {
  return `${bucket}.s3.${region}.${dnsSuffix(region)}`;
}

/** Origins that the page of somebody with this connection talks to; the pages that people visit to sign in are not among them. */
export function originsOf(connection: Connection, pageOrigin: string): readonly string[] {
  const { region, signIn, transport, transportUrl = '', domain, issuer, identityPoolId = '', userPoolId = '', artifactBucket } = connection;
  const origins = new Set<string>();
  if (transport === 'endpoint') origins.add(originOf(transportUrl));
  else {
    origins.add(transport === 'proxy' ? new URL(transportUrl, pageOrigin).origin : `https://${serviceHost('states', region)}`);
    origins.add(`https://${serviceHost('sts', region)}`);
    if (signIn !== 'keys') origins.add(`https://${serviceHost('cognito-identity', regionOfPool(identityPoolId) ?? region)}`);
    if (signIn === 'user-pool') origins.add(`https://${serviceHost('cognito-idp', regionOfPool(userPoolId) ?? region)}`);
    if (artifactBucket !== undefined) origins.add(`https://${bucketHost(artifactBucket, region)}`);
  }
  if (signIn === 'user-pool' && domain !== undefined) origins.add(originOf(domain));
  if (signIn === 'oidc' && issuer !== undefined) origins.add(originOf(issuer));
  origins.delete(pageOrigin);
  return [...origins];
}

/** Whether an origin is one of those allowed; `http://localhost:*` allows every port of this computer. */
export function isAllowed(origin: string, allowed: readonly string[]): boolean {
  return allowed.some((a) => a === origin || (a.endsWith(':*') && isLoopback(new URL(origin).hostname) && origin.replace(/:\d+$/, '') === a.slice(0, -2)));
}

function originOf(url: string): string {
  return new URL(url).origin;
}
