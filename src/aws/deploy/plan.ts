import { withCarried, type Compression } from '../../core/deliver/carry/carriedPipeline.ts';
import { readDefinition, type ReadDefinition } from '../../core/deliver/carry/readDefinition.ts';
import { changesBetween, type Change } from '../../core/deliver/change/difference.ts';
import { boundMachine, machineArn, type BoundMachine } from '../../core/deliver/boundMachine.ts';
import { definitionOf, type Artifacts } from '../../core/compile/types.ts';
import { sha256 } from '../../core/compile/sha256.ts';
import type { Pipeline } from '../../core/model/pipeline.ts';
import { AwsFault } from '../fault.ts';
import type { Machine, StepFunctions } from '../stepFunctions/types.ts';

/** What is drawn, compiled for an environment. */
export interface Drawing {
  readonly pipeline: Pipeline;
  readonly environment: string;
  readonly artifacts: Artifacts;
}

/** Where it goes. */
export interface Target {
  readonly client: StepFunctions;
  readonly region: string;
  readonly account: string;
  readonly compression: Compression;
  /** Whether the drawing travels in the definition. */
  readonly carries: boolean;
}

/** What is deployed now. */
export interface DeployedMachine extends ReadDefinition {
  readonly machine: Machine;
  /** Undefined where the role may not read them: then they are left as they are. */
  readonly tags: Readonly<Record<string, string>> | undefined;
}

/** A deployment that was looked at and not yet made. */
export interface DeployPlan {
  readonly machine: BoundMachine;
  readonly arn: string;
  /** What will be sent, with its drawing. */
  readonly definitionText: string;
  readonly sha256: string;
  /** The drawing is too large to travel. */
  readonly leftOut: boolean;
  /** Undefined where nothing of this name is deployed. */
  readonly deployed: DeployedMachine | undefined;
  readonly changes: readonly Change[];
  /** What changes beside the definition. */
  readonly settings: readonly SettingChange[];
}
export interface SettingChange {
  /** `tag owner` for each tag. */
  readonly setting: 'role' | 'log level' | 'log group' | 'tracing' | `tag ${string}`;
  /** Undefined where there is none. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Looks at what is deployed under the name that the drawing's machine has in its environment. Changes nothing. */
export async function planDeployment({ pipeline, environment, artifacts }: Drawing, { client, region, account, compression, carries }: Target): Promise<DeployPlan> {
  const machine = boundMachine(pipeline, environment);
  const arn = machineArn(machine.name, region, account);
  const carrying = carries ? await withCarried(artifacts.definitionText, { pipeline, manifest: artifacts.manifest, environment }, compression) : artifacts.definitionText;
  const deployed = machine.faults.length > 0 ? undefined : await readDeployed(client, arn, compression);
  return {
    machine,
    arn,
    definitionText: carrying ?? artifacts.definitionText,
    sha256: sha256(artifacts.definitionText),
    leftOut: carrying === undefined,
    deployed,
    changes: deployed ? changesBetween(deployed.definition, { definition: definitionOf(artifacts), sourceMap: artifacts.sourceMap, manifest: artifacts.manifest }) : [],
    settings: deployed ? settingChanges(deployed, machine) : [],
  };
}

/** A machine with its definition read; undefined where there is none. */
export async function readDeployed(client: StepFunctions, arn: string, compression: Compression): Promise<DeployedMachine | undefined> {
  const machine = await client.describeMachine(arn).catch((error: unknown) => {
    if (error instanceof AwsFault && error.kind === 'not-found') return undefined;
    throw error;
  });
  if (machine === undefined) return undefined;
  const tags = await client.tagsOf(arn).catch((error: unknown) => {
    if (error instanceof AwsFault && error.kind === 'access-denied') return undefined;
    throw error;
  });
  return { machine, ...(await readDefinition(machine.definition, compression)), tags };
}

/** Tags that AWS itself put there cannot be taken away. */
const OF_AWS = /^aws:/i;

function settingChanges({ machine: before, tags }: DeployedMachine, after: BoundMachine): readonly SettingChange[] {
  const names = tags === undefined ? [] : [...new Set([...Object.keys(tags), ...Object.keys(after.tags)])].filter((name) => !OF_AWS.test(name)).sort();
  const ofTags = names.map((name) => ({ setting: `tag ${name}` as const, before: tags?.[name], after: after.tags[name] }));
  return [...settingsBetween(before, { ...after, roleArn: after.role, logGroupArn: after.logGroup }), ...ofTags.filter((s) => s.before !== s.after)];
}

/** What differs between the settings of two machines, or versions of one. */
export function settingsBetween(before: Settings, after: Settings): readonly SettingChange[] {
  const onOff = ({ tracing }: Settings): string => (tracing ? 'on' : 'off');
  const all: readonly SettingChange[] = [
    { setting: 'role', before: before.roleArn, after: after.roleArn },
    { setting: 'log level', before: before.logLevel, after: after.logLevel },
    { setting: 'log group', before: before.logGroupArn, after: after.logGroupArn },
    { setting: 'tracing', before: onOff(before), after: onOff(after) },
  ];
  return all.filter((s) => s.before !== s.after);
}
interface Settings {
  readonly roleArn: string | undefined;
  readonly logLevel: string;
  readonly logGroupArn: string | undefined;
  readonly tracing: boolean;
}
