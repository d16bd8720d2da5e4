import { describe, expect, test } from 'vitest';
import { after, flow, output, pass, pipelineOf, reasonOf } from '../../testing/build.ts';
import { copySteps, duplicateSteps, pasteSteps } from './clipboard.ts';
import { addLane, removeLane } from './lanes.ts';
import { moveToScope, wrapInMap, wrapInParallel } from './scopeMoves.ts';
import { placesOf } from './tree.ts';

const chain = pipelineOf(
  { a: pass('A', { x: 1 }), b: pass('B', { x: output('a/x') }, { after: ['z'] }), c: pass('C', { x: output('b/x') }), z: pass('Z') },
  { layout: { a: [0, 0], b: [0, 200], c: [0, 400] }, outputs: { o: output('b/x') } },
);

describe('into a container', () => {
  test('what is read outside becomes a result, order stops at the wall, places stay', () => {
    const p = after(chain, wrapInMap(['b'], { id: 'each', name: 'Each' }));
    expect(p.steps['each']).toMatchObject({ kind: 'map', after: ['z'], steps: { b: { arguments: { x: { $output: 'a/x' } } } }, result: { x: { $output: 'b/x' } } });
    expect(p.steps['c']).toMatchObject({ arguments: { x: { $output: 'each/x' } } });
    expect(p.outputs).toEqual({ o: { $output: 'each/x' } });
    expect(p.layout).toMatchObject({ each: [-40, 106, 312, expect.any(Number) as number], b: [40, 94] });
  });
  test('what stood near makes room, and what is above or left stays', () => {
    const dense = pipelineOf({ a: pass('A'), b: pass('B'), c: pass('C'), d: pass('D') }, { layout: { a: [0, 0], b: [0, 100], c: [0, 200], d: [272, 100] } });
    const p = after(dense, wrapInMap(['b'], { id: 'each' }));
    const { a, each, b, c, d } = p.layout as Record<string, readonly number[]>;
    expect([a, b]).toEqual([[0, 0], [40, 94]]);
    expect(each?.slice(0, 2)).toEqual([-40, 88]);
    expect(c?.[1]).toBeGreaterThanOrEqual((each?.[1] ?? 0) + (each?.[3] ?? 0) + 24);
    expect(d?.[0]).toBeGreaterThanOrEqual((each?.[0] ?? 0) + (each?.[2] ?? 0) + 24);
  });
  test('and out again it is as it was, but for the order edge that stayed with the container', () => {
    const back = after(chain, wrapInMap(['b'], { id: 'each' }), moveToScope(['b'], { path: [] }));
    expect(back.steps['c']).toEqual(chain.steps['c']);
    expect(back.steps['each']).toMatchObject({ steps: {}, result: {} });
    expect(back.layout?.['b']).toEqual([0, 200]);
  });
  test('steps that do not hang together get branches of their own', () => {
    const p = after(chain, wrapInParallel(['a', 'b', 'z'], { id: 'both' }));
    expect(p.steps['both']).toMatchObject({ branches: [{ id: 'a', steps: { a: {}, b: {}, z: {} } }] });
    expect(after(chain, wrapInParallel(['a', 'z'], { id: 'both' })).steps['both']).toMatchObject({ branches: [{ steps: { a: {} } }, { steps: { z: {} } }] });
  });
  test('is refused when a wire could not follow', () => {
    expect(reasonOf(chain, wrapInMap(['a', 'c']))).toContain('would have to wait');
    const gate = pipelineOf({ gate: flow('choice', 'Gate', { branches: [], otherwise: { to: 'x' } }), x: pass('X') });
    expect(reasonOf(gate, wrapInMap(['gate']))).toContain('A way of “Gate”');
    expect(after(gate, wrapInMap(['x'], { id: 'm' })).steps['gate']).toMatchObject({ otherwise: { to: 'm' } });
    const each = pipelineOf({ m: flow('map', 'Each', { steps: { i: pass('I', { v: { $item: { map: 'm', path: [] } } }) } }) });
    expect(reasonOf(each, moveToScope(['i'], { path: [] }))).toContain('reads the item of “Each”');
    expect(reasonOf(each, moveToScope(['m'], { path: ['m'] }))).toContain('into itself');
    expect(reasonOf({ ...chain, onFailure: 'z' }, wrapInMap(['z']))).toContain('when the pipeline fails');
  });
});

describe('copies', () => {
  test('a duplicate reads what the original reads, and lies beside it', () => {
    const p = after(chain, duplicateSteps(['b', 'c']));
    expect(p.steps['b-2']).toEqual({ ...chain.steps['b'], name: 'B 2' });
    expect(p.steps['c-2']).toMatchObject({ name: 'C 2', arguments: { x: { $output: 'b-2/x' } } });
    expect(p.layout?.['b-2']).toEqual([40, 240]);
  });
  test('a paste elsewhere takes parameters along under free names and drops wires from nowhere', () => {
    const from = pipelineOf({ s: pass('S', { p: { $param: 'P' }, q: { $param: 'Q' }, w: output('gone/x') }) }, { parameters: { P: { type: 'string', phase: 'run' }, Q: { type: 'number', phase: 'run' }, Unused: { type: 'list', phase: 'run' } } });
    const to = pipelineOf({}, { parameters: { P: { type: 'string', phase: 'run' }, Q: { type: 'string', phase: 'deploy' } } });
    const p = after(to, pasteSteps(copySteps(from, ['s']), { at: [7, 8] }));
    expect(p.steps['s']).toMatchObject({ arguments: { p: { $param: 'P' }, q: { $param: 'Q2' } } });
    expect(p.steps['s']).not.toHaveProperty('arguments.w');
    expect(Object.keys(p.parameters ?? {})).toEqual(['P', 'Q', 'Q2']);
    expect(p.layout?.['s']).toEqual([7, 8]);
  });
  test('a container brings its body, with ids of its own', () => {
    const p = after(chain, wrapInMap(['b'], { id: 'each' }), duplicateSteps(['each', 'b']));
    expect([...placesOf(p).keys()].sort()).toEqual(['a', 'b', 'b-2', 'c', 'each', 'each-2', 'z']);
    expect(p.steps['each-2']).toMatchObject({ result: { x: { $output: 'b-2/x' } } });
  });
});

test('branches of a Parallel come and go, with what is in them', () => {
  const p = after(chain, wrapInParallel(['a', 'z'], { id: 'both' }), addLane('both', 1));
  expect((p.steps['both'] as { branches?: readonly { id: string }[] }).branches?.map((b) => b.id)).toEqual(['a', 'c', 'b']);
  const less = after(p, removeLane('both', 'a'));
  expect(less.steps['b']).toMatchObject({ arguments: {} });
  expect(less.steps['both']).toMatchObject({ branches: [{ id: 'c' }, { id: 'b', steps: { z: {} } }] });
  expect(reasonOf(p, removeLane('both', 'q'))).toContain('not there');
});
