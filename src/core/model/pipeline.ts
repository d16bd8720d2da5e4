import type { Json, JsonObject } from '../base/json.ts';

/**
 * The pipeline document, `"format": "cauce/1"` (formats.md 1). It is the parsed JSON itself, seen through types, so that
 * fields which Cauce does not know survive load, edit and save.
 */
export type StepId = string;
export type Language = 'jsonata' | 'jsonpath';
export type Phase = 'design' | 'deploy' | 'run';
export const PHASES: readonly Phase[] = ['design', 'deploy', 'run'];

export const PARAMETER_TYPES = ['string', 'integer', 'number', 'boolean', 'list', 'object', 's3-uri', 'arn', 'image-uri', 'instance-type', 'role'] as const;
export type ParameterType = (typeof PARAMETER_TYPES)[number];

export interface Parameter {
  readonly type: ParameterType;
  readonly phase: Phase;
  readonly default?: Json;
  readonly description?: string;
  readonly allowed?: readonly Json[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  /** Deploy only; lists and objects are always `base64`. */
  readonly encoding?: 'text' | 'base64';
}

export interface Environment {
  readonly region?: string;
  /** Values of deploy parameters. */
  readonly values?: Readonly<Record<string, Json>>;
  /** Other defaults for run parameters. */
  readonly inputDefaults?: Readonly<Record<string, Json>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly logLevel?: 'ALL' | 'ERROR' | 'FATAL' | 'OFF';
  /** ARN of the log group that executions are logged to; needed unless the level is OFF. */
  readonly logGroup?: string;
  readonly tracing?: boolean;
}

export interface Retrier {
  readonly errors: readonly string[];
  readonly intervalSeconds?: number;
  readonly maxAttempts?: number;
  readonly backoffRate?: number;
  readonly maxDelaySeconds?: number;
  readonly jitter?: 'FULL' | 'NONE';
}

export interface Catcher {
  readonly errors: readonly string[];
  readonly to: StepId;
}

/** One way out of a Choice. `to` absent: straight on to the end of its scope. */
export interface Way {
  readonly to?: StepId;
  readonly outputs?: Readonly<Record<string, Json>>;
  readonly loop?: { readonly max?: number };
}
export interface Branch extends Way {
  /** A condition: `$compare`, `$all`, `$any`, `$not`, `$exists` or `$expression` (formats.md 1). */
  readonly when: Json;
}

interface StepBase {
  readonly kind: string;
  readonly name: string;
  readonly notes?: string;
  /** About how long it takes; absent: as long as steps of its kind usually do. */
  readonly estimateSeconds?: number;
  /** The run that `estimateSeconds` was measured in; absent where a person estimated. */
  readonly measured?: Measured;
  /** Order edges: the steps that this one waits for without taking data from them. */
  readonly after?: readonly StepId[];
}

/** Where an estimate comes from. */
export interface Measured {
  /** The day of the run, `2026-11-25`. */
  readonly on: string;
  /** Name of the execution, or of the test case of a simulation. */
  readonly run?: string;
  /** It was a simulation. */
  readonly simulated?: boolean;
}

/** A job or service call: becomes one Task state, or several for the kinds of Cauce's own (`cauce:…`). */
export interface TaskStep extends StepBase {
  readonly arguments?: JsonObject;
  readonly retry?: readonly Retrier[];
  readonly catch?: readonly Catcher[];
  /** Number or binding. */
  readonly timeoutSeconds?: Json;
  readonly heartbeatSeconds?: Json;
  /** `cauce:evaluation`: the metrics read from the job's report; each is an output port. */
  readonly metrics?: Readonly<Record<string, Metric>>;
}
export interface Metric {
  readonly path: readonly (string | number)[];
  readonly type?: PortType;
}
export interface ChoiceStep extends StepBase {
  readonly kind: 'choice';
  readonly branches?: readonly Branch[];
  readonly otherwise?: Way;
  readonly outputTypes?: Readonly<Record<string, PortType>>;
}
export interface MapStep extends StepBase {
  readonly kind: 'map';
  readonly items?: Json;
  /** Number or binding; 0 or absent means no limit. */
  readonly maxConcurrency?: Json;
  readonly steps: Readonly<Record<StepId, Step>>;
  /** Output ports, each a list with one element an item. */
  readonly result?: Readonly<Record<string, Json>>;
  readonly retry?: readonly Retrier[];
  readonly catch?: readonly Catcher[];
}
export interface ParallelBranch {
  readonly id: string;
  readonly steps: Readonly<Record<StepId, Step>>;
}
export interface ParallelStep extends StepBase {
  readonly kind: 'parallel';
  readonly branches: readonly ParallelBranch[];
  /** Output ports: the value itself. */
  readonly result?: Readonly<Record<string, Json>>;
  readonly retry?: readonly Retrier[];
  readonly catch?: readonly Catcher[];
}
/** `arguments`: exactly one of `Seconds`, `Timestamp`. */
export interface WaitStep extends StepBase { readonly kind: 'wait'; readonly arguments?: JsonObject }
/** `arguments`: the object that the step makes; each top-level key is an output port. */
export interface PassStep extends StepBase { readonly kind: 'pass'; readonly arguments?: JsonObject }
export interface SucceedStep extends StepBase { readonly kind: 'succeed' }
/** `arguments`: `Error`, `Cause`. */
export interface FailStep extends StepBase { readonly kind: 'fail'; readonly arguments?: JsonObject }

export type Step = TaskStep | ChoiceStep | MapStep | ParallelStep | WaitStep | PassStep | SucceedStep | FailStep;

export function isChoice(step: Step): step is ChoiceStep { return step.kind === 'choice'; }
export function isMap(step: Step): step is MapStep { return step.kind === 'map'; }
export function isParallel(step: Step): step is ParallelStep { return step.kind === 'parallel'; }
export function isWait(step: Step): step is WaitStep { return step.kind === 'wait'; }
export function isPass(step: Step): step is PassStep { return step.kind === 'pass'; }
export function isSucceed(step: Step): step is SucceedStep { return step.kind === 'succeed'; }
export function isFail(step: Step): step is FailStep { return step.kind === 'fail'; }
/** Jobs and service calls: kinds with a colon, `<service>:<action>`. */
export function isTask(step: Step): step is TaskStep { return step.kind.includes(':'); }

/** Types of ports (design.md 2). */
export const PORT_TYPES = ['dataset', 'model-artifact', 'model', 'endpoint', 'metrics', 'image', 'role', 's3-uri', 'arn', 'name', 'string', 'number', 'boolean', 'json', 'list'] as const;
export type PortType = (typeof PORT_TYPES)[number];

export interface Pipeline {
  readonly format: 'cauce/1';
  readonly name: string;
  readonly description?: string;
  readonly language?: Language;
  readonly machine?: { readonly name?: Json; readonly role?: Json; readonly type?: 'STANDARD' | 'EXPRESS'; readonly timeoutSeconds?: number };
  readonly settings?: {
    readonly checkInputFirst?: boolean;
    /** A step may wait for one of another branch through a marker in the artifact bucket, where that makes the run shorter. */
    readonly signals?: boolean;
    readonly artifacts?: { readonly bucket?: Json; readonly prefix?: Json };
  };
  readonly parameters?: Readonly<Record<string, Parameter>>;
  readonly environments?: Readonly<Record<string, Environment>>;
  readonly steps: Readonly<Record<StepId, Step>>;
  readonly onFailure?: StepId;
  readonly outputs?: Readonly<Record<string, Json>>;
  readonly presets?: Readonly<Record<string, JsonObject>>;
  readonly layout?: Readonly<Record<StepId, readonly number[]>>;
}
