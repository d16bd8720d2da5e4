/** The browser's network behind an interface, so that tests can put a misbehaving one in its place. */
export interface Network {
  readonly fetch: typeof fetch;
  /**
   * PUTs a file and tells how many bytes of it have gone, which `fetch` does not.
   * @throws as `fetch` does
   */
  put(url: string, file: FilePut, sent: (bytes: number) => void): Promise<Response>;
  /** False where the browser knows that it has no connection at all. */
  online(): boolean;
  /** Whether the page's Content-Security-Policy kept it from calling this address. */
  wasForbidden(url: string): boolean;
}

export interface FilePut {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Blob;
  readonly signal: AbortSignal;
}

export function browserNetwork(): Network {
  const forbidden = new Set<string>();
  document.addEventListener('securitypolicyviolation', (event) => {
    if (event.effectiveDirective === 'connect-src' && URL.canParse(event.blockedURI)) forbidden.add(new URL(event.blockedURI).origin);
  });
  return {
    fetch: (...args) => fetch(...args),
    put: putByRequest,
    online: () => navigator.onLine,
    wasForbidden: (url) => forbidden.has(new URL(url).origin),
  };
}

function putByRequest(url: string, { headers, body, signal }: FilePut, sent: (bytes: number) => void): Promise<Response> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    const cancel = (): void => request.abort();
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => sent(event.loaded);
    request.onload = () => {
      const type = request.getResponseHeader('content-type');
      // A response of these statuses has no body.
      done(new Response([101, 204, 205, 304].includes(request.status) ? null : request.responseText, { status: request.status, headers: type === null ? {} : { 'content-type': type } }));
    };
    request.onerror = () => fail(new TypeError('Failed to fetch'));
    request.onabort = () => fail(signal.reason instanceof Error || signal.reason instanceof DOMException ? signal.reason : new DOMException('aborted', 'AbortError'));
    request.onloadend = () => signal.removeEventListener('abort', cancel);
    signal.addEventListener('abort', cancel);
    request.send(body);
    if (signal.aborted) cancel();
  });
}
