import { createStore, type StoreApi } from 'zustand/vanilla';
import { moveAlias } from '../aws/deploy/alias.ts';
import { readVersions, rollBack, type ReadVersion, type RollBackChoice } from '../aws/deploy/versions.ts';
import { asFault, type AwsFault } from '../aws/fault.ts';
import type { Alias, Version } from '../aws/stepFunctions/types.ts';
import { gzip } from '../platform/compression.ts';
import { asBusy, deliveryOf, lookAtDeployment, type Look } from './delivery.ts';
import { perStore } from './perStore.ts';
import type { App } from './react.tsx';

/** The published versions of the machine that is looked at, and the aliases that lead to them. One for each application. */
export interface Versions {
  /** ARN of the machine that all of it is of. */
  readonly of: string | null;
  /** All there are, newest first. */
  readonly list: readonly Version[];
  /** Those that were read, by ARN: a version never changes. */
  readonly read: Readonly<Record<string, ReadVersion>>;
  readonly aliases: readonly Alias[];
  readonly fault: AwsFault | null;
}

const NOTHING: Versions = { of: null, list: [], read: {}, aliases: [], fault: null };
/** So many are read at once: each costs a call. */
export const VERSIONS_AT_ONCE = 8;

export const versionsOf: (app: Pick<App, 'store'>) => StoreApi<Versions> = perStore(() => createStore<Versions>(() => NOTHING));

/** Reads which versions and aliases a machine has, and what the newest of them are. */
export async function lookAtVersions(app: App, { plan, session }: Look): Promise<void> {
  const versions = versionsOf(app);
  const of = plan.arn;
  if (versions.getState().of !== of) versions.setState({ ...NOTHING, of });
  if (plan.deployed === undefined) return versions.setState({ ...NOTHING, of });
  try {
    const [list, aliases] = await Promise.all([session.stepFunctions.listVersions(of), session.stepFunctions.listAliases(of)]);
    if (versions.getState().of !== of) return;
    const dates = new Map(list.map((v) => [v.arn, v.createdAt.getTime()]));
    // The machine may have been deleted and made again: then its versions are others of the same numbers.
    const read = Object.fromEntries(Object.entries(versions.getState().read).filter(([arn, v]) => dates.get(arn) === v.createdAt.getTime()));
    versions.setState({ list, aliases, read, fault: null });
    await readMore(app, session.stepFunctions, VERSIONS_AT_ONCE);
  } catch (error) {
    versions.setState({ fault: asFault(error) });
  }
}

/** Reads on, to so many versions in all. */
export async function readMore(app: App, client: Look['session']['stepFunctions'], count: number): Promise<void> {
  const versions = versionsOf(app);
  const { list, read, of } = versions.getState();
  const found = await readVersions(client, list.slice(0, count).filter((v) => read[v.arn] === undefined), gzip);
  if (versions.getState().of === of) versions.setState((now) => ({ read: { ...now.read, ...Object.fromEntries(found.map((v) => [v.arn, v])) } }));
}

/** Leads an alias to a version with a share of its runs, in percent. */
export async function lead(app: App, alias: Alias, versionArn: string, share: number): Promise<void> {
  const { look } = deliveryOf(app).getState();
  if (look === null) return;
  await asBusy(app, 'deploying', (signal) => moveAlias(look.session.stepFunctions.until(signal), look.plan.arn, alias.name, versionArn, share));
  await lookAtVersions(app, look);
}

/** Goes back (or on) to a version. What somebody else did meanwhile is shown instead, and nothing is changed. */
export async function goToVersion(app: App, version: ReadVersion, choice: RollBackChoice): Promise<void> {
  const delivery = deliveryOf(app);
  const { look } = delivery.getState();
  if (look === null) return;
  const done = await asBusy(app, 'deploying', (signal) => rollBack(look.plan, look.session.stepFunctions.until(signal), version, choice));
  // A half of it may have been done before a fault: what is there now is looked at in any case.
  const { fault } = delivery.getState();
  await lookAtDeployment(app);
  if (fault !== null) delivery.setState({ fault, faultDuring: 'deploying' });
  if (done === 'changed-meanwhile') delivery.setState(({ look: now }) => ({ meanwhile: { before: look.plan.deployed, after: now?.plan.deployed } }));
  if (done === 'rolled-back') app.store.getState().notify(`${look.plan.machine.name} is led to version ${version.number}`);
}
