import { AwsFault } from '../fault.ts';
import { answerTo } from './answer.ts';
import type { Reach } from './reach.ts';
import type { Service } from '../connection/hosts.ts';

/** Whether a service can be called from this page, found out without credentials: any answer that can be read will do. */
export interface ProbeResult {
  readonly service: Service;
  /** Where the request really went. */
  readonly host: string;
  readonly fault: AwsFault | undefined;
}

/** Sends each service a request as the SDK would, with the same headers, so that a preflight asks the same question. */
export function probeServices(reach: Reach, services: readonly Service[]): Promise<readonly ProbeResult[]> {
  return Promise.all(services.map(async (service) => {
    const url = `${reach.baseOf(service)}/`;
    const host = new URL(reach.route(url)).host;
    try {
      const response = await answerTo(reach, url, { method: 'POST', body: '{}', headers: service === 'sts' ? { 'content-type': 'application/x-www-form-urlencoded' } : { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': TARGETS[service], 'x-amz-date': '20260101T000000Z', authorization: 'none', 'amz-sdk-request': 'attempt=1; max=1' } });
      return { service, host, fault: response.status >= 500 ? new AwsFault('server', `${host} answered with an error of its own (${response.status}).`, 'Try again in a minute; where this is a proxy, see whether it reaches AWS.') : undefined };
    } catch (error) {
      return { service, host, fault: await reach.explain(url, error) };
    }
  }));
}

const TARGETS: Readonly<Record<Exclude<Service, 'sts'>, string>> = {
  states: 'AWSStepFunctions.ListStateMachines',
  'cognito-identity': 'AWSCognitoIdentityService.GetId',
  'cognito-idp': 'AWSCognitoIdentityProviderService.InitiateAuth',
};
