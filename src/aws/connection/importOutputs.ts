import type { StackOutput } from '../../core/deliver/stackOutputs.ts';
import { NEW_CONNECTION, readConnections, tidy, type Connection, type ConnectionField } from './connection.ts';
import { regionOfPool } from './checks.ts';

type Field = Exclude<ConnectionField, 'signIn' | 'transport'>;

/** What each output of our stacks fills in; nothing where it is for people. The pool chooses the role, by the group of who signs in. */
const OF_STACKS: Readonly<Record<StackOutput, Field | null>> = {
  CauceRegion: 'region',
  CauceUserPoolId: 'userPoolId',
  CauceClientId: 'clientId',
  CauceUserPoolDomain: 'domain',
  CauceIssuer: 'issuer',
  CauceIdentityPoolId: 'identityPoolId',
  CauceArtifactBucket: 'artifactBucket',
  CauceProxyUrl: 'transportUrl',
  CauceLauncherRole: null,
  CauceDesignerRole: null,
  CauceSiteUrl: null,
};
/** What a stack of somebody else's, or a local stand-in for AWS, may say beside them. */
const OF_OTHERS: Readonly<Record<string, Field>> = { RoleArn: 'roleArn', EndpointUrl: 'transportUrl', MockCase: 'mockCase', ConnectionName: 'name' };
/** By names without their prefix `Cauce`. */
const FIELDS: ReadonlyMap<string, Field | null> = new Map([...Object.entries(OF_STACKS).map(([name, field]) => [name.replace('Cauce', ''), field] as const), ...Object.entries(OF_OTHERS)]);
const PREFIX = /^Cauce(?=[A-Z])/;
type Pair = readonly [name: string, value: unknown];

export interface Imported {
  readonly connections: readonly Connection[];
  /** Outputs that mean nothing here, by name. */
  readonly ignored: readonly string[];
}

/**
 * Connections from pasted or dropped JSON: what `aws cloudformation describe-stacks` prints, the list of its outputs, a plain
 * object of output names and values, or connections as Cauce exports them.
 * @throws Error in words for the person, when the text is none of these
 */
export function importConnections(textOfFile: string): Imported {
  let value: unknown;
  try {
    value = JSON.parse(textOfFile);
  } catch {
    throw new Error('This is not JSON. Paste what "aws cloudformation describe-stacks --stack-name …" prints.');
  }
  if (isRecord(value) && Array.isArray(value['connections'])) return kept(readConnections(value['connections']));
  if (isRecord(value) && typeof value['signIn'] === 'string') return kept(readConnections([value]));
  if (isRecord(value) && Array.isArray(value['Stacks'])) return fromStacks(value['Stacks'].filter(isRecord));
  const pairs = Array.isArray(value) ? pairsOf(value) : isRecord(value) ? Object.entries(value) : [];
  return kept(connectionIn(pairs, 'Imported connection', undefined), ignoredIn(pairs));
}

/** The proxy is an output of the stack that hosts the page, the rest of the one that says who may use it. */
function fromStacks(stacks: readonly Readonly<Record<string, unknown>>[]): Imported {
  const all = stacks.map((stack) => pairsOf(stack['Outputs']));
  const proxy = all.flat().filter(([name]) => name === 'ProxyUrl');
  const connections = stacks.flatMap((stack, i) => {
    const region = /^arn:[^:]*:cloudformation:([^:]+)/.exec(String(stack['StackId'] ?? ''))?.[1];
    return connectionIn([...proxy, ...(all[i] ?? [])], String(stack['StackName'] ?? ''), region);
  });
  return kept(connections, ignoredIn(all.flat()));
}

function kept(connections: readonly Connection[], ignored: readonly string[] = []): Imported {
  if (connections.length === 0) throw new Error('No connection is in it: an output IdentityPoolId, UserPoolId or Issuer is needed.');
  return { connections, ignored };
}

function pairsOf(outputs: unknown): readonly Pair[] {
  if (!Array.isArray(outputs)) return [];
  return outputs.filter(isRecord).flatMap((o) => (typeof o['OutputKey'] === 'string' ? [[o['OutputKey'].replace(PREFIX, ''), o['OutputValue']] as const] : []));
}

function ignoredIn(pairs: readonly Pair[]): readonly string[] {
  return pairs.map(([name]) => name).filter((name) => !FIELDS.has(name.replace(PREFIX, '')));
}

function connectionIn(pairs: readonly Pair[], name: string, region: string | undefined): readonly Connection[] {
  const outputs = new Map(pairs.map(([key, value]) => [key.replace(PREFIX, ''), value]));
  const found: Partial<Record<Field, string>> = {};
  for (const [output, value] of outputs) {
    const field = FIELDS.get(output);
    if (field && typeof value === 'string') found[field] = value.trim();
  }
  if (found.identityPoolId === undefined && found.userPoolId === undefined && found.issuer === undefined) return [];
  const { domain, userPoolId = '', identityPoolId = '' } = found;
  const connection: Connection = {
    ...NEW_CONNECTION,
    name: name === '' ? 'Imported connection' : name,
    region: region ?? regionOfPool(identityPoolId) ?? regionOfPool(userPoolId) ?? '',
    signIn: userPoolId === '' ? 'oidc' : 'user-pool',
    transport: outputs.has('EndpointUrl') ? 'endpoint' : outputs.has('ProxyUrl') ? 'proxy' : 'direct',
    ...found,
    ...(domain !== undefined && !domain.includes('://') ? { domain: `https://${domain}` } : {}),
  };
  return [tidy(connection)];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
