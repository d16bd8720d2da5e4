import { expect, test } from 'vitest';
import { after, flow, output, pass, pipelineOf, plainCatalog, reasonOf, task } from '../../testing/build.ts';
import { edgesOf } from '../model/edges.ts';
import { setField } from './arguments.ts';
import { addOrder, setWay } from './flow.ts';
import { connect, disconnect } from './wires.ts';

const p = pipelineOf({
  a: task('A'),
  b: pass('B', { x: 1 }, { after: ['a'] }),
  gate: flow('choice', 'Gate', { branches: [{ when: { $compare: [output('a/Payload'), '>', 1] }, to: 'yes' }], otherwise: { to: 'no' } }),
  yes: pass('Yes', { v: 1 }),
  no: pass('No', { v: 2 }),
  end: pass('End', {}),
  each: flow('map', 'Each', { steps: { inner: pass('Inner', { v: 1 }) }, result: {} }),
});
const wire = (from: string, to: string, pointer: string, alsoWhen = false) => connect({ step: from.split('/')[0] ?? '', ...(from.includes('/') ? { port: from.split('/')[1] ?? '' } : {}) }, { step: to, pointer }, plainCatalog, { alsoWhen });

test('connecting writes the binding, disconnecting takes away what it made', () => {
  const wired = after(p, wire('a/Payload', 'end', '/arguments/Deep/Value'));
  expect(wired.steps['end']).toMatchObject({ arguments: { Deep: { Value: { $output: 'a/Payload' } } } });
  expect(after(wired, disconnect('end', '/arguments/Deep/Value'))).toEqual(p);
});

test('a second wire from an exclusive branch makes whichever ran', () => {
  const both = after(p, wire('yes/v', 'end', '/arguments/v'), wire('no/v', 'end', '/arguments/v', true));
  expect(both.steps['end']).toMatchObject({ arguments: { v: { $oneOf: { from: ['yes/v', 'no/v'] } } } });
  expect(edgesOf(both).filter((e) => e.to === 'end')).toHaveLength(2);
  expect(reasonOf(after(p, wire('b/x', 'end', '/arguments/v')), wire('yes/v', 'end', '/arguments/v', true))).toContain('can both run');
});

test('circles, own outputs, walls and constants are refused with the reason', () => {
  expect(reasonOf(p, wire('b/x', 'a', '/arguments/x'))).toContain('already comes before');
  expect(reasonOf(p, wire('a/Payload', 'a', '/arguments/x'))).toContain('own output');
  expect(reasonOf(p, wire('inner/v', 'end', '/arguments/v'))).toContain('inside “Each”');
  expect(reasonOf(p, wire('each', 'inner', '/arguments/v'))).toContain('lies inside');
  expect(reasonOf(p, wire('b/x', 'a', '/retry/0/maxAttempts'))).toContain('constant');
  expect(reasonOf(p, wire('b/nope', 'end', '/arguments/v'))).toContain('no output nope');
  expect(after(p, wire('a/Payload', 'inner', '/arguments/w'), wire('inner/v', 'each', '/result/models'))).toBeDefined();
});

test('order and ways: circles are refused for order, a way back is a loop', () => {
  expect(reasonOf(p, addOrder('b', 'a'))).toContain('circle');
  expect(reasonOf(p, addOrder('inner', 'end'))).toContain('scope');
  expect(after(p, setWay('gate', 0, 'a')).steps['gate']).toMatchObject({ branches: [{ to: 'a' }] });
});

test('a field under a bound one cannot be set', () => {
  const bound = after(p, wire('a/Payload', 'end', '/arguments/All'));
  expect(reasonOf(bound, setField('end', '/arguments/All/x', 1))).toContain('bound as a whole');
});
