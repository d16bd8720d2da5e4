import { createServer, request as send, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createStepFunctions } from '../aws/stepFunctions/client.ts';
import { createAwsClock } from '../aws/clock.ts';
import { plainNetwork } from '../aws/testing/environment.ts';
import { signatureFault, type ArrivedRequest } from '../aws/testing/verifySignature.ts';
import { createReach } from '../aws/transport/reach.ts';
import { createAwsProxy, isLocalHost } from './awsProxy.ts';
import { contentSecurityPolicy } from './contentSecurity.ts';

const KEYS = { accessKeyId: 'ASIA1', secretAccessKey: 'secret/one', sessionToken: 'token+one' };
const AWS = 'states.eu-west-1.amazonaws.com';
const arrived: (ArrivedRequest & { readonly host: string })[] = [];
let far: Server;
let near: Server;
let page: string;

beforeAll(async () => {
  far = await listening((request, body) => {
    const headers = request.headers as Record<string, string>;
    arrived.push({ method: request.method ?? '', path: request.url ?? '', headers, body, host: headers['host'] ?? '' });
    return '{"stateMachines":[]}';
  });
  const { port } = far.address() as AddressInfo;
  const proxy = createAwsProxy({ isOwnHost: isLocalHost, locate: () => ({ protocol: 'http:', hostname: '127.0.0.1', port }) });
  near = createServer((request, response) => {
    if (!proxy(request, response)) response.writeHead(404).end();
  });
  await new Promise<void>((done) => near.listen(0, '127.0.0.1', done));
  page = `http://127.0.0.1:${(near.address() as AddressInfo).port}`;
});
afterAll(() => {
  far.close();
  near.close();
});

function listening(answer: (request: IncomingMessage, body: Buffer) => string): Promise<Server> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0', 'set-cookie': 'a=b', 'x-amzn-requestid': 'r1' }).end(answer(request, Buffer.concat(parts))));
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

function machines(transport: 'proxy' | 'endpoint' | 'direct', transportUrl?: string) {
  const connection = { name: 'x', region: 'eu-west-1', signIn: 'keys' as const, transport, transportUrl };
  // Node sends no Origin by itself, a browser always does; the direct way ends at the same server, under AWS's name.
  const network = { ...plainNetwork, fetch: ((url: string, init: RequestInit) => fetch(url.replace(`https://${AWS}`, `http://127.0.0.1:${(far.address() as AddressInfo).port}`), { ...init, headers: { ...(init.headers as Record<string, string>), origin: page, cookie: 'session=1' } })) as typeof fetch };
  return createStepFunctions({ ring: { keys: () => Promise.resolve(KEYS), renew: () => Promise.resolve() }, clock: createAwsClock(Date.now), reach: createReach({ connection, network, pageOrigin: page }), attempts: 1 }).listMachines();
}

test.each([
  ['direct', undefined, AWS],
  ['proxy', '/aws-proxy', AWS],
  ['endpoint', 'far', undefined],
] as const)('a call that travels %s arrives with a signature that can be recomputed', async (transport, url, host) => {
  arrived.length = 0;
  const base = `http://127.0.0.1:${(far.address() as AddressInfo).port}`;
  await machines(transport, url === 'far' ? base : url);
  const [request] = arrived as [(typeof arrived)[number]];
  expect(signatureFault(request, KEYS.secretAccessKey, host ?? request.host)).toBeUndefined();
  expect(signatureFault({ ...request, body: Buffer.from('{"maxResults":1}') }, KEYS.secretAccessKey, host ?? request.host)).toMatch(/body|recomputed/);
  expect(signatureFault(request, 'another secret', host ?? request.host)).toMatch(/recomputed/);
  if (transport === 'proxy') {
    expect(request.host).toBe(AWS);
    expect(request.headers['cookie']).toBeUndefined();
  }
});

describe('the proxy refuses', () => {
  function ask(path: string, headers: Record<string, string>, method = 'POST'): Promise<{ status: number; cookie: unknown }> {
    const { port } = near.address() as AddressInfo;
    return new Promise((done, fail) => {
      const request = send({ host: '127.0.0.1', port, path, method, headers: { 'content-length': '2', ...headers } }, (answer) => {
        answer.resume();
        answer.on('end', () => done({ status: answer.statusCode ?? 0, cookie: answer.headers['set-cookie'] }));
      });
      request.on('error', fail);
      request.end('{}');
    });
  }
  const own = (): Record<string, string> => ({ host: new URL(page).host, origin: page });

  test('nothing of its own page, and it passes no cookies back', async () => expect(await ask(`/aws-proxy/${AWS}/`, own())).toEqual({ status: 200, cookie: undefined }));
  test('a name that was rebound to this computer', async () => expect((await ask(`/aws-proxy/${AWS}/`, { host: 'evil.example', origin: 'http://evil.example' })).status).toBe(403));
  test.each(['http://evil.example', 'http://127.0.0.1:1', 'null'])('a page of %s', async (origin) => expect((await ask(`/aws-proxy/${AWS}/`, { ...own(), origin })).status).toBe(403));
  test('a request without an origin', async () => expect((await ask(`/aws-proxy/${AWS}/`, { host: new URL(page).host })).status).toBe(403));
  test.each(['evil.example', `${AWS}.evil.example`, 'evil.example%2f.amazonaws.com', `${AWS}:8080`, `user@${AWS}`, '169.254.169.254', 'localhost', 's3.eu-west-1.amazonaws.com', 'sync-states.eu-west-1.amazonaws.com', 'sts.eu-west-1.amazonaws.com', 'states.amazonaws.com', 'abc.execute-api.eu-west-1.amazonaws.com', ''])('to lead to %j', async (host) => expect((await ask(`/aws-proxy/${host}/`, own())).status).toBe(403));
  test('any method but POST', async () => expect((await ask(`/aws-proxy/${AWS}/`, own(), 'PUT')).status).toBe(403));
  test('a body that is too large', async () => expect((await ask(`/aws-proxy/${AWS}/`, { ...own(), 'content-length': '9999999999' }).catch(() => ({ status: 413 }))).status).toBe(413));
});

test('the policy names what config.json allows, no inline script, no eval, nothing foreign', () => {
  const policy = contentSecurityPolicy({ site: { connections: [], origins: ['https://states.eu-west-1.amazonaws.com'] } });
  expect(policy).toContain("connect-src 'self' https://states.eu-west-1.amazonaws.com;");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("default-src 'none'");
  expect(policy.replace("style-src 'self' 'unsafe-inline'", '')).not.toMatch(/unsafe|\*|blob:/);
  const development = contentSecurityPolicy({ site: { connections: [], origins: [] }, development: { nonce: 'abc' } });
  expect(development).toContain("script-src 'self' 'nonce-abc';");
});
