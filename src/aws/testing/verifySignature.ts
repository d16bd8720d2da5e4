import { createHash, createHmac } from 'node:crypto';

/** A request as it arrived at a server. */
export interface ArrivedRequest {
  readonly method: string;
  /** Path and query as in the request line. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * Recomputes a request's Signature Version 4 from AWS's description of it, with nothing of the SDK's code.
 * @param host for which it should be signed, where that is not the host to which it was sent
 * @returns what does not fit; undefined for a valid signature
 */
export function signatureFault(request: ArrivedRequest, secretAccessKey: string, host: string): string | undefined {
  const authorization = request.headers['authorization'] ?? '';
  const parsed = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(authorization);
  if (!parsed) return `no signature: "${authorization}"`;
  const [, , day, region, service, names, signature] = parsed as unknown as readonly [string, string, string, string, string, string, string];
  const headers: Readonly<Record<string, string>> = { ...request.headers, host };
  const signed = names.split(';');
  if (!signed.includes('host')) return 'the host is not signed';
  if (headers['x-amz-security-token'] !== undefined && !signed.includes('x-amz-security-token')) return 'the session token is not signed';
  const [path = '/', query = ''] = request.path.split('?');
  const actualHash = createHash('sha256').update(request.body).digest('hex');
  const bodyHash = headers['x-amz-content-sha256'] ?? actualHash;
  if (bodyHash !== actualHash && bodyHash !== 'UNSIGNED-PAYLOAD') return 'the body is not the one that was hashed';
  const canonical = [
    request.method,
    path.split('/').map((part) => (service === 's3' ? part : encodeURIComponent(part))).join('/'),
    query.split('&').filter((p) => p !== '').sort().join('&'),
    ...signed.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    names,
    bodyHash,
  ].join('\n');
  const stamp = headers['x-amz-date'] ?? '';
  const text = ['AWS4-HMAC-SHA256', stamp, `${day}/${region}/${service}/aws4_request`, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce((k: Buffer | string, part) => hmac(k, part), `AWS4${secretAccessKey}`);
  const expected = hmac(key, text).toString('hex');
  return expected === signature ? undefined : `signed ${signature}, recomputed ${expected}`;
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
