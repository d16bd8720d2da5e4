import { nearestStep, type PlacedDiagnostic } from '../../core/deliver/placed.ts';
import type { SourceMapEntry } from '../../core/compile/types.ts';
import { AwsFault } from '../fault.ts';
import type { Deployed, StepFunctions } from '../stepFunctions/types.ts';
import type { DeployPlan } from './plan.ts';

export interface DeployChoice {
  /** In the description of the version, beside the hash. */
  readonly description: string;
  /** An alias that leads to the new version from then on; made where there is none. */
  readonly alias: string | undefined;
  readonly sourceMap: readonly SourceMapEntry[];
}

export type DeployOutcome =
  | { readonly kind: 'deployed'; readonly deployed: Deployed; readonly warnings: readonly PlacedDiagnostic[] }
  /** AWS finds errors in the definition; nothing was changed. */
  | { readonly kind: 'refused'; readonly diagnostics: readonly PlacedDiagnostic[] }
  /** Somebody changed the machine since the plan was made; nothing was changed by us. */
  | { readonly kind: 'changed-meanwhile' };

/** Version descriptions: 256 characters (API reference, PublishStateMachineVersion). */
const MOST_DESCRIPTION = 256;

/**
 * Carries a plan out: AWS checks the definition; the machine is created or updated and a version published in one call, so that
 * no other change can come between; then the alias is moved.
 * @throws AwsFault; where only the alias could not be moved its `detail` says that the version is there
 */
export async function deploy(plan: DeployPlan, client: StepFunctions, { description, alias, sourceMap }: DeployChoice): Promise<DeployOutcome> {
  const { ok, diagnostics } = await client.validate(plan.definitionText);
  const placed = diagnostics.map((d) => ({ ...d, step: nearestStep(d.location, sourceMap) }));
  if (!ok) return { kind: 'refused', diagnostics: placed };
  const now = await revisionNow(plan, client);
  if (now !== revisionOf(plan)) return { kind: 'changed-meanwhile' };

  const { machine, definitionText } = plan;
  const versionDescription = [`sha256:${plan.sha256}`, description].filter((t) => t !== '').join(' ').slice(0, MOST_DESCRIPTION);
  const deployed = await (plan.deployed
    ? client.updateMachine(plan.arn, { definition: definitionText, roleArn: machine.role, versionDescription, ...settingsToSend(plan) })
    : client.createMachine({ name: machine.name, definition: definitionText, roleArn: machine.role, type: machine.type, tags: machine.tags, versionDescription, ...settingsToSend(plan) })
  ).catch((error: unknown) => {
    // Two who create at once: the second finds a machine that was not there when the plan was made.
    if (error instanceof AwsFault && error.code === 'StateMachineAlreadyExists') return 'exists' as const;
    throw error;
  });
  if (deployed === 'exists') return { kind: 'changed-meanwhile' };
  if (alias !== undefined && deployed.versionArn !== undefined) await moveAlias(client, plan.arn, alias, deployed.versionArn);
  return { kind: 'deployed', deployed, warnings: placed };
}

/** Leads an alias to one version, all at once; makes it where it is not there. Rolling back is the same with an earlier version. */
export async function moveAlias(client: StepFunctions, machineArn: string, name: string, versionArn: string): Promise<void> {
  const routes = [{ versionArn, weight: 100 }];
  const known = (await client.listAliases(machineArn)).find((a) => a.name === name);
  if (known) await client.updateAlias(known.arn, routes);
  else await client.createAlias(name, routes);
}

/** What tells one state of a machine from another: its revision, or where AWS gives none yet, its definition. */
function revisionOf({ deployed }: DeployPlan): string | undefined {
  return deployed && (deployed.machine.revisionId ?? deployed.machine.definition);
}

async function revisionNow({ arn }: DeployPlan, client: StepFunctions): Promise<string | undefined> {
  try {
    const { revisionId, definition } = await client.describeMachine(arn);
    return revisionId ?? definition;
  } catch (error) {
    if (error instanceof AwsFault && error.kind === 'not-found') return undefined;
    throw error;
  }
}

/** Log level and tracing are sent where they change: a role may be allowed to deploy and not to set up logging. */
function settingsToSend({ machine, deployed }: DeployPlan): { readonly logging?: { readonly level: DeployPlan['machine']['logLevel'] }; readonly tracing?: boolean } {
  const { logLevel, tracing } = deployed?.machine ?? { logLevel: 'OFF', tracing: false };
  return { ...(machine.logLevel === logLevel ? {} : { logging: { level: machine.logLevel } }), ...(machine.tracing === tracing ? {} : { tracing: machine.tracing }) };
}
