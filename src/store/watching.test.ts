import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AwsFault } from '../aws/fault.ts';
import type { Execution, StepFunctions } from '../aws/stepFunctions/types.ts';
import { catalogFor } from '../core/catalog/load.ts';
import { compile } from '../core/compile/compile.ts';
import { definitionOf } from '../core/compile/types.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import { simulate } from '../core/simulate/simulate.ts';
import { createTestApp } from '../testing/renderApp.tsx';
import { startSimulation } from './simulating.ts';
import { watchOnDrawing } from './watching.ts';

const pipeline: Pipeline = {
  format: 'cauce/1', name: 'two', machine: { name: 'two' }, environments: { dev: {} },
  steps: { first: { kind: 'wait', name: 'First', arguments: { Seconds: 60 } }, second: { kind: 'wait', name: 'Second', arguments: { Seconds: 30 }, after: ['first'] } },
};
const { artifacts } = compile(pipeline, { catalog: await catalogFor(pipeline), environment: 'dev' });
if (artifacts === null) throw new Error('the pipeline of this test has errors');
const START = Date.UTC(2026, 0, 1);
const { events } = await simulate(definitionOf(artifacts), { input: {}, answers: () => ({ return: {}, seconds: 0 }), startTime: START });
const ARN = 'arn:aws:states:eu-west-1:111122223333:execution:two:one';
const shown = { pipeline, artifacts, environment: 'dev' };

/** AWS as it answers while virtual time passes: the events that were written until now. */
function awsAt(now: () => number, fault: () => AwsFault | undefined = () => undefined): StepFunctions {
  const written = () => events.filter((e) => e.timestamp.getTime() <= now());
  const over = () => written().length === events.length;
  return {
    eventsAfter: (_: string, after: number) => {
      const refused = fault();
      return refused ? Promise.reject(refused) : Promise.resolve(written().filter((e) => e.id > after));
    },
    describeExecution: () => Promise.resolve({ arn: ARN, status: over() ? 'SUCCEEDED' : 'RUNNING', startedAt: new Date(START), stoppedAt: over() ? new Date(now()) : undefined, input: '{"a":1}', redriveCount: 0, redrive: { possible: false } } as Execution),
  } as unknown as StepFunctions;
}

beforeEach(() => void vi.useFakeTimers({ now: START }));
afterEach(() => void vi.useRealTimers());
const app = () => createTestApp(pipeline, { clock: { now: () => Date.now() } });
const kinds = (a: ReturnType<typeof app>) => [...(a.store.getState().simulation.statuses ?? [])].map(([id, s]) => `${id} ${s.kind}`);

test('the drawing follows an execution from its start to its end', async () => {
  const a = app();
  const watching = watchOnDrawing(a, awsAt(Date.now), ARN, 'one', shown);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(kinds(a)).toEqual(['first running', 'second waiting']);
  expect(a.store.getState().simulation.live).toMatchObject({ name: 'one', status: 'RUNNING', watching: true, fault: null });
  expect(a.store.getState().simulation.statuses?.get('first')?.seconds).toBeGreaterThan(14);
  await vi.advanceTimersByTimeAsync(50_000);
  expect(kinds(a)).toEqual(['first succeeded', 'second running']);
  await vi.advanceTimersByTimeAsync(40_000);
  expect((await watching)?.status).toBe('SUCCEEDED');
  expect(kinds(a)).toEqual(['first succeeded', 'second succeeded']);
  expect(a.store.getState().simulation.live).toMatchObject({ status: 'SUCCEEDED', watching: false });
  expect(a.store.getState().simulation.result?.run).toMatchObject({ status: 'SUCCEEDED', input: { a: 1 }, durationSeconds: 90 });
});

test('a fault that passes is told and watched through; one that does not ends the watching, and what was seen stays', async () => {
  const a = app();
  let fault: AwsFault | undefined;
  const watching = watchOnDrawing(a, awsAt(Date.now, () => fault), ARN, 'one', shown);
  await vi.advanceTimersByTimeAsync(10_000);
  fault = new AwsFault('throttled', 'Too many calls.', 'It is tried again.');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(a.store.getState().simulation.live).toMatchObject({ watching: true, fault: { message: 'Too many calls.' } });
  expect(kinds(a)).toEqual(['first running', 'second waiting']);
  fault = undefined;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(a.store.getState().simulation.live?.fault).toBeNull();
  fault = new AwsFault('not-found', 'The execution is gone.', 'Somebody deleted it.');
  await vi.advanceTimersByTimeAsync(30_000);
  await watching;
  expect(a.store.getState().simulation.live).toMatchObject({ watching: false, fault: { message: 'The execution is gone.' } });
  expect(a.store.getState().simulation.result?.run?.events.length).toBeGreaterThan(1);
});

test('another document, or a simulation, ends the looking', async () => {
  const a = app();
  const asked = vi.fn(awsAt(Date.now).eventsAfter);
  const watching = watchOnDrawing(a, { ...awsAt(Date.now), eventsAfter: asked }, ARN, 'one', shown);
  await vi.advanceTimersByTimeAsync(10_000);
  startSimulation(a);
  expect(a.store.getState().simulation.live).toBeNull();
  await vi.advanceTimersByTimeAsync(10_000);
  await watching;
  const calls = asked.mock.calls.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked.mock.calls.length).toBe(calls);
});
