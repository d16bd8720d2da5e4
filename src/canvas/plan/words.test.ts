import { expect, test } from 'vitest';
import { compile } from '../../core/compile/compile.ts';
import { flow, pipelineOf, plainCatalog, task } from '../../testing/build.ts';
import type { Pipeline, Step, StepId } from '../../core/model/pipeline.ts';
import { schedulesOf } from '../../store/plan.ts';
import { lostInWords, planLine } from './words.ts';

const takes = (name: string, seconds: number, after: readonly StepId[] = []): Step => task(name, { FunctionName: 'f' }, { estimateSeconds: seconds, after });
function line(steps: Readonly<Record<StepId, Step>>, scope: readonly StepId[] = [], more: Partial<Pipeline> = {}): string {
  const pipeline = pipelineOf(steps, more);
  const schedules = schedulesOf(compile(pipeline, { catalog: plainCatalog, explain: true }).schedules ?? [], scope);
  return planLine({ schedules, steps: Object.keys(steps).length, nameOf: (id) => steps[id]?.name ?? id }).map((p) => p.text).join('');
}

test('the shortest possible is said to be that, and why', () => {
  expect(line({ a: takes('A', 60), b: takes('B', 600, ['a']), c: takes('C', 300, ['a']) })).toBe('3 steps, up to 2 at a time, in about 11 min by their estimates. No order of them is faster: the slowest path takes all of that time');
});

test('what is lost is told in time and share, with who waits for whom', () => {
  const lost = line({ a: takes('Load', 180), b: takes('Clean', 120), c: takes('Join', 60, ['a', 'b']), d: takes('Report', 120, ['b']) });
  expect(lost).toBe('4 steps, up to 2 at a time, in about 5 min by their estimates: 1 min of it lost, 25 % over the ideal of about 4 min, because Step Functions makes Join wait for Report, though it uses nothing of it');
});

test('what signals take is told as such', () => {
  const steps = { a: takes('Load', 180), b: takes('Clean', 120), c: takes('Join', 60, ['a', 'b']), d: takes('Report', 120, ['b']) };
  expect(line(steps, [], { settings: { signals: true, artifacts: { bucket: 'marks' } } })).toBe('4 steps, up to 2 at a time, in about 4 min by their estimates: 2 s of it lost, 0.8 % over the ideal of about 4 min, for 1 signal between branches');
});

test('where nothing runs side by side, it is said without more', () => {
  expect(line({ a: takes('A', 60), b: takes('B', 5, ['a']) })).toBe('Nothing runs side by side here: 2 steps in about 1 min');
});

test('branches drawn by hand run side by side, each with a plan of its own', () => {
  const both = flow('parallel', 'Both', { branches: [{ id: 'x', steps: { c: takes('C', 60), d: takes('D', 90) } }, { id: 'y', steps: { e: takes('E', 200) } }] });
  expect(line({ both }, ['both'])).toBe('1 step, up to 3 at a time, in about 3 min by their estimates. No order of them is faster: the slowest path takes all of that time');
});

test.each([[0.42, '0.4 s'], [40.2, '40 s'], [280, '4 min 40 s']])('%d s lost are %s', (seconds, words) => {
  expect(lostInWords(seconds)).toBe(words);
});
