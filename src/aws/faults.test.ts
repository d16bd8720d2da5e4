import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAccount } from './account.ts';
import { createAwsClock } from './clock.ts';
import type { Connection } from './connection/connection.ts';
import { AwsFault, missingStatement, type FaultKind } from './fault.ts';
import type { KeyRing } from './signIn/types.ts';
import { createStepFunctions } from './stepFunctions/client.ts';
import { watchExecution, type Look } from './stepFunctions/watch.ts';
import { createMemorySession, pageEnvironment, plainNetwork } from './testing/environment.ts';
import type { Network } from './transport/network.ts';
import { createReach } from './transport/reach.ts';

/** A server that misbehaves as told: each kind of trouble has to end in words that a person can act on. */
type Answer = (response: ServerResponse, body: string) => void;
let server: Server;
let endpoint: string;
let answers: Answer[];
let asked: number;

beforeEach(async () => {
  answers = [];
  asked = 0;
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      // The last answer goes on.
      (answers[Math.min(asked++, answers.length - 1)] as Answer)(response, body);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const refuses = (status: number, type: string, message = ''): Answer => (response) => response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': type }).end(JSON.stringify({ __type: type, message }));
const says = (value: unknown): Answer => (response) => response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(value));
const cuts: Answer = (response) => response.socket?.destroy();
const cutsHalfway: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0', 'content-length': '1000' });
  response.write('{"name": "tr', () => response.socket?.destroy());
};
const page = (status: number): Answer => (response) => response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html><title>Welcome to the guest network</title><p>Please accept our terms');
const garbled: Answer = (response) => response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{"name": "train", ');
const endless: Answer = (response) => {
  const part = Buffer.alloc(1 << 20, 32);
  const more = (): void => {
    while (!response.destroyed && response.write(part));
  };
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).on('drain', more);
  more();
};
const silent: Answer = () => undefined;

const KEYS = { accessKeyId: 'ASIA1', secretAccessKey: 's', sessionToken: 't' };
const MACHINE = 'arn:aws:states:eu-west-1:111122223333:stateMachine:train';
const EXECUTION = 'arn:aws:states:eu-west-1:111122223333:execution:train:one';

function client(network: Partial<Network> = {}, attempts = 1, url = endpoint, ring: Pick<KeyRing, 'keys' | 'renew'> = { keys: () => Promise.resolve(KEYS), renew: () => Promise.resolve() }) {
  const connection: Connection = { name: 'x', region: 'eu-west-1', signIn: 'keys', transport: 'endpoint', transportUrl: url };
  const reach = createReach({ connection, network: { ...plainNetwork, ...network }, pageOrigin: 'http://localhost', patienceMs: 300 });
  return createStepFunctions({ ring, reach, clock: createAwsClock(Date.now), attempts });
}
async function faultOf(work: Promise<unknown>): Promise<AwsFault> {
  const fault = await work.then(() => undefined, (error: unknown) => error);
  expect(fault).toBeInstanceOf(AwsFault);
  return fault as AwsFault;
}

const DENIED = 'User: arn:aws:sts::111122223333:assumed-role/launcher/CognitoIdentityCredentials is not authorized to perform: states:DescribeStateMachine on resource: arn:aws:states:eu-west-1:111122223333:stateMachine:train because no identity-based policy allows the states:DescribeStateMachine action';

test.each<[what: string, answer: Answer, kind: FaultKind, message: RegExp]>([
  ['403, the permission named', refuses(400, 'AccessDeniedException', DENIED), 'access-denied', /role launcher lacks the permission states:DescribeStateMachine/],
  ['403 without a word', refuses(403, 'AccessDeniedException'), 'access-denied', /lacks the permission states:DescribeStateMachine/],
  ['a guest', refuses(400, 'AccessDeniedException', DENIED.replace('identity-based', 'session')), 'guest', /Guests/],
  ['401', refuses(401, 'UnauthorizedException', 'no'), 'bad-credentials', /does not know these credentials/],
  ['unknown keys', refuses(403, 'UnrecognizedClientException', 'The security token included in the request is invalid.'), 'bad-credentials', /does not know these credentials/],
  ['a signature that does not fit', refuses(403, 'InvalidSignatureException', 'The request signature we calculated does not match'), 'bad-credentials', /another signature/],
  ['a token that expired meanwhile', refuses(400, 'ExpiredTokenException', 'The security token included in the request is expired'), 'expired', /sign-in is over/],
  ['throttling', refuses(400, 'ThrottlingException', 'Rate exceeded'), 'throttled', /throttling/],
  ['429 by something in between', refuses(429, 'Unknown'), 'throttled', /throttling/],
  ['500', refuses(500, 'InternalFailure'), 'server', /error of its own \(500\)/],
  ['a machine deleted meanwhile', refuses(400, 'StateMachineDoesNotExist', "State Machine Does Not Exist: 'train'"), 'not-found', /state machine is not there/],
  ['changed by somebody else', refuses(400, 'ConflictException', 'revision differs'), 'conflict', /changed meanwhile/],
  ['a definition that AWS refuses', refuses(400, 'InvalidDefinition', 'no StartAt'), 'invalid', /no StartAt/],
  ['a role that Step Functions may not take on', refuses(400, 'AccessDeniedException', "Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role."), 'invalid', /may not take on the role/],
  ['a role that may not be passed on', refuses(400, 'AccessDeniedException', DENIED.replace('states:DescribeStateMachine on resource: arn:aws:states:eu-west-1:111122223333:stateMachine:train', 'iam:PassRole on resource: arn:aws:iam::111122223333:role/train')), 'access-denied', /role launcher lacks the permission iam:PassRole/],
  ['as many machines as there may be', refuses(400, 'StateMachineLimitExceeded', 'State machine limit exceeded'), 'quota', /as many state machines as it may/],
  ['as many runs as there may be', refuses(400, 'ExecutionLimitExceeded', 'too many'), 'quota', /as many open runs as it may/],
  ['another quota', refuses(402, 'ServiceQuotaExceededException', 'too many versions'), 'quota', /too many versions/],
  ['a name that another run has', refuses(400, 'ExecutionAlreadyExists', "Execution Already Exists: 'arn:aws:states:eu-west-1:111122223333:execution:train:one'"), 'conflict', /run named "one" exists already/],
  ['a run that is gone', refuses(400, 'ExecutionDoesNotExist', 'Execution Does Not Exist'), 'not-found', /run is not there any more/],
  ['a machine that is going', refuses(400, 'StateMachineDeleting', 'State Machine is being deleted'), 'conflict', /is being deleted/],
  ['a page of something in between', page(200), 'garbled', /something answered with a web page \(“Welcome to the guest network”\)/],
  ['an error page of a proxy', page(502), 'server', /answered with an error of its own \(502\)/],
  ['a proxy that does not reach AWS', refuses(502, 'ProxyError', 'states.eu-west-1.amazonaws.com cannot be reached: getaddrinfo ENOTFOUND'), 'unreachable', /The proxy does not reach AWS/],
  ['half an answer that says it is whole', garbled, 'garbled', /not an answer of AWS/],
  ['a connection that is cut in the middle of the answer', cutsHalfway, 'unreachable', /connection was cut/],
  ['an answer without an end', endless, 'too-large', /more than 32 MB/],
  ['a clock that cannot be corrected', refuses(403, 'InvalidSignatureException', 'Signature expired'), 'clock', /clock of this computer/],
  ['a connection that is cut', cuts, 'unreachable', /cannot be reached|connection was cut/],
  ['no answer', silent, 'timeout', /did not answer within/],
])('%s', async (_, answer, kind, message) => {
  answers = [answer];
  const fault = await faultOf(client().describeMachine(MACHINE));
  expect(fault.kind).toBe(kind);
  expect(fault.message).toMatch(message);
  expect(fault.hint).toMatch(/\w+.*\.$/);
  if (fault.permission?.action === 'states:DescribeStateMachine') expect(JSON.parse(missingStatement(fault.permission))).toEqual({ Effect: 'Allow', Action: 'states:DescribeStateMachine', Resource: MACHINE });
});

test('a server that does not let the page read (CORS) is told apart from one that is not there', async () => {
  answers = [says({})];
  const blocked = ((url: string, init: RequestInit) => (init.mode === 'no-cors' ? fetch(url) : Promise.reject(new TypeError('Failed to fetch')))) as typeof fetch;
  expect((await faultOf(client({ fetch: blocked }).describeMachine(MACHINE))).kind).toBe('cors');
  expect((await faultOf(client({}, 1, 'http://127.0.0.1:1').describeMachine(MACHINE))).kind).toBe('unreachable');
});

test('a cut is not taken for CORS where the server was read before', async () => {
  answers = [says({ name: 'train' }), cuts, says({})];
  const one = client();
  await one.describeMachine(MACHINE);
  expect((await faultOf(one.describeMachine(MACHINE))).kind).toBe('unreachable');
});

test('offline, and forbidden by the page itself', async () => {
  const fails: typeof fetch = () => Promise.reject(new TypeError('Failed to fetch'));
  expect((await faultOf(client({ fetch: fails, online: () => false }).describeMachine(MACHINE))).message).toBe('This computer is offline.');
  expect((await faultOf(client({ fetch: fails, wasForbidden: () => true }).describeMachine(MACHINE))).kind).toBe('page-policy');
});

test.each([
  ['throttling, trouble, a cut', [refuses(400, 'ThrottlingException'), refuses(503, 'ServiceUnavailable'), cuts]],
  ['half an answer, pages of something in between', [cutsHalfway, page(200), page(502)]],
])('what passes is tried again, and succeeds: %s', async (_, troubles) => {
  answers = [...troubles, says({ name: 'train', stateMachineArn: MACHINE })];
  expect((await client({}, 4).describeMachine(MACHINE)).name).toBe('train');
  expect(asked).toBe(4);
});

test('keys that AWS takes for expired are fetched once more, and only then the sign-in is over', async () => {
  const over = refuses(400, 'ExpiredTokenException', 'The security token included in the request is expired');
  answers = [over, says({ name: 'train' }), over];
  const fetched: string[] = [];
  const one = client({}, 1, endpoint, { keys: () => Promise.resolve(KEYS), renew: () => (fetched.push('again'), Promise.resolve()) });
  expect((await one.describeMachine(MACHINE)).name).toBe('train');
  expect(fetched).toEqual(['again']);
  expect((await faultOf(one.describeMachine(MACHINE))).kind).toBe('expired');
  expect(asked).toBe(4);
});

test('who cancels ends the call, and its being tried again', async () => {
  answers = [silent];
  const ending = new AbortController();
  const asking = faultOf(client({}, 4).until(ending.signal).describeMachine(MACHINE));
  ending.abort();
  expect((await asking).kind).toBe('cancelled');
  expect(asked).toBeLessThan(2);
});

test('what is signed in as is never made of something else than an answer of AWS', async () => {
  const connection: Connection = { name: 'x', region: 'eu-west-1', signIn: 'keys', transport: 'endpoint', transportUrl: endpoint };
  answers = [says({ some: 'thing else' })];
  expect((await faultOf(openAccount(connection, pageEnvironment()).useKeys(KEYS))).kind).toBe('garbled');
});

test('a clock ten minutes off is corrected with the time that the refusal states', async () => {
  const stamp = (ms: number): string => new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '');
  const right = Date.now() + 600_000;
  const dates: string[] = [];
  server.on('request', (request) => dates.push(request.headers['x-amz-date'] as string));
  answers = [refuses(403, 'InvalidSignatureException', `Signature expired: ${stamp(Date.now())} is now earlier than ${stamp(right - 300_000)} (${stamp(right)} - 5 min.)`), says({ name: 'train' })];
  expect((await client().describeMachine(MACHINE)).name).toBe('train');
  const signed = Date.parse((dates[1] ?? '').replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, '$1-$2-$3T$4:$5:$6Z'));
  expect(Math.abs(signed - right)).toBeLessThan(10_000);
});

test.each([
  ['InvalidIdentityPoolConfigurationException', 'Invalid identity pool configuration. Check assigned IAM roles for this pool.', 'no-role', /no role for people who signed in/],
  ['NotAuthorizedException', 'Token is not from a supported provider of this identity pool.', 'no-role', /does not accept sign-ins/],
  ['NotAuthorizedException', 'Invalid login token. Token expired: 1 >= 0', 'expired', /sign-in is over/],
  ['ResourceNotFoundException', 'IdentityPool not found.', 'not-found', /no such identity pool/],
] as const)('an identity pool that answers %s: %s', async (name, message, kind, words) => {
  answers = [refuses(400, name, message)];
  const session = createMemorySession();
  session.setItem('cauce.tokens', JSON.stringify({ connection: 'x', tokens: { idToken: 'a.b.c', accessToken: 'a', refreshToken: 'r', expiresAt: Date.now() + 3.6e6, by: 'code' } }));
  const connection: Connection = { name: 'x', region: 'eu-west-1', signIn: 'user-pool', userPoolId: 'eu-west-1_A', clientId: 'c', identityPoolId: 'eu-west-1:1', transport: 'endpoint', transportUrl: endpoint };
  const fault = await faultOf(openAccount(connection, pageEnvironment({ session })).resume());
  expect(fault.kind).toBe(kind);
  expect(fault.message).toMatch(words);
});

test('watching goes on through faults that pass, reads 20 000 events once, and ends with the machine', async () => {
  const event = (id: number): object => ({ id, previousEventId: id - 1, timestamp: 1_790_000_000 + id, type: 'PassStateEntered', stateEnteredEventDetails: { name: 'A' } });
  const TOTAL = 20_000;
  let given = 0;
  let broken = 3;
  let gone = false;
  const history: Answer = (response, body) => {
    const { nextToken, maxResults, reverseOrder } = JSON.parse(body) as { nextToken?: string; maxResults?: number; reverseOrder?: boolean };
    if (maxResults === undefined) return says({ executionArn: EXECUTION, status: 'RUNNING', startDate: 1_790_000_000 })(response, body);
    if (reverseOrder && broken-- > 0) return refuses(503, 'ServiceUnavailable')(response, body);
    if (reverseOrder && gone) return refuses(400, 'ExecutionDoesNotExist', 'gone')(response, body);
    if (reverseOrder) {
      gone = true;
      return says({ events: [event(TOTAL + 1), event(TOTAL), event(TOTAL - 1)], nextToken: 'more' })(response, body);
    }
    const from = Number(nextToken ?? 0);
    given += maxResults;
    says({ events: Array.from({ length: maxResults }, (_, i) => event(from + i + 1)), ...(from + maxResults < TOTAL ? { nextToken: String(from + maxResults) } : {}) })(response, body);
  };
  answers = [history];
  const looks: Look[] = [];
  const pauses: number[] = [];
  const watching = (async () => {
    for await (const look of watchExecution(EXECUTION, { client: client(), budget: { take: () => Promise.resolve() }, signal: new AbortController().signal, wait: async (ms) => void pauses.push(ms) })) looks.push(look);
  })();
  expect((await faultOf(watching)).kind).toBe('not-found');
  expect(given).toBe(TOTAL);
  expect(looks.map((l) => l.events.length)).toEqual([TOTAL, 0, 0, 0, 1]);
  expect(looks.map((l) => l.fault?.kind)).toEqual([undefined, 'server', 'server', 'server', undefined]);
  expect(pauses).toEqual([2000, 4000, 8000, 16_000, 2000]);
});
