import type { Alias, Route, StepFunctions } from '../stepFunctions/types.ts';

/** Versions of one machine (Step Functions guide, service quotas). */
export const MOST_VERSIONS = 1000;

/**
 * Leads an alias to a version with a share of its runs; makes it where it is not there.
 * @param share percent of the runs started by this alias; below 100 the rest goes on to the version that most of them go to now
 */
export async function moveAlias(client: StepFunctions, machineArn: string, name: string, versionArn: string, share = 100): Promise<void> {
  const known = (await client.listAliases(machineArn)).find((a) => a.name === name);
  if (known) await client.updateAlias(known.arn, routesWith(known.routes, versionArn, share));
  else await client.createAlias(name, routesWith([], versionArn, share));
}

/** The routes of an alias, led to a version: AWS takes two at most, whose weights make 100. */
export function routesWith(now: readonly Route[], versionArn: string, share: number): readonly Route[] {
  const rest = mainRoute(now.filter((r) => r.versionArn !== versionArn));
  if (rest === undefined || share >= 100) return [{ versionArn, weight: 100 }];
  return [{ versionArn: rest.versionArn, weight: 100 - share }, { versionArn, weight: share }];
}

/** The version that most runs of an alias go to; of two alike the first. */
export function mainRoute(routes: readonly Route[]): Route | undefined {
  return routes.reduce<Route | undefined>((most, r) => (most === undefined || r.weight > most.weight ? r : most), undefined);
}

/** The share of its runs that an alias leads to a version, in percent. */
export function shareOf({ routes }: Alias, versionArn: string): number {
  return routes.find((r) => r.versionArn === versionArn)?.weight ?? 0;
}
