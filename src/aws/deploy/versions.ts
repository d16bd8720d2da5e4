import type { Compression } from '../../core/deliver/carry/carriedPipeline.ts';
import { readDefinition } from '../../core/deliver/carry/readDefinition.ts';
import { changesBetween, type Change, type Drawn } from '../../core/deliver/change/difference.ts';
import type { StepFunctions, Version } from '../stepFunctions/types.ts';
import { moveAlias } from './alias.ts';
import { isChanged } from './deploy.ts';
import { settingsBetween, type DeployedMachine, type DeployPlan, type SettingChange } from './plan.ts';

/** A published version with what it is defined by. */
export type ReadVersion = Omit<DeployedMachine, 'tags'> & Version & {
  /** As whoever published it wrote it, without the hash. */
  readonly note: string;
};

/** Reads what versions are; each costs a call, so whoever shows many reads them in parts. */
export function readVersions(client: StepFunctions, versions: readonly Version[], compression: Compression): Promise<readonly ReadVersion[]> {
  return Promise.all(versions.map(async (v) => {
    const machine = await client.describeMachine(v.arn);
    return { ...v, machine, ...(await readDefinition(machine.definition, compression)), note: machine.description.replace(/^sha256:[0-9a-f]{64} ?/, '') };
  }));
}

/** What would be otherwise if the machine were a version again. */
export function changesTo(version: ReadVersion, now: DeployedMachine, sourceMap: Drawn['sourceMap']): { readonly changes: readonly Change[]; readonly settings: readonly SettingChange[] } {
  return { changes: differenceOf(now, version, sourceMap), settings: settingsBetween(now.machine, version.machine) };
}

/** What differs between two definitions that were deployed. The steps are those of the drawing, where its states are called the same. */
export function differenceOf(before: Pick<DeployedMachine, 'definition'>, after: Pick<DeployedMachine, 'definition' | 'carried'>, sourceMap: Drawn['sourceMap']): readonly Change[] {
  return changesBetween(before.definition, { definition: after.definition, sourceMap, manifest: after.carried?.manifest ?? {} });
}

export interface RollBackChoice {
  /** The machine itself gets the definition, role and logging of the version: what runs that name neither version nor alias do. */
  readonly machine: boolean;
  /** Aliases that lead to the version from then on, with this share of their runs in percent. */
  readonly aliases: readonly { readonly name: string; readonly share: number }[];
}

/**
 * Goes back to a version. The machine becomes what the version is, so no further version is published.
 * @returns `changed-meanwhile` where somebody changed the machine since the plan was made; then nothing was changed by us
 */
export async function rollBack({ arn, deployed }: Pick<DeployPlan, 'arn' | 'deployed'>, client: StepFunctions, version: ReadVersion, { machine, aliases }: RollBackChoice): Promise<'rolled-back' | 'changed-meanwhile'> {
  if (deployed === undefined || (await isChanged({ arn, deployed }, client))) return 'changed-meanwhile';
  const { definition, roleArn, tracing, logLevel, logGroupArn, logsData } = version.machine;
  if (machine) {
    const logs = logLevel !== deployed.machine.logLevel || logGroupArn !== deployed.machine.logGroupArn;
    await client.updateMachine(arn, {
      definition, roleArn,
      ...(logs ? { logging: { level: logLevel, includeExecutionData: logsData, ...(logGroupArn === undefined ? {} : { logGroupArn }) } } : {}),
      ...(tracing === deployed.machine.tracing ? {} : { tracing }),
    });
  }
  for (const { name, share } of aliases) await moveAlias(client, arn, name, version.arn, share);
  return 'rolled-back';
}
