import type { JsonObject } from '../../core/base/json.ts';
import { carriedIn, withCarried, withoutCarried, type Compression } from '../../core/deliver/carry/carriedPipeline.ts';
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
export interface DeployedMachine {
  readonly machine: Machine;
  readonly definition: JsonObject;
  /** Of the definition without its drawing: comparable to the hash in a manifest. */
  readonly sha256: string;
  /** The drawing that it carries; it may come from anybody, so it is read as a file would be. */
  readonly carried: Awaited<ReturnType<typeof carriedIn>>;
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
  return { ...(await readDefinition(machine, compression)), tags };
}

/** What a machine, or one of its versions, is defined by. */
export async function readDefinition(machine: Machine, compression: Compression): Promise<Omit<DeployedMachine, 'tags'>> {
  const definition = JSON.parse(machine.definition) as JsonObject;
  return { machine, definition, sha256: sha256(withoutCarried(machine.definition)), carried: await carriedIn(definition, compression) };
}

/** Tags that AWS itself put there cannot be taken away. */
const OF_AWS = /^aws:/i;

function settingChanges({ machine: before, tags }: DeployedMachine, after: BoundMachine): readonly SettingChange[] {
  const names = tags === undefined ? [] : [...new Set([...Object.keys(tags), ...Object.keys(after.tags)])].filter((name) => !OF_AWS.test(name)).sort();
  const all: readonly SettingChange[] = [
    { setting: 'role', before: before.roleArn, after: after.role },
    { setting: 'log level', before: before.logLevel, after: after.logLevel },
    { setting: 'log group', before: before.logGroupArn, after: after.logGroup },
    { setting: 'tracing', before: before.tracing ? 'on' : 'off', after: after.tracing ? 'on' : 'off' },
    ...names.map((name) => ({ setting: `tag ${name}` as const, before: tags?.[name], after: after.tags[name] })),
  ];
  return all.filter((s) => s.before !== s.after);
}
