import * as z from 'zod/mini';

// Without this zod compiles schemas with `new Function`, which the page's Content-Security-Policy forbids.
z.config({ jitless: true });

export const SIGN_INS = ['user-pool', 'oidc', 'keys'] as const;
export const TRANSPORTS = ['direct', 'proxy', 'endpoint'] as const;
export type SignInKind = (typeof SIGN_INS)[number];
export type TransportKind = (typeof TRANSPORTS)[number];

const text = z.optional(z.string());
/**
 * A way into an account, as it is kept: names and addresses, never a token or a key. Reading drops what it does not name, so
 * nothing else can come to be stored beside it.
 */
export const connectionSchema = z.object({
  name: z.string(),
  region: z.string(),
  signIn: z.enum(SIGN_INS),
  /** `eu-west-1_AbCdEf` */
  userPoolId: text,
  clientId: text,
  /** Origin of the managed login: `https://acme.auth.eu-west-1.amazoncognito.com`. Without it people sign in by password. */
  domain: text,
  /** Of any other OpenID Connect provider. */
  issuer: text,
  /** `eu-west-1:0f3c…` */
  identityPoolId: text,
  /** One of several roles that the pool offers this person; without it the pool chooses. */
  roleArn: text,
  transport: z.enum(TRANSPORTS),
  /** Of the proxy or the endpoint; a path alone means a proxy on the page's own origin. */
  transportUrl: text,
  /** The test case of a mock file that executions run with (`arn#case`): for endpoints that are local stand-ins. */
  mockCase: text,
  /** Where a local file goes that somebody gives for an `s3-uri`. */
  artifactBucket: text,
  /** False where the drawing shall not travel in the definitions that are deployed. */
  carriesDrawing: z.optional(z.boolean()),
});

export type Connection = Readonly<z.infer<typeof connectionSchema>>;
/** Its fields that are texts. */
export type ConnectionField = Exclude<keyof Connection, 'carriesDrawing'>;

export const NEW_CONNECTION: Connection = { name: '', region: '', signIn: 'user-pool', transport: 'direct' };

/** Connections as a store gave them back, or a file; what is not one is left out. */
export function readConnections(value: unknown): readonly Connection[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one) => {
    const read = connectionSchema.safeParse(one);
    return read.success ? [tidy(read.data)] : [];
  });
}

/** Without empty texts and the fields that its sign-in and transport do not use. */
export function tidy(connection: Connection): Connection {
  const used = usedFields(connection);
  const kept = Object.entries(connection).map(([key, value]) => [key, typeof value === 'string' ? value.trim() : value] as const);
  return Object.fromEntries(kept.filter(([key, value]) => value !== undefined && value !== '' && (used.includes(key as ConnectionField) || (key === 'carriesDrawing' && value === false)))) as Connection;
}

const ALWAYS: readonly ConnectionField[] = ['name', 'region', 'signIn', 'transport', 'artifactBucket'];
const BY_SIGN_IN: Readonly<Record<SignInKind, readonly ConnectionField[]>> = {
  'user-pool': ['userPoolId', 'clientId', 'domain', 'identityPoolId', 'roleArn'],
  oidc: ['issuer', 'clientId', 'identityPoolId', 'roleArn'],
  keys: [],
};
const BY_TRANSPORT: Readonly<Record<TransportKind, readonly ConnectionField[]>> = { direct: [], proxy: ['transportUrl'], endpoint: ['transportUrl', 'mockCase'] };

/** The fields that a connection of this sign-in and transport has. */
export function usedFields({ signIn, transport }: Pick<Connection, 'signIn' | 'transport'>): readonly ConnectionField[] {
  return [...ALWAYS, ...BY_SIGN_IN[signIn], ...BY_TRANSPORT[transport]];
}
