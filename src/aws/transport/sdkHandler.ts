import { buildQueryString, HttpResponse, type HttpRequest } from '@smithy/core/protocols';
import type { HttpHandlerOptions } from '@smithy/types';
import { AwsFault, isPassing } from '../fault.ts';
import { answerTo } from './answer.ts';
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
      try {
        // Read here and not by the SDK, which takes half an answer for a whole one that is wrong.
        const { status, headers: given, body: answer } = await answerTo(reach, url, init);
        return { response: new HttpResponse({ statusCode: status, headers: Object.fromEntries(given), body: answer }) };
      } catch (error) {
        // Browsers word a cut connection differently, and the SDK knows only some of the words: it is told to try again.
        if (error instanceof TypeError || (error instanceof AwsFault && isPassing(error))) throw Object.assign(error, { $retryable: {} });
        // A call that took too long was waited for once: three times more would be more than a minute without a word.
        if (error instanceof DOMException && error.name === 'TimeoutError') throw await reach.explain(url, error);
        throw error;
      }
    },
  };
}
