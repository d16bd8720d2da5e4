import { describe, expect, test } from 'vitest';
import { flow, output, param, pass, pipelineOf, task } from '../../../testing/build.ts';
import { catalogOf } from '../../catalog/load.ts';
import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { Language, Pipeline, Step, StepId } from '../../model/pipeline.ts';
import { simulate } from '../../simulate/simulate.ts';
import { compile } from '../compile.ts';
import { definitionOf } from '../types.ts';

/** Drawings of which a fuzzer once found that what was emitted was not what was drawn. */
const LANGUAGES: readonly Language[] = ['jsonata', 'jsonpath'];
const catalog = await catalogOf(['lambda:invoke']);
const call = (name: string, more: Readonly<Record<string, unknown>> = {}, payload: unknown = {}): Step => task(name, { FunctionName: name, Payload: payload as never }, more);
const fail = (name: string, more: Readonly<Record<string, unknown>> = {}): Step => flow('fail', name, { arguments: { Error: name }, ...more });
const when = (n: number, to?: StepId): object => ({ when: param(`P${n}`), ...(to === undefined ? {} : { to }) });
const caught = (to: StepId): Readonly<Record<string, unknown>> => ({ catch: [{ errors: ['States.ALL'], to }] });
const value = (from: StepId, more: object = {}): object => ({ $output: { from, path: ['Payload', 'a'], ...more } });

function drawn(steps: Readonly<Record<StepId, Step>>): Pipeline {
  const parameters = Object.fromEntries([...new Set(JSON.stringify(steps).match(/P\d(?=")/g) ?? [])].map((name) => [name, { type: 'boolean', phase: 'run' }] as const));
  return pipelineOf(steps, { parameters: parameters as NonNullable<Pipeline['parameters']>, settings: { checkInputFirst: false } });
}

function told(pipeline: Pipeline, language: Language): readonly Diagnostic[] {
  return compile(pipeline, { catalog, language }).diagnostics;
}

/** Names of the drawn steps in the order in which they were entered. */
async function entered(pipeline: Pipeline, language: Language, input: Readonly<Record<string, boolean>>, failing: readonly string[] = []): Promise<readonly string[]> {
  const { artifacts, diagnostics } = compile(pipeline, { catalog, language });
  if (artifacts === null) throw new Error(diagnostics.find((d) => d.severity === 'error')?.message);
  const run = await simulate(definitionOf(artifacts), {
    input,
    answers: ({ state }) => (failing.includes(state) ? { throw: { error: 'Broken', cause: undefined } } : { return: { Payload: { a: state } } }),
  });
  const names = new Set(Object.values(pipeline.steps).map((s) => s.name));
  return run.events.flatMap((e) => (e.stateEnteredEventDetails && names.has(e.stateEnteredEventDetails.name) ? [e.stateEnteredEventDetails.name] : []));
}

describe.each(LANGUAGES)('compiled as drawn, %s', (language) => {
  test('a way and a step behind another way of the same Choice lead to one step', async () => {
    const pipeline = drawn({ pick: flow('choice', 'Pick', { branches: [when(1, 'b'), when(2, 'c')], otherwise: {} }), b: call('B'), c: call('C', { after: ['b'] }) });
    expect(await entered(pipeline, language, { P1: true, P2: false })).toEqual(['Pick', 'B', 'C']);
    expect(await entered(pipeline, language, { P1: false, P2: true })).toEqual(['Pick', 'C']);
    expect(await entered(pipeline, language, { P1: false, P2: false })).toEqual(['Pick']);
  });

  test('a way of a Choice and a later Choice lead to one step', async () => {
    const pipeline = drawn({
      first: flow('choice', 'First', { branches: [when(1, 'last')], otherwise: { to: 'second' } }),
      second: flow('choice', 'Second', { branches: [when(2, 'last'), when(3, 'last')], otherwise: { to: 'last' } }),
      last: call('Last'),
    });
    expect(await entered(pipeline, language, { P1: true, P2: false, P3: false })).toEqual(['First', 'Last']);
    expect(await entered(pipeline, language, { P1: false, P2: false, P3: false })).toEqual(['First', 'Second', 'Last']);
  });

  test('a way ends at once in a Fail that other steps lead to as well', async () => {
    const pipeline = drawn({
      a: call('A'),
      pick: flow('choice', 'Pick', { branches: [when(1, 'b')], otherwise: { to: 'end' } }),
      b: call('B', caught('end'), { v: value('a') }),
      end: fail('End', { after: ['b'] }),
    });
    expect(await entered(pipeline, language, { P1: false })).not.toContain('B');
    expect((await entered(pipeline, language, { P1: true })).at(-1)).toBe('End');
  });

  test('a caught failure comes back behind a join', async () => {
    const pipeline = drawn({ a: call('A', caught('c')), b: call('B'), c: call('C', { after: ['a', 'b'] }) });
    expect((await entered(pipeline, language, {}, ['A'])).at(-1)).toBe('C');
  });

  test('what a step is caught for waits for another step: it is no end of its own', async () => {
    const pipeline = drawn({ pick: flow('choice', 'Pick', { branches: [when(1, 'a')], otherwise: { to: 'b' } }), a: call('A'), b: call('B', caught('c')), c: call('C', { after: ['a'] }) });
    expect(await entered(pipeline, language, { P1: true })).toEqual(['Pick', 'A', 'C']);
    expect(await entered(pipeline, language, { P1: false }, ['B'])).toEqual(['Pick', 'B', 'C']);
    expect(await entered(pipeline, language, { P1: false })).toEqual(['Pick', 'B']);
  });

  test('inside a handler a second failure leads on, with the default of what was not made', async () => {
    const pipeline = drawn({ a: call('A', caught('b')), b: call('B', caught('c')), c: call('C', { after: ['b'] }, { v: value('b', { default: 'none' }) }) });
    expect(await entered(pipeline, language, {}, ['A', 'B'])).toEqual(['A', 'B', 'C']);
  });

  test('what a failure leads to may fail and lead on, where nothing comes back', async () => {
    const pipeline = drawn({ a: call('A', caught('b')), b: call('B', caught('c')), c: call('C', { after: [] }), d: call('D', { after: ['a'] }) });
    expect(await entered(pipeline, language, {}, ['A', 'B'])).toEqual(['A', 'B', 'C']);
    expect(await entered(pipeline, language, {}, ['A'])).toEqual(['A', 'B']);
    expect(await entered(pipeline, language, {})).toEqual(['A', 'D']);
  });

  test('a loop back to a Choice whose every way leads to one step', async () => {
    const again = flow('choice', 'Again', { after: ['pick'], branches: [{ ...when(2, 'pick'), loop: { max: 1 } }], otherwise: {} });
    const pipeline = drawn({ pick: flow('choice', 'Pick', { branches: [when(1, 'again')], otherwise: { to: 'again' } }), again });
    expect(await entered(pipeline, language, { P1: true, P2: true })).toEqual(['Pick', 'Again', 'Pick', 'Again']);
  });

  test('the way back of an outer loop counts the inner one anew', async () => {
    const back = (name: string, n: number, after: StepId): Step => flow('choice', name, { after: [after], branches: [{ ...when(n, 'a'), loop: { max: 1 } }], otherwise: name === 'Inner' ? { to: 'outer' } : {} });
    const pipeline = drawn({ a: call('A'), inner: back('Inner', 1, 'a'), outer: back('Outer', 2, 'inner') });
    const round = ['A', 'Inner', 'A', 'Inner', 'Outer'];
    expect(await entered(pipeline, language, { P1: true, P2: true })).toEqual([...round, ...round]);
  });

  test('a Succeed beside another step ends only what leads to it', async () => {
    const pipeline = drawn({ a: call('A'), end: flow('succeed', 'End', { after: ['a'] }), b: call('B', { after: ['a'] }) });
    expect(await entered(pipeline, language, {})).toContain('B');
  });

  test('an end that nothing waits for comes after what would otherwise never run', async () => {
    const pipeline = drawn({ pick: flow('choice', 'Pick', { branches: [when(1, 'b')] }), a: call('A'), b: call('B', { after: ['a'] }), end: fail('End', { after: ['pick'] }) });
    expect(await entered(pipeline, language, { P1: true })).toContain('B');
  });
});

describe.each(LANGUAGES)('refused in plain words, %s', (language) => {
  const errors = (steps: Readonly<Record<StepId, Step>>): readonly string[] => told(drawn(steps), language).flatMap((d) => (d.severity === 'error' ? [`${d.where.step ?? ''}: ${d.message}`] : []));

  test('two ends behind one step', () => {
    expect(errors({ a: call('A', caught('d')), b: call('B', { after: ['a'] }), c: fail('C', { after: ['b'] }), d: fail('D', { after: ['b'] }) })).toEqual([
      'd: D comes after B, but so does C, which ends the execution first.',
    ]);
  });
  test('a step that comes after a Choice of which one way succeeds', () => {
    expect(errors({ pick: flow('choice', 'Pick', { branches: [when(1, 'end')], otherwise: {} }), end: flow('succeed', 'End'), b: call('B', { after: ['pick'] }) })).toEqual([
      'b: B comes after Pick, but so does End, which ends the execution first.',
    ]);
  });
  test('a loop out of what a failure leads to', () => {
    const again = flow('choice', 'Again', { after: ['b'], branches: [{ ...when(1, 'a'), loop: { max: 2 } }], otherwise: {} });
    expect(errors({ a: call('A', caught('b')), b: call('B'), again })).toEqual(['again: The way back from Again leads to A, which does not come before it.']);
  });
  test('a value of a step inside a handler that need not have made it', () => {
    expect(errors({ a: call('A', caught('b')), b: call('B', caught('c')), c: call('C', {}, { v: value('b') }) })).toEqual([expect.stringContaining('B does not run on every path')]);
  });
});

describe.each(LANGUAGES)('a failure leads out of parallel steps, %s', (language) => {
  const steps = (reads: StepId): Readonly<Record<StepId, Step>> => ({
    slow: call('Slow', { estimateSeconds: 600 }),
    make: call('Make', { estimateSeconds: 300 }),
    use: call('Use', { estimateSeconds: 200, after: ['make'], ...caught('mend') }),
    mend: call('Mend', {}, { v: value(reads) }),
  });

  test('and what its handler reads has left them before: told with what it costs', async () => {
    const pipeline = drawn(steps('make'));
    expect(told(pipeline, language).map((d) => [d.severity, d.code, d.where.step])).toEqual([['info', 'barrier-moved', 'use']]);
    expect(told(pipeline, language)[0]?.message).toContain('3.3 min');
    expect(await entered(pipeline, language, {}, ['Use'])).toEqual(expect.arrayContaining(['Use', 'Mend']) as string[]);
  });
  test('and nothing is moved where its handler reads nothing of them', () => {
    const { mend, ...others } = steps('make');
    expect(mend).toBeDefined();
    expect(told(drawn({ ...others, mend: pass('Mend', { why: output('use/error') }) }), language)).toEqual([]);
  });
});
