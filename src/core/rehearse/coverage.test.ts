import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryPipeline } from '../../testing/arbitraryPipeline.ts';
import { flow, pipelineOf, plainCatalog, task } from '../../testing/build.ts';
import { catalogFor } from '../catalog/load.ts';
import { parsePipeline } from '../file/parse.ts';
import type { Language, Pipeline } from '../model/pipeline.ts';
import type { TestCase } from '../model/testCases.ts';
import { Rehearsals, runCase, type CaseRun } from './cases.ts';
import { coverageOf, type Piece } from './coverage.ts';
import { missingCase } from './missingCase.ts';
import { takenIn } from './taken.ts';

const retry = [{ errors: ['Lambda.ServiceException'], intervalSeconds: 1, maxAttempts: 2 }, { errors: ['States.ALL'], intervalSeconds: 1, maxAttempts: 1 }];
/** A score decides between three ways; one works over a list; a handler, and loops back. */
const drawn = pipelineOf(
  {
    score: task('Score', { FunctionName: 'score' }, { retry, catch: [{ errors: ['TooBig', 'States.Timeout'], to: 'shrink' }, { errors: ['States.ALL'], to: 'lament' }] }),
    shrink: task('Shrink', { FunctionName: 'shrink' }),
    lament: flow('fail', 'Lament', { arguments: { Error: 'Sad', Cause: 'no score' } }),
    gate: flow('choice', 'Gate', {
      branches: [
        { when: { $all: [{ $compare: [{ $output: { from: 'score', path: ['Payload', 'auc'], default: 0 } }, '>=', 0.5] }, { $compare: [{ $param: 'Mode' }, '==', 'full'] }] }, to: 'many' },
        { when: { $not: { $compare: [{ $param: 'Mode' }, 'matches', 'q*'] } }, to: 'one' },
      ],
      otherwise: { to: 'quick' },
    }),
    many: { kind: 'map', name: 'Many', items: { $literal: [1, 2] }, steps: { each: task('Each', { FunctionName: 'each' }) } },
    one: task('One', { FunctionName: 'one' }),
    quick: task('Quick', { FunctionName: 'quick' }),
  } as never,
  { parameters: { Mode: { type: 'string', phase: 'run', default: 'full', allowed: ['full', 'slow', 'quick'] } } },
);

async function runAll(rehearsals: Rehearsals, cases: readonly TestCase[]): Promise<readonly CaseRun[]> {
  const runs: CaseRun[] = [];
  for (const [i, testCase] of cases.entries()) runs.push(await runCase(rehearsals, `case ${i}`, testCase));
  return runs;
}
const coverage = (pipeline: Pipeline, runs: readonly CaseRun[]) => coverageOf(pipeline, runs.flatMap(({ rehearsal, simulation }) => (rehearsal && simulation ? [{ rehearsal, simulation }] : [])));
const told = (pieces: readonly Piece[]) => pieces.map((p) => `${p.kind} ${p.step}${p.kind === 'way' ? ` ${p.way}` : 'index' in p ? ` ${p.index}` : ''}`);

describe.each(['jsonata', 'jsonpath'] as const)('%s', (language: Language) => {
  const rehearsals = new Rehearsals(drawn, { catalog: plainCatalog, language });

  test('counts what was taken over all simulations and lists what was not', async () => {
    const runs = await runAll(rehearsals, [{}, { faults: { score: { error: 'Lambda.ServiceException', times: 2 } }, input: { Mode: 'slow' } }]);
    const { pieces, missing, taken, total } = coverage(drawn, runs);
    expect(told(missing)).toEqual(['retry score 1', 'catch score 0', 'catch score 1', 'step shrink', 'step lament', 'way gate otherwise', 'step quick']);
    expect(Object.fromEntries(pieces.filter((p) => p.times > 0).map((p) => [told([p.piece])[0], p.times]))).toEqual({ 'step score': 2, 'retry score 0': 2, 'step gate': 2, 'way gate 0': 1, 'way gate 1': 1, 'step many': 1, 'step each': 2, 'step one': 1 });
    expect([taken, total]).toEqual([8, 15]);
  });

  test('makes a case for every piece that is missing, until nothing is', async () => {
    const cases: TestCase[] = [];
    let runs: readonly CaseRun[] = [];
    for (let round = 0; round < 20; round++) {
      const [next] = coverage(drawn, runs).missing;
      if (next === undefined) break;
      const made = await missingCase(rehearsals, next, runs);
      expect([next, made]).not.toEqual([next, undefined]);
      cases.push(made as TestCase);
      runs = await runAll(rehearsals, cases);
      expect(coverage(drawn, runs).missing).not.toContainEqual(next);
    }
    expect(coverage(drawn, runs).missing).toEqual([]);
    // What they expect is what happens.
    expect(runs.map((r) => r.failures)).toEqual(runs.map(() => []));
    expect(cases.length).toBeLessThan(12);
  });
});

test('nothing is made up where no value can be told', async () => {
  const pipeline = pipelineOf({ gate: flow('choice', 'Gate', { branches: [{ when: { $expression: { language: 'jsonata', code: '$random() > 2' } }, to: 'never' }] }), never: task('Never', { FunctionName: 'n' }) });
  const rehearsals = new Rehearsals(pipeline, { catalog: plainCatalog });
  expect(await missingCase(rehearsals, { kind: 'way', step: 'gate', way: 0 }, [])).toBeUndefined();
  expect(await missingCase(rehearsals, { kind: 'step', step: 'never' }, [])).toBeUndefined();
});

test('steps that lead back to their container end the search', async () => {
  const many = { kind: 'map', name: 'Many', items: { $param: 'Items' }, steps: { each: task('Each', { FunctionName: 'each' }) }, result: { all: { $output: { from: 'each', path: ['Payload'] } } } };
  const pipeline = pipelineOf({ many } as never, { parameters: { Items: { type: 'list', phase: 'run', default: [] } }, outputs: { all: { $output: 'many/all' } } });
  const rehearsals = new Rehearsals(pipeline, { catalog: plainCatalog });
  const [run] = await runAll(rehearsals, [{}]);
  expect(run && told(coverage(pipeline, [run]).missing)).toEqual(['step each']);
  expect(await missingCase(rehearsals, { kind: 'step', step: 'each' }, run ? [run] : [])).toBeUndefined();
});

test('the other way of the training sample, by its report where its input may not say it', async () => {
  const read = parsePipeline(readFileSync(resolve(import.meta.dirname, '../../../public/samples/training.cauce.json'), 'utf8'));
  if (!read.ok) throw new Error('the sample cannot be read');
  const catalog = await catalogFor(read.pipeline);
  const literal = { ...read.pipeline, parameters: { ...read.pipeline.parameters, MinAuc: { type: 'number', phase: 'design', default: 0.5 } } } as Pipeline;
  for (const pipeline of [read.pipeline, literal]) {
    const rehearsals = new Rehearsals(pipeline, { catalog });
    const base = await runAll(rehearsals, [{ environment: 'dev' }]);
    // A step of several states is one step, entered once.
    expect(coverage(pipeline, base).pieces.filter((p) => p.piece.kind === 'step' && p.times > 0).map((p) => p.times)).toEqual([1, 1, 1, 1, 1, 1, 1]);
    const made = await missingCase(rehearsals, { kind: 'way', step: 'gate', way: 'otherwise' }, base);
    expect(made).toMatchObject({ environment: 'dev', expect: { status: 'FAILED', runs: ['gate', 'reject'] } });
    if (pipeline === literal) expect(Object.keys(made?.answers ?? {})).toEqual(['evaluate/metrics']);
  }
});

test('of generated pipelines: a case that is made takes its piece and passes; nothing is counted that is not drawn', async () => {
  const seen = { made: 0, sought: 0 };
  await fc.assert(
    fc.asyncProperty(arbitraryPipeline({ maxSteps: 10, hostile: false, loops: true }), async (pipeline) => {
      const rehearsals = new Rehearsals(pipeline, { catalog: await catalogFor(pipeline) });
      const [base] = await runAll(rehearsals, [{ environment: 'dev' }]);
      if (base?.rehearsal === undefined || base.simulation === undefined) return;
      const { pieces, missing } = coverage(pipeline, [base]);
      const taken = takenIn(base.rehearsal, base.simulation);
      const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((a, b) => a + b, 0);
      expect(pieces.reduce((n, p) => n + p.times, 0)).toBe(sum(taken.steps) + sum(taken.ways) + sum(taken.catches) + sum(taken.retries));
      for (const piece of missing.slice(0, 4)) {
        seen.sought++;
        const made = await missingCase(rehearsals, piece, [base]);
        if (made === undefined) continue;
        seen.made++;
        const again = await runCase(rehearsals, 'made', made);
        expect([again.failures, coverage(pipeline, [again]).missing.map((p) => JSON.stringify(p)).includes(JSON.stringify(piece))]).toEqual([[], false]);
      }
    }),
    { numRuns: 40 },
  );
  expect(seen.made).toBeGreaterThan(10);
}, 120_000);
