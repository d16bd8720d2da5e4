import type { DescribeExecutionOutput, DescribeStateMachineAliasOutput, DescribeStateMachineOutput, ExecutionListItem, HistoryEvent as SdkEvent, LoggingConfiguration, RoutingConfigurationListItem, StateMachineVersionListItem } from '@aws-sdk/client-sfn';
import { lastOfArn } from '../../core/base/arn.ts';
import type { HistoryEvent } from '../../core/simulate/history.ts';
import type { Alias, Deployed, Execution, ExecutionSummary, Logging, Machine, Route, Version } from './types.ts';

/** AWS's answers as Cauce's types: here, and only here, what the SDK calls optional is decided. */

const NEVER = new Date(0);

export function machineOf(m: Partial<DescribeStateMachineOutput>): Machine {
  return {
    arn: m.stateMachineArn ?? '',
    name: m.name ?? '',
    type: m.type ?? 'STANDARD',
    status: m.status ?? 'ACTIVE',
    definition: m.definition ?? '',
    roleArn: m.roleArn ?? '',
    revisionId: m.revisionId,
    createdAt: m.creationDate ?? NEVER,
    description: m.description ?? '',
    logLevel: m.loggingConfiguration?.level ?? 'OFF',
    logGroupArn: m.loggingConfiguration?.destinations?.[0]?.cloudWatchLogsLogGroup?.logGroupArn?.replace(/:\*$/, ''),
    logsData: m.loggingConfiguration?.includeExecutionData ?? false,
    tracing: m.tracingConfiguration?.enabled ?? false,
  };
}

export function deployedOf(answer: { readonly stateMachineArn?: string | undefined; readonly stateMachineVersionArn?: string | undefined; readonly revisionId?: string | undefined }, arn = ''): Deployed {
  return { arn: answer.stateMachineArn ?? arn, versionArn: answer.stateMachineVersionArn, revisionId: answer.revisionId };
}

export function loggingOf(logging: Logging | undefined): LoggingConfiguration | undefined {
  if (logging === undefined) return undefined;
  const { level, logGroupArn, includeExecutionData = false } = logging;
  // The ARN that Step Functions wants ends in ":*".
  const arn = logGroupArn === undefined || logGroupArn.endsWith(':*') ? logGroupArn : `${logGroupArn}:*`;
  return { level, includeExecutionData, ...(arn === undefined ? {} : { destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: arn } }] }) };
}

export function versionOf(v: StateMachineVersionListItem): Version {
  const arn = v.stateMachineVersionArn ?? '';
  return { arn, number: Number(lastOfArn(arn)), createdAt: v.creationDate ?? NEVER };
}

export function aliasOf(a: DescribeStateMachineAliasOutput): Alias {
  const routes = (a.routingConfiguration ?? []).map((r) => ({ versionArn: r.stateMachineVersionArn ?? '', weight: r.weight ?? 0 }));
  return { arn: a.stateMachineAliasArn ?? '', name: a.name ?? '', routes, updatedAt: a.updateDate ?? a.creationDate ?? NEVER };
}

export function routingOf(routes: readonly Route[]): RoutingConfigurationListItem[] {
  return routes.map(({ versionArn, weight }) => ({ stateMachineVersionArn: versionArn, weight }));
}

export function summaryOf(e: ExecutionListItem | DescribeExecutionOutput): ExecutionSummary {
  return {
    arn: e.executionArn ?? '',
    machineArn: e.stateMachineArn ?? '',
    name: e.name ?? '',
    status: e.status ?? 'RUNNING',
    startedAt: e.startDate ?? NEVER,
    stoppedAt: e.stopDate,
    versionArn: e.stateMachineVersionArn,
    aliasArn: e.stateMachineAliasArn,
    redriveCount: e.redriveCount ?? 0,
  };
}

export function executionOf(e: DescribeExecutionOutput): Execution {
  return { ...summaryOf(e), input: e.input, output: e.output, error: e.error, cause: e.cause, redrive: { possible: e.redriveStatus === 'REDRIVABLE', reason: e.redriveStatusReason ?? (e.redriveStatus === 'REDRIVABLE_BY_MAP_RUN' ? 'It belongs to a Map Run: redrive the execution that started that.' : undefined) } };
}

/** The same shape as the simulator's events, so one view shows both; AWS's are wider, and readers pass over what they do not know. */
export function eventOf(event: SdkEvent): HistoryEvent {
  return { previousEventId: 0, ...event } as HistoryEvent;
}
