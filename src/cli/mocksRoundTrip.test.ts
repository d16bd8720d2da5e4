import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { Json } from '../core/base/json.ts';
import { catalogFor } from '../core/catalog/load.ts';
import { parsePipeline } from '../core/file/parse.ts';
import { parseMocks, serializeMocks } from '../core/file/mocksFile.ts';
import { edgesOf } from '../core/model/edges.ts';
import type { MockFile } from '../core/model/mocks.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import type { TestCase } from '../core/model/testCases.ts';
import { Rehearsals, runCase } from '../core/rehearse/cases.ts';
import { timelineOf } from '../core/rehearse/readTimeline.ts';
import { shownMocks } from '../core/rehearse/shownMocks.ts';
import { waysTaken } from '../core/rehearse/taken.ts';
import type { Simulation } from '../core/simulate/simulate.ts';
import { simulateCommand } from './simulate.ts';

const training = resolve(import.meta.dirname, '../../public/samples/training.cauce.json');

async function rehearsals(): Promise<Rehearsals> {
  const pipeline = parsePipeline(await readFile(training, 'utf8'), training).pipeline as Pipeline;
  return new Rehearsals(pipeline, { catalog: await catalogFor(pipeline) });
}

/** A case run in the editor, and its mocks as *Export mocks* writes them. */
async function exported(name: string, testCase: TestCase, before: MockFile | null = null) {
  const all = await rehearsals();
  const { rehearsal, simulation } = await runCase(all, name, { environment: 'dev', ...testCase }, before === null ? {} : { mocks: before });
  if (!rehearsal || !simulation) throw new Error(`${name} was not run`);
  const timeline = timelineOf({ ...simulation, states: rehearsal.steps, ways: waysTaken(rehearsal, simulation.decisions), edges: edgesOf(all.pipeline) });
  return { simulation, mocks: shownMocks(all.pipeline.name, name, testCase, timeline, rehearsal.meant, before) };
}

/** `cauce simulate --mocks` with them. */
async function simulated(mocks: MockFile): Promise<{ readonly status: string; readonly error?: string; readonly events: Simulation['events'] }> {
  const folder = await mkdtemp(join(tmpdir(), 'cauce-mocks-'));
  try {
    const file = join(folder, 'x.mocks.json');
    await writeFile(file, serializeMocks(mocks));
    let out = '';
    await simulateCommand.run({ files: [training], options: { mocks: file, env: 'dev' }, json: true }, { directory: folder, print: (line) => (out += line), printError: (line) => { throw new Error(line); } });
    return JSON.parse(out) as never;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const course = ({ events }: { readonly events: Simulation['events'] }) => events.map((e) => [e.type, e.stateEnteredEventDetails?.name, e.taskFailedEventDetails?.error, e.taskFailedEventDetails?.cause, e.stateExitedEventDetails?.output]);

test.each<[string, TestCase]>([
  ['a pinned report', { answers: { 'evaluate/metrics': { classification: { auc: 0.4 } } } }],
  ['some failures, retried', { faults: { train: { error: 'SageMaker.AmazonSageMakerException', cause: 'not now', times: 2 } } }],
  ['failures for good, caught', { faults: { train: { error: 'Boom', cause: 'it broke' } } }],
  ['a throttled service', { faults: { 'create-model': { kind: 'throttled', times: 3 } } }],
  ['the update of an endpoint', { faults: { deploy: { error: 'Exists' }, 'deploy/update': { error: 'Bad', cause: 'no' } } }],
  ['several of them', { answers: { train: { ModelArtifacts: { S3ModelArtifacts: 's3://pinned/model' } } }, faults: { preprocess: { error: 'ThrottlingException', times: 1 } } }],
])('the command line does with exported mocks what the editor showed: %s', async (name, testCase) => {
  const { simulation, mocks } = await exported(name, testCase);
  expect(parseMocks(serializeMocks(mocks)).diagnostics).toEqual([]);
  const ran = await simulated(mocks);
  expect([ran.status, ran.error ?? null]).toEqual([simulation.status, simulation.error ?? null]);
  expect(JSON.parse(JSON.stringify(course(ran)))).toEqual(JSON.parse(JSON.stringify(course(simulation))));
});

test('a pin of a step that was not reached answers as pinned, and equal calls are one range', async () => {
  const pinned: Json = { ModelArn: 'arn:x' };
  const { mocks } = await exported('x', { answers: { 'create-model': pinned }, faults: { train: { error: 'Boom' } } });
  expect(mocks.StateMachines).toEqual({ 'income-training': { TestCases: { x: { 'Create model': 'Create model', 'Train XGBoost': 'Train XGBoost' } } } });
  expect(mocks.MockedResponses).toEqual({ 'Create model': { '0-9999': { Return: pinned } }, 'Train XGBoost': { '0-9999': { Throw: { Error: 'Boom' } } } });
});

test('what the mock file answered before stays, and what was changed since stands in its place', async () => {
  const before: MockFile = {
    StateMachines: { 'income-training': { TestCases: { low: { Preprocess: 'flaky', 'Train XGBoost': 'trained' }, other: { Evaluate: 'unused' } } } },
    MockedResponses: { flaky: { '0': { Throw: { Error: 'ThrottlingException' } }, '1': { Return: {} } }, trained: { '0': { Return: { a: 1 } } }, unused: { '0': { Return: {} } } },
  };
  const { simulation, mocks } = await exported('low', { mocks: 'low', faults: { train: { error: 'Boom' } } }, before);
  expect(Object.keys(mocks.MockedResponses ?? {})).toEqual(['flaky', 'Train XGBoost']);
  const ran = await simulated(mocks);
  expect([ran.status, ran.error ?? null]).toEqual([simulation.status, simulation.error ?? null]);
});
