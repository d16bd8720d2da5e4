import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryPipeline } from '../../testing/arbitraryPipeline.ts';
import { flow, pipelineOf, plainCatalog, task } from '../../testing/build.ts';
import { catalogFor } from '../catalog/load.ts';
import { parsePipeline } from '../file/parse.ts';
import type { Pipeline } from '../model/pipeline.ts';
import { Rehearsals, runCase } from './cases.ts';
import { chaosRun, type ChaosResult } from './chaos.ts';
import { prepareRehearsal, type Rehearsal } from './prepare.ts';

const drawn = pipelineOf({
  first: task('First', { FunctionName: 'a' }, { retry: [{ errors: ['Lambda.ServiceException'], maxAttempts: 1 }] }),
  gate: flow('choice', 'Gate', { after: ['first'], branches: [{ when: { $compare: [{ $param: 'Go' }, '==', true] }, to: 'second' }], otherwise: { to: 'other' } }),
  second: task('Second', { FunctionName: 'b' }, { catch: [{ errors: ['States.Timeout'], to: 'mend' }] }),
  mend: task('Mend', { FunctionName: 'c' }),
  other: task('Other', { FunctionName: 'd' }),
}, { parameters: { Go: { type: 'boolean', phase: 'run', default: true } } });

function rehearsed(pipeline: Pipeline, catalog = plainCatalog): Rehearsal {
  const made = prepareRehearsal(pipeline, { catalog });
  if ('diagnostics' in made) throw new Error(made.diagnostics[0]?.message);
  return made;
}
const told = (results: readonly ChaosResult[], step: string, error: string) => results.filter((r) => r.step === step && r.error === error).map((r) => [r.outcome, r.status, r.endedWith]);

test('one row for each task and error: retried, caught, ended or not reached', async () => {
  const results = await chaosRun(rehearsed(drawn));
  expect(told(results, 'first', 'Lambda.ServiceException')).toEqual([['retried', 'SUCCEEDED', undefined]]);
  expect(told(results, 'first', 'States.TaskFailed')).toEqual([['ends the pipeline', 'FAILED', 'States.TaskFailed']]);
  expect(told(results, 'second', 'States.Timeout')).toEqual([['caught', 'SUCCEEDED', undefined]]);
  expect(told(results, 'second', 'Lambda.ServiceException')).toEqual([['ends the pipeline', 'FAILED', 'Lambda.ServiceException']]);
  expect(new Set(results.filter((r) => r.step === 'mend' || r.step === 'other').map((r) => r.outcome))).toEqual(new Set(['not reached']));
  expect(new Set(results.map((r) => `${r.state} ${r.error}`)).size).toBe(results.length);
});

test('an error at every call outlasts the retries; another input reaches other tasks; a run can be stopped', async () => {
  const always = await chaosRun(rehearsed(drawn), { persistent: true });
  expect(told(always, 'first', 'Lambda.ServiceException')).toEqual([['ends the pipeline', 'FAILED', 'Lambda.ServiceException']]);
  const otherwise = await chaosRun(rehearsed(drawn), { input: { Go: false } });
  expect(told(otherwise, 'other', 'States.TaskFailed')).toEqual([['ends the pipeline', 'FAILED', 'States.TaskFailed']]);
  expect(await chaosRun(rehearsed(drawn), { progress: (_, done) => done === 3 })).toHaveLength(3);
});

test('the training sample: its endpoint is updated where it cannot be created, all else is retried or told to the team', async () => {
  const read = parsePipeline(readFileSync(resolve(import.meta.dirname, '../../../public/samples/training.cauce.json'), 'utf8'));
  if (!read.ok) throw new Error('the sample cannot be read');
  const results = await chaosRun(rehearsed(read.pipeline, await catalogFor(read.pipeline)));
  expect(told(results, 'deploy', 'SageMaker.AmazonSageMakerException')).toContainEqual(['ends well', 'SUCCEEDED', undefined]);
  expect(told(results, 'train', 'SageMaker.AmazonSageMakerException')).toEqual([['retried', 'SUCCEEDED', undefined]]);
  expect(told(results, 'train', 'States.TaskFailed').map(([outcome]) => outcome)).toEqual(['caught']);
});

test('each row makes a test case that ends as the row says, whichever call of its step fails', async () => {
  const read = parsePipeline(readFileSync(resolve(import.meta.dirname, '../../../public/samples/training.cauce.json'), 'utf8'));
  if (!read.ok) throw new Error('the sample cannot be read');
  const rehearsals = new Rehearsals(read.pipeline, { catalog: await catalogFor(read.pipeline) });
  const results = await chaosRun(rehearsals.of(undefined) as Rehearsal, { persistent: true });
  expect(new Set(results.map((r) => r.key))).toEqual(new Set(['preprocess', 'train', 'evaluate', 'evaluate/metrics', 'create-model', 'configure-endpoint', 'deploy', 'deploy/update', 'deploy/status', 'notify']));
  for (const { key, fault, status, endedWith } of results) {
    const { diagnostics, simulation } = await runCase(rehearsals, 'the row', { faults: { [key]: fault } });
    expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
    expect([simulation?.status, simulation?.error]).toEqual([status, endedWith]);
  }
});

test('a chaos run of any pipeline ends each simulation as AWS would, never in an error of our own', async () => {
  let simulated = 0;
  await fc.assert(
    fc.asyncProperty(arbitraryPipeline({ maxSteps: 8 }), async (pipeline) => {
      const made = prepareRehearsal(pipeline, { catalog: await catalogFor(pipeline), environment: 'dev' });
      if ('diagnostics' in made) return;
      for (const r of await chaosRun(made)) {
        simulated++;
        expect(r.status).not.toBe('RUNNING');
        expect(r.outcome === 'ends the pipeline' ? r.status : 'FAILED').not.toBe('SUCCEEDED');
      }
    }),
    { numRuns: 25 },
  );
  expect(simulated).toBeGreaterThan(100);
}, 120_000);
