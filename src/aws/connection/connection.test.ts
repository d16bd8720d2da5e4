import { describe, expect, test } from 'vitest';
import { checkConnection } from './checks.ts';
import { readConnections, tidy, type Connection, type ConnectionField } from './connection.ts';
import { isAllowed, originsOf } from './hosts.ts';
import { importConnections } from './importOutputs.ts';
import { readSiteConfig } from './siteConfig.ts';

const POOL = 'eu-west-1_AbCdEf123';
const IDENTITY = 'us-east-1:12345678-90ab-cdef-1234-567890abcdef';
const whole: Connection = { name: 'dev', region: 'eu-west-1', signIn: 'user-pool', userPoolId: POOL, clientId: 'abc123', domain: 'https://acme.auth.eu-west-1.amazoncognito.com', identityPoolId: IDENTITY, transport: 'direct', artifactBucket: 'acme-data' };

describe('each value is checked', () => {
  test('a whole connection has no fault, and neither have those of the other kinds', () => {
    expect(checkConnection(whole)).toEqual({});
    expect(checkConnection({ name: 'keys', region: 'us-gov-west-1', signIn: 'keys', transport: 'proxy', transportUrl: '/aws-proxy' })).toEqual({});
    expect(checkConnection({ name: 'own', region: 'cn-north-1', signIn: 'oidc', issuer: 'https://login.example.com/realms/a', clientId: 'a.b-c', identityPoolId: IDENTITY, transport: 'endpoint', transportUrl: 'http://localhost:4566' })).toEqual({});
  });

  test.each<[ConnectionField, string, RegExp]>([
    ['name', ' ', /a name/],
    ['region', 'Ireland', /looks like eu-west-1/],
    ['userPoolId', IDENTITY, /id of an identity pool/],
    ['userPoolId', 'pool', /looks like eu-west-1_AbC/],
    ['identityPoolId', POOL, /id of a user pool/],
    ['clientId', 'a secret', /letters and digits/],
    ['domain', 'http://acme.auth.eu-west-1.amazoncognito.com', /can be listened to/],
    ['domain', 'https://acme.auth.eu-west-1.amazoncognito.com/login', /managed login is an address/],
    ['domain', 'https://user:pass@acme.example.com', /managed login is an address/],
    ['roleArn', 'cauce-launcher', /by its ARN/],
    ['artifactBucket', 's3://acme', /without s3/],
    ['artifactBucket', 'Acme_Data', /3 to 63/],
  ])('%s: %j', (field, value, fault) => expect(checkConnection({ ...whole, [field]: value })[field]).toMatch(fault));

  test.each(['javascript:alert(1)', '//evil.example.com', '/../x?y', 'ftp://x', 'http://10.0.0.1/', 'https://x.example/?a=b'])('a proxy at %j is refused', (transportUrl) => {
    expect(checkConnection({ ...whole, transport: 'proxy', transportUrl })['transportUrl']).toBeDefined();
  });
});

test('the drawing travels unless a connection says that it shall not', () => {
  expect(tidy({ ...whole, carriesDrawing: false }).carriesDrawing).toBe(false);
  expect(tidy({ ...whole, carriesDrawing: true })).toEqual(whole);
  expect(readConnections([{ ...whole, carriesDrawing: false }])[0]?.carriesDrawing).toBe(false);
});

test('what is stored has no field that a connection does not have, and none that it does not use', () => {
  const [read] = readConnections([{ ...whole, secretAccessKey: 'x', password: 'y', issuer: 'https://left.example.com' }, { name: 1 }, null]);
  expect(read).toEqual(whole);
  expect(tidy({ ...whole, roleArn: ' ', region: ' eu-west-1 ' })).toEqual(whole);
});

describe('import', () => {
  const outputs = { CauceRegion: 'eu-west-1', CauceIssuer: `https://cognito-idp.eu-west-1.amazonaws.com/${POOL}`, CauceUserPoolDomain: 'acme.auth.eu-west-1.amazoncognito.com', CauceUserPoolId: POOL, CauceClientId: 'abc123', CauceIdentityPoolId: IDENTITY, CauceArtifactBucket: 'acme-data', CauceLauncherRole: 'arn:aws:iam::1:role/l', LogBucket: 'logs' };
  const stack = (name: string, values: object) => ({ StackName: name, StackId: `arn:aws:cloudformation:eu-west-1:111122223333:stack/${name}/1`, Outputs: Object.entries(values).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue: OutputValue as string, Description: 'x' })) });

  test('what describe-stacks prints', () => {
    const { connections, ignored } = importConnections(JSON.stringify({ Stacks: [stack('dev', outputs)] }));
    expect(connections).toEqual([{ ...whole, issuer: undefined }].map(tidy));
    expect(checkConnection(connections[0] as Connection)).toEqual({});
    expect(ignored).toEqual(['LogBucket']);
  });

  test('the list of outputs, and a plain object', () => {
    const named = { ...whole, name: 'Imported connection' };
    expect(importConnections(JSON.stringify(stack('dev', outputs).Outputs)).connections).toEqual([named]);
    expect(importConnections(JSON.stringify(outputs)).connections).toEqual([named]);
  });

  test('the stack that hosts the page adds its proxy', () => {
    const { connections } = importConnections(JSON.stringify({ Stacks: [stack('dev', outputs), stack('page', { CauceProxyUrl: 'https://d1.cloudfront.net/aws/' })] }));
    expect(connections).toEqual([{ ...whole, transport: 'proxy', transportUrl: 'https://d1.cloudfront.net/aws/' }]);
  });

  test('connections as they are exported', () => expect(importConnections(JSON.stringify({ connections: [whole] })).connections).toEqual([whole]));

  test.each([['{', /not JSON/], ['{"a":1}', /No connection is in it/], ['[]', /No connection/], ['{"Stacks":[]}', /No connection/], ['null', /No connection/]])('%s is refused in words', (text, words) => expect(() => importConnections(text)).toThrow(words));
});

describe('where a connection leads', () => {
  const page = 'https://cauce.example.com';
  test('direct, by a proxy, to an endpoint', () => {
    const cognito = ['https://sts.eu-west-1.amazonaws.com', 'https://cognito-identity.us-east-1.amazonaws.com', 'https://cognito-idp.eu-west-1.amazonaws.com', 'https://acme-data.s3.eu-west-1.amazonaws.com', 'https://acme.auth.eu-west-1.amazoncognito.com'];
    expect(originsOf(whole, page)).toEqual(['https://states.eu-west-1.amazonaws.com', ...cognito]);
    expect(originsOf({ ...whole, transport: 'proxy', transportUrl: '/aws' }, page)).toEqual(cognito);
    expect(originsOf({ ...whole, transport: 'proxy', transportUrl: 'https://proxy.example.com/aws' }, page)).toEqual(['https://proxy.example.com', ...cognito]);
    expect(originsOf({ ...whole, transport: 'endpoint', transportUrl: 'http://localhost:4566', domain: 'http://localhost:4566' }, page)).toEqual(['http://localhost:4566']);
  });

  test('config.json allows what its connections need, its regions, buckets and origins, and nothing else', () => {
    const site = readSiteConfig({ format: 'cauce-config/1', connections: [{ ...whole, transport: 'proxy', transportUrl: '/aws' }], allow: { regions: ['eu-north-1'], buckets: ['b@eu-west-1'], origins: ['http://localhost:*'] } });
    expect(site.origins.filter((o) => /eu-north-1|\/b\.|localhost/.test(o))).toEqual(['http://localhost:*', 'https://b.s3.eu-west-1.amazonaws.com', 'https://cognito-identity.eu-north-1.amazonaws.com', 'https://cognito-idp.eu-north-1.amazonaws.com', 'https://states.eu-north-1.amazonaws.com', 'https://sts.eu-north-1.amazonaws.com']);
    expect(site.origins).not.toContain('https://states.eu-west-1.amazonaws.com');
    expect(originsOf(site.connections[0] as Connection, page).every((o) => isAllowed(o, site.origins))).toBe(true);
    expect(isAllowed('http://localhost:4566', site.origins)).toBe(true);
    expect(isAllowed('http://localhost.evil.example:4566', site.origins)).toBe(false);
    expect(isAllowed('https://states.eu-west-1.amazonaws.com', site.origins)).toBe(false);
  });

  test.each([{}, { format: 'cauce-config/2' }, { format: 'cauce-config/1', allow: { origins: ["https://x.example 'unsafe-eval'"] } }, { format: 'cauce-config/1', allow: { origins: ['*'] } }, { format: 'cauce-config/1', allow: { regions: ['*'] } }])('%j is no config', (value) => {
    expect(() => readSiteConfig(value)).toThrow(/config\.json cannot be used/);
  });
});
