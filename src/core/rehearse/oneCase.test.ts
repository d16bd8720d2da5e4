import { expect, test } from 'vitest';
import { pipelineOf, plainCatalog, task } from '../../testing/build.ts';
import type { TestCase } from '../model/testCases.ts';
import { edgesOf } from '../model/edges.ts';
import { Rehearsals, runCase } from './cases.ts';
import { oneCase } from './oneCase.ts';
import { timelineOf } from './readTimeline.ts';

const drawn = pipelineOf({
  first: task('First', { FunctionName: 'f' }, { retry: [{ errors: ['Busy'], intervalSeconds: 1, maxAttempts: 2 }] }),
  second: task('Second', { FunctionName: 'f' }, { after: ['first'] }),
});
const rehearsals = new Rehearsals(drawn, { catalog: plainCatalog });

test('a fault that was cleared before a redrive ends after its calls: the one case runs as the several did', async () => {
  const busy = { first: { error: 'Busy' } };
  const attempts: readonly [TestCase, ...TestCase[]] = [{ faults: busy }, { faults: { ...busy, second: { cause: 'down' } } }, { faults: { second: { cause: 'down' } } }, { answers: { second: { Payload: 1 } } }];
  const [begin, ...then] = attempts;
  const several = await runCase(rehearsals, 'Several', begin, { then });
  expect(several.attempts.map((a) => a.error ?? a.status)).toEqual(['Busy', 'Busy', 'States.TaskFailed', 'SUCCEEDED']);
  if (!several.rehearsal || !several.simulation) throw new Error('nothing was simulated');
  const timeline = timelineOf({ ...several.simulation, states: several.rehearsal.steps, edges: edgesOf(drawn) });
  const one = oneCase(attempts, several.rehearsal.meant, timeline);
  expect(one).toEqual({ faults: { first: { error: 'Busy', times: 6 }, second: { cause: 'down', times: 1 } }, answers: { second: { Payload: 1 } }, redrives: 3 });
  expect((await runCase(rehearsals, 'One', one)).simulation?.events).toEqual(several.simulation.events);
});
