import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { STACK_OUTPUTS } from '../../core/deliver/stackOutputs.ts';
import type { Json, JsonObject } from '../../core/base/json.ts';
import { contentSecurityPolicy } from '../../hosting/contentSecurity.ts';
import { stackOf, type Stack } from '../../testing/cloudFormation.ts';
import { checkConnection } from './checks.ts';
import type { Connection } from './connection.ts';
import { originsOf } from './hosts.ts';
import { importConnections } from './importOutputs.ts';

/** What AWS would make of the resources that outputs refer to. */
const MADE: Readonly<Record<string, string>> = {
  UserPool: 'us-east-1_AbCdEf123', 'UserPool.ProviderURL': 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEf123', UserPoolDomain: 'my-team', Client: 'abc123',
  IdentityPool: 'us-east-1:12345678-90ab-cdef-1234-567890abcdef', 'LauncherRole.Arn': 'arn:aws:iam::111122223333:role/launcher', 'DesignerRole.Arn': 'arn:aws:iam::111122223333:role/designer',
  'Distribution.DomainName': 'd1.cloudfront.net', Distribution: 'E1', Bucket: 'page',
};
const made = (value: Json): string => String(value).replace(/<([\w.]+)>/g, (_all, name: string) => {
  if (MADE[name] === undefined) throw new Error(`The test does not say what ${name} is`);
  return MADE[name];
});

const template = (name: string): string => readFileSync(`public/templates/${name}`, 'utf8');
const identity = stackOf(template('identity.yaml'), { DomainPrefix: 'my-team', MachinePrefix: 'income-', ExecutionRolePrefix: 'income-workflow', UploadBucket: 'income-dev' });
const hosting = (proxyRegion: string) => stackOf(template('hosting.yaml'), { AllowedRegions: 'us-east-1', IssuerHosts: made(identity.outputs['CauceUserPoolDomain'] as Json), ProxyRegion: proxyRegion });

/** What `aws cloudformation describe-stacks` prints of them. */
function described(stacks: Readonly<Record<string, Stack>>): string {
  return JSON.stringify({
    Stacks: Object.entries(stacks).map(([StackName, { outputs }]) => ({
      StackName,
      StackId: `arn:aws:cloudformation:us-east-1:111122223333:stack/${StackName}/1`,
      Outputs: Object.entries(outputs).map(([OutputKey, value]) => ({ OutputKey, OutputValue: made(value) })),
    })),
  });
}

const direct: Connection = {
  name: 'cauce-identity', region: 'us-east-1', signIn: 'user-pool', transport: 'direct', userPoolId: 'us-east-1_AbCdEf123', clientId: 'abc123',
  domain: 'https://my-team.auth.us-east-1.amazoncognito.com', identityPoolId: 'us-east-1:12345678-90ab-cdef-1234-567890abcdef', artifactBucket: 'income-dev',
};
const proxied: Connection = { ...direct, transport: 'proxy', transportUrl: 'https://d1.cloudfront.net/aws/' };

test.each([['without a proxy', '', direct], ['with one', 'us-east-1', proxied]] as const)('the outputs of both templates make one whole connection, %s', (_name, proxyRegion, wanted) => {
  const { connections, ignored } = importConnections(described({ 'cauce-identity': identity, 'cauce-page': hosting(proxyRegion) }));
  expect(connections).toEqual([wanted]);
  expect(checkConnection(wanted)).toEqual({});
  expect(ignored).toEqual(['SiteBucket', 'SiteDistribution']);
});

test('every output that is agreed on is read, whichever template has it', () => {
  expect(importConnections(JSON.stringify({ ...Object.fromEntries(Object.keys(STACK_OUTPUTS).map((name) => [name, 'x'])), Unheard: 'x' })).ignored).toEqual(['Unheard']);
});

const policyOf = (stack: Stack): string => {
  const config = stack.properties('PageHeaders')['ResponseHeadersPolicyConfig'] as { SecurityHeadersConfig: { ContentSecurityPolicy: JsonObject } };
  return String(config.SecurityHeadersConfig.ContentSecurityPolicy['ContentSecurityPolicy']);
};
const directives = (policy: string): ReadonlyMap<string, readonly string[]> => new Map(policy.split('; ').map((d) => [d.split(' ')[0] as string, d.split(' ').slice(1)]));
/** As a browser matches sources of hosts: `*.` stands for one name or more. */
const allows = (sources: readonly string[], origin: string): boolean => sources.some((s) => s === origin || (s.includes('*.') && origin.endsWith(s.slice(s.indexOf('*.') + 1)) && origin.startsWith('https://')));

test.each([['directly', '', direct], ['through its proxy', 'us-east-1', proxied]] as const)('the hosted page may reach what the connection leads to, %s, and no other service', (_name, proxyRegion, connection) => {
  const sources = directives(policyOf(hosting(proxyRegion))).get('connect-src') ?? [];
  const origins = [...new Set([...originsOf(connection, 'https://d1.cloudfront.net'), ...originsOf(direct, 'https://d1.cloudfront.net')])];
  expect(origins.filter((o) => !allows(sources, o))).toEqual([]);
  expect(sources.filter((s) => s !== "'self'" && !origins.some((o) => allows([s], o)))).toEqual([]);
});

test('the hosted page has the policy that the development server and the preview have, but for the hosts', () => {
  const site = { connections: [], origins: [] };
  const rest = (policy: string) => [...directives(policy)].filter(([name]) => name !== 'connect-src').sort();
  expect(rest(policyOf(hosting('')))).toEqual(rest(contentSecurityPolicy({ site })));
});
