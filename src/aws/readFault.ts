import { AwsFault, type Permission, type Refusal } from './fault.ts';
import { roleName } from './roleName.ts';

const THROTTLED = /Throttl|TooManyRequests|^LimitExceeded|RequestLimit|SlowDown/;
/** Asking again does not help with these: somebody has to make room, or ask for more. */
const QUOTAS: Readonly<Record<string, string>> = {
  StateMachineLimitExceeded: 'This account has as many state machines as it may in this region.',
  ExecutionLimitExceeded: 'This account has as many open runs as it may in this region.',
};
const NOT_FOUND = /DoesNotExist|NotFound|NoSuch/;
const CONFLICT = /AlreadyExists|ConflictException|Conflicting|InUse/;
const UNKNOWN_KEYS = /UnrecognizedClient|InvalidClientTokenId|InvalidAccessKeyId|MissingAuthenticationToken|IncompleteSignature|InvalidToken$/;

/**
 * The fault that an answer of AWS is.
 * @param about what was asked for, as `states:StartExecution` and the resource, to name the permission where AWS does not
 */
export function faultOf(refusal: Refusal, about?: Permission): AwsFault {
  const { name, message, status } = refusal;
  const more = { code: name, detail: `${name}: ${message}` };
  if (isClockRefusal(refusal)) return new AwsFault('clock', 'The clock of this computer differs from that of AWS by more than five minutes.', 'Set the clock of this computer, then try again.', more);
  if (/Expired/.test(name) || /token.*expired|expired.*token/i.test(message)) return new AwsFault('expired', 'The sign-in is over: AWS no longer accepts its credentials.', 'Sign in again; nothing of the drawing is lost.', more);
  if (/authorized to assume the provided role/.test(message)) return new AwsFault('invalid', 'Step Functions may not take on the role of this state machine.', 'Whoever manages that role adds the statement below to its trust policy; or choose another role in the environment. A role that was just made is accepted after some seconds.', { ...more, permission: { action: 'sts:AssumeRole', resource: '', trusted: 'states.amazonaws.com' } });
  if (/AccessDenied|UnauthorizedOperation/.test(name) || (status === 403 && /not authorized/i.test(message))) return denied(message, about, more);
  if (name === 'SignatureDoesNotMatch' || name === 'InvalidSignatureException') return new AwsFault('bad-credentials', 'AWS calculated another signature for this call.', 'Where keys were pasted, paste them again whole; where a proxy is in between, it changes the request and must not.', more);
  if (UNKNOWN_KEYS.test(name) || status === 401) return new AwsFault('bad-credentials', 'AWS does not know these credentials.', 'Sign in again, or paste keys that are still valid.', more);
  if (name in QUOTAS || name === 'ServiceQuotaExceededException') return new AwsFault('quota', QUOTAS[name] ?? `A quota of this account is used up: ${sentence(message)}`, 'Delete what nobody needs any more, or ask for more in Service Quotas, under AWS Step Functions.', more);
  if (THROTTLED.test(name) || status === 429) return new AwsFault('throttled', 'AWS is throttling: this account makes more calls than it allows at the moment.', 'It was tried several times. Wait a minute, then try again.', more);
  if (name === 'ExecutionDoesNotExist') return new AwsFault('not-found', 'This run is not there any more.', 'It or its state machine was deleted, or it ended more than 90 days ago.', more);
  if (name === 'StateMachineDoesNotExist') return new AwsFault('not-found', 'This state machine is not there.', 'It may have been deleted, or lie in another region or account than this connection.', more);
  if (name === 'StateMachineDeleting') return new AwsFault('conflict', 'This state machine is being deleted.', 'Deploy again when it is gone, which can take some minutes; or give it another name in the environment.', more);
  if (name === 'ExecutionAlreadyExists') return new AwsFault('conflict', `A run named "${/:([^:']+)'?\.?$/.exec(message)?.[1] ?? 'like this'}" exists already.`, 'It has another input, or has ended. Give this one another name: a name is free again 90 days after its run ended.', more);
  if (name === 'ProxyError') return new AwsFault('unreachable', 'The proxy does not reach AWS.', 'See whether the computer that serves this page has a way to it, and whether the region of this connection exists.', more);
  if (NOT_FOUND.test(name) || status === 404) return new AwsFault('not-found', `AWS does not have it: ${sentence(message)}`, 'It may have been deleted, or lie in another region or account than this connection.', more);
  if (CONFLICT.test(name) || status === 409) return new AwsFault('conflict', `It exists already, or was changed meanwhile: ${sentence(message)}`, 'Look at what is there now before you go on.', more);
  if (status >= 500) return new AwsFault('server', `AWS answered with an error of its own (${status}).`, 'It was tried several times. Try again in a minute; https://health.aws.amazon.com says whether the service has trouble.', more);
  if (status >= 400) return new AwsFault('invalid', `AWS refuses it: ${sentence(message || name)}`, 'Change what it names, then try again.', more);
  return new AwsFault('unexpected', sentence(message || name), 'Try again; if it stays, the detail says what came back.', more);
}

/** Whether AWS refused a signature for its date. */
function isClockRefusal({ name, message }: Refusal): boolean {
  return name === 'RequestTimeTooSkewed' || name === 'RequestExpired' || /Signature (expired|not yet current)/.test(message);
}

function denied(message: string, about: Permission | undefined, more: { readonly code: string; readonly detail: string }): AwsFault {
  const action = /perform:\s*([a-z0-9-]+:[A-Za-z]+)/.exec(message)?.[1] ?? about?.action;
  const resource = /on resource:\s*(\S+?)(?=\s|$)/.exec(message)?.[1] ?? about?.resource ?? '*';
  const who = /^User:\s*(\S+)/.exec(message)?.[1];
  if (/no session policy allows/.test(message)) return new AwsFault('guest', 'AWS takes this sign-in for a guest. Guests cannot call Step Functions, whatever their role says.', 'Sign in; where you did, the identity pool has to give authenticated users a role.', more);
  if (action === undefined) return new AwsFault('access-denied', 'The role of this sign-in is not allowed to do this.', 'Ask whoever manages the role for the permission.', more);
  const role = who === undefined ? 'The role of this sign-in' : `The role ${roleName(who)}`;
  return new AwsFault('access-denied', `${role} lacks the permission ${action}.`, 'Ask whoever manages the role to add the statement below to its policy.', { ...more, permission: { action, resource } });
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) || trimmed === '' ? trimmed : `${trimmed}.`;
}
