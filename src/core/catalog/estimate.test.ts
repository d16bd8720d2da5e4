import { expect, it } from 'vitest';
import type { Pipeline, Step } from '../model/pipeline.ts';
import { estimatedSeconds } from './estimate.ts';
import { makeCatalog } from './load.ts';

const catalog = makeCatalog(new Map());
const step = (seconds: number, after: readonly string[] = []): Step => ({ kind: 'pass', name: 's', estimateSeconds: seconds, ...(after.length > 0 ? { after } : {}) });
const estimate = (steps: Pipeline['steps']): number => estimatedSeconds(steps, catalog);

it('is the longest way, not the sum', () => {
  expect(estimate({})).toBe(0);
  expect(estimate({ a: step(60), b: step(300, ['a']), c: step(30, ['a']), d: step(5, ['b', 'c']) })).toBe(365);
});

it('takes the time of the kind where the step has none, and that of a wait', () => {
  const wait = (args: { Seconds: number } | { Timestamp: string }): Step => ({ kind: 'wait', name: 'w', arguments: args });
  expect(estimate({ a: { kind: 'sagemaker:createTrainingJob.sync', name: 'a' } })).toBe(1200);
  expect(estimate({ a: wait({ Seconds: 90 }) })).toBe(90);
});

it('counts a container as what is inside, and what waits for a step in it as waiting for the container', () => {
  expect(estimate({
    a: step(10),
    m: { kind: 'map', name: 'm', items: [1], steps: { x: step(60), y: step(40, ['x']) } },
    p: { kind: 'parallel', name: 'p', after: ['m'], branches: [{ id: 'l', steps: { l: step(20) } }, { id: 'r', steps: { r: step(70) } }] },
  })).toBe(170);
});

it('counts a loop once, and no failures', () => {
  expect(estimate({
    a: { kind: 'lambda:invoke', name: 'a', estimateSeconds: 10, catch: [{ errors: ['States.ALL'], to: 'h' }] },
    g: { kind: 'choice', name: 'g', after: ['a'], branches: [{ when: { $compare: [1, '=', 1] }, to: 'a'}], estimateSeconds: 1 },
    h: step(500),
  })).toBe(500);
});
