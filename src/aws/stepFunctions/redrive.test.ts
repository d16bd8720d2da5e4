import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createAwsClock } from '../clock.ts';
import type { AwsFault } from '../fault.ts';
import { plainNetwork } from '../testing/environment.ts';
import { createReach } from '../transport/reach.ts';
import { createStepFunctions } from './client.ts';
import type { StepFunctions } from './types.ts';
import { watchExecution, type Look } from './watch.ts';

/** Redrives over the wire: the local AWS of the stories knows none, so this server answers as AWS's reference and its histories say. */
const ARN = 'arn:aws:states:eu-west-1:111122223333:execution:train:one';
const FAILED = [
  { id: 1, previousEventId: 0, timestamp: 1_790_000_000, type: 'ExecutionStarted', executionStartedEventDetails: { input: '{}', inputDetails: { truncated: false }, roleArn: 'arn:aws:iam::111122223333:role/r' } },
  { id: 2, previousEventId: 0, timestamp: 1_790_000_000, type: 'TaskStateEntered', stateEnteredEventDetails: { name: 'Train', input: '{}', inputDetails: { truncated: false } } },
  { id: 3, previousEventId: 2, timestamp: 1_790_000_001, type: 'ExecutionFailed', executionFailedEventDetails: { error: 'Boom', cause: 'it broke' } },
];
const REDRIVEN = [
  ...FAILED,
  { id: 4, previousEventId: 3, timestamp: 1_790_000_100, type: 'ExecutionRedriven', executionRedrivenEventDetails: { redriveCount: 1 } },
  { id: 5, previousEventId: 4, timestamp: 1_790_000_101, type: 'TaskStateExited', stateExitedEventDetails: { name: 'Train', output: '{}', outputDetails: { truncated: false } } },
  { id: 6, previousEventId: 5, timestamp: 1_790_000_101, type: 'ExecutionSucceeded', executionSucceededEventDetails: { output: '{}', outputDetails: { truncated: false } } },
];

let server: Server;
let client: StepFunctions;
let state: 'redrivable' | 'too old' | 'of a map run' | 'redriven';
const asked: string[] = [];

function described(): object {
  const base = { executionArn: ARN, stateMachineArn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:train', name: 'one', startDate: 1_790_000_000, input: '{}' };
  if (state === 'redriven') return { ...base, status: 'SUCCEEDED', stopDate: 1_790_000_101, redriveCount: 1, redriveDate: 1_790_000_100, redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven' };
  const failed = { ...base, status: 'FAILED', stopDate: 1_790_000_001, redriveCount: 0, error: 'Boom', cause: 'it broke' };
  if (state === 'too old') return { ...failed, redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason: 'Execution is FAILED and cannot be redriven because it is older than 14 days' };
  return { ...failed, redriveStatus: state === 'redrivable' ? 'REDRIVABLE' : 'REDRIVABLE_BY_MAP_RUN' };
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const action = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    asked.push(action);
    request.resume().on('end', () => {
      const say = (status: number, value: object): void => void response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(value));
      if (action === 'DescribeExecution') return say(200, described());
      if (action === 'GetExecutionHistory') return say(200, { events: asked.filter((a) => a === action).length > 1 ? [...(state === 'redriven' ? REDRIVEN : FAILED)].reverse() : FAILED });
      if (state !== 'redrivable') return say(400, { __type: 'ExecutionNotRedrivable', message: "Execution is not redrivable: 'older than 14 days'" });
      state = 'redriven';
      return say(200, { redriveDate: 1_790_000_100 });
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const reach = createReach({ connection: { name: 'x', region: 'eu-west-1', signIn: 'keys', transport: 'endpoint', transportUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }, network: plainNetwork, pageOrigin: 'http://localhost' });
  client = createStepFunctions({ ring: { keys: () => Promise.resolve({ accessKeyId: 'ASIA1', secretAccessKey: 's', sessionToken: 't' }), renew: () => Promise.resolve() }, reach, clock: createAwsClock(Date.now), attempts: 1 });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  state = 'redrivable';
  asked.length = 0;
});

async function watched(more: { readonly after?: number; readonly redriven?: boolean } = {}): Promise<Look[]> {
  const looks: Look[] = [];
  for await (const look of watchExecution(ARN, { client, budget: { take: () => Promise.resolve() }, signal: AbortSignal.timeout(5_000), wait: () => Promise.resolve(), ...more })) looks.push(look);
  return looks;
}

test('a failed execution is redriven and followed on from its last event to its new end', async () => {
  const before = await watched();
  expect(before.at(-1)?.execution).toMatchObject({ status: 'FAILED', error: 'Boom', redriveCount: 0, redrive: { possible: true } });
  expect(await client.redriveExecution(ARN)).toEqual(new Date(1_790_000_100_000));
  const after = await watched({ after: 3, redriven: true });
  expect(after.flatMap((l) => l.events.map((e) => e.id))).toEqual([4, 5, 6]);
  expect(after.at(-1)).toMatchObject({ ended: true, execution: { status: 'SUCCEEDED', redriveCount: 1, redrive: { possible: false, reason: 'Execution is SUCCEEDED and cannot be redriven' } } });
});

test.each([['too old', 'Execution is FAILED and cannot be redriven because it is older than 14 days'], ['of a map run', 'It belongs to a Map Run: redrive the execution that started that.']] as const)('where it cannot be redriven AWS says why: %s', async (now, reason) => {
  state = now;
  expect((await client.describeExecution(ARN)).redrive).toEqual({ possible: false, reason });
  const fault = (await client.redriveExecution(ARN).catch((error: unknown) => error)) as AwsFault;
  expect(fault).toMatchObject({ kind: 'invalid', code: 'ExecutionNotRedrivable' });
  expect(fault.message).toContain('older than 14 days');
});
