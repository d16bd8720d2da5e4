import { expect, test, vi } from 'vitest';
import { AwsFault } from '../../aws/fault.ts';
import type { Execution, StepFunctions } from '../../aws/stepFunctions/types.ts';
import { catalogFor } from '../../core/catalog/load.ts';
import { compile } from '../../core/compile/compile.ts';
import { definitionOf } from '../../core/compile/types.ts';
import { withCarried } from '../../core/deliver/carry/carriedPipeline.ts';
import type { Pipeline } from '../../core/model/pipeline.ts';
import { simulate } from '../../core/simulate/simulate.ts';
import { gzip } from '../../platform/compression.ts';
import { createSimulateService } from '../../platform/simulateService.ts';
import { createTestApp } from '../../testing/renderApp.tsx';
import { deliveryOf, type Look } from '../delivery.ts';
import { compareRuns, comparingOf, endComparison } from './comparing.ts';
import { runListOf, SIMULATION } from './runList.ts';

const pipelineWith = (name: string, seconds: number): Pipeline => ({
  format: 'cauce/1', name: 'two', machine: { name: 'two', role: 'arn:aws:iam::111122223333:role/r' }, environments: { dev: {} }, parameters: { Depth: { type: 'integer', phase: 'run', default: seconds } },
  steps: { first: { kind: 'wait', name, arguments: { Seconds: seconds } }, second: { kind: 'pass', name: 'Second', arguments: { Output: { depth: { $param: 'Depth' } } }, after: ['first'] } },
  outputs: { depth: { $param: 'Depth' } },
});
const catalog = await catalogFor(pipelineWith('First', 1));

/** A machine as it was deployed once, and an execution of it. */
async function ran(name: string, pipeline: Pipeline, input: string, startTime: number) {
  const { artifacts, diagnostics } = compile(pipeline, { catalog, environment: 'dev' });
  if (artifacts === null) throw new Error(JSON.stringify(diagnostics));
  const run = await simulate(definitionOf(artifacts), { input: JSON.parse(input), answers: () => ({ return: {} }), startTime });
  const execution: Execution = {
    arn: name, machineArn: 'm', name, status: 'SUCCEEDED', startedAt: new Date(startTime), stoppedAt: new Date(startTime + run.durationSeconds * 1000), versionArn: undefined, aliasArn: undefined, redriveCount: 0,
    input, output: JSON.stringify(run.output), error: undefined, cause: undefined, redrive: { possible: false, reason: undefined },
  };
  return { execution, artifacts, events: run.events, definition: (await withCarried(artifacts.definitionText, { pipeline, manifest: artifacts.manifest, environment: 'dev' }, gzip)) ?? '' };
}

const now = pipelineWith('First', 30);
const START = Date.UTC(2026, 0, 1);
const early = await ran('early', pipelineWith('Before', 20), '{"Depth":3}', START);
const late = await ran('late', now, '{}', START + 3_600_000);

async function opened(parts: Partial<StepFunctions> = {}) {
  const runs = { early, late };
  const of = (arn: string) => runs[arn as keyof typeof runs];
  const calls: string[] = [];
  const noted = <T>(what: string, arn: string, answer: T): Promise<T> => {
    calls.push(`${what} ${arn}`);
    return Promise.resolve(answer);
  };
  const stepFunctions = {
    describeExecution: (arn: string) => noted('execution', arn, of(arn).execution),
    describeMachineOf: (arn: string) => noted('machine', arn, { definition: of(arn).definition, name: 'two' }),
    eventsAfter: (arn: string) => noted('history', arn, of(arn).events),
    ...parts,
  } as unknown as StepFunctions;
  const simulating = createSimulateService();
  const app = createTestApp(now, {
    compiler: { compile: () => Promise.resolve(null), compileOnce: (p, choice) => Promise.resolve(compile(p, { catalog, ...choice })) },
    simulator: { simulate: (p, choice) => simulating(p, choice), stop: () => undefined },
  });
  deliveryOf(app).setState({ look: { pipeline: now, environment: 'dev', artifacts: late.artifacts, session: { stepFunctions, now: Date.now } } as unknown as Look });
  return { app, calls, comparing: () => comparingOf(app).getState() };
}

test('two runs stand side by side, the earlier one first, each by the drawing that it ran', async () => {
  const { app, comparing } = await opened();
  await compareRuns(app, ['late', 'early']);
  const { a, b, fault } = comparing();
  expect(fault).toBeNull();
  expect([a?.name, b?.name]).toEqual(['early', 'late']);
  // The step was called something else then, and is the same step.
  expect([a?.names.get('first'), b?.names.get('first')]).toEqual(['Before', 'First']);
  expect([a?.times.get('first')?.seconds, b?.times.get('first')?.seconds]).toEqual([20, 30]);
  expect([a?.input, b?.input]).toEqual([{ Depth: 3 }, {}]);
  expect(a?.sha256).not.toBe(b?.sha256);
  expect(a?.manifest).toMatchObject({ parameters: [{ name: 'Depth', default: 20 }] });
  expect(a?.output).not.toEqual(b?.output);
});

test('what has ended is read once', async () => {
  const { app, calls } = await opened();
  await compareRuns(app, ['late', 'early']);
  endComparison(app);
  const before = calls.length;
  await compareRuns(app, ['early', 'late']);
  expect(calls).toHaveLength(before);
  expect(runListOf(app).getState().compared).toEqual(['early', 'late']);
});

test('a run beside the simulation of what is drawn, with its input', async () => {
  const { app, comparing } = await opened();
  await compareRuns(app, ['early', SIMULATION]);
  const { a, b } = comparing();
  expect([a?.name, b?.name, b?.arn]).toEqual(['early', 'Simulation', undefined]);
  expect(b?.input).toEqual({ Depth: 3 });
  expect(b?.output).toEqual(a?.output);
  expect(b?.times.get('first')?.seconds).toBe(30);
});

test('a comparison that was left is not shown when it comes', async () => {
  const { app, comparing } = await opened();
  const coming = compareRuns(app, ['late', 'early']);
  endComparison(app);
  await coming;
  expect(comparing()).toMatchObject({ a: null, b: null, fault: null, left: true });
});

test('what cannot be read is said', async () => {
  const { app, comparing } = await opened({ describeMachineOf: vi.fn(() => Promise.reject(new AwsFault('access-denied', 'The role may not.', 'Ask for it.'))) });
  await compareRuns(app, ['late', 'early']);
  expect(comparing().fault?.message).toBe('The role may not.');
});
