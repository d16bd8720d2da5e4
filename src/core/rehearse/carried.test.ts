import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryPipeline } from '../../testing/arbitraryPipeline.ts';
import { flow, pass, pipelineOf, plainCatalog, task } from '../../testing/build.ts';
import { runs } from '../../testing/effort.ts';
import type { Json } from '../base/json.ts';
import type { Catalog } from '../catalog/kind.ts';
import { catalogFor } from '../catalog/load.ts';
import { parsePipeline } from '../file/parse.ts';
import { edgesOf, type DataEdge } from '../model/edges.ts';
import type { Language, Pipeline } from '../model/pipeline.ts';
import type { TestCase } from '../model/testCases.ts';
import { arrivalsOf, fieldValues, givenBy, type Course } from './carried.ts';
import { Rehearsals, runCase } from './cases.ts';
import { passagesOf, type Passages } from './passages.ts';
import { plausibleInput } from './prepare.ts';
import { timelineOf } from './readTimeline.ts';
import { waysTaken } from './taken.ts';

async function courseOf(pipeline: Pipeline, catalog: Catalog, language: Language, testCase: TestCase = {}): Promise<{ readonly course: Course; readonly passages: Passages; readonly end: number }> {
  const { rehearsal, simulation, diagnostics } = await runCase(new Rehearsals(pipeline, { catalog, language }), 'test', testCase);
  if (!rehearsal || !simulation) throw new Error(diagnostics.map((d) => d.message).join('; '));
  const timeline = timelineOf({ ...simulation, states: rehearsal.steps, ways: waysTaken(rehearsal, simulation.decisions), edges: edgesOf(pipeline) });
  const course = { pipeline, catalog, timeline, input: testCase.input ?? plausibleInput(pipeline, testCase.environment), environment: testCase.environment };
  return { course, passages: passagesOf(pipeline, timeline), end: timeline.duration };
}

const dataEdges = (pipeline: Pipeline): readonly DataEdge[] => edgesOf(pipeline).filter((e) => e.kind === 'data');
const out = (from: string, ...path: readonly (string | number)[]): Json => ({ $output: { from, path } });

/** A score in every item; a gate that goes back twice; the best is told. */
const drawn = pipelineOf(
  {
    split: task('Split', { FunctionName: 'split' }),
    each: {
      kind: 'map', name: 'Each', items: out('split', 'Payload', 'parts'),
      steps: { score: task('Score', { FunctionName: 'score', Payload: { part: { $item: { map: 'each', path: ['uri'] } }, all: out('split', 'Payload', 'name') } }) },
      result: { scores: out('score', 'Payload', 'auc') },
    },
    sum: pass('Sum', { scores: out('each/scores'), label: { $text: ['of ', out('split', 'Payload', 'name')] } }),
    gate: flow('choice', 'Gate', {
      branches: [{ when: { $compare: [out('sum/scores', 0), '>=', 0.5] }, to: 'tell', outputs: { best: out('sum/scores', 1) } }],
      otherwise: { to: 'stop' },
    }),
    tell: task('Tell', { FunctionName: 'tell', Payload: { best: out('gate/best'), about: out('sum/label') } }),
    stop: flow('fail', 'Stop', { arguments: { Error: 'Bad', Cause: { $text: ['only ', out('sum/scores', 0)] } } }),
  } as never,
  {},
);
const answers: TestCase['answers'] = {
  split: { Payload: { name: 'income', parts: [{ uri: 's3://b/0' }, { uri: 's3://b/1' }] } },
  score: { Payload: { auc: 0.75 } },
};

describe.each(['jsonata', 'jsonpath'] as const)('values on wires, %s', (language) => {
  const values = (course: Course, id: string, at: number): readonly unknown[] => {
    const edge = dataEdges(course.pipeline).find((e) => e.id === id);
    if (edge === undefined) throw new Error(`no edge ${id}; there are ${dataEdges(course.pipeline).map((e) => e.id).join(', ')}`);
    return arrivalsOf(course, edge, at).map((a) => (a.iteration.length > 0 ? [a.iteration.join('.'), a.value] : a.value));
  };

  test('come from the calls of their readers, and from their sources where nothing was called', async () => {
    const { course, end } = await courseOf(drawn, await catalogFor(drawn), language, { answers });
    expect(values(course, 'data:each/items', end)).toEqual([[{ uri: 's3://b/0' }, { uri: 's3://b/1' }]]);
    expect(values(course, 'data:score/arguments/Payload/all', end)).toEqual([['0', 'income'], ['1', 'income']]);
    expect(fieldValues(course, 'score', '/arguments/Payload/part', end).map((a) => a.value)).toEqual(['s3://b/0', 's3://b/1']);
    expect(values(course, 'data:each/result/scores', end)).toEqual([['0', 0.75], ['1', 0.75]]);
    expect(values(course, 'data:sum/arguments/scores', end)).toEqual([[0.75, 0.75]]);
    expect(values(course, 'data:sum/arguments/label/$text/1', end)).toEqual(['income']);
    expect(values(course, 'data:gate/branches/0/when/$compare/0', end)).toEqual([0.75]);
    expect(values(course, 'data:gate/branches/0/outputs/best', end)).toEqual([0.75]);
    expect(values(course, 'data:tell/arguments/Payload/best', end)).toEqual([0.75]);
    expect(values(course, 'data:tell/arguments/Payload/about', end)).toEqual(['of income']);
    expect(values(course, 'data:stop/arguments/Cause/$text/1', end)).toEqual([]);
  });

  test('are there from when their reader began, and on their way from when their source ended', async () => {
    const { course, passages } = await courseOf(drawn, await catalogFor(drawn), language, { answers, durations: { split: 10, score: 20, tell: 5 } });
    const edge = dataEdges(drawn).find((e) => e.id === 'data:tell/arguments/Payload/best') as DataEdge;
    expect(passages.get('data:score/arguments/Payload/all')).toEqual({ left: 10, arrived: 10 });
    expect(passages.get('data:each/result/scores')).toEqual({ left: 30, arrived: 30 });
    expect(passages.get('data:tell/arguments/Payload/best')).toEqual({ left: 30, arrived: 30 });
    expect(arrivalsOf(course, edge, 29.9)).toEqual([]);
    expect(arrivalsOf(course, edge, 30)).toHaveLength(1);
    expect(givenBy(course, dataEdges(drawn).find((e) => e.id === 'data:each/items') as DataEdge, 9.9)).toEqual([]);
    expect(passages.get('way:gate:0')).toEqual({ left: 30, arrived: 30 });
    expect(passages.has('way:gate:otherwise')).toBe(false);
    expect(passages.has('data:stop/arguments/Cause/$text/1')).toEqual(true);
    expect(passages.get('data:stop/arguments/Cause/$text/1')).toEqual({ left: 30 });
  });

  test('come in every round of a loop', async () => {
    const rounds = pipelineOf(
      {
        first: task('First', { FunctionName: 'first' }),
        again: task('Again', { FunctionName: 'again', Payload: { seed: out('first', 'Payload', 'seed') } }),
        gate: flow('choice', 'Gate', { branches: [{ when: { $compare: [out('again', 'Payload', 'auc'), '<', 0.5] }, to: 'again', loop: { max: 3 } }], otherwise: { to: 'end' } }),
        end: task('End', { FunctionName: 'end' }),
      } as never,
      {},
    );
    const { course, end } = await courseOf(rounds, plainCatalog, language, { answers: { first: { Payload: { seed: 7 } }, again: { Payload: { auc: 0.25 } } }, durations: { again: 60 } });
    expect(values(course, 'data:again/arguments/Payload/seed', end)).toEqual([7, 7, 7, 7]);
    expect(values(course, 'data:gate/branches/0/when/$compare/0', end)).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  test('hold what was caught, on the way to its handler', async () => {
    const caught = pipelineOf({
      work: task('Work', { FunctionName: 'work' }, { catch: [{ errors: ['Bad'], to: 'tell' }] }),
      tell: task('Tell', { FunctionName: 'tell', Payload: { error: out('work/error', 'Error') } }),
    } as never);
    const failing = await courseOf(caught, plainCatalog, language, { faults: { work: { error: 'Bad', cause: 'no' } } });
    expect(values(failing.course, 'data:tell/arguments/Payload/error', failing.end)).toEqual(['Bad']);
    expect(failing.passages.get('catch:work:0')?.arrived).toBeDefined();
    const well = await courseOf(caught, plainCatalog, language);
    expect(values(well.course, 'data:tell/arguments/Payload/error', well.end)).toEqual([]);
    expect([...well.passages.keys()]).toEqual([]);
  });

  test.each(['training', 'parallel-candidates', 'mlmax-training'])('are told on every wire of the sample %s that something came along', async (name) => {
    const { pipeline } = parsePipeline(readFileSync(`public/samples/${name}.cauce.json`, 'utf8'));
    if (pipeline === null) throw new Error('the sample cannot be read');
    const [environment] = Object.keys(pipeline.environments ?? {});
    const { course, passages, end } = await courseOf(pipeline, await catalogFor(pipeline), language, environment === undefined ? {} : { environment });
    const arrived = dataEdges(pipeline).filter((e) => passages.get(e.id)?.arrived !== undefined);
    expect(arrived.length).toBeGreaterThan(3);
    for (const edge of arrived) {
      const there = arrivalsOf(course, edge, end);
      expect({ edge: edge.id, count: there.length > 0, told: there.every((a) => a.value !== undefined) }).toEqual({ edge: edge.id, count: true, told: true });
      const given = givenBy(course, edge, end);
      expect({ edge: edge.id, value: given.at(-1)?.value }).toEqual({ edge: edge.id, value: there.at(-1)?.value });
    }
  });

  test('what a source gave is what its reader was sent, in every pipeline', async () => {
    const seen = { told: 0, untold: 0 };
    await fc.assert(
      fc.asyncProperty(arbitraryPipeline({ maxSteps: 25 }), async (pipeline) => {
        const { course, end } = await courseOf(pipeline, await catalogFor(pipeline), language, { environment: 'dev' });
        for (const edge of dataEdges(pipeline)) {
          if (!edge.pointer.startsWith('/arguments/') || edge.pointer.includes('/$')) continue;
          for (const { iteration, seconds, value } of arrivalsOf(course, edge, end)) {
            const given = givenBy(course, edge, seconds).findLast((g) => g.iteration.every((n, depth) => iteration[depth] === n));
            if (given?.value === undefined) seen.untold++;
            else expect({ edge: edge.id, iteration, value: given.value }).toEqual({ edge: edge.id, iteration, value });
            if (given?.value !== undefined) seen.told++;
          }
        }
      }),
      { numRuns: runs(60), seed: 5, endOnFailure: true },
    );
    // What the drawing takes from the context (the id of the execution, the region) no history tells.
    expect(seen.told).toBeGreaterThan(9 * seen.untold);
    expect(seen.told).toBeGreaterThan(runs(60));
  });
});
