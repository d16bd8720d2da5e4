// @vitest-environment node
import { expect, test } from 'vitest';
import { createAwsClock } from './clock.ts';
import type { Connection } from './connection/connection.ts';
import type { AwsFault } from './fault.ts';
import { plainNetwork } from './testing/environment.ts';
import type { FilePut, Network } from './transport/network.ts';
import { createReach } from './transport/reach.ts';
import { uploadFile, type Upload } from './upload.ts';

const connection: Connection = { name: 'dev', region: 'eu-west-1', signIn: 'keys', transport: 'direct', artifactBucket: 'acme-data' };
const keys = () => Promise.resolve({ accessKeyId: 'AKID', secretAccessKey: 'secret', sessionToken: 'token' });
const file = new Blob(['a,b\n1,2\n'], { type: 'text/csv' });
const page = 'https://cauce.example';

function upload(put: Network['put'], more: { readonly connection?: Connection; readonly file?: Blob; readonly fetch?: typeof fetch } & Upload = {}) {
  const network: Network = { ...plainNetwork, fetch: more.fetch ?? (() => Promise.reject(new TypeError('Failed to fetch'))), put };
  const of = more.connection ?? connection;
  return uploadFile({ connection: of, keys, clock: createAwsClock(Date.now), told: (permission, fault) => heard.push(`${permission.resource} ${fault?.kind ?? 'well'}`), reach: createReach({ connection: of, network, pageOrigin: page }) }, more.file ?? file, 'uploads/1/a b.csv', more);
}
const heard: string[] = [];
const faultOf = (work: Promise<unknown>): Promise<AwsFault> => work.then(() => Promise.reject(new Error('it went well')), (error: unknown) => error as AwsFault);
const ok = (): Response => new Response('');

test('a file goes to the bucket of the connection, signed, and what has gone of it is told', async () => {
  const sent: number[] = [];
  let asked: readonly [string, FilePut] | undefined;
  const place = await upload(async (url, given, tell) => {
    asked = [url, given];
    tell(4);
    tell(8);
    return ok();
  }, { sent: (bytes) => sent.push(bytes) });
  expect(place).toBe('s3://acme-data/uploads/1/a b.csv');
  expect(sent).toEqual([4, 8]);
  expect(asked?.[0]).toBe('https://acme-data.s3.eu-west-1.amazonaws.com/uploads/1/a%20b.csv');
  expect(asked?.[1].headers).toMatchObject({ 'content-type': 'text/csv', 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', authorization: expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/eu-west-1\/s3\/aws4_request/) as string });
});

test('it can be cancelled', async () => {
  const cancel = new AbortController();
  const never: Network['put'] = (_, { signal }) => new Promise((_done, fail) => signal.addEventListener('abort', () => fail(signal.reason as Error)));
  const uploading = faultOf(upload(never, { signal: cancel.signal }));
  cancel.abort();
  expect((await uploading).kind).toBe('cancelled');
});

test('a bucket without a CORS rule is told as that, with the origin that the rule has to name', async () => {
  const fault = await faultOf(upload(() => Promise.reject(new TypeError('Failed to fetch')), { fetch: () => Promise.resolve(ok()) }));
  expect(fault).toMatchObject({ kind: 'cors', message: expect.stringContaining('acme-data') as string, hint: expect.stringContaining(`PUT with all headers from ${page}`) as string });
});

test('what S3 refuses names the permission', async () => {
  const fault = await faultOf(upload(() => Promise.resolve(new Response('<Error><Code>AccessDenied</Code><Message>no</Message></Error>', { status: 403 }))));
  expect(heard.at(-1)).toBe('arn:aws:s3:::acme-data/uploads/* access-denied');
  expect(fault).toMatchObject({ kind: 'access-denied', permission: { action: 's3:PutObject', resource: 'arn:aws:s3:::acme-data/uploads/*' } });
});

test('an upload that is cut is tried once more', async () => {
  let tries = 0;
  expect(await upload(() => (++tries === 1 ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve(ok())))).toMatch(/^s3:/);
  expect(tries).toBe(2);
});

test('without a bucket, or with more than a page can send, nothing leaves', async () => {
  const put: Network['put'] = () => Promise.reject(new Error('it was sent'));
  const { artifactBucket: _, ...bare } = connection;
  expect(await faultOf(upload(put, { connection: bare }))).toMatchObject({ kind: 'invalid', message: expect.stringMatching(/names no bucket/) as string });
  const huge = { size: 6 * 1024 ** 3, type: '' } as Blob;
  expect(await faultOf(upload(put, { file: huge }))).toMatchObject({ kind: 'invalid', message: expect.stringMatching(/6\.0 GB/) as string, hint: expect.stringContaining('aws s3 cp') as string });
});
