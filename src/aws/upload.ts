import { withClock, type AwsClock } from './clock.ts';
import { bucketHost } from './connection/hosts.ts';
import type { Connection } from './connection/connection.ts';
import type { AwsKeys } from './signIn/types.ts';
import type { Reach } from './transport/reach.ts';
import { withRetries } from './transport/retry.ts';
import { sendSigned, xmlFault } from './transport/signed.ts';

export interface UploadOptions {
  readonly connection: Connection;
  readonly keys: () => Promise<AwsKeys>;
  readonly clock: AwsClock;
  readonly reach: Reach;
}

/**
 * Puts a file into the connection's bucket and gives its `s3://` place.
 * @throws AwsFault; `cors` where the bucket does not allow this page to PUT
 */
export async function uploadFile({ connection, keys, clock, reach }: UploadOptions, file: Blob, key: string): Promise<string> {
  const { artifactBucket: bucket = '', region, transport } = connection;
  const path = key.split('/').map(encodeURIComponent).join('/');
  const url = transport === 'endpoint' ? `${reach.baseOf('states')}/${bucket}/${path}` : `https://${bucketHost(bucket, region)}/${path}`;
  // TLS vouches for the body on its way; hashing it first would mean reading it twice.
  const headers = { 'content-type': file.type || 'application/octet-stream', 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
  await withRetries(() => withClock(clock, async () => {
    const answer = await sendSigned({ service: 's3', region, method: 'PUT', url, headers, body: file }, await keys(), clock, reach);
    if (!answer.ok) throw await xmlFault(answer, { action: 's3:PutObject', resource: `arn:aws:s3:::${bucket}/${key}` });
  }));
  return `s3://${bucket}/${key}`;
}
