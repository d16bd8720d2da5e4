import {
  CreateStateMachineAliasCommand, CreateStateMachineCommand, DescribeExecutionCommand, DescribeStateMachineAliasCommand, DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand, GetExecutionHistoryCommand, ListExecutionsCommand, ListStateMachineAliasesCommand, ListStateMachinesCommand,
  ListStateMachineVersionsCommand, ListTagsForResourceCommand, PublishStateMachineVersionCommand, RedriveExecutionCommand, SFNClient, StartExecutionCommand, StopExecutionCommand,
  TagResourceCommand, UntagResourceCommand, UpdateStateMachineAliasCommand, UpdateStateMachineCommand, ValidateStateMachineDefinitionCommand,
} from '@aws-sdk/client-sfn';
import { withClock, type AwsClock } from '../clock.ts';
import { AwsFault, type Permission } from '../fault.ts';
import { sdkFault } from '../sdkFault.ts';
import type { KeyRing } from '../signIn/types.ts';
import type { Reach } from '../transport/reach.ts';
import { createSdkHandler } from '../transport/sdkHandler.ts';
import { aliasOf, deployedOf, eventOf, executionOf, loggingOf, machineOf, routingOf, summaryOf, versionOf } from './shapes.ts';
import type { StepFunctions } from './types.ts';

export interface StepFunctionsOptions {
  readonly ring: Pick<KeyRing, 'keys' | 'renew'>;
  readonly reach: Reach;
  readonly clock: AwsClock;
  /** Appended to what is started (`arn#case`): local stand-ins then answer from their mock file. */
  readonly mockCase?: string;
  readonly attempts?: number;
  /** Told of every call that ended, and the fault that it ended in. */
  readonly told?: Told;
}
export type Told = (permission: Permission, fault: AwsFault | undefined) => void;

/** History is read from its end in pages of this size while an execution runs: few events come between two looks. */
const RECENT = 100;
const WHOLE = 1000;

/** Step Functions by the AWS SDK. Retries, backoff with jitter and throttling are the SDK's; the clock is corrected here. */
export function createStepFunctions({ ring, reach, clock, mockCase, attempts = 4, told }: StepFunctionsOptions): StepFunctions {
  const base = reach.baseOf('states');
  const open = (): SFNClient => new SFNClient({
    region: reach.regionOf('states'),
    endpoint: base,
    // `sync-` in front of an address of this computer resolves nowhere.
    disableHostPrefix: true,
    requestHandler: createSdkHandler(reach),
    maxAttempts: attempts,
    retryMode: 'standard',
    systemClockOffset: clock.offset(),
    credentials: async () => {
      const { expiresAt, ...pair } = await ring.keys();
      return { ...pair, ...(expiresAt === undefined ? {} : { expiration: new Date(expiresAt - clock.offset()) }) };
    },
  });
  let client = open();
  const attempt = <T>(permission: Permission, call: () => Promise<T>): Promise<T> =>
    withClock(clock, () => {
      // What the SDK learned itself, of a Date header that it could read, is kept.
      if (clock.offset() !== 0) client.config.systemClockOffset = clock.offset();
      return call().catch(async (error: unknown) => Promise.reject(await sdkFault(error, `${base}/`, reach, permission)));
    });
  const ask = async <T>(action: string, resource: string, call: () => Promise<T>): Promise<T> => {
    const permission = { action: `states:${action}`, resource };
    try {
      const answer = await attempt(permission, call).catch(async (error: unknown) => {
        if (!(error instanceof AwsFault) || error.kind !== 'expired') throw error;
        await ring.renew();
        // The SDK keeps the keys that it was given.
        client = open();
        return attempt(permission, call);
      });
      told?.(permission, undefined);
      return answer;
    } catch (error) {
      if (error instanceof AwsFault) told?.(permission, error);
      throw error;
    }
  };
  const callsUntil = (signal: AbortSignal | undefined): StepFunctions => {
    const send = ((command: never) => client.send(command, signal === undefined ? {} : { abortSignal: signal })) as SFNClient['send'];
    return calls({ ask, send, until: callsUntil, mockCase, clock });
  };
  return callsUntil(undefined);
}

interface Way {
  readonly ask: <T>(action: string, resource: string, call: () => Promise<T>) => Promise<T>;
  readonly send: SFNClient['send'];
  readonly until: StepFunctions['until'];
  readonly mockCase: string | undefined;
  readonly clock: AwsClock;
}

function calls({ ask, send, until, mockCase, clock }: Way): StepFunctions {
  return {
    until,
    listMachines: () => ask('ListStateMachines', '*', () => all(async (nextToken) => {
      const { stateMachines = [], nextToken: next } = await send(new ListStateMachinesCommand({ maxResults: 1000, nextToken }));
      return { items: stateMachines.map((m) => ({ arn: m.stateMachineArn ?? '', name: m.name ?? '', type: m.type ?? 'STANDARD', createdAt: m.creationDate ?? new Date(0) })), next };
    })),
    describeMachine: (arn) => ask('DescribeStateMachine', arn, async () => machineOf(await send(new DescribeStateMachineCommand({ stateMachineArn: arn })))),
    createMachine: ({ name, definition, roleArn, type, logging, tracing, tags, versionDescription }) => ask('CreateStateMachine', '*', async () => deployedOf(await send(new CreateStateMachineCommand({
      name, definition, roleArn, type, loggingConfiguration: loggingOf(logging), tracingConfiguration: tracing === undefined ? undefined : { enabled: tracing },
      tags: tags && tagList(tags), publish: versionDescription !== undefined, versionDescription,
    })))),
    updateMachine: (arn, { definition, roleArn, logging, tracing, versionDescription }) => ask('UpdateStateMachine', arn, async () => deployedOf(await send(new UpdateStateMachineCommand({
      stateMachineArn: arn, definition, roleArn, loggingConfiguration: loggingOf(logging), tracingConfiguration: tracing === undefined ? undefined : { enabled: tracing },
      publish: versionDescription !== undefined, versionDescription,
    })), arn)),
    validate: (definition) => ask('ValidateStateMachineDefinition', '*', async () => {
      const { result, diagnostics = [], truncated = false } = await send(new ValidateStateMachineDefinitionCommand({ definition, severity: 'WARNING', maxResults: 100 }));
      return { ok: result === 'OK', truncated, diagnostics: diagnostics.map((d) => ({ severity: d.severity ?? 'ERROR', code: d.code ?? '', message: d.message ?? '', location: d.location })) };
    }),
    publishVersion: (machineArn, { description, revisionId }) => ask('PublishStateMachineVersion', machineArn, async () => (await send(new PublishStateMachineVersionCommand({ stateMachineArn: machineArn, description, revisionId }))).stateMachineVersionArn ?? ''),
    listVersions: (machineArn) => ask('ListStateMachineVersions', machineArn, () => all(async (nextToken) => {
      const { stateMachineVersions = [], nextToken: next } = await send(new ListStateMachineVersionsCommand({ stateMachineArn: machineArn, maxResults: 1000, nextToken }));
      return { items: stateMachineVersions.map(versionOf), next };
    })),
    listAliases: (machineArn) => ask('ListStateMachineAliases', machineArn, async () => {
      const found = await all(async (nextToken) => {
        const { stateMachineAliases = [], nextToken: next } = await send(new ListStateMachineAliasesCommand({ stateMachineArn: machineArn, maxResults: 1000, nextToken }));
        return { items: stateMachineAliases, next };
      });
      // The list does not say where they lead.
      return Promise.all(found.map(async (a) => aliasOf(await send(new DescribeStateMachineAliasCommand({ stateMachineAliasArn: a.stateMachineAliasArn })))));
    }),
    createAlias: (name, routes, description) => ask('CreateStateMachineAlias', routes[0]?.versionArn ?? '*', async () => (await send(new CreateStateMachineAliasCommand({ name, description, routingConfiguration: routingOf(routes) }))).stateMachineAliasArn ?? ''),
    updateAlias: (aliasArn, routes) => ask('UpdateStateMachineAlias', aliasArn, async () => void (await send(new UpdateStateMachineAliasCommand({ stateMachineAliasArn: aliasArn, routingConfiguration: routingOf(routes) })))),
    tagsOf: (arn) => ask('ListTagsForResource', arn, async () => Object.fromEntries(((await send(new ListTagsForResourceCommand({ resourceArn: arn }))).tags ?? []).map(({ key = '', value = '' }) => [key, value]))),
    changeTags: async (arn, { set, remove }) => {
      if (Object.keys(set).length > 0) await ask('TagResource', arn, () => send(new TagResourceCommand({ resourceArn: arn, tags: tagList(set) })));
      if (remove.length > 0) await ask('UntagResource', arn, () => send(new UntagResourceCommand({ resourceArn: arn, tagKeys: [...remove] })));
    },
    startExecution: ({ arn, name, input }) => ask('StartExecution', arn, async () => (await send(new StartExecutionCommand({ stateMachineArn: mockCase === undefined ? arn : `${arn}#${mockCase}`, name, input }))).executionArn ?? ''),
    stopExecution: (arn, { error, cause }) => ask('StopExecution', arn, async () => void (await send(new StopExecutionCommand({ executionArn: arn, error, cause })))),
    redriveExecution: (arn) => ask('RedriveExecution', arn, async () => (await send(new RedriveExecutionCommand({ executionArn: arn }))).redriveDate ?? new Date(clock.now())),
    describeExecution: (arn) => ask('DescribeExecution', arn, async () => executionOf(await send(new DescribeExecutionCommand({ executionArn: arn })))),
    listExecutions: (machineArn, { next: nextToken, status, limit = 100 }) => ask('ListExecutions', machineArn, async () => {
      const { executions = [], nextToken: next } = await send(new ListExecutionsCommand({ stateMachineArn: machineArn, statusFilter: status, maxResults: limit, nextToken }));
      return { executions: executions.map(summaryOf), next };
    }),
    describeMachineOf: (executionArn) => ask('DescribeStateMachineForExecution', executionArn, async () => machineOf(await send(new DescribeStateMachineForExecutionCommand({ executionArn })))),
    eventsAfter: (executionArn, after, more) => ask('GetExecutionHistory', executionArn, async () => {
      const page = (nextToken: string | undefined) => send(new GetExecutionHistoryCommand({ executionArn, nextToken, maxResults: after === 0 ? WHOLE : RECENT, reverseOrder: after > 0, includeExecutionData: true }));
      if (after === 0) return all(async (nextToken) => {
        const { events = [], nextToken: next } = await page(nextToken);
        return { items: events.map(eventOf), next };
      }, more);
      const found = await all(async (nextToken) => {
        const { events = [], nextToken: next } = await page(nextToken);
        const fresh = events.map(eventOf).filter((e) => e.id > after);
        return { items: fresh, next: fresh.length < events.length ? undefined : next };
      }, more);
      return found.reverse();
    }),
  };
}

function tagList(tags: Readonly<Record<string, string>>): { readonly key: string; readonly value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

async function all<T>(page: (next: string | undefined) => Promise<{ readonly items: readonly T[]; readonly next: string | undefined }>, more?: (items: number) => Promise<void>): Promise<T[]> {
  const found: T[] = [];
  let next: string | undefined;
  do {
    if (next !== undefined) await more?.(found.length);
    const one = await page(next);
    found.push(...one.items);
    next = one.next;
  } while (next !== undefined);
  return found;
}
