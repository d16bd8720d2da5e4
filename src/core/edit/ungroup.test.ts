import { expect, test } from 'vitest';
import { after, flow, output, pass, pipelineOf, reasonOf } from '../../testing/build.ts';
import { wrapInMap, wrapInParallel } from './scopeMoves.ts';
import { ungroup } from './ungroup.ts';

const drawn = pipelineOf(
  { a: pass('A', { x: 1 }), b: pass('B', { x: output('a/x') }), c: pass('C', { y: output('a/x') }), d: pass('D', { x: output('b/x'), y: output('c/y') }) },
  { layout: { a: [0, 0], b: [0, 200], c: [300, 200], d: [0, 400] }, outputs: { o: output('b/x') } },
);

test('what was put into a Parallel or Map comes out as it was', () => {
  expect(after(drawn, wrapInParallel(['b', 'c'], { id: 'both' }), ungroup('both'))).toEqual(drawn);
  const apart = { ...drawn, outputs: {}, steps: { ...drawn.steps, d: pass('D') } };
  expect(after(apart, wrapInMap(['b', 'c'], { id: 'each' }), ungroup('each'))).toEqual(apart);
});

test('what waits for the container waits for what ends inside, and what begins inside for what it waited for', () => {
  const p = pipelineOf({
    a: pass('A'), z: pass('Z', {}, { after: ['both'] }),
    both: flow('parallel', 'Both', { after: ['a'], branches: [{ id: 'a', steps: { b: pass('B', { x: 1 }), c: pass('C', { y: output('b/x') }) } }, { id: 'b', steps: { d: pass('D') } }] }),
  });
  const steps = after(p, ungroup('both')).steps;
  expect(Object.keys(steps).sort()).toEqual(['a', 'b', 'c', 'd', 'z']);
  expect(steps['z']?.after).toEqual(['c', 'd']);
  expect(steps['b']?.after).toEqual(['a']);
  expect(steps['c']?.after).toBeUndefined();
  expect(steps['d']?.after).toEqual(['a']);
});

test('a way to the container leads to the one step that begins inside', () => {
  const gate = (inside: Record<string, ReturnType<typeof pass>>) => pipelineOf({ gate: flow('choice', 'Gate', { branches: [], otherwise: { to: 'm' } }), m: flow('parallel', 'Both', { branches: [{ id: 'a', steps: inside }] }) });
  expect(after(gate({ x: pass('X') }), ungroup('m')).steps['gate']).toMatchObject({ otherwise: { to: 'x' } });
  expect(reasonOf(gate({ x: pass('X'), y: pass('Y') }), ungroup('m'))).toContain('2 steps would begin');
});

test('is refused where the steps would mean something else', () => {
  const each = after(drawn, wrapInMap(['b'], { id: 'each', name: 'Each' }));
  expect(reasonOf(each, ungroup('each'))).toContain('“D” reads a list of “Each”');
  expect(reasonOf({ ...each, steps: { ...each.steps, d: pass('D') } }, ungroup('each'))).toContain('An output of the pipeline reads a list');
  const item = pipelineOf({ m: flow('map', 'Each', { steps: { i: pass('I', { v: { $item: { map: 'm', path: [] } } }) } }) });
  expect(reasonOf(item, ungroup('m'))).toContain('reads the item of “Each”');
  const caught = pipelineOf({ m: flow('parallel', 'Both', { branches: [{ id: 'a', steps: {} }], catch: [{ errors: ['States.ALL'], to: 'f' }] }), f: pass('F') });
  expect(reasonOf(caught, ungroup('m'))).toContain('catches failures of all inside');
  const text = pipelineOf({ m: flow('parallel', 'Both', { branches: [{ id: 'a', steps: { b: pass('B', { x: 1 }) } }], result: { t: { $text: ['is ', output('b/x')] } } }), d: pass('D', { x: output('m/t') }) });
  expect(reasonOf(text, ungroup('m'))).toContain('more than an output of a step');
  expect(reasonOf(drawn, ungroup('a'))).toContain('Select one Map or Parallel');
});
