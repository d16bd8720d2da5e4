import { describe, expect, test } from 'vitest';
import { flow, output, param, pass, pipelineOf, task } from '../../testing/build.ts';
import type { Json } from '../base/json.ts';
import { catalogFor } from '../catalog/load.ts';
import type { Language, Pipeline, Step } from '../model/pipeline.ts';
import { compile } from './compile.ts';
import type { TaskAnswer } from '../simulate/answer.ts';
import { simulate } from '../simulate/simulate.ts';
import { definitionOf } from './types.ts';

const LANGUAGES: readonly Language[] = ['jsonata', 'jsonpath'];
const call = (name: string, more: Readonly<Record<string, unknown>> = {}): Step => task(name, { FunctionName: name }, more);
const gives = (value: Json): TaskAnswer => ({ return: { Payload: value } });
const fails: TaskAnswer = { throw: { error: 'Broken', cause: undefined } };
const PAYLOAD = (step: string, ...path: readonly string[]): Json => ({ from: step, path: ['Payload', ...path] });

/** What an execution returns; the pipeline must compile without a finding of `verify`. */
async function returned(pipeline: Pipeline, language: Language, input: Json, mocks: Readonly<Record<string, TaskAnswer>>): Promise<Json> {
  const { artifacts, diagnostics } = compile(pipeline, { catalog: await catalogFor(pipeline), language });
  expect(diagnostics.filter((d) => d.severity === 'error').map((d) => d.message)).toEqual([]);
  const run = await simulate(artifacts ? definitionOf(artifacts) : {}, { input, answers: ({ state }) => mocks[state] ?? { return: {} } });
  return run.status === 'SUCCEEDED' ? (run.output as Json) : { failed: run.error ?? '' };
}

describe.each(LANGUAGES)('pipeline outputs with a default, %s', (language) => {
  const pick = flow('choice', 'Pick', { branches: [{ when: param('First'), to: 'a' }], otherwise: { to: 'b' } });
  const parameters: NonNullable<Pipeline['parameters']> = { First: { type: 'boolean', phase: 'run' } };
  const n: Json = { $output: { ...(PAYLOAD('b', 'n') as object), default: 'none' } };

  test('a step on one way only', async () => {
    const either: Json = { $oneOf: { from: ['a/Payload', 'b/Payload'] } };
    for (const last of [{}, { c: flow('wait', 'C', { arguments: { Seconds: 1 }, after: ['a', 'b'] }) }]) {
      const pipeline = pipelineOf({ pick, a: call('A'), b: call('B'), ...last }, { parameters, outputs: { n, either } });
      const mocks = { A: gives({ k: 1 }), B: gives({ n: 2 }) };
      expect(await returned(pipeline, language, { First: true }, mocks)).toEqual({ n: 'none', either: { k: 1 } });
      expect(await returned(pipeline, language, { First: false }, mocks)).toEqual({ n: 2, either: { n: 2 } });
    }
  });
  test('a step on one way only, while a loop beside it goes round', async () => {
    const back = flow('choice', 'Again?', { after: ['w'], branches: [{ when: param('First'), to: 'w', loop: { max: 2 } }], otherwise: { to: 'x' } });
    const loop = { w: flow('wait', 'W', { arguments: { Seconds: 1 } }), back, x: flow('wait', 'X', { arguments: { Seconds: 1 } }) };
    const last = call('Last', { after: ['a', 'b', 'x'], arguments: { FunctionName: 'Last', Payload: { n } } });
    const pipeline = pipelineOf({ ...loop, pick, a: call('A'), b: call('B'), last }, { parameters, outputs: { n } });
    expect(await returned(pipeline, language, { First: true }, { B: gives({ n: 2 }) })).toEqual({ n: 'none' });
    expect(await returned(pipeline, language, { First: false }, { B: gives({ n: 2 }) })).toEqual({ n: 2 });
  });
  test('a way that ends in a Succeed', async () => {
    const pipeline = pipelineOf({ pick, a: flow('succeed', 'A'), b: call('B') }, { parameters, outputs: { n } });
    expect(await returned(pipeline, language, { First: true }, { B: gives({ n: 2 }) })).toEqual({ n: 'none' });
    expect(await returned(pipeline, language, { First: false }, { B: gives({ n: 2 }) })).toEqual({ n: 2 });
  });
  test('a handler that ends the pipeline, and what it makes', async () => {
    const steps = { a: call('A', { catch: [{ errors: ['States.ALL'], to: 'h' }] }), h: pass('H', { y: 1 }), b: call('B', { after: ['a'] }) };
    const outputs: Readonly<Record<string, Json>> = { n, h: { $output: { from: 'h/y', default: 0 } }, text: { $text: ['n ', n] } };
    const pipeline = pipelineOf(steps, { outputs });
    expect(await returned(pipeline, language, {}, { A: gives(1), B: gives({ n: 2 }) })).toEqual({ n: 2, h: 0, text: 'n 2' });
    expect(await returned(pipeline, language, {}, { A: fails, B: gives({ n: 2 }) })).toEqual({ n: 'none', h: 1, text: 'n none' });
    expect(await returned(pipeline, language, {}, { A: gives(1), B: gives({}) })).toEqual({ n: 'none', h: 0, text: 'n none' });
  });
  test('a handler that ends the body of a Map', async () => {
    const steps = { a: call('A', { catch: [{ errors: ['States.ALL'], to: 'h' }] }), h: pass('H'), b: call('B', { after: ['a'] }) };
    const pipeline = pipelineOf({ m: flow('map', 'M', { items: [1], steps, result: { n } }), c: call('C', { after: ['m'] }) }, { outputs: { all: output('m/n') } });
    expect(await returned(pipeline, language, {}, { A: gives(1), B: gives({ n: 2 }), C: gives(1) })).toEqual({ all: [2] });
    expect(await returned(pipeline, language, {}, { A: fails, B: gives({ n: 2 }), C: gives(1) })).toEqual({ all: ['none'] });
  });
  test('a place in what the last step makes', async () => {
    const steps = { b: call('B'), p: pass('P', { x: { k: 1, j: { $output: PAYLOAD('b') } } }, { after: ['b'] }) };
    const pipeline = pipelineOf(steps, { outputs: { k: { $output: { from: 'p/x', path: ['k'] } }, n: { $output: { from: 'p/x', path: ['j', 'n'] } } } });
    expect(await returned(pipeline, language, {}, { B: gives({ n: 2 }) })).toEqual({ k: 1, n: 2 });
  });
  test('a catch that leads to a Succeed inside a Map', async () => {
    const steps = { a: call('A', { catch: [{ errors: ['Broken'], to: 's' }] }), s: flow('succeed', 'S'), b: call('B', { after: ['a'] }) };
    const pipeline = pipelineOf({ m: flow('map', 'M', { items: [1], steps, result: { n } }), c: call('C', { after: ['m'] }) }, { outputs: { all: output('m/n') } });
    expect(await returned(pipeline, language, {}, { A: fails, B: gives({ n: 2 }), C: gives(1) })).toEqual({ all: ['none'] });
    expect(await returned(pipeline, language, {}, { A: gives(1), B: gives({ n: 2 }), C: gives(1) })).toEqual({ all: [2] });
  });
  test('without a default it is still refused', async () => {
    const pipeline = pipelineOf({ pick, a: flow('succeed', 'A'), b: call('B') }, { parameters, outputs: { n: { $output: PAYLOAD('b', 'n') } } });
    const { diagnostics } = compile(pipeline, { catalog: await catalogFor(pipeline), language });
    expect(diagnostics.filter((d) => d.severity === 'error').map((d) => d.code)).toEqual(['value-may-be-absent']);
  });
});
