import { describe, expect, test } from 'vitest';
import { after, param, pass, pipelineOf, plainCatalog, reasonOf, task } from '../../testing/build.ts';
import type { Pipeline } from '../model/pipeline.ts';
import { bindLiteral, bindParameter, makeParameter } from './bind.ts';
import { addEnvironment, copyEnvironment, removeEnvironment, renameEnvironment, setEnvironment, setEnvironmentValue } from './environments.ts';
import { addParameter, freeParameterName, moveParameter, removeParameter, renameParameter, setParameter, setPhase, usesOfParameter } from './parameters.ts';
import { setMachine } from './pipeline.ts';

const p: Pipeline = pipelineOf(
  { a: task('A', { FunctionName: param('Fn'), Payload: { text: { $text: ['x', param('Fn')] }, keep: null, size: 3, list: [param('Fn'), null] } }), b: pass('B', { v: param('Other_one') }) },
  {
    parameters: { Fn: { type: 'string', phase: 'deploy', default: 'f' }, Other_one: { type: 'number', phase: 'run' }, Last: { type: 'list', phase: 'run', default: [{ $param: 'x' }] } },
    environments: { dev: { values: { Fn: 'dev-fn' } }, prod: {} },
    presets: { Night: { Other_one: 2 } },
    machine: { name: param('Fn') },
    outputs: { o: param('Fn') },
  },
);

test('renaming follows everywhere', () => {
  const renamed = after(p, renameParameter('Fn', 'Function'), renameParameter('Other_one', 'Other'));
  expect(JSON.stringify(renamed)).not.toMatch(/"Fn"|Other_one/);
  expect(Object.keys(renamed.parameters ?? {})).toEqual(['Function', 'Other', 'Last']);
  expect(usesOfParameter(renamed, 'Function').map((u) => [u.step, u.pointer])).toEqual([
    ['a', '/arguments/FunctionName'], ['a', '/arguments/Payload/text/$text/1'], ['a', '/arguments/Payload/list/0'], [undefined, '/machine/name'], [undefined, '/outputs/o'],
  ]);
  expect(renamed.steps['a']).toMatchObject({ arguments: { Payload: { keep: null, list: [{ $param: 'Function' }, null] } } });
  expect(reasonOf(p, renameParameter('Fn', 'Last'))).toContain('already');
  expect(reasonOf(p, renameParameter('Fn', 'a_b'))).toContain('CloudFormation');
  expect(reasonOf(p, renameParameter('Fn', '1x'))).toContain('letter first');
});

test('removing puts the default in its place, or unbinds', () => {
  const removed = after(p, removeParameter('Fn'), removeParameter('Other_one'));
  expect(removed.steps['a']).toMatchObject({ arguments: { FunctionName: 'f', Payload: { text: { $text: ['x', 'f'] }, list: ['f', null] } } });
  expect(removed.steps['b']).toMatchObject({ arguments: {} });
  expect(removed.presets).toEqual({ Night: {} });
  expect(removed.environments).toEqual({ dev: { values: {} }, prod: {} });
});

describe('phases', () => {
  test('values of environments go along, back and forth', () => {
    const run = after(p, setMachine({ name: 'fixed' }), setPhase('Fn', 'run'));
    expect(run.environments?.['dev']).toEqual({ values: {}, inputDefaults: { Fn: 'dev-fn' } });
    expect(after(run, setPhase('Fn', 'deploy')).environments?.['dev']).toMatchObject({ values: { Fn: 'dev-fn' } });
  });
  test('are refused where the name or a field does not take them', () => {
    expect(reasonOf(p, setPhase('Fn', 'run'))).toContain('The name of the state machine');
    expect(reasonOf(p, setPhase('Other_one', 'deploy'))).toContain('CloudFormation');
    expect(reasonOf(p, setMachine({ role: param('Other_one') }))).toContain('Other_one');
  });
});

test('binding a field and making a literal of it again', () => {
  const bound = after(p, makeParameter('a', '/arguments/Payload/size', 'run', {}, plainCatalog), bindParameter('b', '/arguments/v', 'Last'));
  expect(bound.parameters?.['Size']).toEqual({ type: 'integer', phase: 'run', default: 3 });
  expect(after(bound, bindLiteral('a', '/arguments/Payload/size')).steps['a']).toEqual(p.steps['a']);
  expect(after(p, bindLiteral('a', '/arguments/FunctionName', 'dev')).steps['a']).toMatchObject({ arguments: { FunctionName: 'dev-fn' } });
  expect(after(bound, bindLiteral('b', '/arguments/v')).steps['b']).toMatchObject({ arguments: { v: { $literal: [{ $param: 'x' }] } } });
  expect(reasonOf(p, makeParameter('a', '/retry/0/maxAttempts', 'run', {}, plainCatalog))).toContain('constant');
});

test('the table: adding, changing, moving', () => {
  expect(freeParameterName(p, 'num_round 2')).toBe('NumRound2');
  expect(freeParameterName(p, 'Fn')).toBe('Fn2');
  expect(freeParameterName(p, '123 ???')).toBe('Parameter');
  const next = after(p, addParameter(), setParameter('Parameter', { default: 'x', description: undefined }), moveParameter('Parameter', 0));
  expect(Object.entries(next.parameters ?? {})[0]).toEqual(['Parameter', { type: 'string', phase: 'run', default: 'x' }]);
  expect(reasonOf(p, addParameter('Fn'))).toContain('already');
});

test('environments', () => {
  const next = after(p, addEnvironment('test'), copyEnvironment('dev', 'stage'), renameEnvironment('dev', 'development'), removeEnvironment('prod'), setEnvironment('test', { region: 'eu-west-1' }), setEnvironmentValue('test', 'Fn', 't'), setEnvironmentValue('test', 'Last', [1]));
  expect(next.environments).toEqual({ development: { values: { Fn: 'dev-fn' } }, test: { region: 'eu-west-1', values: { Fn: 't' }, inputDefaults: { Last: [1] } }, stage: { values: { Fn: 'dev-fn' } } });
  expect(reasonOf(after(p, setMachine({ name: 'x' }), setPhase('Fn', 'design')), setEnvironmentValue('dev', 'Fn', 1))).toContain('design');
  expect(reasonOf(p, renameEnvironment('dev', 'prod'))).toContain('already');
  expect(reasonOf(p, addEnvironment(' '))).toContain('name');
});
