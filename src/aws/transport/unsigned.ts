import type { AwsFault } from '../fault.ts';
import type { Refusal } from '../readFault.ts';
import type { Reach } from './reach.ts';
import { withRetries } from './retry.ts';

const TARGETS = { 'cognito-idp': 'AWSCognitoIdentityProviderService', 'cognito-identity': 'AWSCognitoIdentityService' } as const;

/**
 * A call of Cognito that needs no credentials. Five such actions do not justify two more clients of the SDK in every first
 * sign-in (3 kB gzip each).
 * @throws AwsFault as `toFault` makes it of a refusal, or why no answer came
 */
export function callUnsigned<T>(reach: Reach, service: keyof typeof TARGETS, action: string, input: Readonly<Record<string, unknown>>, toFault: (refusal: Refusal) => AwsFault): Promise<T> {
  const url = `${reach.baseOf(service)}/`;
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${TARGETS[service]}.${action}` };
  return withRetries(async () => {
    const response = await reach.send(url, { method: 'POST', headers, body: JSON.stringify(input) }).catch(async (error: unknown) => Promise.reject(await reach.explain(url, error)));
    const answer = (await response.json().catch(() => ({}))) as { readonly __type?: string; readonly message?: string };
    if (response.ok) return answer as T;
    throw toFault({ name: answer.__type?.split('#').pop() ?? `Http${response.status}`, message: answer.message ?? '', status: response.status });
  });
}
