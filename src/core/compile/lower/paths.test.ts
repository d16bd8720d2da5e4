import { describe, expect, test } from 'vitest';
import { flow, param, pipelineOf, task } from '../../../testing/build.ts';
import { runMachine } from '../../../testing/runMachine.ts';
import type { Json } from '../../base/json.ts';
import { catalogFor } from '../../catalog/load.ts';
import type { Language, Step } from '../../model/pipeline.ts';
import { compile } from '../compile.ts';
import { definitionOf } from '../types.ts';

const LANGUAGES: readonly Language[] = ['jsonata', 'jsonpath'];
const call = (name: string, more: Readonly<Record<string, unknown>> = {}): Step => task(name, { FunctionName: name }, more);
const item = (...path: readonly (string | number)[]): Json => ({ $item: { map: 'each', path: [...path] } });

/** How an execution ends in which `body` runs for one item (`q` a list of lists, `n` numbers, `p` objects), and how often it calls `B`. */
async function run(body: Readonly<Record<string, Step>>, language: Language): Promise<{ status: string; calls: number }> {
  const pipeline = pipelineOf({ each: flow('map', 'Each', { items: param('Items'), steps: body }) }, { parameters: { Items: { type: 'list', phase: 'run' } } });
  const { artifacts, diagnostics } = compile(pipeline, { catalog: await catalogFor(pipeline), language });
  expect(diagnostics.filter((d) => d.severity === 'error').map((d) => d.message)).toEqual([]);
  let calls = 0;
  const mocks = { B: () => ({ return: { Payload: ++calls } }) };
  const { status } = await runMachine(artifacts ? definitionOf(artifacts) : {}, { Items: [{ q: [[1], [2, 3]], n: [5, 1], p: [{ x: 7 }, { x: 8 }, { x: 9 }] }] }, mocks);
  return { status, calls };
}

describe.each(LANGUAGES)('places that are no reference path in fields that take one, %s', (language) => {
  test('items of a Map, counted from the end', async () => {
    expect(await run({ m: flow('map', 'M', { items: item('q', -1), steps: { b: call('B') } }) }, language)).toEqual({ status: 'SUCCEEDED', calls: 2 });
  });
  test('items of a Map, one place of each element', async () => {
    expect(await run({ m: flow('map', 'M', { items: item('p', '*', 'x'), steps: { b: call('B') } }) }, language)).toEqual({ status: 'SUCCEEDED', calls: 3 });
  });
  test('seconds, a time-out and a condition', async () => {
    const when: Json = { $compare: [item('n', -1), '<', item('n', -2)] };
    const body = { w: flow('wait', 'W', { arguments: { Seconds: item('n', -1) } }), g: flow('choice', 'G', { after: ['w'], branches: [{ when, to: 'b' }], otherwise: {} }), b: call('B', { timeoutSeconds: item('n', -2) }) };
    expect(await run(body, language)).toEqual({ status: 'SUCCEEDED', calls: 1 });
  });
  test('whether such a place exists', async () => {
    const branches = [{ when: { $exists: item('none', -1) } }];
    expect(await run({ g: flow('choice', 'G', { branches, otherwise: { to: 'b' } }), b: call('B') }, language)).toEqual({ status: 'SUCCEEDED', calls: 1 });
  });
});
