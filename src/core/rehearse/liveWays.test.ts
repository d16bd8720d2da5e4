import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryPipeline } from '../../testing/arbitraryPipeline.ts';
import { flow, pipelineOf, plainCatalog, task } from '../../testing/build.ts';
import { catalogFor } from '../catalog/load.ts';
import type { Catalog } from '../catalog/kind.ts';
import { definitionOf } from '../compile/types.ts';
import type { Pipeline } from '../model/pipeline.ts';
import type { TestCase } from '../model/testCases.ts';
import { Rehearsals, runCase } from './cases.ts';
import { waysInHistory } from './liveWays.ts';
import { waysTaken } from './taken.ts';
import { Ways } from './ways.ts';

/** The ways as the history tells them, and as the interpreter noted them. */
async function both(pipeline: Pipeline, catalog: Catalog, testCase: TestCase) {
  const { rehearsal, simulation } = await runCase(new Rehearsals(pipeline, { catalog }), 'one', testCase);
  if (rehearsal === undefined || simulation === undefined) return undefined;
  const told = waysInHistory(simulation.events, definitionOf(rehearsal.artifacts), { pipeline, states: rehearsal.steps, ways: new Ways(rehearsal.artifacts) });
  return { told, noted: waysTaken(rehearsal, simulation.decisions) };
}

const gate = (to: readonly [string, string, string]) => pipelineOf({
  gate: flow('choice', 'Gate', {
    branches: [{ when: { $compare: [{ $param: 'Mode' }, '==', 'full'] }, to: to[0] }, { when: { $compare: [{ $param: 'Mode' }, '==', 'slow'] }, to: to[1] }],
    otherwise: { to: to[2] },
  }),
  one: task('One', { FunctionName: 'one' }), two: task('Two', { FunctionName: 'two' }), three: task('Three', { FunctionName: 'three' }),
} as never, { parameters: { Mode: { type: 'string', phase: 'run' } } });

test.each([['full', 0], ['slow', 1], ['quick', 'otherwise']] as const)('where a Choice led says which way it took: %s', async (Mode, way) => {
  const { told } = (await both(gate(['one', 'two', 'three']), plainCatalog, { input: { Mode } })) ?? {};
  expect([...(told?.values() ?? [])]).toEqual([way]);
});

test('where two ways lead to the same step nothing is guessed', async () => {
  const { told, noted } = (await both(gate(['one', 'one', 'three']), plainCatalog, { input: { Mode: 'slow' } })) ?? {};
  expect([...(noted?.values() ?? [])]).toEqual([1]);
  expect([...(told?.values() ?? [])]).toEqual([]);
});

test('of generated pipelines: what is told is what was decided, also in loops and items', async () => {
  const seen = { told: 0, noted: 0 };
  await fc.assert(
    fc.asyncProperty(arbitraryPipeline({ maxSteps: 12, hostile: false, loops: true }), async (pipeline) => {
      const found = await both(pipeline, await catalogFor(pipeline), { environment: 'dev' });
      if (found === undefined) return;
      for (const [entered, way] of found.told) expect([entered, way]).toEqual([entered, found.noted.get(entered)]);
      seen.told += found.told.size;
      seen.noted += found.noted.size;
    }),
    { numRuns: 120 },
  );
  expect(seen.told).toBeGreaterThan(3);
}, 60_000);
