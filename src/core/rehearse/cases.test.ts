import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { flow, pass, pipelineOf, plainCatalog, task } from '../../testing/build.ts';
import type { Json } from '../base/json.ts';
import { catalogFor } from '../catalog/load.ts';
import { parsePipeline } from '../file/parse.ts';
import type { Language, Pipeline } from '../model/pipeline.ts';
import type { TestCase } from '../model/testCases.ts';
import { Rehearsals, runCase, type CaseOptions } from './cases.ts';

const payload = (path: readonly string[]): Json => ({ $output: { from: 'score', path: ['Payload', ...path] } });
const drawn = pipelineOf(
  {
    score: task('Score', { FunctionName: 'score' }, { retry: [{ errors: ['Lambda.ServiceException'], intervalSeconds: 2, maxAttempts: 2 }], timeoutSeconds: 100 }),
    gate: flow('choice', 'Gate', { branches: [{ when: { $compare: [payload(['auc']), '>=', { $param: 'MinAuc' }] }, to: 'keep' }], otherwise: { to: 'reject' } }),
    keep: task('Keep', { FunctionName: 'keep', Payload: { auc: payload(['auc']) } }),
    reject: flow('fail', 'Reject', { arguments: { Error: 'NotGoodEnough', Cause: 'too low' } }),
  },
  { parameters: { MinAuc: { type: 'number', phase: 'run', default: 0.8 } }, environments: { dev: { inputDefaults: { MinAuc: 0.99 } } }, outputs: { auc: payload(['auc']) } },
);
const rehearsals = new Rehearsals(drawn, { catalog: plainCatalog });
const run = (testCase: TestCase, options: CaseOptions = {}, name = 'Case') => runCase(rehearsals, name, testCase, options);

describe('expectations', () => {
  test('a case whose expectations hold passes', async () => {
    const ran = await run({ answers: { score: { Payload: { auc: 0.9 } } }, expect: { status: 'SUCCEEDED', output: { auc: 0.9 }, runs: ['score', 'keep', 'gate'], skips: ['reject'] } });
    expect([ran.failures, ran.passed, ran.simulation?.status]).toEqual([[], true, 'SUCCEEDED']);
  });

  test('each expectation that does not hold is said in a line', async () => {
    const ran = await run({ input: { MinAuc: 0.99 }, answers: { score: { Payload: { auc: 0.9 } } }, expect: { status: 'SUCCEEDED', error: 'Other', output: { auc: 1 }, runs: ['keep'], skips: ['reject', 'score'] } });
    expect(ran.passed).toBe(false);
    expect(ran.failures).toEqual([
      'status is FAILED (NotGoodEnough: too low), not SUCCEEDED',
      'error is NotGoodEnough, not Other',
      'output is missing, not {"auc":1}',
      '“Keep” (keep) did not run',
      '“Reject” (reject) ran',
      '“Score” (score) ran',
    ]);
  });

  test('an output differs by place', async () => {
    const ran = await run({ answers: { score: { Payload: { auc: { a: [1, 2], b: 1 } } } }, input: { MinAuc: 0 }, expect: { output: { auc: { a: [1, 3, 4], c: 1 } }, status: 'SUCCEEDED' } });
    // An object is not greater than a number: the pipeline rejects it, in JSONata with an error of its own.
    expect(ran.simulation?.status).toBe('FAILED');
    const well = await run({ answers: { score: { Payload: { auc: 0.9 } } }, expect: { output: { auc: 0.8, more: null } } });
    expect(well.failures).toEqual(['output /auc is 0.9, not 0.8', 'output /more is missing, not null']);
  });

  test('a case that expects nothing expects success; one that expects something is judged by that alone', async () => {
    expect((await run({ input: { MinAuc: 1 } })).failures).toEqual(['status is FAILED (NotGoodEnough: too low), not SUCCEEDED']);
    expect((await run({ input: { MinAuc: 1 }, expect: { skips: ['keep'] } })).passed).toBe(true);
  });
});

describe('redrives', () => {
  const broken = { faults: { score: { error: 'Lambda.Unknown', cause: 'no luck', times: 2 } } };

  test('a case is redriven as often as it says, while it fails', async () => {
    expect((await run({ ...broken, redrives: 1 })).simulation).toMatchObject({ status: 'FAILED', redriveCount: 1 });
    const ran = await run({ ...broken, redrives: 5 });
    expect([ran.passed, ran.attempts.map((a) => a.status)]).toEqual([true, ['FAILED', 'FAILED', 'SUCCEEDED']]);
  });

  test('after a failure it goes on with the answers of another case, in the same history', async () => {
    const first = await run({ faults: { keep: {} } });
    const { simulation, attempts } = await run({ faults: { keep: {} } }, { then: [{ answers: { keep: { Payload: 'kept' }, score: { Payload: { auc: 0 } } } }] });
    expect(attempts.map((a) => a.status)).toEqual(['FAILED', 'SUCCEEDED']);
    expect(simulation?.events.slice(0, first.simulation?.events.length)).toEqual(first.simulation?.events);
    expect(simulation?.events.filter((e) => e.type === 'LambdaFunctionScheduled' || e.type === 'TaskScheduled')).toHaveLength(3);
  });

  test('one that cannot be redriven does not pass', async () => {
    const express = new Rehearsals({ ...drawn, machine: { type: 'EXPRESS' } }, { catalog: plainCatalog });
    expect((await runCase(express, 'Case', { ...broken, redrives: 1, expect: { status: 'FAILED' } })).failures).toEqual(['was not redriven: Express executions cannot be redriven']);
  });
});

describe('what a case gives', () => {
  test('the environment, compiled once however many cases run in it', async () => {
    const ran = await run({ environment: 'dev', expect: { error: 'NotGoodEnough' } });
    expect(ran.passed).toBe(true);
    expect(rehearsals.of('dev')).toBe(rehearsals.of('dev'));
    expect((await run({ environment: 'moon' })).diagnostics.map((d) => d.code)).toEqual(['unknown-environment']);
  });

  test('faults, the first so many calls, with the time that the call takes', async () => {
    const ran = await run({ faults: { score: { error: 'Lambda.ServiceException', times: 2 } }, durations: { score: 50 } });
    expect([ran.simulation?.status, ran.simulation?.durationSeconds]).toEqual(['SUCCEEDED', 50 + 2 + 50 + 4 + 50 + 1]);
    const always = await run({ faults: { score: { error: 'Lambda.ServiceException' } }, expect: { status: 'FAILED', error: 'Lambda.ServiceException', skips: ['gate'] } });
    expect(always.failures).toEqual([]);
    expect((await run({ faults: { score: { kind: 'late' } } })).simulation?.error).toBe('States.Timeout');
  });

  test('mocks by their name, else by that of the case; pinned answers stand before them, both take their time', async () => {
    const mocks = { StateMachines: { test: { TestCases: { low: { Score: 'low' } } } }, MockedResponses: { low: { '0': { Return: { Payload: { auc: 0.1 } } } } } };
    const rejected = { expect: { error: 'NotGoodEnough' } };
    expect((await run({ ...rejected, mocks: 'low', durations: { score: 7 } }, { mocks })).simulation?.durationSeconds).toBe(7);
    expect((await run(rejected, { mocks }, 'low')).passed).toBe(true);
    expect((await run({}, { mocks }, 'other')).passed).toBe(true);
    expect((await run({ answers: { score: { Payload: { auc: 0.9 } } } }, { mocks }, 'low')).passed).toBe(true);
    expect((await run({ mocks: 'lwo' }, { mocks })).diagnostics).toMatchObject([{ code: 'mock-no-case', where: { pointer: '/cases/Case/mocks' } }]);
    expect((await run({ mocks: 'low' })).diagnostics.map((d) => d.code)).toEqual(['case-without-mocks']);
  });

  test('a step that is not there, or calls nothing, is an error at its place, and nothing is run', async () => {
    const ran = await run({ faults: { scoer: {} }, answers: { gate: 1 }, expect: { runs: ['kepe'] } });
    expect(ran.diagnostics.map((d) => [d.code, d.where.pointer])).toEqual([
      ['case-unknown-step', '/cases/Case/faults/scoer'],
      ['case-step-calls-nothing', '/cases/Case/answers/gate'],
      ['case-unknown-step', '/cases/Case/expect/runs/0'],
    ]);
    expect(ran.diagnostics[0]?.hint).toContain('score');
    expect([ran.simulation, ran.passed]).toEqual([undefined, false]);
  });

  test('the same case gives the same events', async () => {
    const [a, b] = await Promise.all([run({ seed: 3 }), run({ seed: 3 })]);
    expect(JSON.stringify(a.simulation)).toBe(JSON.stringify(b.simulation));
  });
});

test('a Succeed in a branch is no state; whether it ran is told from what led to it', async () => {
  const inner = {
    look: flow('choice', 'Look', { branches: [{ when: { $compare: [{ $param: 'Go' }, '==', true] }, to: 'work' }], otherwise: { to: 'done' } }),
    work: task('Work', { FunctionName: 'w' }),
    done: flow('succeed', 'Done'),
  };
  const pipeline = pipelineOf({ both: flow('parallel', 'Both', { branches: [{ id: 'a', steps: inner }, { id: 'b', steps: { other: pass('Other', { x: 1 }) } }] }) }, { parameters: { Go: { type: 'boolean', phase: 'run', default: true } } });
  const all = new Rehearsals(pipeline, { catalog: plainCatalog });
  expect((await runCase(all, 'a', { input: { Go: true }, expect: { runs: ['work', 'other', 'both'], skips: ['done'] } })).failures).toEqual([]);
  expect((await runCase(all, 'b', { input: { Go: false }, expect: { runs: ['done'], skips: ['work'] } })).failures).toEqual([]);
});

describe.each(['jsonata', 'jsonpath'] as const)('steps of several states (%s)', (language: Language) => {
  let sample: Pipeline;
  let training: Rehearsals;
  beforeAll(async () => {
    const read = parsePipeline(readFileSync(resolve(import.meta.dirname, '../../../public/samples/training.cauce.json'), 'utf8'));
    if (!read.ok) throw new Error('the sample cannot be read');
    sample = read.pipeline;
    training = new Rehearsals(sample, { catalog: await catalogFor(sample), language });
  });

  test('the id of an evaluation means its job, and its report has a name of its own', async () => {
    const failed = await runCase(training, 'a', { environment: 'dev', faults: { evaluate: { error: 'States.TaskFailed' } }, expect: { skips: ['gate'], runs: ['evaluate'] } });
    expect(failed.failures).toEqual([]);
    const job = failed.simulation?.events.findLast((e) => e.type === 'TaskFailed');
    expect(job?.taskFailedEventDetails?.resource).toBe('createProcessingJob.sync');
    const low = await runCase(training, 'b', { environment: 'dev', answers: { 'evaluate/metrics': { classification: { auc: 0.1 } } }, expect: { runs: ['reject'], skips: ['create-model'] } });
    expect(low.failures).toEqual([]);
  });

  test('the id of an endpoint means its creation', async () => {
    const ran = await runCase(training, 'c', { environment: 'dev', faults: { deploy: { error: 'SageMaker.AmazonSageMakerException' } } });
    const failed = ran.simulation?.events.filter((e) => e.taskFailedEventDetails !== undefined).map((e) => e.taskFailedEventDetails?.resource);
    expect(new Set(failed)).toEqual(new Set(['createEndpoint']));
    expect(ran.passed).toBe(true);
  });
});
