import { createServer, request as send, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Route } from '@playwright/test';
import { createAwsProxy, isLocalHost } from '../src/hosting/awsProxy.ts';
import { signatureFault } from '../src/aws/testing/verifySignature.ts';
import { importConnection, signInByPassword, siteWithAws } from './awsSite.ts';
import { FaultyWire, type Asked } from './faultyWire.ts';
import { Editor } from './pages/editor.ts';
import { expect, test } from './story.ts';

// AWS answers 400 to the question after a machine that is not there.
test.use({ expected: /^400 http|status of 400/ });

const hostOf = (service: string): string => `${service}.eu-west-1.amazonaws.com`;
const AWS = ['cognito-identity', 'cognito-idp', 'states', 'sts'].map((service) => `https://${hostOf(service)}`);
let wire: FaultyWire;
const awsSite = siteWithAws(async () => {
  wire = await FaultyWire.start();
  return { alsoAllowed: [wire.origin, ...AWS] };
});
test.afterAll(() => wire?.stop());

/** The page with the pass-through proxy of `npm start` on its own origin; behind it is the wire in the place of AWS. */
async function withProxy(page: string): Promise<{ readonly server: Server; readonly page: string }> {
  const site = new URL(page);
  const proxy = createAwsProxy({ isOwnHost: isLocalHost, locate: () => ({ protocol: 'http:', hostname: 'localhost', port: new URL(wire.origin).port }) });
  const server = createServer((request, response) => {
    if (!proxy(request, response)) relay(request, response, { hostname: site.hostname, port: site.port, headers: { ...request.headers, host: site.host } });
  });
  await new Promise<void>((done) => server.listen(0, 'localhost', done));
  return { server, page: `http://localhost:${(server.address() as AddressInfo).port}/` };
}

function relay(request: IncomingMessage, response: ServerResponse, to: { readonly hostname: string; readonly port: string; readonly headers: IncomingMessage['headers'] }): void {
  const onward = send({ ...to, path: request.url, method: request.method }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  request.pipe(onward);
}

/** What the browser sends to AWS's own hosts arrives at the wire, as if its name led there. */
async function toWire(route: Route): Promise<void> {
  const request = route.request();
  const { host, pathname } = new URL(request.url());
  const { port } = new URL(wire.origin);
  const headers = { ...(await request.allHeaders()), host };
  for (const name of Object.keys(headers)) if (name.startsWith(':')) delete (headers as Record<string, string>)[name];
  const body = request.postDataBuffer() ?? Buffer.alloc(0);
  const answer = await new Promise<{ status: number; headers: Record<string, string>; body: Buffer }>((done, fail) => {
    send({ hostname: 'localhost', port, path: pathname, method: request.method(), headers: { ...headers, 'content-length': String(body.length) } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => done({ status: response.statusCode ?? 502, headers: response.headers as Record<string, string>, body: Buffer.concat(parts) }));
    }).on('error', fail).end(body);
  });
  await route.fulfill(answer);
}

test('requests carry signatures that can be recomputed, whichever way they travel, and go to no host but those of the connection', async ({ browser }) => {
  test.setTimeout(90_000);
  const { page, local } = awsSite();
  wire.leadTo(local.endpoint);
  const proxied = await withProxy(page);
  const { EndpointUrl: _, MockCase: __, CauceArtifactBucket: ___, ...outputs } = local.connection as Record<string, string>;
  const ways = [
    { name: 'direct', page, more: {}, hosts: AWS },
    { name: 'proxy', page: proxied.page, more: { CauceProxyUrl: '/aws-proxy' }, hosts: AWS.filter((origin) => !origin.includes('//states.')) },
    { name: 'endpoint', page, more: { EndpointUrl: wire.origin }, hosts: [wire.origin] },
  ];
  for (const way of ways) {
    await test.step(way.name, async () => {
      const context = await browser.newContext();
      const hosts = new Set<string>();
      context.on('request', (request) => hosts.add(new URL(request.url()).origin));
      await context.route((url) => url.hostname.endsWith('.amazonaws.com'), toWire);
      const signed: Asked[] = [];
      let secret = '';
      wire.breaks(/./, (asked, { pass }) => {
        if (asked.request.headers.authorization?.startsWith('AWS4')) signed.push(asked);
        if (asked.action !== 'GetCredentialsForIdentity') return pass();
        pass((said) => {
          secret = (said['Credentials'] as { readonly SecretKey: string }).SecretKey;
          return said;
        });
      });
      const tab = await context.newPage();
      await tab.goto(way.page);
      await tab.getByRole('button', { name: 'Open the sample Train and deploy' }).click();
      await tab.getByRole('button', { name: 'Deploy and run' }).click();
      const { dock } = new Editor(tab);
      await dock.getByRole('button', { name: 'Connect to an account' }).click();
      await signInByPassword(await importConnection(tab, { connection: { ...outputs, ...way.more } }), local);
      await tab.keyboard.press('Escape');
      await expect(dock.getByRole('region', { name: 'Deployment' })).toContainText('Not deployed yet');

      expect(signed.map((s) => s.action)).toEqual(expect.arrayContaining(['GetCallerIdentity', 'DescribeStateMachine']));
      for (const { action, request, body } of signed) {
        const host = way.name === 'endpoint' ? new URL(wire.origin).host : hostOf(action === 'GetCallerIdentity' ? 'sts' : 'states');
        const arrived = { method: request.method ?? '', path: request.url ?? '', headers: request.headers as Record<string, string>, body };
        expect(signatureFault(arrived, secret, host), action).toBeUndefined();
        expect(signatureFault(arrived, `${secret}x`, host), action).toMatch(/recomputed/);
      }
      expect([...hosts].filter((origin) => origin !== new URL(way.page).origin && origin !== 'null').sort()).toEqual([...way.hosts].sort());
      await context.close();
    });
  }
  proxied.server.close();
});
