import type { HistoryEvent } from '../../core/simulate/history.ts';

/** What Cauce asks of Step Functions, with nothing of the SDK in it. Every method throws AwsFault and nothing else. */
export interface StepFunctions {
  /** The same, whose calls end with the signal, as `cancelled`; one that was under way may be carried out all the same. */
  until(signal: AbortSignal): StepFunctions;
  listMachines(): Promise<readonly MachineSummary[]>;
  describeMachine(arn: string): Promise<Machine>;
  createMachine(machine: NewMachine): Promise<Deployed>;
  /** Changes what is given and leaves the rest. */
  updateMachine(arn: string, change: MachineChange): Promise<Deployed>;
  validate(definition: string): Promise<Validation>;
  publishVersion(machineArn: string, options: { readonly description: string; readonly revisionId?: string }): Promise<string>;
  /** Newest first. */
  listVersions(machineArn: string): Promise<readonly Version[]>;
  listAliases(machineArn: string): Promise<readonly Alias[]>;
  createAlias(name: string, routes: readonly Route[], description?: string): Promise<string>;
  updateAlias(aliasArn: string, routes: readonly Route[]): Promise<void>;
  tagsOf(machineArn: string): Promise<Readonly<Record<string, string>>>;
  /** Sets some tags and removes others; the rest stays. */
  changeTags(machineArn: string, change: { readonly set: Readonly<Record<string, string>>; readonly remove: readonly string[] }): Promise<void>;
  startExecution(start: ExecutionStart): Promise<string>;
  stopExecution(arn: string, reason: { readonly error?: string; readonly cause?: string }): Promise<void>;
  redriveExecution(arn: string): Promise<Date>;
  describeExecution(arn: string): Promise<Execution>;
  /** One page of a machine's executions, newest first. */
  listExecutions(machineArn: string, page: { readonly next?: string; readonly status?: ExecutionStatus; readonly limit?: number }): Promise<ExecutionPage>;
  /** The definition, role and revision that an execution runs with, whatever was deployed since. */
  describeMachineOf(executionArn: string): Promise<Omit<Machine, 'createdAt' | 'status'>>;
  /**
   * Events with an id above `after`, in the order of the history; reads no more pages than it needs. Each page beyond the first is a
   * further call: `more` is told how many events there are so far, and may keep it waiting.
   */
  eventsAfter(executionArn: string, after: number, more?: (events: number) => Promise<void>): Promise<readonly HistoryEvent[]>;
}

export interface MachineSummary {
  readonly arn: string;
  readonly name: string;
  readonly type: MachineType;
  readonly createdAt: Date;
}
export type MachineType = 'STANDARD' | 'EXPRESS';

export interface Machine {
  readonly arn: string;
  readonly name: string;
  readonly type: MachineType;
  readonly status: 'ACTIVE' | 'DELETING';
  readonly definition: string;
  readonly roleArn: string;
  readonly revisionId: string | undefined;
  readonly createdAt: Date;
  /** Of a published version; of a machine there is none. */
  readonly description: string;
  readonly logLevel: LogLevel;
  /** Without the `:*` at its end; undefined where nothing is logged. */
  readonly logGroupArn: string | undefined;
  readonly logsData: boolean;
  readonly tracing: boolean;
}
export type LogLevel = 'ALL' | 'ERROR' | 'FATAL' | 'OFF';

export interface NewMachine {
  readonly name: string;
  readonly definition: string;
  readonly roleArn: string;
  readonly type?: MachineType;
  readonly logging?: Logging;
  readonly tracing?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
  /** Publishes a version with this description at once. */
  readonly versionDescription?: string;
}
export type MachineChange = Partial<Pick<NewMachine, 'definition' | 'roleArn' | 'logging' | 'tracing' | 'versionDescription'>>;

export interface Logging {
  readonly level: LogLevel;
  /** ARN of the log group; needed unless the level is OFF. */
  readonly logGroupArn?: string;
  readonly includeExecutionData?: boolean;
}
export interface Deployed {
  readonly arn: string;
  readonly versionArn: string | undefined;
  readonly revisionId: string | undefined;
}

export interface Validation {
  readonly ok: boolean;
  readonly diagnostics: readonly { readonly severity: 'ERROR' | 'WARNING'; readonly code: string; readonly message: string; readonly location: string | undefined }[];
  /** There were more than AWS reports at once. */
  readonly truncated: boolean;
}

export interface Version {
  readonly arn: string;
  readonly number: number;
  readonly createdAt: Date;
}
export interface Route {
  readonly versionArn: string;
  /** Percent; the weights of an alias sum to 100. */
  readonly weight: number;
}
export interface Alias {
  readonly arn: string;
  readonly name: string;
  readonly routes: readonly Route[];
  readonly updatedAt: Date;
}

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE';

export interface ExecutionStart {
  /** Of a machine, a version or an alias. */
  readonly arn: string;
  /** Always given: with the same name and input a repeated start is the same execution, so a lost answer does no harm. */
  readonly name: string;
  readonly input: string;
}
export interface ExecutionSummary {
  readonly arn: string;
  readonly machineArn: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly startedAt: Date;
  readonly stoppedAt: Date | undefined;
  readonly versionArn: string | undefined;
  readonly aliasArn: string | undefined;
  readonly redriveCount: number;
}
export interface Execution extends ExecutionSummary {
  readonly input: string | undefined;
  readonly output: string | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly redrive: { readonly possible: boolean; readonly reason: string | undefined };
}
export interface ExecutionPage {
  readonly executions: readonly ExecutionSummary[];
  readonly next: string | undefined;
}
