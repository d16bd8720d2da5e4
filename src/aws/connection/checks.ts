import { usedFields, type Connection, type ConnectionField } from './connection.ts';

/** What is wrong with the fields of a connection, in a sentence each; a field that is well is not there. */
export type FieldFaults = Readonly<Partial<Record<ConnectionField, string>>>;

const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;
const POOL = /^([a-z]{2}(?:-[a-z]+)+-\d)_[0-9A-Za-z]+$/;
const IDENTITY_POOL = /^([a-z]{2}(?:-[a-z]+)+-\d):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ROLE = /^arn:aws(-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const BUCKET = /^(?!xn--)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const CLIENT = /^[\w+]{1,128}$/;

const REQUIRED: Readonly<Partial<Record<ConnectionField, string>>> = {
  name: 'Give the connection a name, as "dev account".',
  region: 'Say in which region the state machines are, as eu-west-1.',
  userPoolId: 'The id of the user pool is needed: it looks like eu-west-1_AbCdEf123.',
  clientId: 'The id of the app client is needed: the public one, without a secret.',
  issuer: 'The address of the provider is needed, as https://login.example.com.',
  identityPoolId: 'The id of the identity pool is needed: it looks like eu-west-1:12345678-90ab-cdef-1234-567890abcdef.',
  transportUrl: 'The address is needed.',
};

const FORM: Readonly<Partial<Record<ConnectionField, (value: string, connection: Connection) => string | undefined>>> = {
  region: (v) => unless(REGION.test(v), 'A region looks like eu-west-1 or us-gov-west-1.'),
  userPoolId: (v) => unless(POOL.test(v), IDENTITY_POOL.test(v) ? 'This is the id of an identity pool; that of a user pool has an underscore, as eu-west-1_AbCdEf123.' : 'The id of a user pool looks like eu-west-1_AbCdEf123.'),
  identityPoolId: (v) => unless(IDENTITY_POOL.test(v), POOL.test(v) ? 'This is the id of a user pool; that of an identity pool has a colon, as eu-west-1:12345678-90ab-….' : 'The id of an identity pool looks like eu-west-1:12345678-90ab-cdef-1234-567890abcdef.'),
  clientId: (v, { signIn }) => unless(signIn === 'oidc' || CLIENT.test(v), 'The id of an app client has letters and digits only.'),
  domain: (v) => secureOrigin(v, 'The domain of the managed login is an address as https://acme.auth.eu-west-1.amazoncognito.com.'),
  issuer: (v) => secureUrl(v, 'The issuer is an address that starts with https://.'),
  roleArn: (v) => unless(ROLE.test(v), 'A role is given by its ARN, as arn:aws:iam::111122223333:role/cauce-launcher.'),
  artifactBucket: (v) => unless(BUCKET.test(v), /^s3:/.test(v) ? 'The name of the bucket alone, without s3://.' : 'The name of a bucket has 3 to 63 lower-case letters, digits, dots and hyphens.'),
  transportUrl: (v, { transport }) => (transport === 'proxy' && /^\/(?!\/)[\w./-]*$/.test(v) ? undefined : secureUrl(v, transport === 'proxy' ? 'The proxy is an address that starts with https://, or a path on the origin of this page, as /aws-proxy.' : 'The endpoint is an address that starts with https://; http:// is for this computer only.')),
};

/** Checks every field that the connection's sign-in and transport use. */
export function checkConnection(connection: Connection): FieldFaults {
  const faults: Partial<Record<ConnectionField, string>> = {};
  for (const field of usedFields(connection)) {
    const value = (connection[field] ?? '').trim();
    const fault = value === '' ? REQUIRED[field] : FORM[field]?.(value, connection);
    if (fault !== undefined) faults[field] = fault;
  }
  return faults;
}

/** The region in which a pool lies: it stands before the separator of its id. */
export function regionOfPool(id: string): string | undefined {
  return (POOL.exec(id) ?? IDENTITY_POOL.exec(id))?.[1];
}

/** Whether plain http may be used: nobody can listen on the way to this computer itself. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

function secureUrl(value: string, otherwise: string): string | undefined {
  const url = parse(value);
  if (!url || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return otherwise;
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return undefined;
  return url.protocol === 'http:' ? 'Plain http:// can be listened to; only this computer itself may be reached that way.' : otherwise;
}

function secureOrigin(value: string, otherwise: string): string | undefined {
  const url = parse(value);
  return url && url.pathname !== '/' ? otherwise : secureUrl(value, otherwise);
}

function parse(value: string): URL | undefined {
  return URL.canParse(value) ? new URL(value) : undefined;
}

function unless(well: boolean, fault: string): string | undefined {
  return well ? undefined : fault;
}
