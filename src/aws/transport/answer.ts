import { AwsFault } from '../fault.ts';
import type { Reach } from './reach.ts';

/** An answer that was read to its end. */
export interface Answer {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** More than any answer of AWS that Cauce asks for: what is larger is not read to its end. */
const LARGEST_BYTES = 32 * 1024 * 1024;

/**
 * Sends a request by the connection's way and reads the answer whole.
 * @throws TypeError where the connection was cut, DOMException where it took too long or was cancelled: `reach.explain` says
 *   what that was. AwsFault where something else than AWS answered, or without an end.
 */
export async function answerTo(reach: Reach, url: string, init: RequestInit): Promise<Answer> {
  return readAnswer(await reach.send(url, init), reach, url);
}

/** Reads an answer whole. */
export async function readAnswer(response: Response, reach: Reach, url: string): Promise<Answer> {
  const { host } = new URL(reach.route(url));
  const body = await readBody(response, host);
  const page = pageFault(response, body, host);
  if (page !== undefined) throw page;
  return { ok: response.ok, status: response.status, headers: response.headers, body };
}

export function textOf({ body }: Answer): string {
  return new TextDecoder().decode(body);
}

/** What cannot be read as an answer of AWS: half of one, or something else. */
export function garbledFault(host: string, detail: string): AwsFault {
  return new AwsFault('garbled', `What ${host} answered is not an answer of AWS.`, 'Try again; if it stays, see what the proxy or endpoint of this connection changes on the way.', { detail });
}

async function readBody(response: Response, host: string): Promise<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    parts.push(part.value);
    size += part.value.length;
    if (size <= LARGEST_BYTES) continue;
    await reader?.cancel();
    throw new AwsFault('too-large', `${host} answered with more than ${LARGEST_BYTES >> 20} MB, and was not read to the end.`, 'AWS gives no such answers: see what the proxy or endpoint of this connection does.');
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** AWS answers in JSON or XML. A web page comes from something in between: a proxy, or a network that wants a sign-in of its own. */
function pageFault(response: Response, body: Uint8Array, host: string): AwsFault | undefined {
  if (!(response.headers.get('content-type') ?? '').startsWith('text/html')) return undefined;
  const text = new TextDecoder().decode(body.subarray(0, 4096));
  const title = /<title[^>]*>\s*([^<]{1,80})/i.exec(text)?.[1]?.trim();
  const more = { detail: text.slice(0, 600) };
  if (response.status >= 500) return new AwsFault('server', `${host} answered with an error of its own (${response.status}).`, 'It was tried several times. Try again in a minute; where this is a proxy, see whether it reaches AWS.', more);
  return new AwsFault('garbled', `In the place of AWS something answered with a web page${title === undefined ? '' : ` (“${title}”)`}.`, 'A network that wants a sign-in of its own does this, and a proxy or endpoint with a wrong address: open any other page, and check the connection.', more);
}
