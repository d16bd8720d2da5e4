import type { AwsFault, Refusal } from '../fault.ts';
import { answerTo, garbledFault, textOf } from './answer.ts';
import type { Reach } from './reach.ts';
import { withRetries } from './retry.ts';

const TARGETS = { 'cognito-idp': 'AWSCognitoIdentityProviderService', 'cognito-identity': 'AWSCognitoIdentityService' } as const;

/**
 * A call of Cognito that needs no credentials. Five such actions do not justify two more clients of the SDK in every first
 * sign-in (3 kB gzip each).
 * @throws AwsFault as `toFault` makes it of a refusal, or why no answer came
 */
export function callUnsigned<T>(reach: Reach, service: keyof typeof TARGETS, action: string, input: Readonly<Record<string, unknown>>, toFault: (refusal: Refusal) => AwsFault | Promise<AwsFault>): Promise<T> {
  const url = `${reach.baseOf(service)}/`;
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${TARGETS[service]}.${action}` };
  return withRetries(async () => {
    const answer = await answerTo(reach, url, { method: 'POST', headers, body: JSON.stringify(input) }).catch(async (error: unknown) => Promise.reject(await reach.explain(url, error)));
    const text = textOf(answer);
    const said = objectIn(text);
    if (answer.ok && said !== undefined) return said as T;
    if (answer.ok) throw garbledFault(new URL(reach.route(url)).host, text.slice(0, 600));
    throw await toFault({ name: String(said?.['__type'] ?? `Http${answer.status}`).split('#').pop() ?? '', message: String(said?.['message'] ?? ''), status: answer.status });
  });
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    // Actions that have nothing to say answer with nothing.
    const value: unknown = text === '' ? {} : JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
