import { nearestStep, type PlacedDiagnostic } from '../../core/deliver/placed.ts';
import type { SourceMapEntry } from '../../core/compile/types.ts';
import { AwsFault } from '../fault.ts';
import type { Deployed, Logging, StepFunctions, Validation } from '../stepFunctions/types.ts';
import { moveAlias, MOST_VERSIONS } from './alias.ts';
import type { DeployPlan } from './plan.ts';
import { diagnosticsIn } from './refusedDefinition.ts';

export interface DeployChoice {
  /** In the description of the version, beside the hash. */
  readonly description: string;
  /** An alias that leads to the new version from then on, with this share of its runs in percent; made where there is none. */
  readonly alias: { readonly name: string; readonly share: number } | undefined;
  readonly sourceMap: readonly SourceMapEntry[];
}

export type DeployOutcome =
  | {
      readonly kind: 'deployed';
      readonly deployed: Deployed;
      readonly warnings: readonly PlacedDiagnostic[];
      /** What was to come after the definition and could not be done; the version is there. */
      readonly unfinished: readonly { readonly what: 'the tags' | 'the alias'; readonly fault: AwsFault }[];
    }
  /** AWS finds errors in the definition; nothing was changed. */
  | { readonly kind: 'refused'; readonly diagnostics: readonly PlacedDiagnostic[] }
  /** Somebody changed the machine since the plan was made; nothing was changed by us. */
  | { readonly kind: 'changed-meanwhile' };

/** Version descriptions: 256 characters (API reference, PublishStateMachineVersion). */
const MOST_DESCRIPTION = 256;

/**
 * Carries a plan out: AWS checks the definition; the machine is created or updated and a version published in one call, so that
 * no other change can come between; then its tags are set and the alias is moved.
 * @throws AwsFault where nothing was deployed
 */
export async function deploy(plan: DeployPlan, client: StepFunctions, { description, alias, sourceMap }: DeployChoice): Promise<DeployOutcome> {
  const { ok, diagnostics } = await client.validate(plan.definitionText);
  const placed = (said: Validation['diagnostics']): readonly PlacedDiagnostic[] => said.map((d) => ({ ...d, step: nearestStep(d.location, sourceMap) }));
  if (!ok) return { kind: 'refused', diagnostics: placed(diagnostics) };
  if (await isChanged(plan, client)) return { kind: 'changed-meanwhile' };

  const { machine, definitionText } = plan;
  const versionDescription = [`sha256:${plan.sha256}`, description].filter((t) => t !== '').join(' ').slice(0, MOST_DESCRIPTION);
  let deployed: Deployed;
  try {
    deployed = await (plan.deployed
      ? client.updateMachine(plan.arn, { definition: definitionText, roleArn: machine.role, versionDescription, ...settingsToSend(plan) })
      : client.createMachine({ name: machine.name, definition: definitionText, roleArn: machine.role, type: machine.type, tags: machine.tags, versionDescription, ...settingsToSend(plan) }));
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    // Two who create at once: the second finds a machine that was not there when the plan was made.
    if (error.code === 'StateMachineAlreadyExists') return { kind: 'changed-meanwhile' };
    const refused = error.code === 'InvalidDefinition' ? diagnosticsIn(error.detail) : [];
    if (refused.length > 0) return { kind: 'refused', diagnostics: placed(refused) };
    throw quotaFault(error, plan.arn);
  }

  const unfinished: { what: 'the tags' | 'the alias'; fault: AwsFault }[] = [];
  const attempt = async (what: 'the tags' | 'the alias', work: () => Promise<void>): Promise<void> => {
    await work().catch((error: unknown) => {
      if (!(error instanceof AwsFault)) throw error;
      unfinished.push({ what, fault: error });
    });
  };
  await attempt('the tags', () => setTags(plan, client));
  const { versionArn } = deployed;
  if (alias !== undefined && versionArn !== undefined) await attempt('the alias', () => moveAlias(client, plan.arn, alias.name, versionArn, alias.share));
  return { kind: 'deployed', deployed, warnings: placed(diagnostics), unfinished };
}

/** Whether the machine is another one than the plan was made for: its revision tells, or where AWS gives none yet, its definition. */
export async function isChanged({ arn, deployed }: Pick<DeployPlan, 'arn' | 'deployed'>, client: StepFunctions): Promise<boolean> {
  const known = deployed && (deployed.machine.revisionId ?? deployed.machine.definition);
  const now = await client.describeMachine(arn).then(({ revisionId, definition }) => revisionId ?? definition, (error: unknown) => {
    if (error instanceof AwsFault && error.kind === 'not-found') return undefined;
    throw error;
  });
  return now !== known;
}

/** Those of a new machine were set when it was made. */
async function setTags({ arn, settings, deployed, machine }: DeployPlan, client: StepFunctions): Promise<void> {
  if (deployed === undefined) return;
  const changed = settings.flatMap((s) => (s.setting.startsWith('tag ') ? [{ name: s.setting.slice('tag '.length), after: s.after }] : []));
  if (changed.length === 0) return;
  const set = Object.entries(machine.tags).filter(([name]) => changed.some((c) => c.name === name));
  await client.changeTags(arn, { set: Object.fromEntries(set), remove: changed.filter((c) => c.after === undefined).map((c) => c.name) });
}

/** Logging and tracing are sent where they change: a role may be allowed to deploy and not to set up logging. */
function settingsToSend({ machine, deployed, settings }: DeployPlan): { readonly logging?: Logging; readonly tracing?: boolean } {
  const differs = (...names: readonly string[]): boolean => (deployed ? settings.some((s) => names.includes(s.setting)) : true);
  const logs = differs('log level', 'log group') && (deployed !== undefined || machine.logLevel !== 'OFF');
  const traces = differs('tracing') && (deployed !== undefined || machine.tracing);
  return {
    ...(logs ? { logging: { level: machine.logLevel, includeExecutionData: deployed?.machine.logsData ?? false, ...(machine.logGroup === undefined ? {} : { logGroupArn: machine.logGroup }) } } : {}),
    ...(traces ? { tracing: machine.tracing } : {}),
  };
}

/** AWS keeps so many versions of a machine and no more; none of them goes by itself. */
function quotaFault(error: AwsFault, arn: string): AwsFault {
  if (error.code !== 'ServiceQuotaExceededException') return error;
  return new AwsFault(
    'invalid',
    `The machine has as many versions as AWS keeps of one (${MOST_VERSIONS}), so no further one can be published. Nothing was deployed.`,
    `Delete versions that no alias leads to, as: aws stepfunctions delete-state-machine-version --state-machine-version-arn ${arn}:1`,
    { code: error.code, detail: error.detail, cause: error },
  );
}
