import { request as plainRequest, type IncomingMessage, type RequestOptions, type ServerResponse } from 'node:http';
import { request as tlsRequest } from 'node:https';

/**
 * The pass-through proxy of `npm start`: `/aws-proxy/<AWS host>/<path>` goes to that host as it came, with its signature, and
 * the answer comes back on the page's own origin. It holds no credentials and lends none; it serves this computer's own pages
 * and forwards to AWS Step Functions only, so no other page can use it to reach anything.
 */
export const PROXY_PATH = '/aws-proxy';

/** Step Functions in any region, and nothing else: Cognito, STS and S3 answer pages themselves, and no `sync-` call is made. */
const AWS_HOST = /^states\.[a-z]{2}(-[a-z]+)+-\d\.amazonaws\.com(\.cn)?$/;
/** What the SDK sends and a signature covers; cookies of this computer's other servers are none of AWS's business. */
const PASSED = /^(authorization|content-type|x-amz-[a-z0-9-]+|amz-sdk-[a-z-]+)$/;
const LARGEST_BODY = 2 * 1024 * 1024;

export interface ProxyOptions {
  /** Hosts under which this server may be called (`localhost:5173`); a rebound name is not among them. */
  readonly isOwnHost: (host: string) => boolean;
  /** Where a host really is; for tests, which have no AWS. */
  readonly locate?: (host: string) => RequestOptions;
}

/** Whether `Host` names this computer: a foreign name that was rebound to 127.0.0.1 does not. */
export function isLocalHost(host: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host);
}

/** Handles what comes below `/aws-proxy`; false for every other path. */
export function createAwsProxy({ isOwnHost, locate }: ProxyOptions): (request: IncomingMessage, response: ServerResponse) => boolean {
  return (request, response) => {
    const url = request.url ?? '';
    if (!url.startsWith(`${PROXY_PATH}/`)) return false;
    const [, host = '', path = ''] = /^\/aws-proxy\/([^/?]*)(.*)$/.exec(url) ?? [];
    const refusal = refusalOf(request, host, isOwnHost);
    if (refusal !== undefined) {
      request.resume();
      response.writeHead(403, { 'content-type': 'text/plain' }).end(refusal);
      return true;
    }
    forward(request, response, host, path.startsWith('/') ? path : `/${path}`, locate?.(host) ?? { hostname: host, port: 443, protocol: 'https:' });
    return true;
  };
}

function refusalOf({ headers, method }: IncomingMessage, host: string, isOwnHost: (host: string) => boolean): string | undefined {
  const own = headers.host ?? '';
  if (!isOwnHost(own)) return 'This proxy serves pages of this computer only.';
  // A browser always sends the origin of a POST; the page's own is the only one that may use the proxy.
  const origin = headers.origin;
  if (origin === undefined || !URL.canParse(origin) || new URL(origin).host !== own) return 'This proxy serves its own page only.';
  if (method !== 'POST') return 'AWS is called by POST.';
  if (!AWS_HOST.test(host)) return 'This proxy leads to AWS Step Functions only.';
  return undefined;
}

function forward(request: IncomingMessage, response: ServerResponse, host: string, path: string, at: RequestOptions): void {
  const headers: Record<string, string | string[]> = { host };
  for (const [name, value] of Object.entries(request.headers)) if (value !== undefined && PASSED.test(name)) headers[name] = value;
  const length = Number(request.headers['content-length'] ?? Number.NaN);
  if (!(length <= LARGEST_BODY)) {
    request.resume();
    response.writeHead(413, { 'content-type': 'text/plain' }).end('The body is too large, or of unknown length.');
    return;
  }
  headers['content-length'] = String(length);
  const send = at.protocol === 'http:' ? plainRequest : tlsRequest;
  const onward = send({ ...at, method: 'POST', path, headers }, (answer) => {
    const passed = Object.entries(answer.headers).filter(([name, value]) => value !== undefined && /^(content-type|date|x-amz[a-z0-9-]*)$/.test(name));
    response.writeHead(answer.statusCode ?? 502, { ...Object.fromEntries(passed), 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    answer.pipe(response);
  });
  onward.on('error', (error) => {
    if (response.headersSent) return response.destroy();
    response.writeHead(502, { 'content-type': 'application/json' }).end(JSON.stringify({ __type: 'ProxyError', message: `${host} cannot be reached: ${error.message}` }));
  });
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}
