import type { Json, JsonObject } from '../base/json.ts';

/*
 * Amazon States Language as AWS documents it (developer guide, 2025): both query languages in one set of types, as one
 * machine may mix them state by state. Which field belongs to which language is checked by `fields.ts`.
 */

export type QueryLanguage = 'JSONPath' | 'JSONata';
export type MachineType = 'STANDARD' | 'EXPRESS';

export const STATE_TYPES = ['Task', 'Parallel', 'Map', 'Pass', 'Wait', 'Choice', 'Succeed', 'Fail'] as const;
export type StateType = (typeof STATE_TYPES)[number];

export interface Machine {
  readonly Comment?: string;
  readonly QueryLanguage?: QueryLanguage;
  readonly Version?: string;
  readonly TimeoutSeconds?: number;
  readonly StartAt: string;
  readonly States: { readonly [name: string]: State };
}

export type State = TaskState | ParallelState | MapState | PassState | WaitState | ChoiceState | SucceedState | FailState;

interface Base {
  readonly Comment?: string;
  readonly QueryLanguage?: QueryLanguage;
}

interface Filtered extends Base {
  readonly InputPath?: string | null;
  readonly OutputPath?: string | null;
  /** JSONata. */
  readonly Output?: Json;
}

interface Going extends Filtered {
  readonly Next?: string;
  readonly End?: true;
  readonly Assign?: JsonObject;
}

interface Working extends Going {
  readonly ResultSelector?: Json;
  readonly ResultPath?: string | null;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
}

export interface TaskState extends Working {
  readonly Type: 'Task';
  readonly Resource: string;
  readonly Parameters?: Json;
  readonly Arguments?: Json;
  readonly Credentials?: JsonObject | string;
  readonly TimeoutSeconds?: number | string;
  readonly TimeoutSecondsPath?: string;
  readonly HeartbeatSeconds?: number | string;
  readonly HeartbeatSecondsPath?: string;
}

export interface ParallelState extends Working {
  readonly Type: 'Parallel';
  readonly Branches: readonly Machine[];
  readonly Parameters?: Json;
  readonly Arguments?: Json;
}

export interface MapState extends Working {
  readonly Type: 'Map';
  readonly ItemProcessor?: Machine & { readonly ProcessorConfig?: ProcessorConfig };
  /** The older name of ItemProcessor. */
  readonly Iterator?: Machine;
  readonly Items?: Json;
  readonly ItemsPath?: string;
  readonly ItemSelector?: Json;
  /** The older name of ItemSelector, JSONPath. */
  readonly Parameters?: Json;
  readonly MaxConcurrency?: number | string;
  readonly MaxConcurrencyPath?: string;
  readonly Label?: string;
  readonly ItemReader?: JsonObject;
  readonly ItemBatcher?: JsonObject;
  readonly ResultWriter?: JsonObject;
  readonly ToleratedFailureCount?: number | string;
  readonly ToleratedFailureCountPath?: string;
  readonly ToleratedFailurePercentage?: number | string;
  readonly ToleratedFailurePercentagePath?: string;
}

export interface ProcessorConfig {
  readonly Mode?: 'INLINE' | 'DISTRIBUTED';
  readonly ExecutionType?: MachineType;
}

export interface PassState extends Going {
  readonly Type: 'Pass';
  readonly Result?: Json;
  readonly ResultPath?: string | null;
  readonly Parameters?: Json;
}

export interface WaitState extends Going {
  readonly Type: 'Wait';
  readonly Seconds?: number | string;
  readonly SecondsPath?: string;
  readonly Timestamp?: string;
  readonly TimestampPath?: string;
}

export interface ChoiceState extends Filtered {
  readonly Type: 'Choice';
  readonly Choices: readonly ChoiceRule[];
  readonly Default?: string;
  readonly Assign?: JsonObject;
}

/** JSONata: `Condition`. JSONPath: `Variable` with one comparison, or `And`, `Or`, `Not`. */
export interface ChoiceRule extends JsonObject {
  readonly Next: string;
}

export interface SucceedState extends Filtered {
  readonly Type: 'Succeed';
}

export interface FailState extends Base {
  readonly Type: 'Fail';
  readonly Error?: string;
  readonly ErrorPath?: string;
  readonly Cause?: string;
  readonly CausePath?: string;
}

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: 'FULL' | 'NONE';
  readonly Comment?: string;
}

export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly ResultPath?: string | null;
  readonly Output?: Json;
  readonly Assign?: JsonObject;
  readonly Comment?: string;
}
