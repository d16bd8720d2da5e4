import type { ServiceCall } from '../calls.ts';
import { arnsOf, askArns, type Grant } from '../grant.ts';
import { UNKNOWN, type Known } from '../known.ts';

/**
 * `iam:PassRole` for each role that the request hands to a service, and to that service only.
 * @param service first part of its principal, `sagemaker` of `sagemaker.amazonaws.com`
 */
export function passedRoles(call: ServiceCall, service: string): readonly Grant[] {
  const found: Known[] = [];
  collect(call.arguments, found);
  // A request that is made at run as a whole can hold a role anywhere.
  if (call.arguments === UNKNOWN) found.push(UNKNOWN);
  const ask = { ...askArns(`${service.replace(/^./, (c) => c.toUpperCase()).replace(/\W/g, '')}RoleArns`, `the roles that it gives to ${service}`) };
  return found.map((role) => passRole(service, arnsOf(role, ask)));
}

export function passRole(service: string, resources: Grant['resources']): Grant {
  const sid = `PassRoleTo${service.replace(/^./, (c) => c.toUpperCase()).replace(/\W/g, '')}`;
  return { sid, actions: ['iam:PassRole'], resources, condition: { StringEquals: { 'iam:PassedToService': [[`${service}.amazonaws.com`]] } } };
}

function collect(known: Known, found: Known[]): void {
  for (const [name, member] of known.members()) {
    if (name.endsWith('RoleArn')) found.push(member);
    else collect(member, found);
  }
  for (const element of known.elements()) collect(element, found);
}
