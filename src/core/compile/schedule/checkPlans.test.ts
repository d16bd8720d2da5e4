import { describe, expect, test } from 'vitest';
import { flow, output, param, pipelineOf, task } from '../../../testing/build.ts';
import { catalogFor } from '../../catalog/load.ts';
import type { Language, Pipeline, Step, StepId } from '../../model/pipeline.ts';
import { compile } from '../compile.ts';

const LANGUAGES: readonly Language[] = ['jsonata', 'jsonpath'];
const parameters: NonNullable<Pipeline['parameters']> = { First: { type: 'boolean', phase: 'run' } };
const call = (name: string, more: Readonly<Record<string, unknown>> = {}): Step => task(name, { FunctionName: name }, more);
const pick = (otherwise: object): Step => flow('choice', 'Pick', { branches: [{ when: param('First'), to: 'f' }], otherwise });
const c = call('C', { after: ['pick'] });
const fail = flow('fail', 'F', { arguments: { Error: 'E' }, after: ['c'] });

async function errors(steps: Readonly<Record<StepId, Step>>, language: Language): Promise<readonly unknown[]> {
  const pipeline = pipelineOf(steps, { parameters });
  const { diagnostics } = compile(pipeline, { catalog: await catalogFor(pipeline), language });
  return diagnostics.filter((d) => d.severity === 'error').map((d) => [d.code, d.where.step]);
}

describe.each(LANGUAGES)('ways that have met cannot part again without a Choice, %s', (language) => {
  test.each<[string, Readonly<Record<StepId, Step>>]>([
    ['a Fail that waits', { pick: pick({ to: 'b' }), b: call('B'), c, f: fail }],
    ['a Fail that reads', { pick: pick({ to: 'b' }), b: call('B'), c, f: flow('fail', 'F', { arguments: { Error: 'E', Cause: output('c/Payload') } }) }],
    ['a Fail, and the other way leads nowhere', { pick: pick({}), c, f: fail }],
    ['a task', { pick: pick({}), c, f: call('F', { after: ['c'] }) }],
    ['a Succeed', { pick: pick({}), c, f: flow('succeed', 'F', { after: ['c'] }) }],
    ['a step further on', { pick: pick({ to: 'b' }), b: call('B'), c, d: call('D', { after: ['c'] }), f: { ...fail, after: ['d'] } as Step }],
  ])('%s', async (_, steps) => {
    expect(await errors(steps, language)).toEqual([['ways-part-again', 'f']]);
  });
  test('the ways out', async () => {
    const again = flow('choice', 'Again', { after: ['c'], branches: [{ when: param('First'), to: 'f' }], otherwise: {} });
    const first = flow('choice', 'Pick', { branches: [{ when: param('First') }], otherwise: { to: 'b' } });
    expect(await errors({ pick: first, b: call('B'), c, again, f: flow('fail', 'F', { arguments: { Error: 'E' } }) }, language)).toEqual([]);
    expect(await errors({ pick: pick({ to: 'b' }), b: call('B'), c: call('C'), f: fail }, language)).toEqual([]);
  });
});

test.each(LANGUAGES)('nothing follows a Choice whose every way ends, %s', async (language) => {
  const end = (name: string): Step => flow('fail', name, { arguments: { Error: name } });
  const steps = { pick: pick({ to: 'g' }), f: end('F'), g: end('G'), c };
  expect(await errors(steps, language)).toEqual([['every-way-ends', 'c']]);
  expect(await errors({ ...steps, pick: pick({}) }, language)).toEqual([]);
});
