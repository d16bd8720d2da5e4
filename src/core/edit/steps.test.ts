import { describe, expect, test } from 'vitest';
import { after, flow, output, pass, pipelineOf, plainCatalog, reasonOf, task } from '../../testing/build.ts';
import { edgesOf } from '../model/edges.ts';
import { addStep, moveSteps, removeSteps, renameStep } from './steps.ts';

const three = pipelineOf({ a: pass('A', { x: 1 }), b: pass('B', { x: output('a/x') }), c: pass('C', { t: { $text: ['<', output('b/x'), '>'] } }) });

describe('adding', () => {
  test('names and ids are free, defaults and templates are written into the step', () => {
    const p = after(pipelineOf({}), addStep({ kind: 'lambda:invoke' }, plainCatalog), addStep({ kind: 'lambda:invoke', at: [10, 20] }, plainCatalog));
    expect(Object.entries(p.steps).map(([id, s]) => [id, s.name])).toEqual([['lambda-function', 'Lambda function'], ['lambda-function-2', 'Lambda function 2']]);
    expect(p.steps['lambda-function']).toMatchObject({ arguments: {}, retry: [{ maxAttempts: 3 }] });
    expect(p.layout).toEqual({ 'lambda-function-2': [10, 20] });
  });
  test('into a branch of a Parallel', () => {
    const p = after(pipelineOf({}), addStep({ kind: 'parallel', id: 'both' }, plainCatalog), addStep({ kind: 'pass', id: 'in', scope: { path: ['both'], branch: 'b' } }, plainCatalog));
    expect(p.steps['both']).toMatchObject({ branches: [{ id: 'a', steps: {} }, { id: 'b', steps: { in: { kind: 'pass' } } }] });
  });
  test('is refused for an id that is taken, an unknown kind, a scope that is gone', () => {
    expect(reasonOf(three, addStep({ kind: 'pass', id: 'a' }, plainCatalog))).toContain('already');
    expect(reasonOf(three, addStep({ kind: 'nope' }, plainCatalog))).toContain('nope');
    expect(reasonOf(three, addStep({ kind: 'pass', scope: { path: ['gone'] } }, plainCatalog))).toContain('not there');
  });
});

describe('removing', () => {
  test('unbinds what referred to the step', () => {
    const p = after(three, removeSteps(['b']));
    expect(edgesOf(p)).toEqual([]);
    expect(p.steps['c']).toMatchObject({ arguments: { t: { $text: ['<', '>'] } } });
    expect(p.steps['a']).toBe(three.steps['a']);
  });
  test('keeps the flow: what waited for the step waits for what it waited for', () => {
    expect(after(three, removeSteps(['b'], { keepFlow: true })).steps['c']?.after).toEqual(['a']);
  });
  test('a way that led to it leads on to the step behind it', () => {
    const p = pipelineOf({ gate: flow('choice', 'Gate', { branches: [], otherwise: { to: 'x' } }), x: pass('X', { v: 1 }), y: pass('Y', { v: output('x/v') }) });
    expect(after(p, removeSteps(['x'], { keepFlow: true })).steps['gate']).toMatchObject({ otherwise: { to: 'y' } });
    expect(after(p, removeSteps(['x'])).steps['gate']).toMatchObject({ otherwise: {} });
  });
  test('an operand of a condition becomes empty, a way leads on', () => {
    const p = pipelineOf({ a: task('A'), gate: flow('choice', 'Gate', { branches: [{ when: { $compare: [output('a/Payload'), '>', 1] }, to: 'end' }], otherwise: {} }), end: flow('succeed', 'End') });
    expect(after(p, removeSteps(['a', 'end'])).steps['gate']).toMatchObject({ branches: [{ when: { $compare: [null, '>', 1] } }] });
  });
});

test('renaming keeps ids and refuses empty, long and used names', () => {
  expect(after(three, renameStep('a', ' New ')).steps['a']?.name).toBe('New');
  expect(reasonOf(three, renameStep('a', ' '))).toContain('needs a name');
  expect(reasonOf(three, renameStep('a', 'B'))).toContain('“B”');
  expect(reasonOf(three, renameStep('a', 'x'.repeat(81)))).toContain('81');
});

test('moving changes the layout alone and keeps the size of a container', () => {
  const p = after(pipelineOf(three.steps, { layout: { a: [0, 0, 300, 200] } }), moveSteps({ a: [5, 6], gone: [1, 1] }));
  expect(p.layout).toEqual({ a: [5, 6, 300, 200] });
  expect(p.steps).toBe(three.steps);
  expect(edgesOf(p)).toBe(edgesOf(three));
});
