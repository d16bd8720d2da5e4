import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { flow, param, pipelineOf, task } from '../../testing/build.ts';
import { catalogFor } from '../catalog/load.ts';
import { scheduleReport } from '../compile/scheduleReport.ts';
import type { Pipeline } from '../model/pipeline.ts';
import { simulatedSeconds } from './simulatedSeconds.ts';

const SAMPLES = join(import.meta.dirname, '../../../public/samples');
const call = (name: string, estimateSeconds: number, after: readonly string[] = []) => task(name, { FunctionName: name }, { estimateSeconds, after });

test('where nothing is decided at run, the definition takes what was planned', async () => {
  const pipeline = pipelineOf({ a: call('A', 20), b: call('B', 15), c: call('C', 10, ['a', 'b']), d: call('D', 20, ['b']) });
  const catalog = await catalogFor(pipeline);
  expect(scheduleReport(pipeline, { catalog })).toMatchObject({ makespan: 40, criticalPath: 35 });
  expect(await simulatedSeconds(pipeline, { catalog })).toEqual({ seconds: 40, status: 'SUCCEEDED' });
});

test('of the ways of a Choice one is taken', async () => {
  const pipeline = pipelineOf({ pick: flow('choice', 'Pick', { branches: [{ when: param('Long'), to: 'long' }], otherwise: {} }), long: call('Long', 100), last: call('Last', 5, []) }, { parameters: { Long: { type: 'boolean', phase: 'run', default: false } } });
  const catalog = await catalogFor(pipeline);
  expect(scheduleReport(pipeline, { catalog })?.makespan).toBe(100);
  expect(await simulatedSeconds(pipeline, { catalog })).toEqual({ seconds: 5, status: 'SUCCEEDED' });
});

test.each(readdirSync(SAMPLES).filter((f) => f.endsWith('.cauce.json')))('%s ends well', async (file) => {
  const pipeline = JSON.parse(readFileSync(join(SAMPLES, file), 'utf8')) as Pipeline;
  expect(await simulatedSeconds(pipeline, { catalog: await catalogFor(pipeline) })).toMatchObject({ status: 'SUCCEEDED' });
});

test('what does not compile takes no time', async () => {
  const pipeline = pipelineOf({ a: call('A', 1, ['b']), b: call('B', 1, ['a']) });
  expect(await simulatedSeconds(pipeline, { catalog: await catalogFor(pipeline) })).toBeNull();
});
