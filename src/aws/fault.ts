/**
 * What kept a call from its answer, in kinds that a person can do something about. The words of AWS stay in `detail`; what is
 * shown first is `message` (what happened) and `hint` (what to do).
 */
export type FaultKind =
  | 'access-denied' // the role lacks a permission: `permission` says which
  | 'guest' // the identity is unauthenticated, and guests cannot call Step Functions
  | 'no-role' // the identity pool gives this person no role, or refuses the sign-in
  | 'signed-out' // nobody is signed in
  | 'expired' // token or keys are over, and could not be renewed
  | 'bad-credentials' // AWS does not know the keys, or the signature does not fit
  | 'wrong-password'
  | 'clock' // the clock of this computer is off, and could not be corrected for
  | 'throttled'
  | 'server' // 5xx
  | 'unreachable' // DNS, cut connection, offline
  | 'cors' // the server is there, and does not let this page read its answers
  | 'page-policy' // the Content-Security-Policy of this page does not allow the host
  | 'timeout'
  | 'not-found'
  | 'quota' // the account has as many as it may
  | 'garbled' // what came back is no answer of AWS: a page of something in between, or half of one
  | 'too-large' // more came back than AWS ever gives
  | 'conflict' // it exists already, or somebody changed it meanwhile
  | 'invalid' // AWS refuses what was sent
  | 'cancelled'
  | 'unexpected';

/** What a role would need: an action and, where known, the resource; printable as a policy statement. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
  /** Of a trust policy: the service that has to be allowed. Such a statement names no resource. */
  readonly trusted?: string;
}

/** What AWS answers with when it refuses; the SDK's exceptions have this shape, as have the bodies of its JSON protocols. */
export interface Refusal {
  readonly name: string;
  readonly message: string;
  readonly status: number;
}

export class AwsFault extends Error {
  override readonly name = 'AwsFault';
  readonly kind: FaultKind;
  readonly hint: string;
  readonly detail: string;
  readonly permission: Permission | undefined;
  /** AWS's name of the error, as `StateMachineDoesNotExist`; undefined where no answer came. */
  readonly code: string | undefined;
  constructor(kind: FaultKind, message: string, hint: string, more: { readonly detail?: string; readonly permission?: Permission; readonly code?: string; readonly cause?: unknown } = {}) {
    super(message, { cause: more.cause });
    this.kind = kind;
    this.hint = hint;
    this.detail = more.detail ?? '';
    this.permission = more.permission;
    this.code = more.code;
  }
}

/** Whatever was thrown as a fault that a person can be told. */
export function asFault(error: unknown): AwsFault {
  return error instanceof AwsFault ? error : new AwsFault('unexpected', error instanceof Error ? error.message : String(error), '');
}

/**
 * The statement that an administrator adds to the policy (or to the trust policy) of the role, as JSON text: one, or a list where
 * the actions have several resources.
 */
export function missingStatement(...permissions: readonly Permission[]): string {
  const statements = [...new Set(permissions.map((p) => p.resource))].flatMap((resource) => {
    const those = permissions.filter((p) => p.resource === resource);
    const trusted = those.find((p) => p.trusted !== undefined)?.trusted;
    const actions = [...new Set(those.map((p) => p.action))];
    const Action = actions.length === 1 ? actions[0] : actions;
    if (trusted !== undefined) return { Effect: 'Allow', Principal: { Service: trusted }, Action };
    // Whoever may pass a role should be able to pass it to Step Functions only.
    const passing = actions.includes('iam:PassRole') ? { Condition: { StringEquals: { 'iam:PassedToService': 'states.amazonaws.com' } } } : {};
    return { Effect: 'Allow', Action, Resource: resource, ...passing };
  });
  return JSON.stringify(statements.length === 1 ? statements[0] : statements, null, 2);
}

const PASSING: ReadonlySet<FaultKind> = new Set(['throttled', 'server', 'unreachable', 'timeout', 'garbled']);

/** Faults after which the same call may succeed a little later, with nothing changed. */
export function isPassing(fault: AwsFault): boolean {
  return PASSING.has(fault.kind);
}
