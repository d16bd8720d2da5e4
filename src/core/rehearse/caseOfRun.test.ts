import { expect, test } from 'vitest';
import { pipelineOf, plainCatalog, task } from '../../testing/build.ts';
import type { TestCase } from '../model/testCases.ts';
import { caseOfRun } from './caseOfRun.ts';
import { Rehearsals, runCase } from './cases.ts';
import { timelineOf } from './readTimeline.ts';

const drawn = pipelineOf({
  first: task('First', { FunctionName: 'first' }, { retry: [{ errors: ['States.ALL'], intervalSeconds: 5, maxAttempts: 3 }] }),
  second: task('Second', { FunctionName: { $output: { from: 'first', path: ['Payload', 'name'] } } }),
} as never);
const rehearsals = new Rehearsals(drawn, { catalog: plainCatalog });

async function seen(testCase: TestCase) {
  const { rehearsal, simulation } = await runCase(rehearsals, 'real', testCase);
  if (rehearsal === undefined || simulation === undefined) throw new Error('it did not run');
  const timeline = timelineOf({ ...simulation, states: rehearsal.steps, edges: [] });
  return { simulation, timeline, made: caseOfRun({ input: { a: 1 }, environment: undefined, status: simulation.status, timeline }, rehearsal.meant) };
}

test('a case of an execution answers, fails and lasts as that did', async () => {
  const real = await seen({ answers: { first: { Payload: { name: 'x' }, StatusCode: 200 } }, faults: { first: { error: 'Lambda.TooManyRequestsException', cause: 'busy', times: 2 } }, durations: { first: 12, second: 7 } });
  expect(real.made).toMatchObject({
    input: { a: 1 }, expect: { status: 'SUCCEEDED' },
    answers: { first: { Payload: { name: 'x' }, StatusCode: 200 } },
    faults: { first: { error: 'Lambda.TooManyRequestsException', cause: 'busy', times: 2 } },
    durations: { first: 12, second: 7 },
  });
  const again = await seen(real.made);
  expect(again.simulation.output).toEqual(real.simulation.output);
  expect(again.timeline.duration).toBe(real.timeline.duration);
});

test('what failed for good fails at every call', async () => {
  const { made } = await seen({ faults: { second: { error: 'Boom', cause: 'it broke' } } });
  expect(made.faults).toEqual({ second: { error: 'Boom', cause: 'it broke' } });
  expect(made.expect).toEqual({ status: 'FAILED' });
  expect((await seen(made)).simulation).toMatchObject({ status: 'FAILED', error: 'Boom' });
});
