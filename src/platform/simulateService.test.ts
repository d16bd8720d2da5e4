import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { parsePipeline } from '../core/file/parse.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import { createSimulateService } from './simulateService.ts';

const file = resolve(import.meta.dirname, '../../public/samples/training.cauce.json');
const pipeline = parsePipeline(readFileSync(file, 'utf8'), file).pipeline as Pipeline;
const simulateRequest = createSimulateService();
const train = Object.keys(pipeline.steps).find((id) => pipeline.steps[id]?.kind === 'sagemaker:createTrainingJob.sync') ?? '';

it('simulates the training sample to its end, with a timeline', async () => {
  const { diagnostics, run } = await simulateRequest(pipeline, { name: 'case', testCase: {} });
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  expect(run?.status).toBe('SUCCEEDED');
  expect(run?.timeline.steps.get(train)?.[0]?.outcome).toBe('succeeded');
  expect(() => structuredClone(run)).not.toThrow();
});

it('makes a step fail, and says where it ended', async () => {
  const { run } = await simulateRequest(pipeline, { name: 'case', testCase: { faults: { [train]: { error: 'Boom', cause: 'it broke' } } } });
  expect(run?.timeline.steps.get(train)?.[0]?.attempts.at(-1)).toMatchObject({ outcome: 'failed', error: 'Boom', cause: 'it broke' });
});

it('says why a pipeline with errors is not simulated', async () => {
  const { diagnostics, run } = await simulateRequest({ ...pipeline, steps: { ...pipeline.steps, lost: { kind: 'sagemaker:createTrainingJob.sync', name: 'Lost', arguments: {} } } }, { name: 'case', testCase: {} });
  expect(run).toBeNull();
  expect(diagnostics.some((d) => d.severity === 'error' && d.where.step === 'lost')).toBe(true);
});

it('runs all cases beside the one that is shown, and says what they cover together', async () => {
  const good = await simulateRequest(pipeline, { name: 'good', testCase: {}, cases: { good: {} } });
  const failing = { faults: { [train]: { error: 'Boom' } }, expect: { status: 'SUCCEEDED' as const } };
  const both = await simulateRequest(pipeline, { name: 'good', testCase: {}, cases: { good: {}, failing } });
  expect(both.cases.map((c) => [c.name, c.status, c.failures.length])).toEqual([['good', 'SUCCEEDED', 0], ['failing', 'FAILED', 1]]);
  expect(both.coverage?.taken).toBeGreaterThan(good.coverage?.taken ?? Infinity);
});

it('finds a case for what no case takes', async () => {
  const { coverage } = await simulateRequest(pipeline, { name: 'good', testCase: {}, cases: { good: {} } });
  const missing = coverage?.missing.find((p) => p.kind === 'way');
  if (!missing) throw new Error('the sample has a way that a good run does not take');
  const { found } = await simulateRequest(pipeline, { name: 'good', testCase: {}, cases: { good: {} }, missing });
  const both = await simulateRequest(pipeline, { name: 'good', testCase: {}, cases: { good: {}, found: found ?? {} } });
  expect(both.coverage?.missing).not.toContainEqual(missing);
});
