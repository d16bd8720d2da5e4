import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsClock } from '../clock.ts';
import { faultOf } from '../refusal.ts';
import type { AwsFault, Permission } from '../fault.ts';
import type { AwsKeys } from '../signIn/types.ts';
import { answerTo, textOf, type Answer } from './answer.ts';
import type { Reach } from './reach.ts';

export interface SignedCall {
  readonly service: 'sts' | 's3';
  readonly region: string;
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Blob;
}

/** One signed request for the two services whose clients would cost more than they do: STS (one action) and S3 (one upload). */
export async function sendSigned(call: SignedCall, keys: AwsKeys, clock: AwsClock, reach: Reach): Promise<Answer> {
  const headers = await signedHeaders(call, keys, clock);
  return answerTo(reach, call.url, { method: call.method, headers, body: call.body }).catch(async (error: unknown) => Promise.reject(await reach.explain(call.url, error)));
}

/** The headers of a signed request. A body that is no text is not hashed: `x-amz-content-sha256` has to say so. */
export async function signedHeaders({ service, region, method, url, headers, body }: SignedCall, keys: AwsKeys, clock: AwsClock): Promise<Record<string, string>> {
  const { protocol, hostname, port, pathname } = new URL(url);
  const signer = new SignatureV4({ service, region, sha256: Sha256, credentials: keys, uriEscapePath: service !== 's3', applyChecksum: service !== 's3' });
  const request = new HttpRequest({
    method, protocol, hostname, path: pathname, headers: { host: hostname + (port === '' ? '' : `:${port}`), ...headers },
    ...(port === '' ? {} : { port: Number(port) }),
    ...(typeof body === 'string' ? { body } : {}),
  });
  const { headers: signed } = await signer.sign(request, { signingDate: new Date(clock.now()) });
  const { host: _host, ...allowed } = signed;
  return allowed;
}

/** The fault in an XML answer of STS or S3. */
export function xmlFault(answer: Answer, about?: Permission): Promise<AwsFault> {
  const text = textOf(answer);
  return faultOf({ name: tag(text, 'Code') ?? `Http${answer.status}`, message: tag(text, 'Message') ?? '', status: answer.status }, about);
}

/** The text of the first element of this name; undefined where there is none. AWS's answers of this kind are flat. */
export function tag(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
}
