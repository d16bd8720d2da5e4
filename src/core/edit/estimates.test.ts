import { expect, test } from 'vitest';
import { after, flow, pass, pipelineOf, task } from '../../testing/build.ts';
import { parsePipeline } from '../file/parse.ts';
import { serializePipeline } from '../file/serialize.ts';
import type { Pipeline } from '../model/pipeline.ts';
import { setEstimate, takeMeasured } from './estimates.ts';

const start: Pipeline = pipelineOf({ a: task('A'), each: flow('map', 'Each', { steps: { b: pass('B') } }) });
const measured = { on: '2026-11-25', run: 'nightly-17' };

test('measured estimates keep the run that they are of, in bodies too, through file and back', () => {
  const taken = after(start, takeMeasured(new Map([['a', 12], ['b', 0.4], ['gone', 3]]), measured));
  expect(taken.steps['a']).toMatchObject({ estimateSeconds: 12, measured });
  expect(taken.steps['each']).toMatchObject({ steps: { b: { estimateSeconds: 0.4, measured } } });
  const text = serializePipeline(taken);
  expect(text).toMatch(/"estimateSeconds": 12,\s+"measured": \{\s*"on": "2026-11-25",\s*"run": "nightly-17"\s*\}/);
  expect(parsePipeline(text)).toMatchObject({ ok: true, intact: true, pipeline: taken });
});

test('what a person estimates then is measured no more', () => {
  const taken = after(start, takeMeasured(new Map([['a', 12]]), measured));
  expect(after(taken, setEstimate('a', 20)).steps['a']).toEqual({ ...start.steps['a'], estimateSeconds: 20 });
  expect(after(taken, setEstimate('a', undefined)).steps['a']).toEqual(start.steps['a']);
});

test('a measured value that cannot be one is told when the file is opened', () => {
  const text = serializePipeline(pipelineOf({ a: task('A', {}, { measured: { run: 7 } }) }));
  expect(parsePipeline(text)).toMatchObject({ ok: true, intact: false });
});
