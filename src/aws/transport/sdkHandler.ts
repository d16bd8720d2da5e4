import { buildQueryString, HttpResponse, type HttpRequest } from '@smithy/core/protocols';
import type { HttpHandlerOptions } from '@smithy/types';
import type { Reach } from './reach.ts';

/**
 * What the SDK sends its signed requests with: the connection's way instead of a plain fetch. The address is rewritten after
 * signing, so the signature is that of AWS's own host, whatever carries the request.
 */
export function createSdkHandler(reach: Reach): { readonly handle: (request: HttpRequest, options?: HttpHandlerOptions) => Promise<{ response: HttpResponse }> } {
  return {
    async handle({ protocol, hostname, port, path, query, method, headers, body }, { abortSignal } = {}) {
      const text = buildQueryString(query);
      const url = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}${text === '' ? '' : `?${text}`}`;
      // The browser sets these two itself and forbids the page to.
      const { host: _host, 'content-length': _length, ...allowed } = headers;
      const init = { method, headers: allowed, ...(method === 'GET' || method === 'HEAD' ? {} : { body }), ...(abortSignal ? { signal: abortSignal as AbortSignal } : {}) };
      const response = await reach.send(url, init).catch((error: unknown) => {
        // Browsers word a cut connection differently, and the SDK knows only some of the words: it is told to try again.
        throw error instanceof TypeError ? Object.assign(error, { $retryable: {} }) : error;
      });
      return { response: new HttpResponse({ statusCode: response.status, reason: response.statusText, headers: Object.fromEntries(response.headers), body: response.body }) };
    },
  };
}
