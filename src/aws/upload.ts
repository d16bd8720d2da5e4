import { UPLOADS } from '../core/deliver/run/uploadKey.ts';
import { withClock, type AwsClock } from './clock.ts';
import { bucketHost } from './connection/hosts.ts';
import type { Connection } from './connection/connection.ts';
import { AwsFault } from './fault.ts';
import type { AwsKeys } from './signIn/types.ts';
import { readAnswer } from './transport/answer.ts';
import type { Told } from './stepFunctions/client.ts';
import type { FilePut } from './transport/network.ts';
import type { Reach } from './transport/reach.ts';
import { withRetries } from './transport/retry.ts';
import { signedHeaders, xmlFault, type SignedCall } from './transport/signed.ts';

export interface UploadOptions {
  readonly connection: Connection;
  readonly keys: () => Promise<AwsKeys>;
  readonly clock: AwsClock;
  readonly reach: Reach;
  readonly told: Told;
}
/** What somebody who waits for it wants to know and do. */
export interface Upload {
  readonly signal?: AbortSignal;
  /** How many bytes have gone; begins again where the file is sent a second time. */
  readonly sent?: (bytes: number) => void;
}

/** A file of which nothing goes for so long is stuck. */
const STALL_MS = 60_000;
/** Of one PUT (S3 quotas). */
const MOST_BYTES = 5 * 1024 ** 3;

/**
 * Puts a file into the connection's bucket and gives its `s3://` place.
 * @throws AwsFault; `cors` where the bucket does not allow this page to PUT, `cancelled` by the signal
 */
export async function uploadFile({ connection, keys, clock, reach, told }: UploadOptions, file: Blob, key: string, { signal = new AbortController().signal, sent = () => undefined }: Upload = {}): Promise<string> {
  const { artifactBucket: bucket, region, transport } = connection;
  if (bucket === undefined) throw new AwsFault('invalid', 'This connection names no bucket for uploads.', 'Give it one under Connections, or type the place of a file that is in S3 already.');
  if (file.size > MOST_BYTES) throw new AwsFault('invalid', `The file has ${(file.size / 1024 ** 3).toFixed(1)} GB; a page can send 5 GB at most.`, `Use the command line: aws s3 cp FILE s3://${bucket}/${key}`);
  const path = key.split('/').map(encodeURIComponent).join('/');
  const url = transport === 'endpoint' ? `${reach.baseOf('states')}/${bucket}/${path}` : `https://${bucketHost(bucket, region)}/${path}`;
  // TLS vouches for the body on its way; hashing it first would mean reading it twice.
  const headers = { 'content-type': file.type || 'application/octet-stream', 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
  const call: SignedCall = { service: 's3', region, method: 'PUT', url, headers, body: file };
  const permission = { action: 's3:PutObject', resource: `arn:aws:s3:::${bucket}/${UPLOADS}*` };
  await withRetries(() => withClock(clock, async () => {
    const signed = await signedHeaders(call, await keys(), clock);
    try {
      signal.throwIfAborted();
      const response = await putWatched(reach, url, { headers: signed, body: file, signal }, sent);
      const answer = await readAnswer(response, reach, url);
      if (!answer.ok) throw await xmlFault(answer, permission);
    } catch (error) {
      throw ofBucket(await reach.explain(url, error), bucket, reach.pageOrigin);
    }
  }), { attempts: 2 }).catch((error: unknown) => {
    if (error instanceof AwsFault) told(permission, error);
    throw error;
  });
  told(permission, undefined);
  return `s3://${bucket}/${key}`;
}

/** Ends with a TimeoutError when nothing of the file goes any more. */
async function putWatched(reach: Reach, url: string, file: FilePut, sent: (bytes: number) => void): Promise<Response> {
  const stall = new AbortController();
  const give = (): void => stall.abort(new DOMException('stalled', 'TimeoutError'));
  let timer = setTimeout(give, STALL_MS);
  try {
    return await reach.put(url, { ...file, signal: AbortSignal.any([file.signal, stall.signal]) }, (bytes) => {
      clearTimeout(timer);
      timer = setTimeout(give, STALL_MS);
      sent(bytes);
    });
  } finally {
    clearTimeout(timer);
  }
}

/** What a fault of any service means where it is one of a bucket. */
function ofBucket(fault: AwsFault, bucket: string, origin: string): AwsFault {
  if (fault.kind === 'timeout') return new AwsFault('timeout', 'Nothing of the file went for a minute.', 'Try again; a slow network or a proxy in between may be the reason.', { detail: fault.detail });
  if (fault.kind !== 'cors') return fault;
  return new AwsFault('cors', `The bucket ${bucket} does not let this page put files into it (CORS).`, `Its owner adds a CORS rule that allows PUT with all headers from ${origin}: the template artifacts.yaml makes a bucket that has one. A bucket of another region than the connection's answers like this too.`, { detail: fault.detail });
}
