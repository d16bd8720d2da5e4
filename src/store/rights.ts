import { createStore, type StoreApi } from 'zustand/vanilla';
import { checkPermissions, executionsOf, knownOfRole, permissionsFor, type Concerned, type Doing, type Verdict } from '../aws/permissions.ts';
import type { DeployPlan } from '../aws/deploy/plan.ts';
import type { Permission } from '../aws/fault.ts';
import type { Session } from '../aws/session.ts';
import { perStore } from './perStore.ts';
import type { App } from './react.tsx';

/** What the session may do with the machine that is looked at, as far as that is known. One for each application. */
export interface Rights {
  readonly session: Session | null;
  readonly concerned: Concerned | null;
  /** By action. */
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** Doings that a person tries although a permission seems to be missing: a policy may be narrower than what was asked. */
  readonly tried: readonly Doing[];
}

/** What stands in the way of a doing. */
export interface Missing {
  readonly permissions: readonly Permission[];
  readonly how: Verdict['how'];
}

const NOTHING: Rights = { session: null, concerned: null, verdicts: {}, tried: [] };

export const rightsOf: (app: Pick<App, 'store'>) => StoreApi<Rights> = perStore(() => createStore<Rights>(() => NOTHING));

/**
 * Learns what a session may do with the machine of a look: once for each machine by asking, and then from every call that is
 * answered. Resolves when the questions are answered; what cannot be found out leaves nothing forbidden.
 */
export async function learnRights(app: Pick<App, 'store'>, { session, plan }: { readonly session: Session; readonly plan: DeployPlan }): Promise<void> {
  const rights = rightsOf(app);
  const concerned: Concerned = { machineArn: plan.arn, exists: plan.deployed !== undefined, executionRole: plan.machine.role, tags: Object.keys(plan.machine.tags).length > 0, bucket: session.connection.artifactBucket };
  const before = rights.getState();
  if (before.session === session && before.concerned?.machineArn === plan.arn) return rights.setState({ concerned });
  rights.setState({ session, concerned, verdicts: {}, tried: [] });
  let asking = true;
  const stop = session.listen((permission, fault) => {
    if (rights.getState().session !== session) return stop();
    // The questions themselves are calls: about a machine that is nobody's, or about none.
    if (!concerns(permission, rights.getState().concerned) || (asking && permission.resource === '*')) return;
    if (fault === undefined) note(rights, [{ permission, allowed: 'yes', how: 'answered' }]);
    else if (fault.kind === 'access-denied') note(rights, [{ permission: { ...permission, action: fault.permission?.action ?? permission.action }, allowed: 'no', how: 'answered' }]);
  });
  if (plan.machine.faults.length === 0) {
    const verdicts = await checkPermissions(session.stepFunctions, plan.arn).catch(() => []);
    if (rights.getState().session === session && rights.getState().concerned?.machineArn === plan.arn) note(rights, verdicts);
  }
  asking = false;
}

function note(rights: StoreApi<Rights>, found: readonly Verdict[]): void {
  rights.setState(({ verdicts, tried, concerned }) => {
    // What AWS answered to a real call is worth more than what it answered to a question.
    const better = found.filter((v) => v.how === 'answered' || verdicts[v.permission.action]?.how !== 'answered');
    const refused = better.filter((v) => v.how === 'answered' && v.allowed === 'no').map((v) => v.permission.action);
    return {
      verdicts: { ...verdicts, ...Object.fromEntries(better.map((v) => [v.permission.action, v])) },
      // It was tried, and AWS has said no.
      tried: tried.filter((doing) => concerned === null || !permissionsFor(doing, concerned).some((p) => refused.includes(p.action))),
    };
  });
}

/** Whether a call was about the machine that is looked at; what has no resource concerns every machine. */
function concerns({ resource, action }: Permission, concerned: Concerned | null): boolean {
  if (concerned === null) return false;
  const { machineArn } = concerned;
  const executions = executionsOf(machineArn).slice(0, -1);
  return resource === '*' || resource === machineArn || resource.startsWith(`${machineArn}:`) || resource.startsWith(executions) || !action.startsWith('states:');
}

/** What is missing for a doing, by all that is known; undefined where nothing is, or a person tries it all the same. */
export function missingFor({ session, concerned, verdicts, tried }: Rights, doing: Doing): Missing | undefined {
  if (session === null || concerned === null || tried.includes(doing)) return undefined;
  const verdict = permissionsFor(doing, concerned)
    .map((p) => ({ p, v: verdicts[p.action] ?? knownOfRole(session.identity.role, p) }))
    .filter(({ v }) => v?.allowed === 'no');
  const first = verdict[0];
  return first && { permissions: verdict.map(({ p }) => p), how: verdict.find(({ v }) => v?.how === 'answered')?.v?.how ?? first.v?.how ?? 'asked' };
}

export function tryAnyway(app: Pick<App, 'store'>, doing: Doing): void {
  rightsOf(app).setState(({ tried }) => ({ tried: [...tried, doing] }));
}
